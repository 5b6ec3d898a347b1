"""What the made-up jobs are about, as a table.

A line: English title; German; French; Spanish | family | weight | thousand dollars a year, from, to | specialties |
teams | skills. A German title with a slash has a female form; "=" stands for the English title.
"""

from __future__ import annotations

ROLES = """
Data Engineer;=;Ingénieur Data;Ingeniero/a de Datos|data|17|95,165|Streaming,Azure,AWS,Snowflake,Databricks,Healthcare Data|Data Platform,Customer Insights,Pricing,Risk Reporting,Supply Chain Analytics|Python,SQL,Airflow,Spark,dbt,Kafka,Snowflake,BigQuery,Terraform,data modeling,Databricks
Data Analyst;=;Analyste de données;Analista de Datos|data|10|62,105|Marketing,Product,Operations,Finance|Growth,Commercial Analytics,Customer Service Analytics,Network Planning|SQL,Excel,Tableau,Power BI,Python,statistics,dashboards,A/B testing,Looker,data quality
Data Scientist;=;=;Científico/a de Datos|data|7|105,175|Forecasting,NLP,Experimentation,Fraud|Demand Forecasting,Recommendations,Fraud Detection,Pricing Science|Python,SQL,machine learning,statistics,scikit-learn,PyTorch,forecasting,experimentation,causal inference
Machine Learning Engineer;=;Ingénieur Machine Learning;=|data|5|120,195|Computer Vision,NLP,MLOps|Search Ranking,Document Understanding,ML Platform|Python,PyTorch,Kubernetes,MLflow,feature stores,model serving,AWS,CUDA,data pipelines
Analytics Engineer;=;=;=|data|4|95,150|Finance,Product|Metrics Layer,Finance Analytics,Self-Service Reporting|SQL,dbt,Snowflake,Looker,data modeling,Git,Python,data quality
Business Intelligence Developer;BI-Entwickler/in;Consultant BI;=|data|4|78,125|Power BI,Tableau,SAP BW|Reporting,Controlling Systems,Sales Reporting|SQL,Power BI,DAX,SSIS,data warehousing,Tableau,ETL
Database Administrator;Datenbankadministrator/in;Administrateur bases de données;=|data|3|80,130|PostgreSQL,Oracle,SQL Server|Core Databases,Infrastructure Operations|PostgreSQL,Oracle,SQL Server,backup and recovery,query tuning,Linux,replication
Software Engineer;Softwareentwickler/in;Ingénieur logiciel;Ingeniero/a de Software|software|16|95,175|Backend,Payments,Platform,Mobile,Embedded|Checkout,Identity,Billing,Booking,Notifications,Developer Experience|Python,Java,Go,PostgreSQL,REST APIs,Docker,Kubernetes,AWS,unit testing,code review
Frontend Developer;Frontend-Entwickler/in;Développeur Front-End;Desarrollador/a Frontend|software|6|80,140|React,Vue,Design Systems|Web Shop,Customer Portal,Design System|TypeScript,React,CSS,HTML,accessibility,Vue,Cypress,GraphQL,Figma
Full Stack Developer;Full-Stack-Entwickler/in;Développeur Full Stack;Desarrollador/a Full Stack|software|7|85,150|Java,PHP,Node.js,.NET|Internal Tools,Partner Portal,Marketplace|JavaScript,TypeScript,Node.js,React,PostgreSQL,Docker,REST APIs,Java,Spring Boot
DevOps Engineer;=;Ingénieur DevOps;Ingeniero/a DevOps|software|6|100,165|Azure,AWS,Kubernetes|Cloud Platform,Build and Release,Observability|Kubernetes,Terraform,AWS,Azure,CI/CD,Linux,Python,Prometheus,Helm,Ansible
Site Reliability Engineer;=;=;=|software|3|115,185|Storage,Networking|Production Engineering,Incident Response|Linux,Go,Python,Kubernetes,Prometheus,incident response,capacity planning
QA Engineer;Testingenieur/in;Ingénieur QA;=|software|5|72,120|Automation,Mobile,Performance|Release Quality,Mobile Apps,Payments Quality|test automation,Selenium,Playwright,Python,Java,API testing,regression testing,Jira
Security Engineer;IT-Security-Spezialist/in;Ingénieur cybersécurité;=|software|4|110,180|Cloud,Application Security,SOC|Security Operations,Product Security|threat modeling,SIEM,AWS,penetration testing,Python,ISO 27001,incident response
Network Engineer;Netzwerkadministrator/in;Ingénieur réseaux;=|software|3|78,130|Wireless,Data Center|Campus Network,Data Center Operations|Cisco,BGP,firewalls,VPN,Linux,routing,switching,monitoring
Product Manager;Produktmanager/in;Chef de produit;=|software|5|105,180|Payments,Growth,Platform,B2B|Onboarding,Subscriptions,Merchant Tools|roadmaps,user research,SQL,stakeholder management,A/B testing,Jira,go-to-market
UX Designer;UX-Designer/in;Designer UX;=|software|4|78,140|Research,Mobile|Mobile Experience,Checkout Experience,Design Research|Figma,prototyping,user research,usability testing,accessibility,interaction design
IT Support Specialist;IT-Supporter/in;Technicien support informatique;Técnico/a de Soporte|software|5|45,70|Level 2,Field|Service Desk,Workplace Services|Windows,Active Directory,Microsoft 365,ticketing,hardware,networking,customer service
Scrum Master;=;=;=|software|2|90,140|Agile Coach|Delivery,Digital Channels|Scrum,Kanban,facilitation,Jira,coaching
Mechanical Engineer;Maschinenbauingenieur/in;Ingénieur mécanique;Ingeniero/a Mecánico/a|engineering|6|75,125|HVAC,Product Design,Rotating Equipment|Product Development,Plant Engineering,Test Bench|SolidWorks,AutoCAD,GD&T,FEA,HVAC,tolerance analysis,prototyping,MATLAB
Electrical Engineer;Elektroingenieur/in;Ingénieur électricité;=|engineering|5|78,130|Power Systems,Controls,Substation|Grid Connection,Controls,Hardware|AutoCAD,PLC,power distribution,ETAP,circuit design,MATLAB,commissioning,SCADA
Civil Engineer;Bauingenieur/in;Ingénieur génie civil;Ingeniero/a Civil|engineering|6|70,120|Highways,Drainage,Structures,Water|Transportation,Land Development,Bridges|AutoCAD Civil 3D,Revit,site inspections,drainage design,cost estimates,surveying,BIM
Process Engineer;Verfahrensingenieur/in;Ingénieur procédés;=|engineering|4|78,125|Food,Pharma,Oil & Gas|Continuous Improvement,Operations Excellence|Six Sigma,Lean,HAZOP,P&ID,process simulation,Minitab,GMP
Quality Engineer;Qualitätsingenieur/in;Ingénieur qualité;=|engineering|4|70,110|Supplier,Manufacturing|Supplier Quality,Customer Quality|ISO 9001,FMEA,APQP,root cause analysis,audits,SPC,CAPA
Field Service Engineer;Servicetechniker/in im Außendienst;Technicien SAV itinérant;=|engineering|4|62,98|Medical Devices,Packaging|Customer Installations,Imaging Service|commissioning,troubleshooting,PLC,pneumatics,customer training,preventive maintenance
Project Engineer;Projektingenieur/in;Ingénieur projet;=|engineering|3|75,120|Construction,Water Treatment|Capital Projects,Utilities|MS Project,procurement,scheduling,AutoCAD,contract management,site supervision
Registered Nurse;Pflegefachkraft;Infirmier / Infirmière IDE;Enfermero/a|health|15|68,105|ICU,Emergency Department,Med-Surg,Oncology,Labor & Delivery,Night Shift,PACU|4 West Medical,Cardiac Step-Down,Surgical Recovery,Infusion Center|patient assessment,medication administration,BLS,ACLS,electronic health records,care planning,IV therapy,telemetry
Licensed Practical Nurse;Pflegehelfer/in;Aide-soignant / Aide-soignante;Auxiliar de Enfermería|health|6|46,66|Long-Term Care,Home Health,Pediatrics|Memory Care,Skilled Nursing,Home Visits|wound care,medication administration,vital signs,charting,CPR,patient hygiene
Nurse Practitioner;=;Infirmier de pratique avancée;=|health|3|108,150|Primary Care,Psychiatry,Urgent Care|Walk-In Clinic,Chronic Care|diagnosis,prescribing,electronic health records,patient education,chronic disease management
Physical Therapist;Physiotherapeut/in;Kinésithérapeute;Fisioterapeuta|health|4|76,105|Outpatient,Sports,Home Health|Outpatient Rehab,Inpatient Rehab|manual therapy,gait training,treatment plans,exercise prescription,documentation
Medical Assistant;Medizinische/r Fachangestellte/r;Secrétaire médical;=|health|4|36,50|Dermatology,Cardiology,Family Medicine|Family Practice,Specialty Clinic|phlebotomy,vital signs,EKG,scheduling,electronic health records,patient intake
Pharmacist;Apotheker/in;Pharmacien;Farmacéutico/a|health|3|112,150|Hospital,Retail|Inpatient Pharmacy,Outpatient Pharmacy|dispensing,medication therapy management,immunizations,inventory,patient counseling
Accountant;Buchhalter/in;Comptable;Contable|finance|14|55,88|Tax,Accounts Payable,General Ledger,Cost,Fund|Group Accounting,Shared Services,Property Accounting,Treasury|GAAP,IFRS,Excel,reconciliations,month-end close,SAP,QuickBooks,tax returns,audit
Financial Analyst;Finanzanalyst/in;Analyste financier;Analista Financiero/a|finance|7|68,110|FP&A,Treasury,Credit|Business Planning,Commercial Finance|financial modeling,Excel,budgeting,forecasting,Power BI,SAP,variance analysis,data analysis
Controller;=;Contrôleur de gestion;=|finance|4|85,140|Plant,Group|Plant Finance,Group Controlling|IFRS,SAP,month-end close,cost accounting,budgeting,internal controls
Payroll Specialist;Lohn- und Gehaltsbuchhalter/in;Gestionnaire de paie;=|finance|4|50,75|International,Union|People Operations,Shared Services|payroll processing,ADP,DATEV,Excel,tax filings,benefits administration
Internal Auditor;Interne/r Revisor/in;Auditeur interne;Auditor/a Interno/a|finance|3|68,110|IT,Financial Services|Group Audit,Risk and Controls|audit planning,SOX,internal controls,risk assessment,data analytics,report writing
Insurance Underwriter;Underwriter/in;Souscripteur assurance;=|finance|2|65,105|Property,Marine|Commercial Lines,Specialty Lines|risk assessment,pricing,policy wording,negotiation,portfolio analysis
Truck Driver;Berufskraftfahrer/in;Chauffeur poids lourd;Conductor/a de Camión|transport|10|55,92|CDL A,Regional,Local,OTR,Refrigerated|Night Linehaul,Dairy Route,Store Deliveries|route planning,logbook,pre-trip inspection,cargo securing,safe driving,HOS rules
Delivery Driver;Auslieferungsfahrer/in;Chauffeur livreur;Repartidor/a|transport|9|36,54|Van,Evening,Grocery|City Center Routes,Parcel Routes,Catering Deliveries|safe driving,navigation,customer service,parcel handling,vehicle checks,cash handling
Bus Driver;Busfahrer/in;Conducteur de bus;Conductor/a de Autobús|transport|3|42,62|School,City|North Depot,School Routes|passenger safety,timetable,first aid,ticketing,defensive driving
Forklift Operator;Staplerfahrer/in;Cariste;Carretillero/a|transport|5|36,50|Reach Truck,Night Shift|Inbound,Cold Store|forklift license,loading,RF scanner,inventory,stacking,safety checks
Logistics Coordinator;Disponent/in;Coordinateur logistique;Coordinador/a de Logística|transport|5|46,70|Air Freight,Customs|Export Desk,Domestic Planning|freight booking,customs documents,SAP,Excel,carrier management,tracking
Supply Chain Manager;Supply-Chain-Manager/in;Responsable supply chain;=|transport|3|88,140|Planning,Procurement|Demand and Supply Planning,Network Design|S&OP,demand planning,SAP,inventory management,supplier management,data analysis
Sales Manager;Vertriebsleiter/in;Responsable commercial;Jefe/a de Ventas|sales|7|70,130|Key Accounts,Regional,Export|Key Accounts,Distribution Partners|negotiation,CRM,Salesforce,pipeline management,pricing,team leadership,forecasting
Account Executive;Account Manager/in;Ingénieur commercial;Ejecutivo/a de Cuentas|sales|6|65,140|Enterprise,SMB,Mid-Market|New Business,Public Sector Accounts|prospecting,Salesforce,demos,negotiation,B2B sales,quota,account planning
Sales Development Representative;Vertriebsmitarbeiter/in Innendienst;Business Developer;=|sales|4|45,75|Outbound,German Speaking|Inbound Leads,Outbound Campaigns|cold calling,CRM,lead qualification,HubSpot,outreach,social selling
Marketing Manager;Marketingmanager/in;Responsable marketing;Responsable de Marketing|sales|5|72,125|Digital,Brand,Performance|Brand,Performance Marketing,Events|campaigns,Google Analytics,SEO,content,budgeting,HubSpot,copywriting,data analysis
Social Media Manager;Social-Media-Manager/in;Community Manager;=|sales|3|48,78|Video,Community|Content Studio,Brand Communications|content planning,Instagram,TikTok,copywriting,Canva,analytics,community management
Customer Service Representative;Kundenberater/in;Conseiller clientèle;Agente de Atención al Cliente|office|9|34,50|Bilingual,Evening Shift,Chat|Claims Line,Order Desk,Membership Services|customer service,CRM,phone etiquette,data entry,problem solving,Zendesk,typing
Administrative Assistant;Bürokauffrau / Bürokaufmann;Assistant administratif;Auxiliar Administrativo/a|office|7|38,56|Executive,Part-Time,Clinic|Executive Office,Facilities,Front Office|scheduling,Microsoft Office,data entry,filing,travel booking,minutes,invoicing
HR Generalist;Personalreferent/in;Chargé de ressources humaines;Técnico/a de RRHH|office|5|56,88|Recruiting,Employee Relations|People Partners,Site HR|employee relations,HRIS,onboarding,labor law,recruiting,payroll,Workday
Recruiter;=;Chargé de recrutement;Técnico/a de Selección|office|4|52,90|Technical,Healthcare,Volume|Talent Acquisition,Campus Hiring|sourcing,interviewing,LinkedIn Recruiter,applicant tracking,employer branding
Project Manager;Projektleiter/in;Chef de projet;Jefe/a de Proyecto|office|7|82,140|IT,Construction,Clinical Trials|Transformation Office,Client Delivery,Site Expansion|project planning,MS Project,risk management,stakeholder management,budget control,Agile,PMP
Paralegal;Rechtsanwaltsfachangestellte/r;Juriste;=|office|3|52,82|Litigation,Immigration,Corporate|Litigation Support,Contracts|legal research,drafting,filing,contract review,case management
Teacher;Lehrer/in;Professeur;Profesor/a|education|8|46,78|Math,Science,Special Education,English,Elementary|Lower School,Science Department,Inclusion Team|lesson planning,classroom management,assessment,curriculum,parent communication,differentiation
Early Childhood Educator;Erzieher/in;Éducateur de jeunes enfants;Educador/a Infantil|education|5|32,48|Toddlers,Bilingual|Preschool,After-School Club|child development,play-based learning,first aid,parent communication,observation
Lecturer;Wissenschaftliche/r Mitarbeiter/in;Enseignant-chercheur;Profesor/a Universitario/a|education|3|62,98|Computer Science,Business,Nursing|Undergraduate Program,Graduate School|teaching,research,publications,supervision,course design,data analysis
Electrician;Elektroniker/in;Électricien;Electricista|trades|7|50,82|Industrial,Residential,Solar|Service and Repair,New Construction|wiring,blueprints,conduit bending,electrical code,troubleshooting,safety
Maintenance Technician;Instandhaltungsmechaniker/in;Technicien de maintenance;Técnico/a de Mantenimiento|trades|8|46,72|Multi-Craft,Facilities,Night Shift|Packaging Line,Building Services|preventive maintenance,hydraulics,PLC,welding,electrical troubleshooting,CMMS
CNC Machinist;Zerspanungsmechaniker/in;Opérateur commande numérique;=|trades|4|46,70|5-Axis,Second Shift|Aerospace Cell,Prototype Shop|CNC programming,Fanuc,blueprint reading,GD&T,calipers,setup
Auto Mechanic;Kfz-Mechatroniker/in;Mécanicien automobile;Mecánico/a|trades|4|44,72|Diesel,Electric Vehicles|Fleet Workshop,Service Center|diagnostics,brakes,engine repair,ASE certification,electrical systems
Site Supervisor;Bauleiter/in;Chef de chantier;Encargado/a de Obra|trades|4|62,98|Residential,Roadworks|Housing Projects,Road Maintenance|site safety,scheduling,subcontractor management,inspections,cost control
Line Cook;Koch/Köchin;Cuisinier;Cocinero/a|hospitality|6|34,48|Breakfast,Banquets,Grill|Main Kitchen,Banquet Kitchen|food preparation,food safety,knife skills,grilling,inventory,teamwork
Restaurant Manager;Restaurantleiter/in;Directeur de restaurant;Gerente de Restaurante|hospitality|4|52,78|Fine Dining,Quick Service|Terrace Restaurant,Station Branch|shift planning,food safety,cost control,guest relations,hiring,inventory
Hotel Receptionist;Rezeptionist/in;Réceptionniste;Recepcionista|hospitality|5|32,44|Night Audit,Concierge|Front Desk,Conference Hotel|check-in,Opera PMS,guest relations,languages,cash handling,reservations
Housekeeper;Reinigungskraft;Employé d'étage;Camarero/a de Pisos|hospitality|4|30,40|Hotel,Hospital|Guest Floors,Public Areas|cleaning,laundry,attention to detail,time management,safety
Barista;=;=;=|hospitality|4|28,38|Opening Shift,Weekend|Roastery Café,Campus Café|espresso,latte art,customer service,cash handling,food safety
Warehouse Associate;Lagermitarbeiter/in;Préparateur de commandes;Mozo/a de Almacén|stores|9|34,48|Night Shift,Picking,Returns|Outbound,Returns,Cold Store|picking,packing,RF scanner,inventory,forklift,order accuracy,lifting
Retail Sales Associate;Verkäufer/in;Conseiller de vente;Dependiente/a|stores|7|30,42|Part-Time,Electronics,Seasonal|Home Department,Flagship Store|customer service,point of sale,merchandising,product knowledge,stock
Store Manager;Filialleiter/in;Responsable de magasin;Encargado/a de Tienda|stores|5|52,82|Fashion,Grocery|Downtown Store,Outlet|team leadership,sales targets,inventory,visual merchandising,scheduling,hiring
Security Guard;Sicherheitsmitarbeiter/in;Agent de sécurité;Vigilante de Seguridad|stores|5|34,48|Overnight,Hospital,Events|Distribution Center,Corporate Campus|patrol,access control,CCTV,report writing,first aid,de-escalation
"""

