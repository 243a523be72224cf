"""The words by which tables and lists in English, French and Spanish announce what stands in them, all normalised."""

from __future__ import annotations

from typing import Literal

Section = Literal["state_party", "signatory", "observer_state", "organization", "by_status"]
"""What a heading or sentence announces; `by_status` are States whose role only treaty status can tell."""


def word_set(*lines: str) -> frozenset[str]:
    """Words and phrases from lines in which bars part them."""
    return frozenset(word.strip() for line in lines for word in line.split("|"))


STATE_COLUMNS = word_set(
    "state|states|state name|name of state|member state|member states|country|countries|country name|state party|delegation",
    "participant|participants|participating state|participating states|name",
    "etat|etats|pays|nom|nom de letat|etat membre|etat participant|etats participants",
    "estado|estados|pais|paises|nombre|estado miembro|estado participante|estados participantes|delegacion",
)
CODE_COLUMNS = word_set(
    "iso3|iso|iso code|iso 3|code|country code|codes|alpha 3|alpha3|iso2|alpha 2|m49|code iso|codigo|codigo iso|code pays"
)
ROLE_COLUMNS = word_set(
    "role|status|capacity|category|treaty status|type|participates as|participating as|statut|qualite|categorie",
    "estatuto|calidad|situacion|categoria|condicion|estado juridico",
)
MEMBER_COLUMNS = word_set("member state|member states|state|etat membre|etats membres|estado miembro|estados miembros")
TOTAL_ROWS = word_set("total|grand total|totaux|total general")
ITEM_COLUMNS = word_set(
    "item|items|description|line|line item|object|purpose|cost item|requirements|activity",
    "rubrique|poste|objet|designation|concepto|partida|descripcion|rubro",
)
AMOUNT_COLUMNS = word_set(
    "amount|usd|us|cost|costs|estimate|estimated cost|estimated costs|total cost|total|eur|chf",
    "montant|cout|couts|importe|monto|costo|costos",
)
PERCENT_COLUMNS = word_set("percent|percentage|per cent|rate|pourcentage|taux|porcentaje|pct")

ROLE_CELLS: dict[str, Section] = {
    **dict.fromkeys(word_set("state party|party|sp|etat partie|partie|estado parte|parte"), "state_party"),
    **dict.fromkeys(word_set("signatory|signataire|signatario"), "signatory"),
    **dict.fromkeys(word_set("observer|observer state|observateur|observador"), "observer_state"),
    **dict.fromkeys(word_set("organization|organisation|organizacion|igo|ngo"), "organization"),
}

TITLES = word_set(
    "mr|mrs|ms|miss|dr|prof|sir|he|h e|se|s e|m|mme|mlle|mm|sr|sra|srta|excmo|excma|exmo|amb|ambassador|col|lt|maj|gen|capt",
    "brig|msgr|mgr|rev|hon|son|su|his|her",
)
"""First words of the line of a delegate."""

DELEGATION_LINES = word_set(
    "head of delegation|heads of delegation|deputy head of delegation|representatives",
    "representative|alternates|delegates|delegate",
    "advisers|advisors|members|members of delegation|delegation|participants|observers",
    "chef de la delegation|chef de delegation|chef adjoint de delegation|representants",
    "suppleants|delegues|conseillers|membres",
    "jefe de la delegacion|jefe de delegacion|representantes|suplentes|delegados|consejeros|asesores|miembros",
)
"""Lines that part the members of a delegation."""

OPEN_ENDS = word_set(
    "of|the|and|for|to|de|du|des|del|la|le|les|el|los|las|et|y|d|l|a|au|aux|en|in|at|with|on|von|van|per|pour|para|por|from",
    "between|democratic|united|federated|plurinational",
)
"""Last words of a line that breaks off inside a phrase."""

ORGANIZATION_WORDS = word_set(
    "list|other|international|regional|intergovernmental|non",
    "nongovernmental|governmental|and|its|observer|specialized|united",
    "nations|system|related|entities|entity|agencies|agency|funds|fund|programmes|offices|bodies|organization|organizations",
    "organisation|organisations|ngo|ngos|civil|society",
    "academic|academia|institution|institutions|institute|institutes|research",
    "secretariat|of|to|convention|conference|meeting|as|observers|media|department|departments|red|cross|crescent|movement",
    "implementation|support|unit|university|universities|experts|guests|invited|for",
    "autres|organisme|organismes|internationale|internationales|regionales",
    "intergouvernementales|gouvernementales|et|des|les|de",
    "la|du|unies|specialisees|societe|civile|observateurs",
    "observatrices|systeme|fonds|universites|en|qualite|d|dobservateurs",
    "otras|otros|organizacion|organizaciones|organismos|internacionales",
    "intergubernamentales|gubernamentales|no|y|las|los|naciones",
    "unidas|especializados|especializadas|sociedad|secretaria|observadoras|observadores|sistema|programas|fondos|entidades",
    "instituciones|academicas|universidades|calidad",
)
"""Words of which headings over organizations are made, and nothing else."""

STATE_WORDS = word_set(
    "list|liste|lista|des|de|of|participating|other|autres",
    "otros|state|states|etat|etats|estado|estados|countries|pays|paises",
    "parties|party|partie|parte|partes|a|la",
    "to|convention|convencion|participantes|signatories|signatory|signataires|signatarios",
    "observer|observers|observateurs|observateur|observadores|observador|non|not",
    "no|en|as|by|qualite|calidad|d|dobservateurs|que",
    "son|qui|sont|which|are|ne|pas|yet|and|et|y|i|ii|iii|iv|v|signataire|signatario|signatory states",
)
"""Words of which headings over States are made, and nothing else."""
