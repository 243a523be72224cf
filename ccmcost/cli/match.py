"""`ccmcost match`: which notices the money may pay that nobody placed."""

from __future__ import annotations

import sys

from ccmcost.accounts.books import open_books
from ccmcost.cli.by import By
from ccmcost.cli.options import Data, Places, command
from ccmcost.cli.output import ask, put, somebody_there, style
from ccmcost.cli.told import undo
from ccmcost.workspace import open_workspace


@command(
    "ccmcost match",
    "ccmcost match --yes 17,19 --recorded-by A    those that were shown",
    "ccmcost match --yes 3-79,81-91 --recorded-by A",
    "ccmcost match --yes 17=JPN/MSP12,19=PER/MSP12 --recorded-by A",
)
def match(
    yes: Places = None,
    *,
    by: By,
    data: Data = None,
) -> None:
    """Show which notices the receipts may pay that nobody placed, with the reasons.

    Nothing is booked without --yes; at a terminal it asks.
    """
    from ccmcost.desk.match import book, chosen_events, keep_shown, match_screen, matches

    if yes is None:
        with open_books(open_workspace(data)) as desk:
            found = matches(desk)
            put(match_screen(found, style()))
            keep_shown(desk, found)
        seen = somebody_there() and sys.stdout.isatty()
        if not (seen and any(each.best for each in found)):
            return
        yes = ask("Which of these are right? Events, such as 17,19 or 3-79,81 (Enter: none)")
    chosen = chosen_events(yes)
    if not chosen:
        put("Nothing was placed.\n")
        return
    for each in by.recorded(data, lambda desk, who: book(desk, chosen, who)):
        put(f"event {each.event.seq}: {each.money} placed for {each.place}\n{undo(each.event)}")
        if each.todo:
            put(f"  banks kept something back; if the office bears it: {each.todo}\n")
