# ruff: noqa: E501
"""What the packaged templates of estimates and letters say, by language. Names in {{ }} are fields: docs/letters.md."""

from __future__ import annotations

from ccmcost.words.office import phrases

LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}

_EN = {
    "title": "Note verbale",
    "reference": "Reference: {{ reference }}",
    "closing": (
        "{{ issuer_opening }} avails itself of this opportunity to renew to the {{ mission }} the assurances of its highest "
        "consideration."
    ),
    "page": "Page {page} of {pages}",
    "meeting": "Meeting",
    "dates": "Dates",
    "amount": "Amount",
    "amount_in": "Amount ({{ currency }})",
    "total": "Total",
    "date": "Date",
    "cover_opening": (
        "{{ issuer_opening }} presents its compliments to the {{ mission }} and has the honour to transmit the attached document: "
        "**{{ notice }} {{ number }}** of {{ issued_on }} ({{ convention }})."
    ),
    "cover_table": (
        "The amount assessed on {{ state }} in accordance with the formula approved in {{ decision }} is as follows:"
    ),
    "cover_payment": (
        "Payment of **{{ amount }}** is requested by **{{ pay_by }}**, quoting {{ quote }}. The notice states the account to "
        "which payment is to be made and shows how the amount follows."
    ),
    "requested_by": "Requested by",
    "assessed": "Assessed",
    "settled": "Settled",
    "outstanding": "Outstanding",
    "not_yet": "Of this, payment of {{ not_yet }} was requested by a day that has not passed yet.",
    "plans": "Not included are amounts that are being paid by an agreed plan: {{ plans }}.",
    "reminder1_opening": (
        "{{ issuer_opening }} presents its compliments to the {{ mission }} and has the honour to recall that, according to its records as at "
        "{{ date }}, the following amounts assessed on {{ state }} are outstanding ({{ convention }}):"
    ),
    "reminder1_request": (
        "{{ issuer_opening }} would be grateful if payment of **{{ total }}** could be arranged, quoting {{ quote }}. If payment has "
        "been made in the meantime, the date and reference of the transfer would help to identify it."
    ),
    "reminder2_opening": (
        "{{ issuer_opening }} presents its compliments to the {{ mission }} and, with reference to its earlier reminder "
        "({{ earlier }}), has the honour to recall again that, according to its records as at {{ date }}, the following amounts "
        "assessed on {{ state }} are outstanding ({{ convention }}):"
    ),
    "reminder2_request": (
        "{{ issuer_opening }} requests payment of **{{ total }}**, quoting {{ quote }}, or a reply that states by when payment may be "
        "expected. A schedule of payments can be agreed on request."
    ),
    "credit_table": (
        "The following amounts are hereby credited to {{ state }} in accordance with the formula approved in {{ decision }}:"
    ),
    "before": "Assessed before",
    "now": "Assessed now",
    "credited": "Credited",
    "credit_outstanding": (
        "The credit reduces what is owed for these meetings; as at {{ date }}, {{ outstanding }} is still outstanding."
    ),
    "credit_choice": (
        "As at {{ date }}, **{{ in_favour }}** stands in favour of {{ state }} for these meetings. It is refunded, applied to "
        "a named meeting, or left, as the {{ mission }} may choose in writing; it is not set off otherwise."
    ),
    "receipt_opening": (
        "{{ issuer_opening }} presents its compliments to the {{ mission }} and has the honour to acknowledge with "
        "thanks receipt of payment as set out below ({{ convention }}):"
    ),
    "receipt_account": "As at {{ date }}, the account of {{ state }} stands as follows:",
    "bank_reference": "Bank reference",
    "favour": "In favour",
    "estimate_title": "Estimated costs: {{ title }}",
    "estimate_note": "Note by the secretariat ({{ issuer }})",
    "introduction": "Introduction",
    "purpose": (
        "This note submits for approval the estimated costs of the following: {{ title }}. It sets out the line items, the "
        "estimates and actual costs of earlier meetings, the proposed cost-sharing formula and, in the annex, the indicative "
        "amount of every State."
    ),
    "costs": "Estimated costs",
    "meeting_line": ("{{ meeting.occasion }}. Status of the figures: {{ meeting.status }}. Source: {{ meeting.source }}."),
    "no_lines": "No line items are at hand for this figure; it is a total only.",
    "all_meetings": "All meetings together",
    "comparison": "Comparison: estimate, revised estimate, actual cost",
    "comparison_line": (
        "The table holds the meetings for which costs are at hand. The variance is the actual cost (where there is none yet, "
        "the revised estimate) less the first estimate."
    ),
    "no_history": "No published cost of an earlier meeting is at hand, so that no comparison can be made.",
    "per_cent": "%",
    "formula": "Cost-sharing formula",
    "decision_heading": "Draft decision",
    "decision": (
        "The Meeting approved the estimated costs contained in document {{ symbol }} and the cost-sharing formula therein."
    ),
    "annex": "Annex. Indicative amount of every State",
    "annex_line": (
        "Indicative amounts under the proposed formula. Amounts to be paid follow from the final list of participants and "
        "the cost as approved."
    ),
    "code": "Code",
    "state": "State",
    "role": "Role",
    "rate": "Rate (%)",
    "share": "Share (%)",
    "residual": "Rounding",
}

