"""A meeting in several ways, as `ccmcost compare` and `ccmcost whatif` tell it: the rules side by
side, the list as it was changed, each State not party joining alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ccmcost.app.pages.wish import Wish, refused, wish_of
from ccmcost.app.place import Asked, Page, Place, Shown
from ccmcost.documents.planning.screens import changes_told, effects_told
from ccmcost.documents.planning.tables import (
    LETTERS,
    comparison_table,
    effects_table,
    what_if_table,
)
from ccmcost.errors import CcmcostError, UsageError
from ccmcost.model.assessment import Apportionment
from ccmcost.sharing.request import Request
from ccmcost.sharing.variants import compare_meeting, each_observer, what_if
from ccmcost.tables.page import to_page
from ccmcost.tables.table import Table, with_sums
from ccmcost.words.speaker import english
from ccmcost.words.status import status_of

MONEY = ("cost", "currency")


def _shown(make: Callable[[Wish], Mapping[str, Any]]) -> Page:
    """A page of what was found, or one that says what is wrong with what the address wishes."""

    def page(place: Place, asked: Asked) -> Shown:
        try:
            wish = wish_of(place, asked)
            if wish.fault:
                raise UsageError(wish.fault)
            data = {
                "here": "home",
                "meeting": wish.meeting,
                "back": f"{wish.address}{wish.query()}",
            }
            return Shown("meeting_plan", {**data, **make(wish)})
        except CcmcostError as error:
            return refused(422, "not_calculated", error)

    return page


def _told(key: str, base: Apportionment, table: Table, **more: Any) -> dict[str, Any]:
    say = english("app")
    return {
        "title": say(f"{key}_title"),
        "why": say(f"why_{key}"),
        "caption": say("caption_amounts", currency=base.cost.total.currency),
        "stands": status_of(base).title,
        "table": to_page(table, "en", "screen"),
        "cases": (),
        **more,
    }


@_shown
def compared(wish: Wish) -> Mapping[str, Any]:
    """Every rule of the convention, each held against the first."""
    request = Request(cost=wish.request.cost, currency=wish.request.currency)
    found = compare_meeting(wish.place.workspace, wish.meeting.id, request)
    tallies = {each.case: changes_told(found, each) for each in found.tallies}
    say = english("app")
    cases = [
        (say("case_is", letter=letter, rule=each.result.rule.title), tallies.get(place, []))
        for place, (letter, each) in enumerate(zip(LETTERS, found.cases, strict=False))
    ]
    base, line = found.cases[0].result, wish.line("compare", only=MONEY)
    table = with_sums(comparison_table(found), english()("row_total"), 1)
    return _told("compare", base, table, cases=cases, notes=status_of(base).open, line=line)


@_shown
def changed(wish: Wish) -> Mapping[str, Any]:
    """The list as it stands against the list with other States, largest change first."""
    found = what_if(wish.place.workspace, wish.meeting.id, wish.request)
    base, other = (case.result for case in found.cases)
    words = english()
    cases = [
        (f"{words('case_base')}: {status_of(base).participants}", []),
        (
            f"{words('case_variant')}: {status_of(other).participants}",
            changes_told(found, found.tallies[0]),
        ),
    ]
    table = with_sums(what_if_table(found), words("row_total"), 1)
    notes, line = status_of(other).open, wish.line("whatif")
    return _told("what_if", base, table, cases=cases, notes=notes, line=line)


@_shown
def joining(wish: Wish) -> Mapping[str, Any]:
    """What each State not party would pay if it alone joined, largest amount first."""
    found = each_observer(wish.place.workspace, wish.meeting.id, wish.request)
    notes = (*effects_told(found), *status_of(found.base).open)
    line = wish.line("whatif", each="yes")
    return _told("joining", found.base, effects_table(found), notes=notes, line=line)
