"""What an issue will do, for whoever is to say yes to it: found by the issue itself, rehearsed."""

from __future__ import annotations

from collections.abc import Iterator

from ccmcost.accounts.books import Books, Clerk
from ccmcost.desk.issue import Issued, backup_before_issue
from ccmcost.desk.order import IssueOrder
from ccmcost.documents.approval import estimated_in
from ccmcost.ledger.bodies import Control, Issue
from ccmcost.ledger.codec import body_of
from ccmcost.model.money import Money
from ccmcost.model.office import BANK_KEYS, MORE_BANK_KEYS
from ccmcost.tables.screen import PLAIN, Style, fields
from ccmcost.words.numbers import day
from ccmcost.words.speaker import english
from ccmcost.words.status import words
from ccmcost.workspace import shown_path

LARGEST = 3
_KINDS = ("notice", "further_notice", "credit")


def preview_screen(
    books: Books,
    order: IssueOrder,
    clerk: Clerk,
    issued: Issued,
    style: Style = PLAIN,
    preparing: bool = False,
) -> list[str]:
    """The preview on a screen: on what, what, to whom most, to be paid where, by whom, and what is
    written where; nothing where nothing has changed. Who is `preparing` it records nothing.
    """
    if issued.event is None:
        return []
    body = body_of(issued.event)
    assert isinstance(body, Issue)
    pairs = [
        *_ground(body, issued.currency),
        *roundings_of(issued),
        *_notices(books, issued),
        *_payment(body, books.issuer.pay_basis.get("en", "")),
        *_people(books, order, clerk, issued, None if preparing else body.control),
        *((english()("preview_note"), remark) for remark in issued.remarks),
    ]
    told = [
        ("" if at and name == pairs[at - 1][0] else name, text)
        for at, (name, text) in enumerate(pairs)
    ]
    return ["", style.bold(english()("preview_head")), "", *fields(told)]


def _ground(body: Issue, currency: Money) -> Iterator[tuple[str, str]]:
    """The decision, and for each meeting what the calculation rests on."""
    say = english()
    for each in body.meetings:
        cost, number = currency.of(each.cost.amount), len(each.lines)
        yield (
            each.meeting,
            say("preview_cost", cost=cost, status=words(each.cost.status), part=each),
        )
        told = say.for_number(
            "preview_list_of", number, status=words(each.list.status), number=number
        )
        yield each.meeting, told
        yield each.meeting, say("preview_ground", scale=each.scale.id, rule=each.rule)
    yield say("preview_decision"), str(body.decision)
    expected = [each.meeting for each in body.meetings if each.on_expected_list]
    estimated = estimated_in(body)
    for key, meetings in (("preview_list", expected), ("preview_estimate", estimated)):
        if meetings:
            named = ", ".join(meetings)
            yield say("preview_provisional"), say.for_number(key, len(meetings), meetings=named)


def sums_of(issued: Issued) -> Iterator[tuple[str, str]]:
    """How many documents of each kind, with their sum."""
    for kind in _KINDS:
        own = [each.amount for each in issued.notices if each.kind == kind]
        if own:
            told = english().for_number(f"preview_{kind}", len(own), number=len(own))
            yield told, str(issued.currency.of(sum(own)))


def roundings_of(issued: Issued) -> Iterator[tuple[str, str]]:
    """What rounding left of the cost of each meeting, if its rule leaves it: with the notices it
    makes up the cost.
    """
    body = body_of(issued.event) if issued.event else None
    for part in body.meetings if isinstance(body, Issue) else ():
        if part.residual:
            left = issued.currency.of(part.residual)
            yield part.meeting, f"{english()('annex_residual')}: {left}"


def _notices(books: Books, issued: Issued) -> Iterator[tuple[str, str]]:
    """Numbers, counts and sums of each kind, the largest; how many have no document."""
    say = english()
    if not issued.notices:
        yield say("preview_notices"), say("preview_none")
        return
    first, last = issued.notices[0].number, issued.notices[-1].number
    yield (
        say("preview_numbers"),
        first if first == last else say("preview_from_to", first=first, last=last),
    )
    yield from sums_of(issued)
    largest = sorted(issued.notices, key=lambda each: (-abs(each.amount), each.number))[:LARGEST]
    for each in largest:
        state = f"{books.states.name(each.state)} ({each.state})"
        yield say("preview_largest"), f"{issued.currency.of(each.amount)}  {state}"
    posted = sum(each.posted_only for each in issued.notices)
    if posted:
        yield "", say("preview_posted", count=posted)


def _payment(body: Issue, basis: str) -> Iterator[tuple[str, str]]:
    say = english()
    yield say("preview_day"), day(body.issued_on)
    yield say("preview_pay_by"), f"{day(body.pay_by)} ({basis})" if basis else day(body.pay_by)
    known = [key for key in (*BANK_KEYS, *MORE_BANK_KEYS) if body.payment_details.get(key)]
    for key in known:
        told = f"{say(f'bank_{key}')}: {body.payment_details[key]}"
        yield say("preview_bank"), told


def _people(
    books: Books, order: IssueOrder, clerk: Clerk, issued: Issued, control: Control | None
) -> Iterator[tuple[str, str]]:
    """Who prepares, records and approves, and which files are made."""
    say, notices = english(), books.workspace.notices
    if control and control.prepared_by:
        yield say("preview_prepared_by"), control.prepared_by
    yield say("preview_recorded_by" if control else "preview_prepared_by"), clerk.name
    yield say("preview_approved_by"), order.approved_by
    if control and control.approval_reference:
        yield say("preview_reference"), control.approval_reference
    if issued.files:
        year = shown_path(notices / issued.files[0].partition("/")[0])
        yield (
            say("preview_files"),
            say("preview_documents", count=len(issued.files), folder=year),
        )
    backup = backup_before_issue(books)
    if backup is not None:
        yield say("preview_backup"), shown_path(backup)
