"""What German adverts say; the places of words are those of `wording_en`."""

from __future__ import annotations

HEADINGS = (
    ("Über uns", "Deine Aufgaben", "Dein Profil", "Das bieten wir dir", "Bewirb dich"),
    ("Das sind wir", "Ihre Aufgaben", "Ihr Profil", "Wir bieten Ihnen", "Kontakt"),
    ("Wer wir sind", "Was Sie bei uns bewegen", "Was Sie mitbringen", "Unsere Leistungen", "So geht es weiter"),
)
OPENINGS = (
    "Für unser Team {team} am Standort {city} suchen wir zum nächstmöglichen Zeitpunkt Verstärkung als {title}.",
    "{company} sucht {title} für den Bereich {team} in {city}.",
    "Du möchtest als {title} in {city} etwas bewegen? Dann komm in unser Team {team}.",
    "Zur Erweiterung des Bereichs {team} in {city} besetzen wir die Stelle {title} unbefristet.",
)
MISSIONS = (
    "Das Team besteht aus sechs Kolleginnen und Kollegen, die sich gegenseitig vertreten.",
    "Die Stelle ist neu geschaffen; wie sie ausgefüllt wird, bestimmen Sie mit.",
    "In den ersten sechs Wochen begleitet Sie eine erfahrene Kollegin.",
    "Im kommenden Jahr lösen wir zwei alte Systeme ab und brauchen dafür jemanden, der beide Welten versteht.",
    "Unser größter Kunde hat für fünf Jahre verlängert, und diese Position gehört zu dem, was wir zugesagt haben.",
    "Wir ziehen im Herbst an einen neuen Standort und möchten, dass Sie den Neuanfang mitgestalten.",
    "Die Hälfte des Teams ist länger als acht Jahre dabei, die andere Hälfte kürzer als zwei.",
)
_COMMON = (
    "Enge Zusammenarbeit mit den Kolleginnen und Kollegen aus {team}", "Dokumentation der Ergebnisse, so dass andere damit weiterarbeiten können",
    "Einarbeitung neuer Kolleginnen und Kollegen", "Mitarbeit an der Verbesserung unserer Abläufe",
)  # fmt: skip
_TECHNICAL = (
    "Konzeption und Umsetzung von Lösungen mit {a} und {b}", "Weiterentwicklung unserer Umgebung rund um {a}", "Analyse von Störungen und nachhaltige Beseitigung der Ursachen",
    "Abstimmung mit Fachbereichen und Übersetzung der Anforderungen in machbare Schritte", "Durchsicht der Arbeit anderer und Freude an Rückmeldung zur eigenen", "Automatisierte Tests und Qualitätssicherung mit {b}",
)  # fmt: skip
_CARE = (
    "Ganzheitliche Versorgung der uns anvertrauten Menschen", "{a} nach aktuellen Standards", "Vertrauensvolle Zusammenarbeit mit Ärztinnen, Ärzten und Angehörigen", "Sorgfältige {b}", "Anleitung von Auszubildenden",
)  # fmt: skip
_HANDS = (
    "Selbstständige Erledigung der täglichen Arbeiten mit {a}", "Prüfung und Pflege der anvertrauten Geräte und Fahrzeuge", "Einhaltung der Sicherheits- und Hygienevorschriften", "Annahme und Kontrolle von Waren und Material",
    "Freundlicher Umgang mit Kundinnen und Kunden", "Unterstützung des Teams bei {b}",
)  # fmt: skip
_DESK = (
    "Eigenverantwortliche Bearbeitung aller Vorgänge rund um {a}", "Erstellung von Auswertungen und Berichten für die Leitung", "Ansprechpartnerin oder Ansprechpartner für interne und externe Anfragen", "Vorbereitung von Terminen, Abschlüssen und Prüfungen",
    "Pflege der Daten im System, {b}", "Betreuung von Projekten von der Idee bis zum Abschluss",
)  # fmt: skip
_KINDS = {
    "data": _TECHNICAL, "software": _TECHNICAL, "engineering": _TECHNICAL, "health": _CARE, "education": _DESK, "finance": _DESK, "sales": _DESK,
    "office": _DESK, "transport": _HANDS, "trades": _HANDS, "hospitality": _HANDS, "stores": _HANDS,
}  # fmt: skip
DUTIES = {family: kind + _COMMON for family, kind in _KINDS.items()}
REQUIREMENTS = (
    "{years} Jahre Berufserfahrung in vergleichbarer Position", "Fundierte Kenntnisse in {a} und {b}", "Praktische Erfahrung: {a}", "Gute Deutschkenntnisse in Wort und Schrift", "Abgeschlossene Ausbildung, Studium oder gleichwertige Erfahrung",
    "Zuverlässigkeit, Teamgeist und eine sorgfältige Arbeitsweise", "Bereitschaft, sich in Neues einzuarbeiten, zum Beispiel {b}", "Erste Kenntnisse in {a} sind von Vorteil",
)  # fmt: skip
LEVEL_YEARS = {
    "intern": "0 bis 1",
    "junior": "1 bis 2",
    "": "Mindestens 3",
    "senior": "Mindestens 5",
    "lead": "Mindestens 7",
    "principal": "Mindestens 10",
}
BENEFITS = (
    "30 Tage Urlaub sowie frei am 24. und 31. Dezember", "Betriebliche Altersvorsorge mit Zuschuss", "Flexible Arbeitszeiten und ein Arbeitszeitkonto", "Deutschlandticket oder Dienstrad", "Unbefristeter Arbeitsvertrag und Vergütung nach Tarif",
    "Regelmäßige Fort- und Weiterbildungen", "Gründliche Einarbeitung mit festen Ansprechpersonen", "Kostenfreie Getränke und frisches Obst", "Zuschuss zum Mittagessen", "Kinderbetreuung in der Nähe", "Gesundheitsangebote und Firmenfitness",
    "Weihnachts- und Urlaubsgeld", "Moderne Ausstattung und kurze Entscheidungswege",
)  # fmt: skip
CLOSINGS = (
    "Wir freuen uns auf Ihre Bewerbung mit Angabe des frühesten Eintrittstermins und Ihrer Gehaltsvorstellung.", "Bewirb dich in drei Minuten online, ein Lebenslauf genügt.", "Fragen beantwortet Ihnen gern unsere Personalabteilung.",
)  # fmt: skip
EQUAL = (
    "Schwerbehinderte Menschen werden bei gleicher Eignung bevorzugt berücksichtigt.",
    "Wir begrüßen Bewerbungen unabhängig von Geschlecht, Herkunft, Religion, Alter und sexueller Identität.",
)
LONGER = (
    "Gute Arbeit braucht Zeit, klare Ziele und Menschen, die offen miteinander sprechen. Deshalb planen wir in Quartalen, halten Besprechungen kurz und treffen Entscheidungen schriftlich, wenn sie mehr als ein Team betreffen. Neue Kolleginnen und Kollegen sagen uns, dass man sich daran gewöhnen muss und danach nicht mehr anders arbeiten möchte.",
    "Unser Haus ist über Jahrzehnte gewachsen, gehört keinem Fonds und entscheidet selbst. Ein Drittel des Gewinns fließt jedes Jahr in Ausstattung und Weiterbildung. Das erklärt, warum manches bei uns etwas länger dauert und dann auch länger hält.",
    "Am Montag besprechen wir kurz, woran alle arbeiten und was im Weg steht, der Rest der Woche gehört der Arbeit. Freitagnachmittag schauen wir uns an, was fertig geworden ist, und meistens bringt jemand Kuchen mit.",
    "Etwa die Hälfte unserer offenen Stellen besetzen wir aus den eigenen Reihen. Wer sich weiterentwickeln möchte, bekommt dafür Zeit, ein Budget und eine Ansprechperson, die nicht die eigene Führungskraft ist.",
    "Der Standort ist mit Bus und Bahn gut erreichbar, für Autos und Fahrräder gibt es überdachte Stellplätze. In der Kantine wird frisch gekocht, und von der Dachterrasse sieht man weiter, als man denkt.",
)
AGENCY = (
    "Für unseren Kunden, ein namhaftes Unternehmen in {city}, suchen wir in Direktvermittlung {title}.",
    "Im Auftrag unseres Mandanten im Raum {city} besetzen wir die Position {title}.",
)
PAY = (
    "Gehalt: {low} - {high} {per}.", "Wir bieten ein Gehalt von {low} bis {high} {per}.", "Die Vergütung liegt je nach Erfahrung zwischen {low} und {high} {per}.",
)  # fmt: skip
PAY_EXACT = "Gehalt: {amount} {per}."
PER = {"YEAR": "brutto im Jahr", "MONTH": "pro Monat", "WEEK": "pro Woche", "DAY": "pro Tag", "HOUR": "pro Stunde"}
WORK_PLACES = {
    "remote": "Die Arbeit ist vollständig im Homeoffice möglich (100 % remote).",
    "hybrid": "Mobiles Arbeiten ist an zwei bis drei Tagen in der Woche möglich.",
    "office": "Die Arbeit findet vor Ort in {city} statt.",
}
TYPES = {
    "fulltime": "Vollzeit", "parttime": "Teilzeit", "contract": "Freie Mitarbeit", "temporary": "Befristet", "internship": "Praktikum", "perdiem": "Aushilfe",
}  # fmt: skip
SKILLS_LINE = "Kenntnisse: {skills}"
REFERENCE = "Kennziffer: {reference}"
