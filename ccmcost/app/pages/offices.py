"""Several offices side by side: what each is owed, what one State owes to all, and what is due, as
`ccmcost status` and `ccmcost next` show them of several folders.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.accounts.status import status
from ccmcost.app.pages.asked import Seen, filter_of, states_known
from ccmcost.app.pages.home import Step, steps
from ccmcost.app.place import Asked, Place, Shown, Tie, first, tie_out
from ccmcost.clock import as_of_day
from ccmcost.documents.planning.together import owed_table
from ccmcost.errors import UsageError
from ccmcost.ledger.standing import View
from ccmcost.sharing.request import find_state
from ccmcost.tables.page import to_page
from ccmcost.words.speaker import english

FIRST = 3
"""So many of the steps that are due are shown of each office."""


class One(NamedTuple):
    """An office: its treaty, its folder, what ties out, what is due first, and how much is."""

    place: Place
    name: str
    tie: Sequence[Tie]
    steps: Sequence[Step]
    number: int


def offices(places: Sequence[Place], asked: Asked) -> Shown:
    """All offices of this server; a State that is named is looked for in each."""
    say, text = english("app"), first(asked, "state")
    states = places[0].data.states
    shown = {
        "here": "offices",
        "filters": [filter_of(asked, "state", "search", states_known(states))],
        "wrong": "",
        "offices": [_one(each) for each in places],
        "seen": None,
    }
    try:
        code = find_state(text, say("filter_state"), states) if text else ""
    except UsageError as error:
        return Shown("offices", {**shown, "wrong": str(error)}, 422)
    found, view = [], View(as_of_day(None), state=code)
    for each in places:
        if each.workspace.has_ledger:
            found.append((each, status(each.books, view)))
    table = owed_table([(each.data.convention, one) for each, one in found])
    end = f"/state/{code}" if code else "/status"
    links = [f"{each.root}{end}" for each, one in found for _ in one.totals]
    title = states.name(code) if code else ""
    return Shown("offices", {**shown, "seen": Seen(to_page(table, "en"), links), "state": title})


def _one(place: Place) -> One:
    if not place.workspace.has_ledger:
        return One(place, place.data.convention.name, (), (), 0)
    due = steps(place)
    return One(place, place.data.convention.name, tie_out(place), due[:FIRST], len(due))
