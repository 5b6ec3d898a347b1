"""Parts of the made-up employers' names and what they do, as tables."""

from __future__ import annotations

NAMES = {
    "en": """
Alderwick Amberline Ashgrove Bellweather Birchfield Blackwater Bluestem Brambleton Brightmoor Calderstone Cedarhurst Clearbrook Cloverfield
Copperhill Cranmore Crestline Dovecote Driftwood Eastmere Elmhaven Everglen Fairlight Fernbank Foxglove Glenrock Goldfinch Granary Greyfriars
Hallmark Harrowgate Hawthorn Hearthstone Heronsgate Highfield Hollybrook Ironbridge Juniper Kestrelway Kingsholm Lakemont Larkspur Lindenhurst
Longacre Maplewood Marchbank Meadowlark Millrace Moorfield Northgate Northwind Oakhurst Oldbridge Orchardton Palisade Pebblebrook Pinecrest
Quarrystone Ravenscar Redfern Ridgeway Rosewater Saltmarsh Sandpiper Silverlake Southmoor Springhollow Stonecrop Summerfield Swiftwater
Tamarack Thistledown Thornbury Timberline Tidewater Umberfield Valebrook Wainscott Waterford Westmere Whitcombe Wildrose Willowbend Windermoor
Woodlark Yarrowdale Prairieland Bayonet Saguaro Tallgrass Cottonwood Bluebonnet Lonestone Riverbend Sequoyah Tupelo Magnolia Chickadee
Cascadia Evermark Fieldstone Gladewater Hartwell Inverlocke Keystead Lowlander Merrow Nettleford Osprey Pemberley Quillon Rookwood
Sundial Truenorth Underhill Verity Wayfarer Yellowtail Zephyr Arborlane Brookhaven Candlewick Dunmore Eversley Fallowfield Greenhaugh
""",
    "de": """
Adlerhorst Birkenfelder Brandtner Bergmoser Drosselweg Eichwald Falkenried Fuhrbach Gerstäcker Hohenbrück Haselhorst Immenstedt Jägerhof
Kaltenbach Kranichfeld Lindentaler Lohrmann Mühlberger Nordhafen Oderbruch Quellmann Rabenau Rheinufer Sandberger Steinhuder Tannwald
Uhlenhorst Vogelsang Wendlinger Westerkamp Zeisigau Zollernhöhe Achenbacher Dünenhof Elbtal Isarwinkel Kohlmeyer Schwanheim Brennecker Havelland
""",
    "fr": """
Aubépine Beaurivage Belvallée Boisclair Castelnoir Chantefleur Clairmont Corbière Delaplaine Étoile Fontbrune Garancière Hautefeuille Jonquière
Lavallière Maisonneuve Marchelidon Mirabeau Montfleury Noiseraie Oréade Pervenche Pontbriand Quatrevents Rivesaltes Rochebelle Sablonnière Tournelune
Valmercier Vertbois Villemarin Azurel Bretonnel Cigalune Domarine Évereste Farandole Galerne
""",
    "es": "Almendral Brisamar Castroviejo Duralba Encinar Fuentealta Gavilán Horizonte Iberlana Jarama Lumbrera Montesol Naranjal Olivarte Peñalta Ribera Solana Torrealba Valdehierro",
    "nl": "Achterhof Bloemendaal Dijkstroom Eikenrode Grachtzicht Havenmeester Kolkwijk Lindenhof Molenaar Noorderlicht Oeverland Polderwind Rietveld Sluiswacht Tulpenburg Veldzicht Waterlinie",
    "in": """
Aarohan Bharani Chandrika Deepshikha Ekaara Gangotri Himadri Indravati Jaldhara Kaveriya Lakshara Meghdoot Navodaya Omkareshwar Padmaja Rajhans
Sahyadri Suryodaya Tejasvi Udaan Vindhyagiri Yamunotri Zephyros Anandlok Brahmaputri Chitravan Dhanvarsha Garudan Nilachal Pratibimb
""",
    "bd": "Amarbari Boishakhi Chitralekha Dighi Gorai Ilishmari Jamunapar Kashful Meghnapar Nakshi Padmarekha Rupsha Shapla Surmaline Teestaview Kornofuli Bhawal Haor Matamuhuri Shimul",
    "ar": """
Al-Nakheel Al-Waha Al-Bahr Al-Fanar Al-Qamar Desertrose Falconridge Gulfstream Jabalview Khaleejia Lulwa Marjan Najmat Oryx Qasr Rimal Safa Sahara
Tariq Wadi Yasmeen Zahra Dunes Pearlgate Nileview Lotus Papyrus Petraline Atlasia Delmonte
""",
}
"""The names' first words, by where an employer is at home."""