_FR = {
    "title": "Note verbale",
    "reference": "Référence : {{ reference }}",
    "closing": (
        "{{ issuer_opening }} saisit cette occasion pour renouveler à la {{ mission }} les assurances de sa très haute considération."
    ),
    "page": "Page {page} sur {pages}",
    "meeting": "Réunion",
    "dates": "Dates",
    "amount": "Montant",
    "amount_in": "Montant ({{ currency }})",
    "total": "Total",
    "date": "Date",
    "cover_opening": (
        "{{ issuer_opening }} présente ses compliments à la {{ mission }} et a l’honneur de lui transmettre ci-joint le document "
        "suivant : **{{ notice }} {{ number }}**, en date du {{ issued_on }} ({{ convention }})."
    ),
    "cover_table": (
        "Le montant mis en recouvrement ({{ state }}), réparti selon la formule approuvée dans le document {{ decision }}, "
        "est le suivant :"
    ),
    "cover_payment": (
        "Le paiement de **{{ amount }}** est demandé pour le **{{ pay_by }}** au plus tard, sous la référence {{ quote }}. "
        "L’avis indique le compte à créditer et montre comment le montant est obtenu."
    ),
    "requested_by": "Demandé pour le",
    "assessed": "Mis en recouvrement",
    "settled": "Réglé",
    "outstanding": "Solde impayé",
    "not_yet": "Sur ce total, le paiement de {{ not_yet }} est demandé pour une date qui n’est pas encore passée.",
    "plans": "Ne sont pas compris les montants acquittés selon un échéancier convenu : {{ plans }}.",
    "reminder1_opening": (
        "{{ issuer_opening }} présente ses compliments à la {{ mission }} et a l’honneur de rappeler que, d’après ses écritures au "
        "{{ date }}, les montants suivants restent à régler ({{ state }} ; {{ convention }}) :"
    ),
    "reminder1_request": (
        "{{ issuer_opening }} saurait gré à la {{ mission }} de bien vouloir faire procéder au paiement de **{{ total }}**, sous la "
        "référence {{ quote }}. Si le paiement a été effectué entre-temps, la date et la référence du virement "
        "permettraient de l’identifier."
    ),
    "reminder2_opening": (
        "{{ issuer_opening }} présente ses compliments à la {{ mission }} et, se référant à son précédent rappel ({{ earlier }}), a "
        "l’honneur de rappeler de nouveau que, d’après ses écritures au {{ date }}, les montants suivants restent à régler "
        "({{ state }} ; {{ convention }}) :"
    ),
    "reminder2_request": (
        "{{ issuer_opening }} demande le paiement de **{{ total }}**, sous la référence {{ quote }}, ou une réponse indiquant la date "
        "à laquelle le paiement peut être attendu. Un échéancier peut être convenu sur demande."
    ),
    "credit_table": (
        "Par cet avis, les montants suivants sont portés au crédit ({{ state }}), selon la formule approuvée dans le document "
        "{{ decision }} :"
    ),
    "before": "Montant antérieur",
    "now": "Nouveau montant",
    "credited": "Crédit",
    "credit_outstanding": (
        "Ce crédit vient en déduction des sommes à régler pour ces réunions ; au {{ date }}, il reste à régler "
        "{{ outstanding }}."
    ),
    "credit_choice": (
        "Au {{ date }}, le solde créditeur pour ces réunions ({{ state }}) s’élève à **{{ in_favour }}**. Il est remboursé, "
        "imputé à une réunion désignée ou laissé en compte, au choix exprimé par écrit de la {{ mission }} ; il n’est pas "
        "compensé autrement."
    ),
    "receipt_opening": (
        "{{ issuer_opening }} présente ses compliments à la {{ mission }} et a l’honneur d’accuser réception, avec ses "
        "remerciements, des paiements suivants ({{ convention }}) :"
    ),
    "receipt_account": "Au {{ date }}, l’état du compte ({{ state }}) est le suivant :",
    "bank_reference": "Référence bancaire",
    "favour": "Solde créditeur",
    "estimate_title": "Coûts estimatifs : {{ title }}",
    "estimate_note": "Note du secrétariat ({{ issuer }})",
    "introduction": "Introduction",
    "purpose": (
        "La présente note soumet pour approbation les coûts estimatifs de ce qui suit : {{ title }}. Elle présente les postes de dépense, "
        "les coûts estimatifs et effectifs des réunions antérieures, la formule de répartition proposée et, en annexe, le "
        "montant indicatif pour chaque État."
    ),
    "costs": "Coûts estimatifs",
    "meeting_line": ("{{ meeting.occasion }}. Nature des chiffres : {{ meeting.status }}. Source : {{ meeting.source }}."),
    "no_lines": "Le détail par poste n’est pas disponible pour ce chiffre ; seul le total est connu.",
    "all_meetings": "Ensemble des réunions",
    "comparison": "Comparaison : coûts estimatifs, révisés et effectifs",
    "comparison_line": (
        "Le tableau présente les réunions dont les coûts sont connus. L’écart est égal aux coûts effectifs (à défaut, aux "
        "coûts estimatifs révisés) diminués des premiers coûts estimatifs."
    ),
    "no_history": (
        "Aucun coût publié d’une réunion antérieure n’est disponible ; aucune comparaison ne peut donc être établie."
    ),
    "per_cent": "%",
    "formula": "Formule de répartition des coûts",
    "decision_heading": "Projet de décision",
    "decision": (
        "La Réunion a approuvé les coûts estimatifs figurant dans le document {{ symbol }} et la formule de répartition des "
        "coûts qui y est énoncée."
    ),
    "annex": "Annexe. Montant indicatif pour chaque État",
    "annex_line": (
        "Montants indicatifs selon la formule proposée. Les montants à régler découleront de la liste définitive des "
        "participants et des coûts approuvés."
    ),
    "code": "Code",
    "state": "État",
    "role": "Qualité",
    "rate": "Quote-part (%)",
    "share": "Part (%)",
    "residual": "Arrondi",
}

