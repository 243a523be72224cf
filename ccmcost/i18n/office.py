"""The phrases that estimates and letters need beside their templates, in the languages of those templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LANGUAGES = ("en", "fr", "es")
"""Languages for which templates of letters and estimates are at hand."""

PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "and": "and",
        "mission_of": "{mission} of {state}",
        "symbol": "[symbol to be assigned]",
        "earlier": "[date and reference of the earlier note]",
        "states_count": "{n} States",
        "no_source": "none given",
        "mail_subject": "{reference}: {convention}",
        "mail_body": (
            "{mission}\n\n{opening} sends its note verbale {reference} of {date} ({convention}).\n\n"
            "{attached}{issuer}\n{contact}\n"
        ),
        "in_text_example": "“the Secretariat”",
        "mail_attached": "Attached: {files}\n\n",
        "alternative_none": (
            "No State not party stands on the lists of participants, so that no amount depends on whether States not party "
            "share in one pool with the States Parties or pay their plain rate of the scale."
        ),
        "alternative_less": (
            "For {meeting}: under {there} instead of {here}, the States not party on the list ({n}) would together bear "
            "{after} instead of {before}, that is {change} less, which the States Parties would bear."
        ),
        "alternative_more": (
            "For {meeting}: under {there} instead of {here}, the States not party on the list ({n}) would together bear "
            "{after} instead of {before}, that is {change} more, by which the States Parties would bear less."
        ),
        "alternative_same": (
            "For {meeting}: under {there} instead of {here}, the States not party on the list ({n}) would together bear the "
            "same, {before}."
        ),
        "reading_pooled": "one pool of States Parties and States not party",
        "reading_straight": "States not party at their plain rate of the scale",
        "sheet_costs": "Estimated costs",
        "sheet_history": "Comparison",
        "sheet_amounts": "Indicative amounts",
        "item": "Item",
        "conference": "Conference servicing",
        "other_services": "Non-conference servicing",
        "support": "Programme support cost",
        "contingency": "Contingency",
        "others": "Other",
        "subtotal": "Subtotal",
        "no_lines": "Total only: no line items are at hand.",
        "estimate": "Estimate",
        "revised": "Revised estimate",
        "actual": "Actual cost",
        "variance": "Variance",
        "per_cent": "Per cent",
        "currency": "Currency",
        "no_history": "No published cost of an earlier meeting is at hand.",
        "source": "Status and source",
    },
    "fr": {
        "and": "et",
        "mission_of": "{mission} ({state})",
        "symbol": "[cote à attribuer]",
        "earlier": "[date et référence de la note précédente]",
        "states_count": "{n} États",
        "no_source": "non indiquée",
        "mail_subject": "{reference} : {convention}",
        "mail_body": (
            "{mission}\n\n{opening} adresse sa note verbale {reference} du {date} ({convention}).\n\n"
            "{attached}{issuer}\n{contact}\n"
        ),
        "in_text_example": "“le Secrétariat”",
        "mail_attached": "Pièces jointes\u00a0: {files}\n\n",
        "alternative_none": (
            "Aucun État non partie ne figure sur les listes de participants ; aucun montant ne dépend donc de la question "
            "de savoir si les États non parties forment un seul groupe avec les États parties ou acquittent leur quote-part "
            "sans ajustement."
        ),
        "alternative_less": (
            "{meeting} : avec {there} au lieu de {here}, les États non parties inscrits sur la liste ({n}) supporteraient "
            "ensemble {after} au lieu de {before}, soit {change} de moins, à la charge des États parties."
        ),
        "alternative_more": (
            "{meeting} : avec {there} au lieu de {here}, les États non parties inscrits sur la liste ({n}) supporteraient "
            "ensemble {after} au lieu de {before}, soit {change} de plus, à la décharge des États parties."
        ),
        "alternative_same": (
            "{meeting} : avec {there} au lieu de {here}, les États non parties inscrits sur la liste ({n}) supporteraient "
            "ensemble le même montant, {before}."
        ),
        "reading_pooled": "un seul groupe d’États parties et non parties",
        "reading_straight": "les États non parties à leur quote-part sans ajustement",
        "sheet_costs": "Coûts estimatifs",
        "sheet_history": "Comparaison",
        "sheet_amounts": "Montants indicatifs",
        "item": "Poste",
        "conference": "Services de conférence",
        "other_services": "Services autres que les services de conférence",
        "support": "Dépenses d’appui au programme",
        "contingency": "Provision pour imprévus",
        "others": "Divers",
        "subtotal": "Total partiel",
        "no_lines": "Total seulement : le détail par poste n’est pas disponible.",
        "estimate": "Coûts estimatifs",
        "revised": "Coûts révisés",
        "actual": "Coûts effectifs",
        "variance": "Écart",
        "per_cent": "Pour cent",
        "currency": "Monnaie",
        "no_history": "Aucun coût publié d’une réunion antérieure n’est disponible.",
        "source": "Nature et source",
    },
    "es": {
        "and": "y",
        "mission_of": "{mission} ({state})",
        "symbol": "[signatura por asignar]",
        "earlier": "[fecha y referencia de la nota anterior]",
        "states_count": "{n} Estados",
        "no_source": "no indicada",
        "mail_subject": "{reference}: {convention}",
        "mail_body": (
            "{mission}\n\n{opening} remite su nota verbal {reference} de fecha {date} ({convention}).\n\n"
            "{attached}{issuer}\n{contact}\n"
        ),
        "in_text_example": "“la Secretaría”",
        "mail_attached": "Se adjunta: {files}\n\n",
        "alternative_none": (
            "En las listas de participantes no figura ningún Estado no Parte, por lo que ningún importe depende de si los "
            "Estados no Parte comparten un solo fondo con los Estados Parte o abonan su tasa sin ajuste."
        ),
        "alternative_less": (
            "{meeting}: con {there} en lugar de {here}, los Estados no Parte que figuran en la lista ({n}) sufragarían en "
            "conjunto {after} en lugar de {before}, es decir, {change} menos, que sufragarían los Estados Parte."
        ),
        "alternative_more": (
            "{meeting}: con {there} en lugar de {here}, los Estados no Parte que figuran en la lista ({n}) sufragarían en "
            "conjunto {after} en lugar de {before}, es decir, {change} más, que dejarían de sufragar los Estados Parte."
        ),
        "alternative_same": (
            "{meeting}: con {there} en lugar de {here}, los Estados no Parte que figuran en la lista ({n}) sufragarían en "
            "conjunto lo mismo, {before}."
        ),
        "reading_pooled": "un solo fondo de Estados Parte y no Parte",
        "reading_straight": "los Estados no Parte con su tasa sin ajuste",
        "sheet_costs": "Costos estimados",
        "sheet_history": "Comparación",
        "sheet_amounts": "Importes indicativos",
        "item": "Partida",
        "conference": "Servicios de conferencias",
        "other_services": "Servicios distintos de los de conferencias",
        "support": "Gastos de apoyo al programa",
        "contingency": "Imprevistos",
        "others": "Otros",
        "subtotal": "Subtotal",
        "no_lines": "Solo el total: no se dispone del desglose por partidas.",
        "estimate": "Costo estimado",
        "revised": "Costo revisado",
        "actual": "Costo efectivo",
        "variance": "Diferencia",
        "per_cent": "Por ciento",
        "currency": "Moneda",
        "no_history": "No se dispone de ningún costo publicado de una reunión anterior.",
        "source": "Naturaleza y fuente",
    },
}


def phrase(language: str, key: str, **figures: str) -> str:
    """A phrase with its figures, which are text already written in the language's way."""
    return PHRASES[language][key].format(**figures)


_ARTICLES = {
    "fr": {
        "le ": "bureau centre comité département gouvernement groupe ministère secrétariat service",
        "la ": "commission conférence délégation direction division mission présidence section",
        "l’": "administration agence ambassade office organisation organe unité",
    },
    "es": {
        "el ": "centro comité departamento gobierno grupo ministerio organismo servicio",
        "la ": "comisión conferencia delegación dirección división embajada misión oficina organización presidencia "
        "secretaría sección unidad",
    },
}
"""The article of the noun that a name of an office begins with."""


def in_text(name: str, language: str) -> str:
    """The name of an office within a sentence: with its article, if the language's article for its noun is known."""
    first = name.split(" ", 1)[0]
    if language == "en":
        if first in ("The", "the"):
            return f"the{name[3:]}"
        return name if len(first) > 1 and first.isupper() and first == name else f"the {name}"
    nouns = _ARTICLES.get(language, {})
    article = next((article for article, words in nouns.items() if first.casefold().strip(",") in words.split()), "")
    return f"{article}{name}"


def listed(names: Sequence[str], language: str) -> str:
    """Several names as a sentence lists them: `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {PHRASES[language]['and']} {names[-1]}"
