"""`ccmcost match`: which notices the money may pay that nobody placed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ccmcost.accounts.books import open_books
from ccmcost.cli.by import By
from ccmcost.cli.declared import command
from ccmcost.cli.options import Again, Data, Overpaid, Places
from ccmcost.cli.output import ask, put, somebody_there, style, tell
from ccmcost.cli.told import undo
from ccmcost.errors import HOW_TO_STOP, UsageError
from ccmcost.workspace import open_workspace

if TYPE_CHECKING:
    from ccmcost.desk.match import Placed


@command(
    "ccmcost match",
    "ccmcost match --yes 17,19 --recorded-by A    those that were shown",
    "ccmcost match --yes 3-79,81-91 --recorded-by A",
    "ccmcost match --yes 17=JPN/MSP12,19=PER/MSP12 --recorded-by A",
)
def match(
    yes: Places = None,
    overpaid: Overpaid = False,
    again: Again = False,
    *,
    by: By,
    data: Data = None,
) -> None:
    """Show which notices the receipts may pay that nobody placed, with the reasons.

    Nothing is booked without --yes; at a terminal it asks, again if an answer cannot stand.
    """
    from ccmcost.desk.match import keep_shown, match_screen, matches

    if yes is None:
        with open_books(open_workspace(data)) as desk:
            found = matches(desk)
            put(match_screen(found, style()))
            keep_shown(desk, found)
        seen = somebody_there() and sys.stdout.isatty()
        if not (seen and any(each.best for each in found)):
            return
    for each in _placed(yes, by, data, overpaid, again):
        put(f"event {each.event.seq}: {each.money} placed for {each.place}\n{undo(each.event)}")
        if each.todo:
            put(f"  banks kept something back; if the office bears it: {each.todo}\n")


def _placed(yes: str | None, by: By, data: str | None, overpaid: bool, again: bool) -> list[Placed]:
    """What is booked of the events that --yes names, or else a person who is asked, again until
    the answer can stand.
    """
    from ccmcost.desk.match import NotPlaced

    while True:
        try:
            return _booked(ask(_WHICH) if yes is None else yes, by, data, overpaid, again)
        except NotPlaced as refused:
            if yes is not None:
                raise UsageError(f"--yes: {refused}") from None
            said = str(refused)
            tell(f"{said[:1].upper()}{said[1:]} {HOW_TO_STOP}")


def _booked(text: str, by: By, data: str | None, overpaid: bool, again: bool) -> list[Placed]:
    """What is booked of the events that a text names. Raises NotPlaced."""
    from ccmcost.desk.match import book, chosen_events

    chosen = chosen_events(text)
    if chosen:
        return by.recorded(
            data,
            lambda desk, who: book(desk, chosen, who),
            _before,
            overpaid=overpaid,
            again=again,
        )
    put("Nothing was placed.\n")
    return []


def _before(placed: list[Placed]) -> str:
    from ccmcost.model.money import sums_by_currency

    lines = [f"  {each.money} placed for {each.place}\n" for each in placed]
    sums = ", ".join(map(str, sums_by_currency(each.money for each in placed)))
    return "".join(lines) + (f"  in all: {sums}\n" if len(placed) > 1 else "")


_WHICH = "Which of these are right? Events, such as 17,19 or 3-79,81 (Enter: none)"
