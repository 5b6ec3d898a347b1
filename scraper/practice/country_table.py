"""Countries and cities of the made-up jobs: real names and places, as a table.

A country's line: code | share of the jobs | currency | what a dollar's pay is there | how pay is told (Y year, M month,
H hour, D day) | languages of the adverts with their share in per cent | legal forms, the spellings of one apart by a slash.
A city's line: name/other name | region code | region name | latitude | longitude | weight.
"""

from __future__ import annotations

COUNTRIES = """
US|500|USD|1.0|YYYYYYYYYYYYHHHHHM|en 100|Inc./Inc/, Inc./Incorporated;LLC/, LLC/L.L.C.;Corp./Corporation;Co./Company|United States
GB|75|GBP|0.62|YYYYYHD|en 100|Ltd/Limited/Ltd.;PLC/plc;LLP|United Kingdom
CA|55|CAD|1.05|YYYYH|en 86,fr 14|Inc./Inc/, Inc.;Ltd./Ltd/Limited;Corp./Corporation|Canada
AU|45|AUD|1.15|YYYYHD|en 100|Pty Ltd/Pty. Ltd./PTY LTD;Ltd/Limited|Australia
DE|95|EUR|0.62|YYYYM|de 82,en 18|GmbH/GMBH/Gesellschaft mbH;AG/Aktiengesellschaft;GmbH & Co. KG/GmbH & Co.KG;SE;e. V./e.V.|Germany
FR|145|EUR|0.52|YYYYMH|fr 86,en 14|SAS/S.A.S.;SA/S.A.;SARL/S.A.R.L.;SASU|France
ES|28|EUR|0.42|YYYYM|en 100|S.L./SL/S.L.U.;S.A./SA|Spain
NL|32|EUR|0.62|MMY|en 100|B.V./BV/b.v.;N.V./NV|Netherlands
IN|155|INR|19.0|YYYYYM|en 100|Pvt. Ltd./Private Limited/Pvt Ltd/(P) Ltd;Ltd./Limited/Ltd;LLP|India
BD|150|BDT|24.0|M|en 100|Ltd./Limited/Ltd;PLC/PLC.;Pvt. Ltd./(Pvt.) Ltd.|Bangladesh
AE|145|AED|2.3|MMMMMY|en 100|LLC/L.L.C/L.L.C.;FZE;FZ-LLC/FZ LLC;DMCC|United Arab Emirates
SA|45|SAR|2.2|M|en 100|Co./Company;LLC/Ltd. Co.;Est./Establishment|Saudi Arabia
EG|38|EGP|9.0|M|en 100|S.A.E./SAE/S.A.E;LLC;Co.|Egypt
QA|14|QAR|2.3|M|en 100|W.L.L./WLL;LLC;QPSC|Qatar
KW|10|KWD|0.19|M|en 100|W.L.L./WLL;K.S.C.C.|Kuwait
JO|9|JOD|0.25|M|en 100|LLC;PSC/P.S.C.|Jordan
MA|8|MAD|3.2|M|fr 100|SARL/S.A.R.L.;SA/S.A.|Morocco
IE|20|EUR|0.72|YYYYH|en 100|Ltd/Limited/Ltd.;DAC;PLC/plc|Ireland
CH|16|CHF|0.98|YYYM|de 66,fr 18,en 16|AG/SA;GmbH/Sàrl|Switzerland
AT|16|EUR|0.6|YM|de 88,en 12|GmbH/GMBH/Ges.m.b.H.;AG;GmbH & Co KG|Austria
BE|16|EUR|0.62|MY|en 50,fr 50|NV/SA/N.V.;BV/SRL/BVBA|Belgium
IT|15|EUR|0.42|YYM|en 100|S.p.A./SpA/SPA;S.r.l./Srl/SRL|Italy
PL|14|PLN|1.7|MMY|en 100|Sp. z o.o./Spółka z o.o./Sp.z o.o.;S.A./SA|Poland
PT|8|EUR|0.36|YM|en 100|Lda./Lda;S.A./SA|Portugal
SG|14|SGD|1.05|MMY|en 100|Pte. Ltd./Pte Ltd/Private Limited;Ltd.|Singapore
NZ|10|NZD|1.2|YYH|en 100|Ltd/Limited|New Zealand
BR|10|BRL|1.9|M|en 100|Ltda./LTDA;S.A./SA|Brazil
MX|9|MXN|6.5|M|en 100|S.A. de C.V./SA de CV;S. de R.L.|Mexico
ZA|9|ZAR|6.5|YM|en 100|(Pty) Ltd/Pty Ltd;Ltd|South Africa
"""

