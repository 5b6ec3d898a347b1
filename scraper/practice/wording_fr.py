"""What French adverts say; the places of words are those of `wording_en`."""

from __future__ import annotations

HEADINGS = (
    ("L'entreprise", "Vos missions", "Votre profil", "Nos avantages", "Pour postuler"),
    (
        "Qui sommes-nous ?",
        "Les missions du poste",
        "Le profil recherché",
        "Ce que nous offrons",
        "Processus de recrutement",
    ),
    ("Présentation", "Descriptif du poste", "Compétences attendues", "Rémunération et avantages", "Candidature"),
)
OPENINGS = (
    "{company} recrute pour son équipe {team} à {city} : {title}.",
    "Dans le cadre du développement de notre activité {team}, nous recherchons à {city} : {title}.",
    "Vous êtes {title} ou souhaitez le devenir ? Rejoignez notre équipe {team} à {city}.",
    "Au sein du service {team}, basé à {city}, vous occupez un poste de {title} en lien direct avec la responsable du service.",
)
MISSIONS = (
    "L'équipe compte six personnes qui se remplacent et s'entraident.",
    "Il s'agit d'une création de poste : à vous de lui donner forme.",
    "Vous êtes accompagné(e) pendant les six premières semaines par une collègue expérimentée.",
    "Dans l'année, deux anciens outils seront remplacés et nous comptons sur vous pour réussir la transition.",
    "Notre principal client vient de renouveler son contrat pour cinq ans.",
    "Nous emménageons à l'automne sur un nouveau site que vous aiderez à organiser.",
    "La moitié de l'équipe est là depuis plus de huit ans, l'autre depuis moins de deux.",
)
_COMMON = (
    "Travailler en lien étroit avec l'équipe {team}", "Rédiger la documentation utile aux collègues", "Participer à l'accueil des nouveaux arrivants", "Proposer des améliorations et les mener à bien",
)  # fmt: skip
_TECHNICAL = (
    "Concevoir et mettre en œuvre des solutions avec {a} et {b}", "Faire évoluer notre environnement autour de {a}", "Analyser les incidents et en supprimer durablement la cause", "Recueillir les besoins des métiers et les traduire en étapes réalistes",
    "Relire le travail de l'équipe et faire relire le vôtre", "Mettre en place des tests et garantir la qualité, notamment avec {b}",
)  # fmt: skip
_CARE = (
    "Assurer la prise en charge globale des patients", "Réaliser les actes liés à : {a}", "Collaborer avec les médecins, les familles et l'équipe pluridisciplinaire", "Garantir : {b}", "Encadrer les stagiaires",
)  # fmt: skip
_HANDS = (
    "Réaliser en autonomie le travail quotidien : {a}", "Contrôler et entretenir le matériel confié", "Respecter les règles de sécurité et d'hygiène", "Réceptionner et vérifier les marchandises", "Accueillir et conseiller les clients avec le sourire",
    "Aider l'équipe pour : {b}",
)  # fmt: skip
_DESK = (
    "Prendre en charge l'ensemble des sujets liés à : {a}", "Préparer les tableaux de bord et les comptes rendus pour la direction", "Répondre aux demandes internes et externes", "Préparer les échéances, les clôtures et les contrôles", "Fiabiliser les données et les outils : {b}",
    "Suivre les projets de l'idée à la livraison",
)  # fmt: skip
_KINDS = {
    "data": _TECHNICAL, "software": _TECHNICAL, "engineering": _TECHNICAL, "health": _CARE, "education": _DESK, "finance": _DESK, "sales": _DESK,
    "office": _DESK, "transport": _HANDS, "trades": _HANDS, "hospitality": _HANDS, "stores": _HANDS,
}  # fmt: skip
DUTIES = {family: kind + _COMMON for family, kind in _KINDS.items()}
REQUIREMENTS = (
    "{years} ans d'expérience sur un poste similaire", "Bonne maîtrise de : {a}, {b}", "Expérience concrète : {a}", "Aisance rédactionnelle et bon niveau de français", "Diplôme dans le domaine ou expérience équivalente",
    "Sens de l'organisation, rigueur et esprit d'équipe", "Envie d'apprendre, par exemple : {b}", "Une première expérience avec {a} est un plus",
)  # fmt: skip
LEVEL_YEARS = {
    "intern": "0 à 1",
    "junior": "1 à 2",
    "": "3 et plus",
    "senior": "5 et plus",
    "lead": "7 et plus",
    "principal": "10 et plus",
}
BENEFITS = (
    "Mutuelle d'entreprise prise en charge à 70 %", "Titres-restaurant et remboursement des transports à 75 %", "Intéressement et participation", "Douze jours de RTT par an", "Deux jours de télétravail par semaine selon le poste",
    "Parcours d'intégration et formations", "Comité d'entreprise actif", "Forfait mobilité durable", "Treizième mois", "Places en crèche", "Prime de cooptation", "Locaux accessibles et lumineux",
)  # fmt: skip
CLOSINGS = (
    "Envoyez-nous votre CV, la lettre de motivation est facultative.", "Un premier échange téléphonique, un entretien avec l'équipe, une réponse sous dix jours.", "Poste à pourvoir dès que possible.",
)  # fmt: skip
EQUAL = (
    "Tous nos postes sont ouverts aux personnes en situation de handicap.",
    "Nous étudions toutes les candidatures sans distinction d'origine, de genre, d'âge ou de conviction.",
)
LONGER = (
    "Nous pensons que le bon travail demande du temps, des objectifs clairs et des collègues qui se disent les choses. C'est pourquoi nous planifions par trimestre, tenons des réunions courtes et prenons par écrit les décisions qui concernent plusieurs équipes. Il faut s'y habituer, nous dit-on, et ensuite on ne voudrait plus revenir en arrière.",
    "L'entreprise est indépendante, propriétaire de ses locaux, et consacre chaque année un tiers de son résultat à l'équipement et à la formation. Certaines choses y prennent un peu plus de temps qu'ailleurs, et durent davantage.",
    "Le lundi, un court point permet à chacun de dire sur quoi il avance et ce qui le bloque. Le reste de la semaine est consacré au travail. Le vendredi après-midi, nous regardons ensemble ce qui est terminé, et il y a souvent un gâteau.",
    "Près de la moitié de nos postes sont pourvus en interne. Si vous souhaitez évoluer, vous disposez de temps, d'un budget et d'une personne référente qui n'est pas votre responsable.",
    "Le site est facile d'accès en transports en commun, avec un stationnement couvert pour les vélos et les voitures, une cantine où l'on cuisine vraiment et une terrasse d'où l'on voit loin.",
)
AGENCY = (
    "Nous recherchons pour l'un de nos clients, acteur reconnu à {city} : {title}.",
    "Pour le compte de notre client situé près de {city}, nous recrutons : {title}.",
)
PAY = (
    "Rémunération : {low} - {high} {per}.", "Salaire : de {low} à {high} {per} selon expérience.", "Nous proposons entre {low} et {high} {per}.",
)  # fmt: skip
PAY_EXACT = "Salaire : {amount} {per}."
PER = {"YEAR": "brut par an", "MONTH": "brut par mois", "WEEK": "par semaine", "DAY": "par jour", "HOUR": "de l'heure"}
WORK_PLACES = {
    "remote": "Poste en télétravail complet.",
    "hybrid": "Télétravail partiel possible, deux à trois jours par semaine.",
    "office": "Poste sur site à {city}.",
}
TYPES = {
    "fulltime": "CDI, temps plein", "parttime": "CDI, temps partiel", "contract": "Freelance", "temporary": "CDD", "internship": "Stage", "perdiem": "Vacations",
}  # fmt: skip
SKILLS_LINE = "Compétences : {skills}"
REFERENCE = "Référence : {reference}"
