"""Country names, folded: in English, German, French, Spanish and the country's own languages (from CLDR, by Babel).

One line for a country: its ISO 3166 alpha-2 code, then its names as `names.folded` writes them. Kept as a text because
Babel takes 50 ms to tell the same, and the first row should not wait for it; a test compares the two.
"""

TABLE = """\
AD andorra|andorre
AE united arab emirates|vereinigte arabische emirate|emirats arabes unis|emiratos arabes unidos|الامارات العربية المتحدة
AF afghanistan|afganistan|افغانستان
AG antigua barbuda|antigua und barbuda|antigua et barbuda|antigua y barbuda
AI anguilla|anguila
AL albania|albanien|albanie|shqiperi
AM armenia|armenien|armenie|հայաստան
AO angola
AQ antarctica|antarktis|antarctique|antartida
AR argentina|argentinien|argentine
AS american samoa|amerikanisch samoa|samoa americaines|samoa americana
AT austria|osterreich|autriche
AU australia|australien|australie
AW aruba
AX aland islands|alandinseln|iles aland|islas aland|aland
AZ azerbaijan|aserbaidschan|azerbaidjan|azerbaiyan|azərbaycan|азәрбајҹан
BA bosnia herzegovina|bosnien und herzegowina|bosnie herzegovine|bosnia y herzegovina|босна и херцеговина|bosna i hercegovina
BB barbados|barbade
BD bangladesh|bangladesch|banglades|ব ল দ শ
BE belgium|belgien|belgique|belgica|belgie
BF burkina faso
BG bulgaria|bulgarien|bulgarie|българия
BH bahrain|bahrein|barein|البحرين
BI burundi|uburundi
BJ benin
BL st barthelemy|saint barthelemy|san bartolome
BM bermuda|bermudes|bermudas
BN brunei|brunei darussalam|بروني
BO bolivia|bolivien|bolivie
BQ caribbean netherlands|karibische niederlande|pays bas caribeens|caribe neerlandes|caribisch nederland
BR brazil|brasilien|bresil|brasil
BS bahamas
BT bhutan|bhoutan|butan|འབ ག
BV bouvet island|bouvetinsel|ile bouvet|isla bouvet
BW botswana|botsuana
BY belarus|bielorussie|bielorrusia|беларусь
BZ belize|belice
CA canada|kanada
CC cocos islands|kokosinseln|iles cocos|islas cocos
CD congo kinshasa|kongo kinshasa|republica democratica del congo
CF central african republic|zentralafrikanische republik|republique centrafricaine|republica centroafricana|kodorosese ti beafrika
CG congo brazzaville|kongo brazzaville|congo
CH switzerland|schweiz|suisse|suiza|schwiiz|svizzera
CI cote d ivoire
CK cook islands|cookinseln|iles cook|islas cook
CL chile|chili
CM cameroon|kamerun|cameroun|camerun
CN china|chine|中国
CO colombia|kolumbien|colombie
CR costa rica
CU cuba|kuba
CV cape verde|cabo verde|cap vert
CW curacao|curazao|korsou
CX christmas island|weihnachtsinsel|ile christmas|isla de navidad
CY cyprus|zypern|chypre|chipre|κυπροσ|kıbrıs
CZ czechia|tschechien|tchequie|chequia|cesko
DE germany|deutschland|allemagne|alemania
DJ djibouti|dschibuti|yibuti|جيبوتي
DK denmark|danemark|dinamarca|danmark
DM dominica|dominique
DO dominican republic|dominikanische republik|republique dominicaine|republica dominicana
DZ algeria|algerien|algerie|argelia|الجزاير
EC ecuador|equateur
EE estonia|estland|estonie|eesti
EG egypt|agypten|egypte|egipto|مصر
EH western sahara|westsahara|sahara occidental|الصحراء الغربية
ER eritrea|erythree|ኤርትራ|اريتريا
ES spain|spanien|espagne|espana
ET ethiopia|athiopien|ethiopie|etiopia|ኢትዮጵያ
FI finland|finnland|finlande|finlandia|suomi
FJ fiji|fidschi|fidji|fiyi
FK falkland islands|falklandinseln|iles malouines|islas malvinas
FM micronesia|mikronesien|micronesie
FO faroe islands|faroer|iles feroe|islas feroe|føroyar
FR france|frankreich|francia
GA gabon|gabun
GB united kingdom|vereinigtes konigreich|royaume uni|reino unido
GD grenada|grenade|granada
GE georgia|georgien|georgie|საქართველო
GF french guiana|franzosisch guayana|guyane francaise|guayana francesa
GG guernsey|guernesey
GH ghana
GI gibraltar
GL greenland|gronland|groenland|groenlandia|kalaallit nunaat
GM gambia|gambie
GN guinea|guinee
GP guadeloupe|guadalupe
GQ equatorial guinea|aquatorialguinea|guinee equatoriale|guinea ecuatorial|guine equatorial
GR greece|griechenland|grece|grecia|ελλαδα
GS south georgia south sandwich islands|sudgeorgien und die sudlichen sandwichinseln|georgie du sud et les iles sandwich du sud|islas georgia del sur y sandwich del sur
GT guatemala
GU guam
GW guinea bissau|guinee bissau|guinea bisau|guine bissau
GY guyana
HK hong kong sar china|sonderverwaltungsregion hongkong|r a s chinoise de hong kong|rae de hong kong|中國香港特別行政區
HM heard mcdonald islands|heard und mcdonaldinseln|iles heard et macdonald|islas heard y mcdonald
HN honduras
HR croatia|kroatien|croatie|croacia|hrvatska
HT haiti
HU hungary|ungarn|hongrie|hungria|magyarorszag
ID indonesia|indonesien|indonesie
IE ireland|irland|irlande|irlanda|eire
IL israel|ישראל|اسراييل
IM isle of man|ile de man|isla de man|ellan vannin
IN india|indien|inde|भ रत
IO british indian ocean territory|britisches territorium im indischen ozean|territoire britannique de l ocean indien|territorio britanico del oceano indico
IQ iraq|irak|العراق
IR iran|ایران
IS iceland|island|islande|islandia
IT italy|italien|italie|italia
JE jersey
JM jamaica|jamaika|jamaique
JO jordan|jordanien|jordanie|jordania|الاردن
JP japan|japon|日本
KE kenya|kenia
KG kyrgyzstan|kirgisistan|kirghizstan|kirguistan|кыргызстан|киргизия
KH cambodia|kambodscha|cambodge|camboya|កមព ជ
KI kiribati
KM comoros|komoren|comores|comoras|جزر القمر
KN st kitts nevis|st kitts und nevis|saint christophe et nieves|san cristobal y nieves
KP north korea|nordkorea|coree du nord|corea del norte|북한
KR south korea|sudkorea|coree du sud|corea del sur|대한민국
KW kuwait|koweit|الكويت
KY cayman islands|kaimaninseln|iles caimans|islas caiman
KZ kazakhstan|kasachstan|kazajistan|казахстан|қазақстан
LA laos|ລາວ
LB lebanon|libanon|liban|libano|لبنان
LC st lucia|sainte lucie|santa lucia
LI liechtenstein|liachteschtai
LK sri lanka|ශ ර ල ක ව|இலஙக
LR liberia
LS lesotho|lesoto
LT lithuania|litauen|lituanie|lituania|lietuva
LU luxembourg|luxemburg|luxemburgo|letzebuerg
LV latvia|lettland|lettonie|letonia|latvija
LY libya|libyen|libye|libia|ليبيا
MA morocco|marokko|maroc|marruecos|المغرب|merruk
MC monaco
MD moldova|republik moldau|moldavie|moldavia|republica moldova
ME montenegro|crna gora
MF st martin|saint martin|san martin
MG madagascar|madagaskar|madagasikara
MH marshall islands|marshallinseln|iles marshall|islas marshall
MK north macedonia|nordmazedonien|macedoine du nord|macedonia del norte|северна македонија
ML mali
MM myanmar|မ နမ
MN mongolia|mongolei|mongolie|монгол
MO macao sar china|sonderverwaltungsregion macau|r a s chinoise de macao|rae de macao|中國澳門特別行政區|macau rae da china
MP northern mariana islands|nordliche marianen|iles mariannes du nord|islas marianas del norte
MQ martinique|martinica
MR mauritania|mauretanien|mauritanie|موريتانيا
MS montserrat
MT malta|malte
MU mauritius|maurice|mauricio
MV maldives|malediven|maldivas|ދ ވ ހ ރ އ ޖ
MW malawi|malaui
MX mexico|mexiko|mexique
MY malaysia|malaisie|malasia
MZ mozambique|mosambik|mocambique
NA namibia|namibie
NC new caledonia|neukaledonien|nouvelle caledonie|nueva caledonia
NE niger
NF norfolk island|norfolkinsel|ile norfolk|isla norfolk
NG nigeria|naijiria
NI nicaragua
NL netherlands|niederlande|pays bas|paises bajos|nederland
NO norway|norwegen|norvege|noruega|norge|noreg
NP nepal|न प ल
NR nauru
NU niue
NZ new zealand|neuseeland|nouvelle zelande|nueva zelanda|aotearoa
OM oman|عمان
PA panama
PE peru|perou
PF french polynesia|franzosisch polynesien|polynesie francaise|polinesia francesa
PG papua new guinea|papua neuguinea|papouasie nouvelle guinee|papua nueva guinea|papua niugini
PH philippines|philippinen|filipinas|pilipinas
PK pakistan|پاکستان
PL poland|polen|pologne|polonia|polska
PM st pierre miquelon|st pierre und miquelon|saint pierre et miquelon|san pedro y miquelon
PN pitcairn islands|pitcairninseln|iles pitcairn|islas pitcairn
PR puerto rico|porto rico
PS palestinian territories|palastinensische autonomiegebiete|territoires palestiniens|territorios palestinos|الاراضي الفلسطينية
PT portugal
PW palau|palaos
PY paraguay|paraguai
QA qatar|katar|catar|قطر
RE reunion|la reunion
RO romania|rumanien|roumanie|rumania
RS serbia|serbien|serbie|srbija|србија
RU russia|russland|russie|rusia|россия
RW rwanda|ruanda|u rwanda
SA saudi arabia|saudi arabien|arabie saoudite|arabia saudi|المملكة العربية السعودية
SB solomon islands|salomonen|iles salomon|islas salomon
SC seychelles|seychellen
SD sudan|soudan|السودان
SE sweden|schweden|suede|suecia|sverige
SG singapore|singapur|singapour|新加坡|singapura|ச ஙகபப ர
SH st helena|sainte helene|santa elena
SI slovenia|slowenien|slovenie|eslovenia|slovenija
SJ svalbard jan mayen|spitzbergen und jan mayen|svalbard et jan mayen|svalbard y jan mayen|svalbard og jan mayen
SK slovakia|slowakei|slovaquie|eslovaquia|slovensko
SL sierra leone|sierra leona
SM san marino|saint marin
SN senegal|senegaal
SO somalia|somalie|soomaaliya|الصومال
SR suriname|surinam
SS south sudan|sudsudan|soudan du sud|sudan del sur
ST sao tome principe|sao tome und principe|sao tome et principe|santo tome y principe|sao tome e principe
SV el salvador|salvador
SX sint maarten
SY syria|syrien|syrie|siria|سوريا
SZ eswatini|esuatini
TC turks caicos islands|turks und caicosinseln|iles turques et caiques|islas turcas y caicos
TD chad|tschad|tchad|تشاد
TF french southern territories|franzosische sud und antarktisgebiete|terres australes francaises|territorios australes franceses
TG togo
TH thailand|thailande|tailandia|ไทย
TJ tajikistan|tadschikistan|tadjikistan|tayikistan|тоҷикистон
TK tokelau
TL timor leste|timor oriental
TM turkmenistan
TN tunisia|tunesien|tunisie|tunez|تونس
TO tonga
TR turkiye|turkei|turquie|turquia
TT trinidad tobago|trinidad und tobago|trinite et tobago|trinidad y tobago
TV tuvalu
TW taiwan|台灣
TZ tanzania|tansania|tanzanie
UA ukraine|ucrania|украіна|украина
UG uganda|ouganda
UM u s outlying islands|amerikanische uberseeinseln|iles mineures eloignees des etats unis|islas menores alejadas de ee uu
US united states|vereinigte staaten|etats unis|estados unidos
UY uruguay
UZ uzbekistan|usbekistan|ouzbekistan|oʻzbekiston|узбекистон
VA vatican city|vatikanstadt|etat de la cite du vatican|ciudad del vaticano|citta del vaticano
VC st vincent grenadines|st vincent und die grenadinen|saint vincent et les grenadines|san vicente y las granadinas
VE venezuela
VG british virgin islands|britische jungferninseln|iles vierges britanniques|islas virgenes britanicas
VI u s virgin islands|amerikanische jungferninseln|iles vierges des etats unis|islas virgenes de ee uu
VN vietnam|viet nam
VU vanuatu
WF wallis futuna|wallis und futuna|wallis et futuna|wallis y futuna
WS samoa
XK kosovo|kosove|косово
YE yemen|jemen|اليمن
YT mayotte
ZA south africa|sudafrika|afrique du sud|sudafrica
ZM zambia|sambia|zambie
ZW zimbabwe|simbabwe|zimbabue
"""
