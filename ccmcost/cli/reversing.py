"""`ccmcost record reverse`: what was recorded by mistake is undone, one event or many at once."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ccmcost.accounts.books import clean
from ccmcost.cli import readers
from ccmcost.cli.by import By
from ccmcost.cli.declared import NOTHING, Option
from ccmcost.cli.options import Data, EventsToUndo
from ccmcost.cli.output import put, tell
from ccmcost.cli.record import record
from ccmcost.cli.told import now
from ccmcost.desk import account
from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import Identify
from ccmcost.ledger.codec import Body
from ccmcost.ledger.rules.conduct import why_by_two
from ccmcost.model.books import Event, events_text
from ccmcost.model.calendar import day_of
from ccmcost.words.numbers import day as day_in_words
from ccmcost.words.status import counted, event_words, listed

SHOWN = 20
"""So many events are shown before they are reversed; of more, the first and the last."""


def _one_way(event: tuple[int, ...] | None, last: bool) -> None:
    if last == (event is not None):
        raise UsageError("name the number of the event, or say --last.")


def _are_there(event: tuple[int, ...] | None, rest: readers.Rest) -> None:
    with readers.said_of("EVENT"):
        for seq in event or ():
            account.find_event(rest.books, seq)


def _some_event(rest: readers.Rest) -> None:
    if readers.value_or(rest, "event", None) is None:
        account.need_event(rest.books)


def _by_two(event: tuple[int, ...] | None, approved_by: str, rest: readers.Rest) -> None:
    """That a second person is named where an event needs one, so that the line to complete has
    it.
    """
    for seq in sorted(event or (), reverse=True) if not approved_by else ():
        if why := why_by_two(account.find_event(rest.books, seq).event):
            raise UsageError(why)


@record.command(
    "reverse",
    'ccmcost record reverse 17 --reason "wrong State"',
    'ccmcost record reverse 3-91,95 --reason "the wrong extract"',
    'ccmcost record reverse --last --on 2024-03-05 --reason "typed twice"',
    checks=(_one_way, _are_there, _some_event, _by_two),
)
def reverse(
    reason: Annotated[str, Option("TEXT", "Why.", read=readers.line)],
    event: EventsToUndo = None,
    last: Annotated[bool, Option(None, "Reverse the most recent event.")] = False,
    on: Annotated[
        date | None,
        Option(
            "DATE",
            "Day from which it no longer counts; default: its own day.",
            read=readers.value_date,
        ),
    ] = None,
    approved_by: Annotated[
        str,
        Option(
            "NAME",
            "Needed if the event itself was approved.",
            read=readers.maybe_person,
            offer=NOTHING,
        ),
    ] = "",
    *,
    by: By,
    data: Data = None,
) -> None:
    """Reverse an event with an equal and opposite entry, or several, all or none. All remain in the
    ledger.
    """
    _one_way(event, last)
    second = clean(approved_by, "--approved-by", needed=False)
    undone = by.recorded(
        data,
        lambda desk, who: account.reverse_all(desk, event or (), on, reason, second, who),
        _told,
        question="Reverse this?",
        seen=len(event or ()) > 1,
        approved_by=second,
    )
    made = undone.made
    if len(made) == 1:
        ((reversal, target),) = made
        kind = event_words(target.event.kind)
        put(f"event {reversal.seq}: reverses event {target.event.seq} ({kind})\n")
    else:
        targets = events_text(sorted(target.event.seq for _, target in made))
        reversals = events_text([reversal.seq for reversal, _ in made])
        put(f"events {reversals}: reverse events {targets}\n")
    for line in _used(undone):
        tell(line)
    for reversal, target in made:
        if target.event.kind == "handed_over":
            _set_apart(data, target.event, reversal)


def _used(found: account.Undone) -> list[str]:
    """Where a debt is left because what is reversed was applied or refunded since."""
    return [
        f"look at this: {listed(list(map(_named, events)))} used money of this account: {name} "
        f"({code}) {meeting}{now(owed)}"
        for events, (name, code, meeting, owed) in found.used
    ]


def _named(event: Event) -> str:
    return f"event {event.seq} ({event_words(event.kind)})"


def _told(found: account.Undone) -> str:
    """What is reversed, event by event, and what is owed after it."""
    from ccmcost.documents.ledger import sum_of

    targets = [target for _, target in reversed(found.made)]
    stands = [f"{name} ({code}) {meeting}{now(owed)}" for name, code, meeting, owed in found.stands]
    lines = [
        f"the reversal of {counted(len(targets), 'event', 'events')}:",
        *_some([_event(*each) for each in targets]),
        *_some(stands),
        *_used(found),
        *(
            f"{sum_of(each.body)} of event {each.body.receipt} then waits for a place again"
            for each in targets
            if isinstance(each.body, Identify)
        ),
    ]
    return "".join(f"  {line}\n" for line in lines)


def _some(lines: list[str]) -> list[str]:
    """Lines, or of too many the first and the last."""
    if len(lines) <= SHOWN:
        return lines
    return [*lines[: SHOWN - 1], f"({len(lines) - SHOWN} more)", lines[-1]]


def _event(event: Event, body: Body) -> str:
    """An event by its number, kind, day and sum, and what the bank or a person said of it."""
    from ccmcost.documents.ledger import sum_of, text_of

    day, money = day_in_words(day_of(event.value_date)), sum_of(body)
    told = (f"event {event.seq}: {event_words(event.kind)}", day, money, text_of(body))
    return ", ".join(str(each) for each in told if each)


def _set_apart(data: str | None, undone: Event, reversal: Event) -> None:
    """Set the files of a journal apart that was handed over and is not any more."""
    from ccmcost.desk.journal import set_apart
    from ccmcost.words.speaker import english
    from ccmcost.workspace import open_workspace

    words = english("journal")
    renamed, others = set_apart(open_workspace(data), undone.seq, reversal.seq)
    for key, paths in (("journal_apart", renamed), ("journal_elsewhere", others)):
        for path in paths:
            put(words(key, path=path) + "\n")
