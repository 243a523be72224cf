"""The words by which tables and lists in English, French and Spanish announce what stands in them, all normalised."""

from __future__ import annotations

import re
from typing import Literal

Section = Literal[
    "state_party", "signatory", "observer_state", "organization", "by_status", "absent", "arrears", "pending", "invited",
    "doubtful",
]  # fmt: skip
"""What a heading or sentence announces; `by_status` are States whose role only treaty status can tell. Those absent, in
arrears, yet to report or invited take no part; `doubtful` says that they took part, and that they did not."""


def word_set(*lines: str) -> frozenset[str]:
    """Words and phrases from lines in which bars part them."""
    return frozenset(word.strip() for line in lines for word in line.split("|"))


STATE_COLUMNS = word_set(
    "state|states|state name|name of state|member state|member states|country|countries|country name|state party",
    "delegation|name of country|states parties|delegations|country delegation|state delegation|represented state",
    "state represented|country represented|participating state|participating states|participating country",
    "country you represent|state you represent",
    "participating countries|party|parties|country state|state country|country or organization|country organization",
    "state organization|delegation name|government|representing|represents|country of delegation|state or organization",
    "contracting party|high contracting party|etat|etats|pays|nom de letat|etat membre|etat participant",
    "etats participants|etat partie|etats parties|nom du pays|estado|estados|pais|paises|estado miembro",
    "estado participante|estados participantes|delegacion|estado parte|estados partes|nombre del estado",
    "nombre del pais|delegaciones|etat represente|pays represente|estado representado",
)
WEAK_STATE_COLUMNS = word_set(
    "participant|participants|name|names|nom|noms|nombre|nombres|participante|participantes|delegates",
)
"""Headings of columns that hold States or persons; only what stands below tells."""
CODE_COLUMNS = word_set(
    "iso3|iso|iso code|iso 3|code|country code|codes|alpha 3|alpha3|iso2|iso 2|alpha 2|alpha2|m49|code iso|codigo",
    "codigo iso|code pays|state code|codigo pais|codigo de pais|iso3 code|iso2 code|iso 3166|iso alpha 3|iso alpha 2",
)
PERSONAL_COLUMNS = word_set(
    "nationality|nationalite|nacionalidad|citizenship|country of residence|residence|country of birth|passport country|"
    "country of passport|issuing country|country of citizenship|pays de residence|pais de residencia|billing country"
)
"""Columns of States that say nothing of whom somebody represents."""
DAY = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|mie|jue|vie|day|jour|dia)[a-z]* ?[0-9]{0,2}(?: [a-z]{3,10})?"
    r"|[0-9]{1,2} [a-z]{3,10}(?: [0-9]{4})?"
)
"""The heading of a column for one day of a meeting."""
ATTENDED_COLUMNS = word_set(
    "attended|attendance|attending|present|presence|participated|participation|took part|represented|in person",
    "checked in|attendance status|participation status|a participe|present e|participe|asistio|asistencia|participo",
    "presente|presences|check in|check in status|badge|badge collected|badge status|presence status",
)
REGISTERED_COLUMNS = word_set(
    "registered|registration|registration status|registration state|reg status|status of registration|accreditation",
    "accreditation status|accredited|inscrit|inscription|statut dinscription|inscrito|inscripcion",
    "estado de inscripcion|confirmed|confirmation|confirmation status|enregistre|estado de la inscripcion",
    "state of registration|rsvp",
)
REMARK_COLUMNS = word_set(
    "remarks|remark|comments|comment|notes|note|observations|observation|remarques|remarque|commentaires|observaciones",
    "comentarios|notas|nota",
)
YES_CELLS = word_set(
    "yes|y|oui|si|s|x|true|1|attended|present|presente|registered|confirmed|checked in|approved|accredited",
    "participated|inscrit|inscrite|confirme|confirmee|a participe|inscrito|confirmado|asistio|participo|accepted",
    "in person|online|remote|virtual|hybrid|represented|complete|completed|collected|issued|printed|active|ok",
    "accredite|aprobado|validated|✓|✔|☑|✗x",
)
WEAK_MARKS = word_set(
    "registered|confirmed|approved|accredited|accepted|online|remote|virtual|hybrid|inscrit|inscrite|confirme|confirmee|inscrito",
    "confirmado|aprobado|accredite|en ligne|en linea",
)
"""Marks that say yes on their own, and leave it open beside marks such as `attended` and `in person`."""
NO_CELLS = word_set(
    "no|n|non|false|0|absent|absente|absentes|cancelled|canceled|withdrawn|declined|did not attend|no show",
    "not attending|not represented|not present|regrets|regretted|rejected|refused|annule|annulee|cancelado|cancelada",
    "ausente|na pas participe|no asistio|no participo|excused|excuse|excusee|not registered|not attended",
    "unable to attend|apologies|not collected|✗|✘|☒|retire|retirado|rechazado|refuse|not participating|noshow",
    "did not participate|cancelled by delegate|not approved",
)
PLAIN_MARKS = word_set("yes|y|oui|si|s|x|true|no|n|non|false|✓|✔|☑|✗|✘|☒|p|a")
"""Marks of which a column of yes and no is made."""
PERSON_COLUMNS = word_set(
    "head of delegation|head|delegate|name|full name|last name|surname|family name|first name|representative|participant",
    "names|delegates|representatives|nom|noms|nom de famille|prenom|chef de delegation|representant|delegue|nombre|nombres",
    "apellido|apellidos|jefe de delegacion|representante|delegado",
)
PRESENCE_COLUMNS = word_set(
    "arrived|arrival|arrival time|arrival date|signed in|sign in|signature|seat|seat no|seat number|badge no|badge number",
    "time in|arrivee|signe|siege|llegada|firma|asiento|hora de llegada|heure darrivee",
)
"""Columns that are filled for who came."""
NUMBER_COLUMNS = word_set(
    "number of delegates|delegates|number of participants|participants|size of delegation|delegation size|no of delegates",
    "number|head count|headcount|nombre de delegues|nombre de participants|numero de delegados|numero de participantes",
)
NOBODY = word_set(
    "0|n a|na|nil|none|nobody|no one|no delegate|no delegates|no delegates registered|no delegation|no representative",
    "nd|tbc|tbd|no participants|no registration|not registered|to be confirmed|aucun|aucune|neant|personne|aucun delegue",
    "a confirmer|ninguno|ninguna|nadie|sin delegados|sin delegacion|por confirmar|sans delegue|no delegation present|vacant",
    "cancelled|no show",
)
"""What stands in the place of a delegate where nobody came, or nobody is known."""
ROLE_COLUMNS = word_set(
    "role|status|capacity|category|treaty status|type|participates as|participating as|statut|qualite|categorie",
    "estatuto|calidad|situacion|categoria|condicion|estado juridico|participant type|type of participant",
    "participant category|category of participant|delegation type|organization type|type of organization",
    "type de participant|tipo|type de delegation|tipo de participante|categorie de participant",
    "categoria de participante|group|registration type|representation type|party status",
)
MEMBER_COLUMNS = word_set(
    "member state|member states|state|etat membre|etats membres|estado miembro|estados miembros",
)
TOTAL_ROWS = word_set(
    "total|grand total|totaux|total general",
)
ITEM_COLUMNS = word_set(
    "item|items|description|line|line item|object|purpose|cost item|requirements|activity|rubrique|poste|objet",
    "designation|concepto|partida|descripcion|rubro",
)
PERCENT_COLUMNS = word_set(
    "percent|percentage|per cent|rate|pourcentage|taux|porcentaje|pct",
)

