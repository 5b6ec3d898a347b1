"""What English adverts say. {a} and {b} stand for skills, {team} for the team, {city} and {company} for themselves."""

from __future__ import annotations

HEADINGS = (
    ("About us", "What you will do", "What you bring", "What we offer", "How to apply"),
    ("Who we are", "Your responsibilities", "Requirements", "Benefits", "Next steps"),
    ("Company description", "Job description", "Qualifications", "Additional information", "Application"),
    ("The company", "The role", "About you", "Why join us", "Interested?"),
    ("Overview", "Key Responsibilities", "Minimum Qualifications", "Compensation & Benefits", "Apply"),
)
OPENINGS = (
    "{company} is looking for a {title} to join the {team} team in {city}.",
    "We are hiring a {title} for our {team} group, based in {city}.",
    "Our {team} team in {city} is growing, and we need a {title} who enjoys doing the work properly.",
    "As a {title} in {team} you will have a say in how things are done from your first week.",
    "This is an opening for a {title} in {city}. You will report to the head of {team}.",
)
MISSIONS = (
    "Last year the team took over two older systems, and the next twelve months are about replacing them without anyone noticing.",
    "The team is small: six people, one of them part-time, and a manager who still does the work.",
    "You will be the third person in this role, because demand has doubled since spring.",
    "The person before you has moved on to another team here and will show you around for the first month.",
    "The team was founded eighteen months ago and writes down how it works, so that you can read it before you start.",
    "Our largest customer renewed for five years, and this position is part of what we promised them.",
    "We are moving to a new site next autumn and want you to help decide how the new place should run.",
    "It is a calm team: on-call is shared by nine people, and weekends are rarely interrupted.",
    "You will spend the first six weeks alongside colleagues before anything depends on you alone.",
    "The work has been done by contractors until now; we would like to have the knowledge in house.",
    "Half of the team has been with us for more than eight years, the other half for less than two.",
    "The position is new. Its first task is to find out which of our reports anyone reads.",
)
DUTIES = {
    "data": (
        "Build and look after the {a} jobs that {team} depends on every morning", "Turn questions from the business into {b} that can be trusted and repeated",
        "Document sources, owners and known gaps so that others can use what you made", "Review the work of colleagues and have yours reviewed, mostly about {a}",
        "Find out why two numbers that should agree do not, and say so plainly", "Work with product managers on what to measure before something is built",
        "Keep an eye on cost and run time, and retire what nobody uses", "Introduce tests around {b} where mistakes have hurt us before", "Present results to people who have ten minutes and no patience for jargon",
    ),
    "software": (
        "Design, build and run services with {a} and {b}", "Take part in planning, and say no when something is not worth building", "Write tests that fail for the right reason and keep the pipeline under ten minutes",
        "Review changes within a day and expect the same for yours", "Improve how {team} uses {a} and help colleagues who are new to it", "Look into incidents without blame and remove their cause",
        "Talk to the people who use what we build, at least once a month", "Keep documentation and diagrams up to date while you change the code", "Share an on-call rotation of one week in eight",
    ),
    "engineering": (
        "Carry projects from concept through calculation and drawing to hand-over", "Prepare specifications and drawings using {a}", "Run tests, evaluate the results and propose what to change",
        "Work with purchasing and suppliers on tolerances, cost and delivery", "Support the plant when something does not fit, leak-test or start", "Apply {b} in design reviews and keep the records auditors ask for",
        "Visit sites two to four days a month", "Estimate effort and cost for new offers", "Coach technicians and younger engineers in {a}",
    ),
    "health": (
        "Provide safe, compassionate care to an average of five patients per shift", "Carry out {a} according to the care plan and document it promptly", "Work with physicians, therapists and families on {b}",
        "Notice changes early and escalate them without hesitation", "Teach patients and relatives what they need to know before discharge", "Take part in huddles, hand-over and the unit council",
        "Precept students and newly hired colleagues on {team}", "Follow infection prevention and medication safety standards", "Rotate through weekends as agreed in the self-scheduling system",
    ),
    "finance": (
        "Own the {a} for your entities, from first entry to sign-off", "Prepare monthly reports with comments that explain the variance", "Work with auditors and answer their questions with evidence",
        "Improve {b} and remove spreadsheets that only one person understands", "Support budget holders with figures they can act on", "Check contracts and invoices for their effect on the accounts",
        "Keep internal controls working and documented", "Prepare filings and payments on time, every time", "Stand in for colleagues of {team} during closing",
    ),
    "transport": (
        "Run assigned routes safely and on time, and tell dispatch early when you cannot", "Load, secure and unload with the equipment provided", "Check the vehicle before and after each trip and report defects",
        "Keep records and documents complete, on paper and in the app", "Treat customers and their loading docks with respect", "Use {a} every day and keep your certificates current",
        "Help the {team} team with {b} when volumes peak", "Follow driving-time, hygiene and safety rules without shortcuts",
    ),
    "sales": (
        "Look after existing customers and win new ones in your territory", "Prepare offers, negotiate and close, with support from {team}", "Use {a} to keep the pipeline honest", "Plan campaigns and measure what they bring",
        "Represent us at fairs and customer events", "Bring back what customers say, including what they dislike", "Agree targets each quarter and report on them openly", "Work with product and finance on {b}",
    ),
    "education": (
        "Plan and teach according to the curriculum and the needs of the group", "Use {a} so that every learner can take part", "Observe, document and discuss progress with families", "Work with colleagues of {team} on projects and outings",
        "Create a safe, friendly and orderly room", "Take part in {b} and in further training", "Supervise breaks and activities on a shared schedule", "Contribute to open days and the life of the school",
    ),
    "trades": (
        "Install, maintain and repair equipment on site and in the shop", "Find faults with {a} and put them right for good", "Read drawings and work orders, and note what you changed", "Carry out inspections and preventive maintenance on schedule",
        "Work to the code and keep your area tidy and safe", "Help apprentices learn {b}", "Answer breakdown calls on a rotation of one week in five", "Order parts and keep the van or tool crib stocked",
    ),
    "hospitality": (
        "Welcome guests and make sure they leave content", "Prepare your station before service and hand it over clean", "Follow hygiene and allergy rules to the letter", "Work with {team} on {a}", "Handle payments and reservations accurately",
        "Receive and store deliveries, first in, first out", "Help train new colleagues", "Take part in early, late and weekend shifts on a plan known two weeks ahead",
    ),
    "office": (
        "Be the first contact for customers and colleagues by phone, mail and in person", "Coordinate calendars, travel and meetings for {team}", "Maintain records and prepare documents with {a}", "Follow up open points until they are done",
        "Improve how we handle {b}", "Prepare decisions with facts and a recommendation", "Keep confidential matters confidential", "Support audits, onboarding and events", "Own the plan, the budget and the risks of your projects",
    ),
    "stores": (
        "Pick, pack and ship orders accurately", "Advise customers and help them find what they need", "Keep shelves, counters and aisles stocked, clean and safe", "Receive goods, check them and book them in", "Use {a} throughout the shift",
        "Take part in stock counts and help explain differences", "Open or close the site according to the checklist", "Train seasonal colleagues of {team} in {b}",
    ),
}  # fmt: skip
REQUIREMENTS = (
    "{years} years of experience in a similar role", "Solid knowledge of {a} and {b}", "Hands-on experience with {a}", "You have worked with {a}; {b} is a plus", "Good command of {a}, and the will to learn {b}",
    "Clear written and spoken English", "You ask when something is unclear and say when something is wrong", "A degree in a related field, or the experience that replaces it", "Reliability: colleagues can plan with you",
    "Willingness to work in shifts where the role requires it", "Legal authorization to work in the country", "Comfortable explaining {a} to people from other fields",
)  # fmt: skip
LEVEL_YEARS = {
    "intern": "0 to 1",
    "junior": "1 to 2",
    "": "3 or more",
    "senior": "5 or more",
    "lead": "7 or more",
    "principal": "10 or more",
}
BENEFITS = (
    "Paid time off from the first day, and we mean it when you take it", "Medical, dental and vision insurance for you and your family", "A retirement plan with a company match after three months", "Flexible hours around a core of four",
    "A training budget and five days a year to use it", "Bicycle or public transport allowance", "Free coffee, fruit, and lunch on Thursdays", "Twelve weeks of parental leave at full pay", "Tuition support for recognized degrees",
    "Tools, laptop or work clothes of your choice", "A referral bonus for people you bring along", "Employee discount in all our locations", "A quiet room, height-adjustable desks and daylight", "Yearly bonus tied to results you can influence",
    "Overtime is recorded and paid or taken off", "Free parking and a covered place for bicycles", "Life and short-term disability insurance", "Regular health checks and flu shots on site", "Sabbatical after five years", "Relocation support where you need it",
)  # fmt: skip
CLOSINGS = (
    "Send us your application with your earliest starting date. We answer within two weeks.", "Apply online; a résumé is enough, a cover letter is optional.", "Questions? Ask our recruiting team, they know the department well.",
    "We look forward to hearing from you. Interviews take place on a rolling basis.", "The process: a call of thirty minutes, a conversation with the team, a decision within a week.",
)  # fmt: skip
EQUAL = (
    "{company} is an equal opportunity employer. We consider all qualified applicants without regard to race, color, religion, sex, sexual orientation, gender identity, national origin, disability or veteran status.",
    "We welcome applications from people of every background and provide accommodations during the process on request.",
    "Employment is contingent on a background check and, for driving and clinical roles, a drug screen.",
)
LONGER = (
    "We believe that good work needs time, clear goals and colleagues who tell each other the truth. That is why we plan in quarters, keep meetings short and small, and decide in writing where a decision affects more than one team. New colleagues tell us that this takes getting used to, and that they would not want to go back.",
    "Our history is one of patience. The company has never laid anyone off to please a quarter, it owns the buildings it works in, and a third of last year's profit went into equipment and training. We say this because people ask, and because it explains why some things here take longer than elsewhere and then last.",
    "A typical week begins with a short meeting on Monday, in which everyone says what they are working on and what stands in the way. The rest of the week belongs to the work. On Friday afternoon we look at what was finished, try out what is new, and somebody usually brings cake.",
    "Safety and respect are not posters on our walls. Anyone may stop a job that does not look right, anyone may question a decision, and nobody has to explain why they need a break. We measure managers by how many of their people stay and by how many of them are promoted.",
    "We have grown by about a tenth each year and intend to go on like that. Growth brings open positions, and we fill about half of them from within: shift leads become planners, analysts become managers, and two of our directors started at the front desk.",
    "Diverse teams make better decisions, and ours come from more than twenty countries. We offer language courses, a mentoring program across departments and networks run by employees. If you do not meet every single requirement, please apply anyway and tell us what you would like to learn.",
    "The location is easy to reach by public transport and there is parking for those who drive. There is a canteen with a decent vegetarian option, a small gym, showers for those who cycle, and a roof terrace from which you can see more of the city than you would expect.",
)
AGENCY = (
    "Our client, a well-known employer in {city}, is looking for a {title}.", "On behalf of our client in {city} we are recruiting a {title} for a direct hire.",
    "{company} is partnering with an established organization near {city} to fill the position of {title}.",
)  # fmt: skip
PAY = (
    "Pay: {low} - {high} {per}.", "The salary range for this position is {low} to {high} {per}, depending on experience.", "Compensation: {low}\N{EN DASH}{high} {per} plus benefits.", "We pay between {low} and {high} {per}.",
)  # fmt: skip
PAY_EXACT = "Pay: {amount} {per}."
PER = {"YEAR": "per year", "MONTH": "per month", "WEEK": "per week", "DAY": "per day", "HOUR": "per hour"}
WORK_PLACES = {
    "remote": "This position is fully remote; you can work from anywhere in the country.",
    "hybrid": "We work in a hybrid way: two or three days a week at our {city} location, the others where you like.",
    "office": "The work is done on site in {city}.",
}
TYPES = {
    "fulltime": "Full-time", "parttime": "Part-time", "contract": "Contract", "temporary": "Temporary", "internship": "Internship", "perdiem": "Per diem",
}  # fmt: skip
SKILLS_LINE = "Skills: {skills}"
REFERENCE = "Job reference: {reference}"