AT_HOME = {
    "US": "en", "GB": "en", "CA": "en", "AU": "en", "IE": "en", "NZ": "en", "ZA": "en", "SG": "en", "DE": "de", "AT": "de", "CH": "de",
    "FR": "fr", "BE": "fr", "MA": "fr", "ES": "es", "MX": "es", "PT": "es", "BR": "es", "IT": "es", "NL": "nl", "PL": "de", "IN": "in",
    "BD": "bd", "AE": "ar", "SA": "ar", "EG": "ar", "QA": "ar", "KW": "ar", "JO": "ar",
}  # fmt: skip

SECTORS = """
technology|Software,Systems,Labs,Technologies,Digital,Data,Cloud,Analytics,Interactive,Networks|Computer Software|software 9,data 8,sales 3,office 2,finance 1,engineering 1
health|Health,Medical Center,Hospital,Clinic,Care,Healthcare,Pharmacy,Therapeutics|Hospitals and Health Care|health 16,office 2,data 1,software 1,finance 1,hospitality 1,stores 1
finance|Bank,Capital,Insurance,Financial,Credit Union,Partners,Advisors,Mutual|Financial Services|finance 8,data 5,software 5,office 3,sales 2
logistics|Logistics,Freight,Transport,Express,Shipping,Distribution|Transportation and Logistics|transport 12,stores 3,office 2,data 1,trades 1,software 1,finance 1
industry|Industries,Manufacturing,Engineering,Motors,Tools,Energy,Aerospace,Materials|Industrial Manufacturing|engineering 9,trades 7,finance 2,data 1,software 1,transport 1,sales 1
construction|Construction,Builders,Infrastructure,Homes,Electric|Construction|trades 7,engineering 5,office 2,finance 1,transport 1
food|Foods,Bakeries,Farms,Dairy,Beverages,Provisions|Food and Beverage|stores 3,transport 3,trades 3,engineering 2,hospitality 2,sales 2,finance 2,data 1
retail|Stores,Markets,Outfitters,Home,Grocers,Books|Retail|stores 10,sales 3,transport 2,data 2,software 2,office 1,finance 1
hospitality|Hotels,Resorts,Kitchens,Cafés,Restaurants,Inns|Hospitality|hospitality 13,sales 1,office 1,finance 1
education|Academy,Schools,University,College,Learning|Education|education 12,office 3,software 1,finance 1,data 1
services|Group,Services,Consulting,& Co,Associates,Media|Business Services|office 5,sales 4,finance 3,software 3,data 3
"""
"""Sector | second words of the names | the industry as boards call it | what its jobs are, with weights."""