_ES = {
    "title": "Nota verbal",
    "reference": "Referencia: {{ reference }}",
    "closing": (
        "{{ issuer_opening }} aprovecha esta oportunidad para reiterar a la {{ mission }} las seguridades de su más alta consideración."
    ),
    "page": "Página {page} de {pages}",
    "meeting": "Reunión",
    "dates": "Fechas",
    "amount": "Importe",
    "amount_in": "Importe ({{ currency }})",
    "total": "Total",
    "date": "Fecha",
    "cover_opening": (
        "{{ issuer_opening }} saluda atentamente a la {{ mission }} y tiene el honor de transmitirle adjunto el documento siguiente: "
        "**{{ notice }} {{ number }}**, de fecha {{ issued_on }} ({{ convention }})."
    ),
    "cover_table": (
        "El importe de la cuota ({{ state }}), prorrateado según la fórmula aprobada en el documento {{ decision }}, es el "
        "siguiente:"
    ),
    "cover_payment": (
        "Se solicita el pago de **{{ amount }}** a más tardar el **{{ pay_by }}**, con la referencia {{ quote }}. En el aviso "
        "se indica la cuenta en que ha de efectuarse el pago y se muestra cómo se obtiene el importe."
    ),
    "requested_by": "Solicitado para el",
    "assessed": "Cuota",
    "settled": "Liquidado",
    "outstanding": "Pendiente",
    "not_yet": "De esta suma, el pago de {{ not_yet }} se solicitó para una fecha que aún no ha pasado.",
    "plans": "No se incluyen los importes que se abonan con arreglo a un plan convenido: {{ plans }}.",
    "reminder1_opening": (
        "{{ issuer_opening }} saluda atentamente a la {{ mission }} y tiene el honor de recordar que, según sus registros al "
        "{{ date }}, los importes siguientes están pendientes de pago ({{ state }}; {{ convention }}):"
    ),
    "reminder1_request": (
        "{{ issuer_opening }} agradecería a la {{ mission }} que dispusiera el pago de **{{ total }}**, con la referencia "
        "{{ quote }}. Si el pago se hubiera efectuado entretanto, la fecha y la referencia de la transferencia permitirían "
        "identificarlo."
    ),
    "reminder2_opening": (
        "{{ issuer_opening }} saluda atentamente a la {{ mission }} y, con referencia a su recordatorio anterior ({{ earlier }}), "
        "tiene el honor de recordar nuevamente que, según sus registros al {{ date }}, los importes siguientes están "
        "pendientes de pago ({{ state }}; {{ convention }}):"
    ),
    "reminder2_request": (
        "{{ issuer_opening }} solicita el pago de **{{ total }}**, con la referencia {{ quote }}, o una respuesta en que se indique "
        "la fecha en que cabe esperarlo. Puede convenirse un calendario de pagos si así se solicita."
    ),
    "credit_table": (
        "Por este aviso se acreditan los importes siguientes ({{ state }}), según la fórmula aprobada en el documento "
        "{{ decision }}:"
    ),
    "before": "Cuota anterior",
    "now": "Cuota actual",
    "credited": "Crédito",
    "credit_outstanding": (
        "El crédito reduce lo adeudado por estas reuniones; al {{ date }} siguen pendientes {{ outstanding }}."
    ),
    "credit_choice": (
        "Al {{ date }}, el saldo a favor por estas reuniones ({{ state }}) asciende a **{{ in_favour }}**. Se reembolsa, se "
        "aplica a una reunión determinada o se mantiene, según elija por escrito la {{ mission }}; no se compensa de otro "
        "modo."
    ),
    "receipt_opening": (
        "{{ issuer_opening }} saluda atentamente a la {{ mission }} y tiene el honor de acusar recibo, con agradecimiento, de los "
        "pagos siguientes ({{ convention }}):"
    ),
    "receipt_account": "Al {{ date }}, el estado de la cuenta ({{ state }}) es el siguiente:",
    "bank_reference": "Referencia bancaria",
    "favour": "Saldo a favor",
    "estimate_title": "Costos estimados: {{ title }}",
    "estimate_note": "Nota de la secretaría ({{ issuer }})",
    "introduction": "Introducción",
    "purpose": (
        "En la presente nota se someten a aprobación los costos estimados de lo siguiente: {{ title }}. Se exponen las partidas, los "
        "costos estimados y efectivos de reuniones anteriores, la fórmula de prorrateo propuesta y, en el anexo, el importe "
        "indicativo correspondiente a cada Estado."
    ),
    "costs": "Costos estimados",
    "meeting_line": (
        "{{ meeting.occasion }}. Naturaleza de las cifras: {{ meeting.status }}. Fuente: {{ meeting.source }}."
    ),
    "no_lines": "No se dispone del desglose por partidas de esta cifra; solo se conoce el total.",
    "all_meetings": "Todas las reuniones",
    "comparison": "Comparación: costos estimados, revisados y efectivos",
    "comparison_line": (
        "En el cuadro figuran las reuniones cuyos costos se conocen. La diferencia es el costo efectivo (a falta de este, el "
        "costo estimado revisado) menos el primer costo estimado."
    ),
    "no_history": (
        "No se dispone de ningún costo publicado de una reunión anterior, por lo que no puede hacerse comparación alguna."
    ),
    "per_cent": "%",
    "formula": "Fórmula de prorrateo de los costos",
    "decision_heading": "Proyecto de decisión",
    "decision": (
        "La Reunión aprobó los costos estimados que figuran en el documento {{ symbol }} y la fórmula de prorrateo de los "
        "costos que en él se enuncia."
    ),
    "annex": "Anexo. Importe indicativo correspondiente a cada Estado",
    "annex_line": (
        "Importes indicativos según la fórmula propuesta. Los importes que hayan de abonarse se derivarán de la lista "
        "definitiva de participantes y de los costos aprobados."
    ),
    "code": "Código",
    "state": "Estado",
    "role": "Condición",
    "rate": "Tasa (%)",
    "share": "Porcentaje",
    "residual": "Redondeo",
}

_LABELS = (
    *("item", "conference", "other_services", "support", "contingency", "others", "subtotal"),
    *("estimate", "revised", "actual", "variance", "currency"),
)
"""What the workbook of an estimate says too: document and workbook are read side by side."""

TEXTS = {
    language: own | {label: phrases(language)[label] for label in _LABELS}
    for language, own in (("en", _EN), ("fr", _FR), ("es", _ES))
}