ROLE_CELLS: dict[str, Section] = {
    **dict.fromkeys(
        word_set(
            "government|governments|gov|govt|state|states|member state|member states|member|country|delegation",
            "national delegation|state delegation|government delegation|gouvernement|etat|etat membre|pays|gobierno",
            "estado|estado miembro|pais|delegate|government representative|state representative|governmental",
            "participating state|participant|delegacion|delegue|delegado|participante|official delegation",
            "national authority|permanent mission|member of delegation|head of delegation|membre de delegation",
            "chef de delegation|membre de la delegation|chef de la delegation|miembro de la delegacion|jefe de delegacion",
            "jefe de la delegacion",
        ),
        "by_status",
    ),
    **dict.fromkeys(
        word_set(
            "state party|party|sp|etat partie|partie|estado parte|parte|states parties",
        ),
        "state_party",
    ),
    **dict.fromkeys(
        word_set(
            "signatory|signataire|signatario|sig",
        ),
        "signatory",
    ),
    **dict.fromkeys(
        word_set(
            "observer|observer state|observateur|observador|obs",
        ),
        "observer_state",
    ),
    **dict.fromkeys(
        word_set(
            "state not party|non party|state non party|etat non partie|estado no parte",
        ),
        "observer_state",
    ),
    **dict.fromkeys(
        word_set(
            "organization|organisation|organizacion|igo|ngo|ngos|io|un|united nations|un agency|un system|un entity",
            "media|press|academia|academic|university|secretariat|staff|interpreter|interpreters|civil society|icrc",
            "red cross|isu|expert|experts|international organization|international organisation",
            "intergovernmental organization|non governmental organization|ong|oig|onu|societe civile|sociedad civil",
            "prensa|presse|observer organization|private sector|industry|guest|speaker|support staff|organizer",
            "consultant|regional organization|think tank|research institute|secretaria|organismo",
        ),
        "organization",
    ),
}

