"""`next`: what is due in the office, per meeting, with the command that does it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.accounts.status import AccountRow, status
from ccmcost.desk.drafts import waiting
from ccmcost.desk.order import in_group
from ccmcost.desk.questions import OFFICE, details
from ccmcost.documents.letters.debts import Debt, debts_of
from ccmcost.documents.letters.kept import BETWEEN, reminded
from ccmcost.ledger.queries import Billed, charges, last_billed, unplaced
from ccmcost.ledger.standing import View
from ccmcost.model.books import events_text
from ccmcost.model.calendar import day_of
from ccmcost.model.meeting import FINAL, Meeting, ParticipantList
from ccmcost.model.money import Money, sums_by_currency
from ccmcost.words.numbers import day as day_in_words
from ccmcost.words.speaker import english
from ccmcost.words.status import listed
from ccmcost.workspace import shown_path

AHEAD, BEHIND = timedelta(days=550), timedelta(days=730)
"""A meeting of which nothing is recorded yet is spoken of from a year and a half before it to two
years after it.
"""
ACTUAL = timedelta(days=180)
"""When the accounts of a meeting are usually closed, after its last day."""
NAMES = 5
"""So many debtors are named."""


_ISSUE = (
    "ccmcost issue {} {}--rule {} --adopted-by SYMBOL,PARA --issued-on {} --pay-by DATE "
    "--approved-by NAME"
)
_ACTUAL = "ccmcost cost set {} --amount SUM --status actual --source DOCUMENT --adopted-on DATE"
_SETTLE = (
    "ccmcost settle {} {}--adopted-by SYMBOL,PARA --issued-on {} --pay-by DATE --approved-by NAME"
)
_APPROVE = "ccmcost approve {} --approved-by NAME --reference TEXT"
_BILLS = ("ccmcost issue ", "ccmcost settle ")

_REMIND = {
    (False, False): "ccmcost letters {0} --kind reminder1",
    (False, True): "ccmcost letters {0} --kind reminder1 --state {1}",
    (True, False): "ccmcost letters {0} --kind reminder2 --earlier {2}",
    (True, True): "ccmcost letters {0} --kind reminder2 --state {1} --earlier {2}",
}
"""By whether a reminder was written before, and whether of some debtors only."""


class Due(NamedTuple):
    """One thing that is due: what it is, and the command that does it. `meeting` is empty for what
    concerns none alone.
    """

    meeting: str
    what: str
    command: str
    bills: str = ""
    """The phrase of a bill."""


def due_steps(books: Books, today: date) -> tuple[Due, ...]:
    """All that is due on a day, meetings in the order of the register; what the bank credited comes
    before them, since nobody is to be reminded of what was paid.
    """
    view = View(today)
    rows = status(books, view).rows
    ahead = last_billed(books.ledger, view.with_ahead).items()
    billed = last_billed(books.ledger, view)
    billed |= {meeting: each for meeting, each in ahead if each.day > today}
    owed, _ = debts_of(rows, charges(books.ledger, view), today)
    late = [debt for debts in owed.values() for debt in debts]
    written = reminded(books.workspace.reports, today)
    prepared = list(_prepared(books))
    steps: list[Due] = []
    for name, meeting in books.meetings.items():
        if meeting.day is None:
            continue
        recorded = name in billed or any(row.meeting == name for row in rows)
        recorded |= any(cost.status != "illustrative" for cost in books.data.costs.get(name, ()))
        if recorded or today - BEHIND <= meeting.day <= today + AHEAD:
            own = [row for row in rows if row.meeting == name]
            waits = [each for each in prepared if each.meeting == name]
            own_steps = _meeting(books, meeting, billed.get(name), today)
            steps += waits or ()
            steps += (each for each in own_steps if not (waits and each.command.startswith(_BILLS)))
            steps += _reminders(
                books, name, [d for d in late if d.row.meeting == name], written, today
            )
            steps += _credits(name, own)
    return (*_office(books), *_money(books, view), *_as_groups(books, steps), *_accounts(books))


def _as_groups(books: Books, steps: list[Due]) -> Iterator[Due]:
    """Bills that the meetings of a group all wait for are one line, which names the group; a line
    of the meeting that has the name of the group says that it bills this one alone.
    """
    for step in steps:
        meeting = books.meetings.get(step.meeting)
        group = in_group(books, meeting.billing_group) if step.bills and meeting else ()
        own = [each for each in steps if each.bills == step.bills and each.meeting in group]
        if len(group) < 2 or meeting is None:
            yield step
        elif len(own) < len(group):
            is_namesake = step.meeting == meeting.billing_group
            yield step._replace(command=step.command + " --alone") if is_namesake else step
        elif step == own[0]:
            on_expected = [each for each in own if "--on-expected-list" in each.command]
            words = (on_expected or own)[0].command.split(" ")
            words[2] = meeting.billing_group
            costs = (books.data.costs[each.meeting][-1].total for each in own)
            sums = ", ".join(map(str, sums_by_currency(costs)))
            cost = english()("due_together", sums=sums, meetings=listed(group))
            yield step._replace(what=english()(step.bills, cost=cost), command=" ".join(words))


def _prepared(books: Books) -> Iterator[Due]:
    """Prepared issues that wait for the approval of a second person."""
    for draft in waiting(books):
        parts, totals = draft.totals.meetings, draft.totals
        day = day_in_words(day_of(draft.prepared_at[:10]))
        sums = ", ".join(f"{totals.currency} {each.amount}" for each in totals.notices)
        sums = sums or english()("none")
        what = english()("due_approve", by=draft.prepared_by, day=day, sums=sums)
        command = _APPROVE.format(draft.name)
        yield from (Due(part.meeting, what, command) for part in parts)


def _office(books: Books) -> Iterator[Due]:
    missing = books.issuer.gaps
    if missing:
        say = english()
        what = say("due_issuer", missing=details(OFFICE, missing))
        folder = shown_path(books.workspace.data.parent)
        where = "" if folder == "." else f"{shlex.quote(folder)} "
        yield Due("", what, f"ccmcost init {where}--office")
    if not any(books.data.treaties.values()):
        yield Due("", english()("due_status"), "ccmcost import treaty-status FILE")
    if not books.meetings:
        yield Due("", english()("due_meeting"), "ccmcost meeting add MEETING")


def _meeting(books: Books, meeting: Meeting, billed: Billed | None, today: date) -> Iterator[Due]:
    say, name, data = english(), meeting.id, books.data
    costs = data.costs.get(name, ())
    cost = costs[-1] if costs else None
    listed = data.list_of(name)
    data.findings.stop_on_errors()
    last = meeting.dates.last if meeting.dates else meeting.day
    over = last is not None and last < today
    official = listed is not None and listed.status in FINAL
    if cost is None or cost.status == "illustrative":
        command = (
            f"ccmcost cost set {name} --amount SUM --status estimate --source DOCUMENT "
            "--adopted-on DATE"
        )
        yield Due(name, say("due_cost" if cost else "due_no_cost"), command)
        return
    is_off = cost.status == "actual" and not cost.total.minor  # there was no meeting, and no list
    if over and not official and not is_off:
        command = f"ccmcost import participants {name} FILE --document SYMBOL"
        yield Due(name, say("due_list"), command)
    expected = "" if official or is_off else "--on-expected-list "
    if billed is None:
        command = _ISSUE.format(name, expected, meeting.rule, today)
        yield Due(name, say("due_issue", cost=cost.total), command, "due_issue")
        return
    if billed.day > today:
        kind = "cover" if any(each.kind != "credit" for each in billed.issue.notices) else "credit"
        command = f"ccmcost letters {name} --kind {kind} --as-of {billed.day}"
        yield Due(name, say("due_ahead", day=day_in_words(billed.day)), command)
    newer, other_list = cost.version > billed.part.cost.version, _other_list(listed, billed)
    if cost.status == "actual":
        if (newer or other_list) and (official or is_off):  # the list comes first
            command = _SETTLE.format(name, expected, today)
            yield Due(name, say("due_settle", cost=cost.total), command, "due_settle")
        return
    if newer:
        command = _ISSUE.format(name, expected, billed.part.rule.id, today)
        yield Due(name, say("due_further", cost=cost.total), command, "due_further")
    if (
        over
        and last is not None
        and not meeting.by_status
        and (other_list or last + ACTUAL < today)
    ):
        yield Due(name, say("due_both" if other_list else "due_actual"), _ACTUAL.format(name))


def _other_list(listed: ParticipantList | None, billed: Billed) -> bool:
    """Whether the official list at hand is another one than that on which was billed."""
    if listed is None or listed.status not in FINAL:
        return False
    before, now = billed.part.list, {each.iso3 for each in listed.participants}
    return before.status not in FINAL or {each.state for each in before.participants} != now


def _reminders(
    books: Books,
    name: str,
    late: list[Debt],
    written: Mapping[str, Sequence[tuple[date, bool]]],
    today: date,
) -> Iterator[Due]:
    """Debts of which a reminder would be written: the first, or, some time after it, the second,
    which names the first. Only what was written since the day of payment counts.
    """
    say, by_last = english(), dict[tuple[str, bool], list[Debt]]()
    for debt in late:
        known = written.get(debt.row.state, ())
        since = [each for each in known if each[0].isoformat() > debt.requested_by]
        has_second = any(is_second for _, is_second in since)
        too_soon = has_second or bool(since and today < since[-1][0] + BETWEEN)
        last = since[-1][0].isoformat() if since else ""
        by_last.setdefault((last, too_soon), []).append(debt)
    for (last, too_soon), debts in sorted(by_last.items()):
        if too_soon:
            continue
        rows = [debt.row for debt in debts]
        sums = ", ".join(map(str, sums_by_currency(debt.overdue for debt in debts)))
        what = say.for_number("due_reminder", len(rows), number=len(rows), sums=sums)
        if len(rows) <= NAMES:
            names = listed([books.states.name(row.state) for row in rows])
            what += f" {say.for_number('due_names', len(rows), names=names)}"
        if last:
            what += f" {say('due_reminded', day=last, number=BETWEEN.days)}"
        template = _REMIND[bool(last), len(by_last) > 1]
        yield Due(name, what, template.format(name, ",".join(row.state for row in rows), last))


def _credits(name: str, rows: list[AccountRow]) -> Iterator[Due]:
    """Credits for which the State has chosen nothing, and those that it wants refunded."""
    say = english()
    refunds = [row for row in rows if row.to_refund]
    if refunds:
        sums = _sums(refunds, "to_refund")
        what = say.for_number("due_refund", len(refunds), number=len(refunds), sums=sums)
        one = refunds[0]
        sum_ = one.money.of(one.to_refund).plain()
        command = (
            f"ccmcost record refund {name} {one.state} {sum_} --on DATE --document TEXT "
            "--approved-by NAME"
        )
        yield Due(name, what, command)
    credits = [row for row in rows if row.undecided]
    if credits:
        what = say.for_number(
            "due_credit", len(credits), number=len(credits), sums=_sums(credits, "undecided")
        )
        state = credits[0].state
        command = (
            f"ccmcost record apply-credit {name} {state} SUM --choice refund|apply|leave "
            "--on DATE --document TEXT --approved-by NAME"
        )
        yield Due(name, what, command)


def _sums(rows: list[AccountRow], what: str) -> str:
    sums = sums_by_currency(row.money.of(getattr(row, what)) for row in rows)
    return ", ".join(map(str, sums))


def _money(books: Books, view: View) -> Iterator[Due]:
    found = unplaced(books.ledger, view)
    if not found:
        return
    from ccmcost.desk.match import matches

    clear = {each.payment.event for each in matches(books) if each.best}
    for key, is_clear in (("due_match", True), ("due_identify", False)):
        own = [each for each in found if (each.event in clear) == is_clear]
        if own:
            sums: tuple[Money, ...] = sums_by_currency(each.left for each in own)
            events = [each.event for each in own]
            said = {"sums": ", ".join(map(str, sums)), "events": events_text(events)}
            what = english().for_number(key, len(own), number=len(own), **said)
            place = f"ccmcost record identify {events[0]} STATE MEETING --document TEXT"
            yield Due("", what, "ccmcost match" if is_clear else place)


def _accounts(books: Books) -> Iterator[Due]:
    """What the accounting system does not know yet, in an office that has named its accounts."""
    if not books.coding.is_used:
        return
    from ccmcost.desk.journal import open_journal

    found = open_journal(books)
    if found.lines:
        number, sums = found.documents, ", ".join(map(str, found.debits))
        what = english().for_number("due_journal", number, number=number, sums=sums)
        yield Due("", what, "ccmcost ledger journal --hand-over")


def due_screen(steps: tuple[Due, ...], convention: str = "", data: str = "") -> str:
    """What is due, each with its command on a line of its own; of several conventions under the
    name of each. A data folder that was named is named in each command.
    """
    say, lines, before = english(), [convention] if convention else [], "-"
    if not steps:
        return "\n".join([*lines, say("due_nothing"), ""])
    for step in steps:
        if step.meeting != before:
            lines += ["", step.meeting or say("due_office")]
        before = step.meeting
        lines += [f"  {step.what}", f"    {with_data(step.command, data)}"]
    return "\n".join(lines).strip("\n") + "\n"


def with_data(command: str, data: str) -> str:
    """A line with the data folder in which it is to be done, if one is named; `init` says it
    otherwise.
    """
    is_open = data and not command.startswith("ccmcost init ")
    return f"{command} --data {shlex.quote(data)}" if is_open else command