CITIES = {
    "US": """
Austin|TX|Texas|30.27|-97.74|26;Dallas|TX|Texas|32.78|-96.80|8;Fort Worth|TX|Texas|32.76|-97.33|3;Plano|TX|Texas|33.02|-96.70|3
Houston|TX|Texas|29.76|-95.37|8;San Antonio|TX|Texas|29.42|-98.49|4;New York|NY|New York|40.71|-74.01|16
Jersey City|NJ|New Jersey|40.73|-74.08|3;Newark|NJ|New Jersey|40.74|-74.17|2;Buffalo|NY|New York|42.89|-78.88|2
Boston|MA|Massachusetts|42.36|-71.06|8;Cambridge|MA|Massachusetts|42.37|-71.11|3;Worcester|MA|Massachusetts|42.26|-71.80|2
Chicago|IL|Illinois|41.88|-87.63|12;Naperville|IL|Illinois|41.75|-88.15|2;Denver|CO|Colorado|39.74|-104.99|8
Boulder|CO|Colorado|40.01|-105.27|2;Colorado Springs|CO|Colorado|38.83|-104.82|2;Seattle|WA|Washington|47.61|-122.33|8
Bellevue|WA|Washington|47.61|-122.20|3;Spokane|WA|Washington|47.66|-117.43|1;San Francisco|CA|California|37.77|-122.42|9
Oakland|CA|California|37.80|-122.27|3;San Jose|CA|California|37.34|-121.89|5;Sacramento|CA|California|38.58|-121.49|3
Los Angeles|CA|California|34.05|-118.24|10;Irvine|CA|California|33.68|-117.83|3;San Diego|CA|California|32.72|-117.16|5
Atlanta|GA|Georgia|33.75|-84.39|8;Savannah|GA|Georgia|32.08|-81.09|1;Miami|FL|Florida|25.76|-80.19|5
Tampa|FL|Florida|27.95|-82.46|4;Orlando|FL|Florida|28.54|-81.38|4;Charlotte|NC|North Carolina|35.23|-80.84|5
Raleigh|NC|North Carolina|35.78|-78.64|4;Durham|NC|North Carolina|35.99|-78.90|2;Nashville|TN|Tennessee|36.16|-86.78|4
Memphis|TN|Tennessee|35.15|-90.05|2;Phoenix|AZ|Arizona|33.45|-112.07|6;Tucson|AZ|Arizona|32.22|-110.97|1
Portland|OR|Oregon|45.52|-122.68|4;Salt Lake City|UT|Utah|40.76|-111.89|3;Minneapolis|MN|Minnesota|44.98|-93.27|4
St. Louis/Saint Louis|MO|Missouri|38.63|-90.20|3;Kansas City|MO|Missouri|39.10|-94.58|3;Columbus|OH|Ohio|39.96|-83.00|4
Cleveland|OH|Ohio|41.50|-81.69|2;Pittsburgh|PA|Pennsylvania|40.44|-80.00|3;Philadelphia|PA|Pennsylvania|39.95|-75.17|5
Washington|DC|District of Columbia|38.91|-77.04|5;Arlington|VA|Virginia|38.88|-77.09|2;Richmond|VA|Virginia|37.54|-77.44|2
Baltimore|MD|Maryland|39.29|-76.61|2;Detroit|MI|Michigan|42.33|-83.05|3;Grand Rapids|MI|Michigan|42.96|-85.66|1
Indianapolis|IN|Indiana|39.77|-86.16|3;Milwaukee|WI|Wisconsin|43.04|-87.91|2;Omaha|NE|Nebraska|41.26|-95.93|2
Las Vegas|NV|Nevada|36.17|-115.14|2;Albuquerque|NM|New Mexico|35.08|-106.65|1;Boise|ID|Idaho|43.62|-116.20|1
""",
    "GB": """
London|ENG|England|51.51|-0.13|16;Manchester|ENG|England|53.48|-2.24|6;Birmingham|ENG|England|52.48|-1.90|5;Leeds|ENG|England|53.80|-1.55|4
Bristol|ENG|England|51.45|-2.59|4;Reading|ENG|England|51.45|-0.97|2;Cambridge|ENG|England|52.21|0.12|2;Oxford|ENG|England|51.75|-1.26|2
Newcastle upon Tyne/Newcastle|ENG|England|54.98|-1.61|2;Glasgow|SCT|Scotland|55.86|-4.25|3;Edinburgh|SCT|Scotland|55.95|-3.19|3
Cardiff|WLS|Wales|51.48|-3.18|2;Belfast|NIR|Northern Ireland|54.60|-5.93|2
""",
    "CA": """
Toronto|ON|Ontario|43.65|-79.38|10;Mississauga|ON|Ontario|43.59|-79.64|3;Ottawa|ON|Ontario|45.42|-75.70|3;Montréal/Montreal|QC|Quebec|45.50|-73.57|5
Québec/Quebec City|QC|Quebec|46.81|-71.21|2;Vancouver|BC|British Columbia|49.28|-123.12|5;Calgary|AB|Alberta|51.05|-114.07|4
Edmonton|AB|Alberta|53.55|-113.49|3;Winnipeg|MB|Manitoba|49.90|-97.14|2;Halifax|NS|Nova Scotia|44.65|-63.58|1;London|ON|Ontario|42.98|-81.25|1
""",
    "AU": """
Sydney|NSW|New South Wales|-33.87|151.21|9;Parramatta|NSW|New South Wales|-33.81|151.00|2;Newcastle|NSW|New South Wales|-32.93|151.78|1
Melbourne|VIC|Victoria|-37.81|144.96|8;Geelong|VIC|Victoria|-38.15|144.36|1;Brisbane|QLD|Queensland|-27.47|153.03|5
Perth|WA|Western Australia|-31.95|115.86|4;Adelaide|SA|South Australia|-34.93|138.60|3;Canberra|ACT|Australian Capital Territory|-35.28|149.13|2
""",
    "DE": """
Berlin|BE|Berlin|52.52|13.40|9;München/Munich|BY|Bayern/Bavaria|48.14|11.58|9;Hamburg|HH|Hamburg|53.55|9.99|6
Köln/Cologne|NW|Nordrhein-Westfalen/North Rhine-Westphalia|50.94|6.96|5;Düsseldorf/Dusseldorf|NW|Nordrhein-Westfalen/North Rhine-Westphalia|51.23|6.77|4
Frankfurt am Main/Frankfurt|HE|Hessen/Hesse|50.11|8.68|6;Stuttgart|BW|Baden-Württemberg|48.78|9.18|5;Leipzig|SN|Sachsen/Saxony|51.34|12.37|3
Dresden|SN|Sachsen/Saxony|51.05|13.74|2;Nürnberg/Nuremberg|BY|Bayern/Bavaria|49.45|11.08|3;Augsburg|BY|Bayern/Bavaria|48.37|10.90|1
Hannover/Hanover|NI|Niedersachsen/Lower Saxony|52.38|9.73|3;Bremen|HB|Bremen|53.08|8.80|2;Karlsruhe|BW|Baden-Württemberg|49.01|8.40|2;Dortmund|NW|Nordrhein-Westfalen/North Rhine-Westphalia|51.51|7.47|2
""",
    "FR": """
Paris|75|Île-de-France|48.86|2.35|12;Boulogne-Billancourt|92|Île-de-France|48.84|2.24|2;Nanterre|92|Île-de-France|48.89|2.21|2
Lyon|69|Auvergne-Rhône-Alpes|45.76|4.84|6;Villeurbanne|69|Auvergne-Rhône-Alpes|45.77|4.88|1;Grenoble|38|Auvergne-Rhône-Alpes|45.19|5.72|2
Marseille|13|Provence-Alpes-Côte d'Azur|43.30|5.37|3;Aix-en-Provence|13|Provence-Alpes-Côte d'Azur|43.53|5.45|2;Toulouse|31|Occitanie|43.60|1.44|4
Montpellier|34|Occitanie|43.61|3.88|2;Bordeaux|33|Nouvelle-Aquitaine|44.84|-0.58|3;Nantes|44|Pays de la Loire|47.22|-1.55|4
Rennes|35|Bretagne|48.12|-1.68|3;Lille|59|Hauts-de-France|50.63|3.06|4;Strasbourg|67|Grand Est|48.57|7.75|2;Nice|06|Provence-Alpes-Côte d'Azur|43.70|7.27|2
""",
    "ES": """
Madrid|MD|Comunidad de Madrid|40.42|-3.70|7;Barcelona|CT|Cataluña/Catalonia|41.39|2.17|6;Valencia|VC|Comunidad Valenciana|39.47|-0.38|3
Sevilla/Seville|AN|Andalucía/Andalusia|37.39|-5.98|2;Málaga/Malaga|AN|Andalucía/Andalusia|36.72|-4.42|2;Bilbao|PV|País Vasco|43.26|-2.93|2;Zaragoza|AR|Aragón|41.65|-0.89|1
""",
    "NL": """
Amsterdam|NH|Noord-Holland|52.37|4.90|6;Rotterdam|ZH|Zuid-Holland|51.92|4.48|4;Den Haag/The Hague|ZH|Zuid-Holland|52.08|4.30|3
Utrecht|UT|Utrecht|52.09|5.12|4;Eindhoven|NB|Noord-Brabant|51.44|5.48|4;Groningen|GR|Groningen|53.22|6.57|1;Delft|ZH|Zuid-Holland|52.01|4.36|1
""",
    "IN": """
Bengaluru/Bangalore|KA|Karnataka|12.97|77.59|12;Hyderabad|TS|Telangana|17.39|78.49|8;Pune|MH|Maharashtra|18.52|73.86|7;Mumbai|MH|Maharashtra|19.08|72.88|8
Chennai|TN|Tamil Nadu|13.08|80.27|6;Gurugram/Gurgaon|HR|Haryana|28.46|77.03|5;Noida|UP|Uttar Pradesh|28.54|77.39|5;New Delhi/Delhi|DL|Delhi|28.61|77.21|5
Kolkata|WB|West Bengal|22.57|88.36|3;Ahmedabad|GJ|Gujarat|23.02|72.57|3;Kochi|KL|Kerala|9.93|76.27|2;Coimbatore|TN|Tamil Nadu|11.02|76.96|2;Jaipur|RJ|Rajasthan|26.91|75.79|2;Indore|MP|Madhya Pradesh|22.72|75.86|1
""",
    "BD": """
Dhaka|Dhaka|Dhaka|23.81|90.41|14;Gazipur|Dhaka|Dhaka|24.00|90.42|4;Narayanganj|Dhaka|Dhaka|23.62|90.50|2;Chattogram/Chittagong|Chattogram|Chattogram|22.36|91.78|5
Sylhet|Sylhet|Sylhet|24.89|91.87|2;Khulna|Khulna|Khulna|22.85|89.54|2;Rajshahi|Rajshahi|Rajshahi|24.37|88.60|2;Cumilla/Comilla|Chattogram|Chattogram|23.46|91.18|1
""",
    "AE": "Dubai|DU|Dubai|25.20|55.27|10;Abu Dhabi|AZ|Abu Dhabi|24.45|54.38|6;Sharjah|SH|Sharjah|25.35|55.42|3;Ajman|AJ|Ajman|25.41|55.51|1;Ras Al Khaimah|RK|Ras Al Khaimah|25.80|55.98|1;Al Ain|AZ|Abu Dhabi|24.21|55.74|1",
    "SA": "Riyadh/Ar Riyad|01|Riyadh|24.71|46.68|7;Jeddah/Jiddah|02|Makkah|21.49|39.19|4;Dammam|04|Eastern Province|26.42|50.09|3;Khobar/Al Khobar|04|Eastern Province|26.28|50.21|2;Medina|03|Madinah|24.47|39.61|1",
    "EG": "Cairo|C|Cairo|30.04|31.24|8;Giza|GZ|Giza|30.01|31.21|3;Alexandria|ALX|Alexandria|31.20|29.92|3;6th of October|GZ|Giza|29.94|30.91|1",
    "QA": "Doha|DA|Doha|25.29|51.53|6;Al Rayyan|RA|Al Rayyan|25.29|51.42|1",
    "KW": "Kuwait City|KU|Al Asimah|29.38|47.99|4;Hawalli|HA|Hawalli|29.33|48.03|1",
    "JO": "Amman|AM|Amman|31.95|35.93|5;Irbid|IR|Irbid|32.56|35.85|1",
    "MA": "Casablanca|CAS|Casablanca-Settat|33.57|-7.59|5;Rabat|RAB|Rabat-Salé-Kénitra|34.02|-6.84|2;Marrakech|MAR|Marrakech-Safi|31.63|-7.99|1",
    "IE": "Dublin|L|Leinster|53.35|-6.26|7;Cork|M|Munster|51.90|-8.47|3;Galway|C|Connacht|53.27|-9.06|2;Limerick|M|Munster|52.66|-8.63|1",
    "CH": "Zürich/Zurich|ZH|Zürich|47.37|8.54|5;Genève/Geneva|GE|Genève|46.20|6.14|3;Basel|BS|Basel-Stadt|47.56|7.59|2;Bern|BE|Bern|46.95|7.45|2;Lausanne|VD|Vaud|46.52|6.63|2",
    "AT": "Wien/Vienna|9|Wien|48.21|16.37|6;Graz|6|Steiermark|47.07|15.44|2;Linz|4|Oberösterreich|48.31|14.29|2;Salzburg|5|Salzburg|47.81|13.04|1",
    "BE": "Bruxelles/Brussels|BRU|Bruxelles-Capitale|50.85|4.35|4;Antwerpen/Antwerp|VAN|Antwerpen|51.22|4.40|3;Gent/Ghent|VOV|Oost-Vlaanderen|51.05|3.73|2;Liège|WLG|Liège|50.63|5.57|1",
    "IT": "Milano/Milan|25|Lombardia|45.46|9.19|5;Roma/Rome|62|Lazio|41.90|12.50|4;Torino/Turin|21|Piemonte|45.07|7.69|2;Bologna|45|Emilia-Romagna|44.49|11.34|2",
    "PL": "Warszawa/Warsaw|MZ|Mazowieckie|52.23|21.01|5;Kraków/Krakow|MA|Małopolskie|50.06|19.94|3;Wrocław/Wroclaw|DS|Dolnośląskie|51.11|17.04|3;Gdańsk/Gdansk|PM|Pomorskie|54.35|18.65|2",
    "PT": "Lisboa/Lisbon|11|Lisboa|38.72|-9.14|4;Porto|13|Porto|41.15|-8.61|3;Braga|03|Braga|41.55|-8.43|1",
    "SG": "Singapore|SG|Singapore|1.35|103.82|1",
    "NZ": "Auckland|AUK|Auckland|-36.85|174.76|4;Wellington|WGN|Wellington|-41.29|174.78|2;Christchurch|CAN|Canterbury|-43.53|172.64|2",
    "BR": "São Paulo/Sao Paulo|SP|São Paulo|-23.55|-46.63|5;Rio de Janeiro|RJ|Rio de Janeiro|-22.91|-43.17|3;Curitiba|PR|Paraná|-25.43|-49.27|1",
    "MX": "Ciudad de México/Mexico City|CMX|Ciudad de México|19.43|-99.13|5;Monterrey|NLE|Nuevo León|25.69|-100.32|3;Guadalajara|JAL|Jalisco|20.67|-103.35|2",
    "ZA": "Johannesburg|GP|Gauteng|-26.20|28.05|4;Cape Town|WC|Western Cape|-33.92|18.42|4;Durban|KZN|KwaZulu-Natal|-29.86|31.02|2;Pretoria|GP|Gauteng|-25.75|28.19|1",
}