TITLE_LINES = word_set(
    "participant|participants|participantes|participante|delegates|original|distr|english|french|spanish|francais",
    "espanol|anglais|ingles|only|limited|general|provisional|draft|final|report|rapport|informe|annex|annexe|anexo",
    "agenda|item|contents|meeting|meetings|reunion|assemblee|session|conference|conferencia|review|inf|rev|corr",
    "attendance|liste|lista|list",
)
"""Words of the lines that stand above a list: its title, the meeting, the day, the language. No section opens there."""

TITLES = word_set(
    "mr|mrs|ms|miss|dr|prof|sir|he|h e|se|s e|m|mme|mlle|mm|sr|sra|srta|excmo|excma|exmo|amb|ambassador|col|lt|maj|gen",
    "capt|brig|msgr|mgr|rev|hon|son|su|his|her",
)
"""First words of the line of a delegate."""

DELEGATION_LINES = word_set(
    "head of delegation|heads of delegation|deputy head of delegation|representatives|representative|alternates",
    "delegates|delegate|advisers|advisors|members|members of delegation|delegation|participants|observers",
    "chef de la delegation|chef de delegation|chef adjoint de delegation|representants|suppleants|delegues|conseillers",
    "membres|jefe de la delegacion|jefe de delegacion|representantes|suplentes|delegados|consejeros|asesores|miembros",
)
"""Lines that part the members of a delegation."""

DELEGATION_WORDS = frozenset(word for line in DELEGATION_LINES for word in line.split()) | word_set(
    "alternate|adviser|advisor|special|alternos|alterno|suplente|suppleant|conseiller|consejero|asesor|leader|principal",
    "interpreters|interpreter|translators|typists|stenographers|interpretes|traducteurs|traductores|staff|secretaries",
)
"""Words of which such lines are made, and nothing else."""

OFFICE_WORDS = word_set(
    "ministry|minister|embassy|mission|ambassador|counsellor|counselor|secretary|representative|department|director|adviser",
    "advisor|attache|office|university|institute|officer|head|deputy|permanent|division|army|colonel|general|president|expert",
    "affairs|foreign|defence|government|ngo|un|united|nations|observers|organization|delegation|consul|intern|assistant|chief",
    "ministere|ministre|ambassade|ambassadeur|conseiller|conseillere|secretaire|representant|representante|departement|directeur",
    "directrice|universite|bureau|chef|adjoint|permanente|affaires|etrangeres|ong|onu|mission|delegue|expert|consulat|colonel",
    "ministerio|ministro|ministra|embajada|embajador|embajadora|consejero|consejera|secretario|secretaria|departamento|director",
    "directora|universidad|oficina|jefe|jefa|relaciones|exteriores|mision|asesor|asesora|agregado|agregada|experto|consul|dr",
)
"""A line with one of these is the office of a delegate, where nothing but the persons below tells a State's heading."""

OPEN_ENDS = word_set(
    "of|the|and|for|to|de|du|des|del|la|le|les|el|los|las|et|y|d|l|a|au|aux|en|in|at|with|on|von|van|per|pour|para|por",
    "from|between|democratic|united|federated|plurinational",
)
"""Last words of a line that breaks off inside a phrase."""

ORGANIZATION_WORDS = word_set(
    "units|bodies|body|unit|treaty|commissions|commission|programme|partners|partner|groups",
    "list|other|international|regional|intergovernmental|non|nongovernmental|governmental|and|its|observer|specialized",
    "united|nations|system|related|entities|entity|agencies|agency|funds|fund|programmes|offices|bodies|organization",
    "organizations|organisation|organisations|ngo|ngos|civil|society|academic|academia|institution|institutions",
    "institute|institutes|research|secretariat|of|to|convention|conference|meeting|as|observers|media|department",
    "departments|red|cross|crescent|movement|implementation|support|unit|university|universities|experts|guests",
    "invited|for|autres|organisme|organismes|internationale|internationales|regionales|intergouvernementales",
    "gouvernementales|et|des|les|de|la|du|unies|specialisees|societe|civile|observateurs|observatrices|systeme|fonds",
    "universites|en|qualite|d|dobservateurs|otras|otros|organizacion|organizaciones|organismos|internacionales",
    "intergubernamentales|gubernamentales|no|y|las|los|naciones|unidas|especializados|especializadas|sociedad",
    "secretaria|observadoras|observadores|sistema|programas|fondos|entidades|instituciones|academicas|universidades",
    "calidad",
)
"""Words of which headings over organizations are made, and nothing else."""

