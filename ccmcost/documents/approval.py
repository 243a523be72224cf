"""The approval sheet: what would be issued, on one page, for the second person to sign.

It is for the office itself and speaks English only, as the screens do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ccmcost.ledger.bodies import Issue
from ccmcost.ledger.frozen import FrozenMeeting
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money
from ccmcost.model.office import BANK_KEYS, MORE_BANK_KEYS, Issuer
from ccmcost.tables.page import Press
from ccmcost.tables.paper import Office
from ccmcost.words.speaker import Speaker
from ccmcost.words.status import words as status_word

KINDS = ("notice", "further_notice", "credit")


class Approval(NamedTuple):
    """What is to be approved: the issue that would be recorded, and the draft that holds it.
    `remarks` are what `issue` says besides.
    """

    body: Issue
    draft: str
    hash: str
    prepared_by: str
    prepared_at: str
    remarks: tuple[str, ...]

    @property
    def money(self) -> Money:
        """Nothing, in the currency of the issue."""
        return Money(0, self.body.currency, self.body.decimals)


def approval_sheet(
    found: Approval, office: Office, issuer: Issuer, data: Mapping[str, Any]
) -> bytes:
    """The sheet as PDF, with the draft attached to it. Raises WriteError if it cannot be set."""
    words = office.words("en", "screen", "approval")
    press = Press("approval.typ", "en", day_of(found.prepared_at[:10]))
    return press.pdf(_page(found, office, issuer, words), data, "the approval sheet")


def _page(found: Approval, office: Office, issuer: Issuer, words: Speaker) -> dict[str, Any]:
    body = found.body
    names = {each.meeting: office.meeting(each.meeting, words) for each in body.meetings}
    title = words(f"title_{body.order}", meetings=words.joined(names.values()))
    prepared = words("prepared", by=found.prepared_by, day=day_of(found.prepared_at[:10]))
    return words.page_head(issuer, title, found.draft, words("title_sheet")) | {
        "date": prepared,
        "lead": words("sheet_lead"),
        "cautions": [*_provisional(body, names, words), *found.remarks],
        "meetings": _meetings(found, names, words),
        "facts": [*_facts(found, names, words)],
        "bank": [
            (words(f"bank_{key}"), words.quoted(body.payment_details[key]))
            for key in (*BANK_KEYS, *MORE_BANK_KEYS)
            if body.payment_details.get(key)
        ],
        "bank_heading": words("preview_bank"),
        "states": _states(found, words),
        "hash": (words("sheet_hash"), found.hash),
        "sign": {
            "heading": words("sign_heading"),
            "text": words("sign_text"),
            "lines": [words(f"sign_{key}") for key in ("name", "signature", "day")],
        },
    }


def _meetings(found: Approval, names: Mapping[str, str], words: Speaker) -> dict[str, Any]:
    keys = ("meeting", "cost", "cost_status", "scale", "rule", "list", "states")
    rows = [
        [names[each.meeting], *_meeting(each, found.money, words)] for each in found.body.meetings
    ]
    return {"head": [words(f"sheet_{key}") for key in keys], "rows": rows}


def _meeting(part: FrozenMeeting, money: Money, words: Speaker) -> list[str]:
    cost = part.cost
    status = words("sheet_status", status=status_word(cost.status), source=cost.source)
    return [
        words.shown(money.of(cost.amount)),
        status,
        part.scale.resolution,
        part.rule.title,
        status_word(part.list.status),
        str(len(part.lines)),
    ]


def _facts(found: Approval, names: Mapping[str, str], words: Speaker) -> Iterator[tuple[str, str]]:
    body = found.body
    for part in body.meetings:
        if part.residual:
            sum_of = words.shown(found.money.of(part.residual))
            yield words("annex_residual"), f"{names[part.meeting]}: {sum_of}"
    yield words("preview_decision"), str(body.decision)
    yield words("preview_day"), words.shown(body.issued_on)
    yield words("preview_pay_by"), words.shown(body.pay_by)
    if not body.notices:
        yield words("preview_notices"), words("preview_none")
        return
    first, last = body.notices[0].number, body.notices[-1].number
    told = first if first == last else words("preview_from_to", first=first, last=last)
    yield words("preview_numbers"), told
    for kind in KINDS:
        own = [each.amount for each in body.notices if each.kind == kind]
        if own:
            named = words.for_number(f"preview_{kind}", len(own), number=len(own))
            yield named, words.shown(found.money.of(sum(own)))
    posted = sum(each.posted_only for each in body.notices)
    if posted:
        yield "", words("preview_posted", count=posted)


def estimated_in(body: Issue) -> list[str]:
    """The meetings whose actual cost is still to come; a budget, which has no list, is adopted."""
    return [
        each.meeting
        for each in body.meetings
        if each.cost.status != "actual" and each.list.status != "by_status"
    ]


def _provisional(body: Issue, names: Mapping[str, str], words: Speaker) -> Iterator[str]:
    expected = [each.meeting for each in body.meetings if each.on_expected_list]
    estimated = estimated_in(body)
    for key, meetings in (("preview_list", expected), ("preview_estimate", estimated)):
        if meetings:
            named = words.joined(names[each] for each in meetings)
            yield words.for_number(key, len(meetings), meetings=named)


def _states(found: Approval, words: Speaker) -> dict[str, Any]:
    """Every notice and credit by its State, in the order of documents, and the sum of all."""
    notices = words.in_order(found.body.notices, lambda each: each.state)
    return {
        "heading": words.for_number("sheet_amounts", len(notices), number=len(notices)),
        "head": [words("sheet_state"), found.body.currency],
        "rows": [
            (words.state(each.state), each.state, found.money.of(each.amount).grouped())
            for each in notices
        ],
        "foot": (words("sheet_sum"), words.shown(found.money.of(sum(n.amount for n in notices)))),
    }