SECOND_WORDS = {
    "de": {
        "health": "Kliniken,Klinikum,Pflegedienste,Medizintechnik", "logistics": "Logistik,Spedition,Transporte", "industry": "Maschinenbau,Werke,Antriebstechnik,Energie",
        "construction": "Bau,Hochbau,Elektrotechnik", "food": "Lebensmittel,Molkerei,Backwaren", "retail": "Märkte,Handel,Warenhaus", "finance": "Versicherung,Finanz,Treuhand",
        "hospitality": "Hotels,Gastronomie", "education": "Akademie,Schulen", "technology": "Software,Systeme,Digital,IT-Services", "services": "Gruppe,Beratung,Personal",
    },
    "fr": {
        "health": "Santé,Cliniques,Soins", "logistics": "Logistique,Transports,Messagerie", "industry": "Industrie,Énergie,Mécanique", "construction": "Construction,Bâtiment,Électricité",
        "food": "Alimentation,Laiterie,Boulangeries", "retail": "Distribution,Magasins,Maison", "finance": "Assurances,Finance,Mutuelle", "hospitality": "Hôtels,Restauration",
        "education": "Formation,Écoles", "technology": "Numérique,Logiciels,Systèmes,Data", "services": "Conseil,Services,Groupe",
    },
    "es": {
        "health": "Salud,Clínicas", "logistics": "Logística,Transportes", "industry": "Industrias,Energía", "construction": "Construcciones", "food": "Alimentos,Lácteos",
        "retail": "Comercio,Tiendas", "finance": "Seguros,Finanzas", "hospitality": "Hoteles", "education": "Formación", "technology": "Digital,Software,Sistemas", "services": "Servicios,Consultores",
    },
}  # fmt: skip
"""Second words where the employer's language has its own."""

AGENCIES = (
    "Harbour Talent", "Pinnacle Row Staffing", "Bridgewell Recruitment", "TalentOrchard", "Keel & Mast Search", "NextDoor Staffing", "Fairway People",
    "Cornerpost Consulting", "BlueLadder Recruiting", "Stellwerk Personal", "Ressources & Talents", "Meridian Manpower",
)  # fmt: skip

ABOUT = {
    "technology": "builds software that {n} companies use to {w}|started as a two-person side project and now helps {n} customers {w}",
    "health": "cares for more than {n},000 patients a year across {k} locations|is a community provider with {k} sites and a reputation for taking time with people",
    "finance": "looks after the money of {n},000 households and small companies|has insured and financed family businesses for {k} decades",
    "logistics": "moves {n} shipments a day with {k} depots and a fleet it maintains itself|brings fresh and frozen goods to {n} shops before they open",
    "industry": "makes parts and machines that run in {n} plants around the world|has built pumps, drives and controls for {k} decades",
    "construction": "builds schools, bridges and homes with {n} people of its own|plans and builds for towns and families, {k} decades now",
    "food": "bakes, bottles and delivers for {n} shops and restaurants|makes food people recognize, from {k} plants and {n} partner farms",
    "retail": "runs {n} stores and an online shop that ships the same day|sells good things for the home at prices that do not need a sale, in {n} stores",
    "hospitality": "runs {k} hotels and {n} restaurants where guests come back|welcomes {n},000 guests a year and knows many by name",
    "education": "teaches {n},00 learners from kindergarten to graduation|is a place for {n} learners and {k} campuses where questions are welcome",
    "services": "advises {n} organizations on how they hire, plan and grow|is a group of {k} firms that share one back office and one idea of good work",
}
ABOUT_WORK = (
    "plan their warehouses",
    "answer their customers",
    "keep their books in order",
    "schedule their crews",
    "understand their numbers",
    "take payments",
)
ABOUT_DE = (
    "ist ein familiengeführtes Unternehmen mit {n} Mitarbeitenden an {k} Standorten",
    "gehört seit {k} Jahrzehnten zu den verlässlichen Arbeitgebern der Region",
    "wächst seit Jahren aus eigener Kraft und beschäftigt heute {n} Menschen",
    "verbindet kurze Wege mit den Möglichkeiten einer Gruppe von {k} Gesellschaften",
)
ABOUT_FR = (
    "accompagne ses clients depuis {k} décennies avec {n} collaborateurs",
    "est un groupe indépendant présent sur {k} sites en Europe",
    "réunit {n} femmes et hommes attachés au travail bien fait",
    "poursuit sa croissance et renforce ses équipes sur {k} sites",
)
EMPLOYEES = ("11 to 50", "51 to 200", "201 to 500", "501 to 1,000", "1,001 to 5,000", "5,001 to 10,000", "10,000+")