REGION_WORDS = word_set(
    "african|asia|pacific|asian|european|latin|american|caribbean|eastern|western|group|groups|africa|europe|americas|weog",
    "afrique|amerique|latine|caraibes|asie|pacifique|america|latina|caribe|pacifico|grupo|groupe|grulac|eeg|others|other",
    "apg|states|etats|estados|and|et|y|of|de|des|los",
)
"""Words of which the names of regional groups are made, and nothing else."""

STATE_WORDS = word_set(
    "nations|consultative|consultatives|consultivas",
    "list|liste|lista|des|de|of|participating|other|autres|otros|state|states|etat|etats|estado|estados|countries|pays",
    "paises|parties|party|partie|parte|partes|a|la|to|convention|convencion|participantes|signatories|signatory",
    "signataires|signatarios|observer|observers|observateurs|observateur|observadores|observador|non|not|no|en|as|by",
    "qualite|calidad|d|dobservateurs|que|son|qui|sont|which|are|ne|pas|yet|and|et|y|i|ii|iii|iv|v|signataire",
    "signatario|signatory states|high|contracting|contractantes|contratantes|hautes|altas|member|members|membres",
    "miembros|participants|delegations|delegation|delegaciones|delegacion|governments|government|gouvernements",
    "gobiernos|country|represented|present|attending|representes|presents|representados|presentes|with|status|statut",
    "condicion|all|alphabetical|order|names|name|noms|nombres|that|have|has|had|signed|ratified|acceded|los|las|les|el",
    "le|du|del|al|au|aux|taking|part|cluster|munitions|on|sur|armes|sous|sobre|municiones|racimo|dunions",
)
"""Words of which headings over States are made, and nothing else."""

CATEGORY_WORDS = STATE_WORDS | word_set("ccm|delegate|delegates|delegue|delegues|delegado|delegados|representative|official")
"""Words of which the categories of States in the cells of a table are made, and nothing else."""
SHORT_CATEGORIES = word_set("ngo|ngos|igo|igos|io|un|ong|oig|onu|organization|organisation|organizacion")

GENERAL_WORDS = word_set(
    "nations",
    "state|states|etat|etats|estado|estados|countries|country|pays|paises|parties|party|partie|parte|partes",
    "signatories|signatory|signataires|signatarios|signataire|signatario|observers|observer|observateurs|observadores",
    "observador|observateur|delegations|delegaciones|governments|gouvernements|gobiernos",
)
"""A heading over States holds one of these."""

PLURAL_WORDS = word_set(
    "nations|states|etats|estados|countries|pays|paises|parties|partes|delegations|delegaciones|governments|gouvernements|gobiernos"
)
"""A heading over States of no named kind holds one of these."""

ABSENT_WORDS = word_set(
    "absent|absents|absentes|absences|ausentes|apologies|regrets|excused|excuses|excusados|excusees|unable|to|attend",
    "attending|cancelled|canceled|did|do|does|could|represented|present|presents|participate|participated",
    "participating|taking|part|take|invited|invites|invitees|invitados|invitations|but|representes|representees",
    "represente|representados|representadas|asistieron|participaron|participants|non|no|pas|nont|netaient|participe",
    "with|from|received|in|arrears|outstanding|unpaid|reports|report|overdue|submitted|submit|contributions|assessed",
    "who|sent|their|pudieron|asistir|estuvieron|lettres|dexcuses|annules",
)
"""Words of which headings over those who took no part are made, together with STATE_WORDS."""

WEAK_HEADINGS = word_set(
    "ngo|ngos|igo|igos|united nations|nations unies|naciones unidas|un|onu|university|universite|universidad",
    "universities|observers|observer|observateurs|observateur|observadores|observador|media|medias|secretariat",
    "secretaria|academia|academic|civil society|societe civile|sociedad civil|experts|institute|institut|instituto",
    "fund|agency|agence|agencia|red cross|croix rouge|cruz roja|international organization|organisation internationale",
    "organizacion internacional|department|organization|organisation|organizacion|research institute",
    "secretariat of convention|guests|conference|interpreter|international committee of red cross",
    "implementation support unit|participants|members|delegations|government|member state",
)
"""Lines that open a section when they stand as a heading, and that delegates carry as their affiliation."""