SKILLS = {
    "health": {
        "de": "Grund- und Behandlungspflege,Pflegedokumentation,Medikamentengabe,Wundversorgung,Notfallmanagement,Hygiene",
        "fr": "soins infirmiers,gestes d'urgence,traçabilité des soins,accompagnement des patients,hygiène,transmissions",
    },
    "transport": {
        "de": "Führerschein,Ladungssicherung,Tourenplanung,Fahrerkarte,Fahrzeugpflege,digitaler Tachograph",
        "fr": "permis en cours de validité,FIMO,conduite économique,arrimage,plan de tournée,carte conducteur",
    },
    "education": {
        "de": "Unterrichtsplanung,Elternarbeit,Inklusion,Entwicklungsdokumentation,Teamarbeit,Förderpläne",
        "fr": "préparation de cours,suivi des élèves,relation avec les familles,pédagogie active,évaluation",
    },
    "trades": {
        "de": "Wartung,Fehlersuche,Schaltpläne,Hydraulik,Arbeitssicherheit,Schweißen,SPS",
        "fr": "maintenance préventive,lecture de plans,hydraulique,habilitations électriques,dépannage,sécurité",
    },
    "hospitality": {
        "de": "HACCP,Gästebetreuung,Teamarbeit,Belastbarkeit,Warenannahme,Sauberkeit",
        "fr": "HACCP,accueil des clients,travail en équipe,hygiène,encaissement,gestion des stocks",
    },
    "office": {
        "de": "MS Office,Terminplanung,Kundenberatung,Datenpflege,SAP,Korrespondenz",
        "fr": "Pack Office,gestion d'agenda,relation client,saisie,rédaction,classement",
    },
    "stores": {
        "de": "Warenpräsentation,Kasse,Kommissionierung,Inventur,Kundenberatung,Teamarbeit",
        "fr": "préparation de commandes,encaissement,mise en rayon,inventaire,conseil client,CACES",
    },
    "finance": {
        "de": "HGB,IFRS,DATEV,SAP FI,Excel,Monatsabschluss,Umsatzsteuer",
        "fr": "clôtures mensuelles,normes IFRS,SAP,Excel,déclarations fiscales,rapprochements bancaires",
    },
    "sales": {
        "de": "Kundenakquise,CRM,Salesforce,Verhandlungsgeschick,Angebotserstellung,Budgetverantwortung",
        "fr": "prospection,négociation,CRM,Salesforce,fidélisation,pilotage de budget",
    },
}
"""What is asked for in German and French, where the words of the trade are not the same everywhere."""
