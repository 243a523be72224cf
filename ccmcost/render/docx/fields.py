"""Every field that a template may use, with its meaning. docs/letters.md lists them; a test holds both together."""

from __future__ import annotations

from collections.abc import Mapping

Fields = Mapping[str, "str | Fields"]
"""Name to meaning; a list of rows is a mapping of the fields of one row, under an empty name its own meaning."""

_EVERY: Fields = {
    "date": "day of the document, in words",
    "convention": "name of the convention",
    "issuer": "name of the issuing office (issuer.toml)",
    "issuer_in_text": "the same as it stands within a sentence, with its article: the Secretariat",
    "issuer_opening": "the same at the beginning of a sentence: The Secretariat",
    "courtesy": "remark on a translation that no named person has checked; empty if someone has",
}
_NOTE: Fields = {
    **_EVERY,
    "address": "address of the issuing office, on one line",
    "contact": "how the office is reached",
    "reference": "reference of the note, such as CCM-MSP12-JPN-COVER",
    "quote": "what a remitter quotes, such as CCM-MSP12-JPN",
    "mission": "the mission, as contacts.csv names it",
    "state": "name of the State",
    "code": "its alpha-3 code",
}
_NOTICE: Fields = {
    **_NOTE,
    "notice": "kind of the notice: assessment notice, further assessment notice, credit notice",
    "number": "number of the notice",
    "issued_on": "its date",
    "pay_by": "day by which it requests payment; empty on a credit",
    "decision": "document and paragraph of the decision that approved the formula",
    "amount": "amount of the notice (of a credit: without a minus sign)",
    "caution": "that the assessment is provisional, if it was issued on an expected list; else empty",
    "outstanding": "what the State owes for the meetings of the notice; empty if nothing",
    "in_favour": "what stands in its favour for them; empty if nothing",
    "rows": {
        "": "a meeting on the notice",
        "meeting": "its name",
        "dates": "its days",
        "before": "assessed before",
        "now": "assessed now",
        "amount": "amount of the notice for it (of a credit: without a minus sign)",
    },
}
_REMINDER: Fields = {
    **_NOTE,
    "earlier": "the earlier reminder, as given with --earlier",
    "total": "sum of what is outstanding",
    "not_yet": "the part of it whose day of payment has not passed; empty if none",
    "plans": "meetings left out because they are paid by a plan; empty if none",
    "appeal": "what the convention lets reminders cite in support of prompt payment; empty if nothing on that day",
    "rows": {
        "": "a meeting with a debt whose day of payment has passed",
        "meeting": "its name",
        "numbers": "numbers of its notices",
        "requested_by": "day by which the oldest unpaid part was requested",
        "assessed": "assessed, adjustments counted in",
        "settled": "received, bank charges borne, written off and applied, less refunds",
        "outstanding": "what is outstanding",
        "days": "days since the date of the oldest notice that is not fully paid",
    },
}
_RECEIPT: Fields = {
    **_NOTE,
    "amount": "sum of the payments",
    "rows": {
        "": "a payment",
        "date": "its value date",
        "meeting": "meeting that it was recorded for",
        "bank_reference": "what the bank says on it",
        "amount": "its amount",
    },
    "account": {
        "": "a meeting paid for",
        "meeting": "its name",
        "assessed": "assessed, adjustments counted in",
        "settled": "received, bank charges borne, written off and applied, less refunds",
        "outstanding": "what is outstanding",
        "in_favour": "what stands in favour of the State",
    },
}
_LINES: Fields = {"": "a line of the cost", "item": "what it is", "amount": "its amount"}
_ESTIMATE: Fields = {
    **_EVERY,
    "symbol": "symbol of the document (--symbol), else a placeholder",
    "specimen": "that the cost is illustrative and nothing is requested; else empty",
    "title": "names of the meetings",
    "currency": "currency code of all amounts",
    "is_group": "true if several meetings are billed together",
    "total": "cost of all meetings together",
    "count": "how many States bear it, such as 111 States",
    "residual": "what rounding leaves over in all meetings and no State bears; empty if nothing",
    "article_intro": "which article and paragraph shares the cost; empty if the rule rests on another source",
    "article": "its words",
    "article_notes": {"": "a sentence on the source of the rule, or on notes that apply the article"},
    "cautions": {"": "a sentence on what is open about list and scale"},
    "alternative": {"": "a sentence on what another reading of the article would change for States not party"},
    "meetings": {
        "": "a meeting",
        "name": "its name",
        "dates": "its days",
        "place": "where it is held",
        "occasion": "its days and where it is held, as one text",
        "status": "what its cost is: estimated, revised estimate, illustrative",
        "source": "source of its cost",
        "total": "its cost",
        "has_lines": "true if line items are at hand",
        "conference": _LINES,
        "conference_total": "conference servicing, in all",
        "other_services": _LINES,
        "other_services_total": "non-conference servicing, in all",
        "support": _LINES,
        "support_total": "programme support cost, in all",
        "contingency": _LINES,
        "contingency_total": "contingency, in all",
        "others": _LINES,
        "others_total": "other lines, in all",
        "formula": {"": "a sentence of the cost-sharing formula"},
        "states": {
            "": "a State that bears the cost",
            "code": "its alpha-3 code, with * where it bears a unit of rounding",
            "state": "its name",
            "role": "State Party, signatory or observer State",
            "rate": "its rate, per cent",
            "share": "its share, per cent",
            "amount": "its indicative amount",
        },
        "count": "how many States bear it, such as 111 States",
        "sum_of_rates": "sum of their rates, per cent",
        "shares": "sum of their shares, per cent",
        "residual": "what rounding leaves over and no State bears; empty if nothing",
        "notes": {"": "a remark on rounding"},
    },
    "states": {
        "": "a State, with all meetings together",
        "code": "its alpha-3 code",
        "state": "its name",
        "amount": "its indicative amount for all of them",
    },
    "history": {
        "": "an earlier meeting for which costs are at hand",
        "meeting": "its name",
        "currency": "currency code of its amounts",
        "estimate": "first estimate",
        "revised": "last revised estimate",
        "actual": "actual cost",
        "variance": "actual cost (else the revised estimate) less the first estimate",
        "per_cent": "variance in per cent of the first estimate",
    },
}
FIELDS: Mapping[str, Fields] = {
    "cover": _NOTICE,
    "reminder1": _REMINDER,
    "reminder2": _REMINDER,
    "credit": _NOTICE,
    "receipt": _RECEIPT,
    "estimate": _ESTIMATE,
}
"""The fields of each kind of document."""


def same_shape(context: object, fields: Fields | str) -> bool:
    """Whether a context holds exactly the fields that are promised, rows and their fields included."""
    if isinstance(fields, str):
        return isinstance(context, str | bool)
    named = {key for key in fields if key}
    if isinstance(context, list):
        wanted: Fields | str = {key: fields[key] for key in named} if named else ""
        return all(same_shape(row, wanted) for row in context)
    return isinstance(context, dict) and context.keys() == named and all(same_shape(context[k], fields[k]) for k in named)
