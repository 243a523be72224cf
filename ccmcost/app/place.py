"""What every page stands on: the office's folder, and what a page gives to be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from ccmcost.ledger.queries import charged, last_billed, notices
from ccmcost.ledger.standing import NOW
from ccmcost.model.money import Money, sums_by_currency
from ccmcost.words.speaker import english
from ccmcost.workspace import Workspace

if TYPE_CHECKING:
    from ccmcost.accounts.books import Books

Asked = Mapping[str, Any]
"""What the address asks: names of its path as text, and of its query as lists of texts."""


class Place(NamedTuple):
    """The workspace, the beginning of all its addresses, and its folder."""

    workspace: Workspace
    root: str
    home: Path

    @contextmanager
    def books(self) -> Iterator[Books]:
        """The books of the office, as every command opens them."""
        from ccmcost.accounts.books import open_books

        with open_books(self.workspace) as found:
            yield found


class Shown(NamedTuple):
    """A page: its template and what that shows; or, in its place, the content of a file."""

    template: str = ""
    data: Mapping[str, Any] = {}
    status: int = 200
    content: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()


Page = Callable[[Place, Asked], Shown]


def first(asked: Asked, name: str) -> str:
    """What the address asks under a name, without blanks around it; empty if nothing."""
    found = asked.get(name, "")
    return (found if isinstance(found, str) else found[-1] if found else "").strip()


def a_file(name: str, content: bytes, kind: str, is_shown: bool = False) -> Shown:
    """A file to keep, or to be shown by the browser."""
    how = f"{'inline' if is_shown else 'attachment'}; filename*=UTF-8''{quote(name, safe='')}"
    return Shown(content=content, headers=(("Content-Type", kind), ("Content-Disposition", how)))


class Tie(NamedTuple):
    """What was billed in a currency, held against the costs that it was billed for."""

    text: str
    holds: bool


def tie_out(place: Place) -> tuple[Tie, ...]:
    """For each currency: so many notices, their sum, and the cost of their meetings."""
    with place.books() as books:
        issued = last_billed(books.ledger, NOW)
        costs, sums = list[Money](), list[Money]()
        for meeting, each in issued.items():
            costs.append(each.cost)
            sums.append(each.cost.of(sum(charged(books.ledger, meeting).values())))
        numbers: dict[str, int] = {}
        for notice in notices(books.ledger):
            numbers[notice.currency] = numbers.get(notice.currency, 0) + 1
    say = english("app")
    return tuple(
        Tie(
            say.for_number(
                "tie" if billed == cost else "no_tie",
                len(issued),
                number=numbers.get(billed.currency, 0),
                billed=billed,
                cost=cost,
                meetings=len(issued),
            ),
            billed == cost,
        )
        for billed, cost in zip(sums_by_currency(sums), sums_by_currency(costs), strict=True)
    )
