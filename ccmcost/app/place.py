"""What every page stands on: the office's folder, and what a page gives to be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from ccmcost.ledger.queries import charged, last_billed, notices
from ccmcost.ledger.standing import NOW
from ccmcost.model.money import Money, sums_by_currency
from ccmcost.words.speaker import english
from ccmcost.words.status import listed
from ccmcost.workspace import Workspace

if TYPE_CHECKING:
    from ccmcost.accounts.books import Books
    from ccmcost.load.data import Data

Asked = Mapping[str, Any]
"""What the address asks: names of its path as text, and of its query as lists of texts."""


class Place:
    """The workspace, the beginning of all its addresses, its folder, and the data folder as it was
    `named`, if it was. What a page reads of them is read once: the books are open until the page is
    made.
    """

    def __init__(
        self, workspace: Workspace, root: str, home: Path, named: str | None, visit: ExitStack
    ) -> None:
        self.workspace, self.root, self.home, self.named = workspace, root, home, named
        self._visit = visit

    @cached_property
    def books(self) -> Books:
        """The books of the office, as every command opens them."""
        from ccmcost.accounts.books import open_books

        return self._visit.enter_context(open_books(self.workspace))

    def typed(self, line: str) -> str:
        """A line as it is typed where the server was started: with the data folder, if that was
        named there.
        """
        from ccmcost.desk.due import with_data

        return with_data(line, self.named or "")

    @cached_property
    def data(self) -> Data:
        """The data that the books rest on, or those of a folder without any."""
        from ccmcost.load.data import Data

        return self.books.data if self.workspace.has_ledger else Data(self.workspace)


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
    """For each currency: so many notices and credits, their sum, and the cost of their meetings."""
    books = place.books
    issued = last_billed(books.ledger, NOW)
    costs, sums = list[Money](), list[Money]()
    for meeting, each in issued.items():
        costs.append(each.cost)
        sums.append(each.cost.of(sum(charged(books.ledger, meeting).values())))
    meetings = Counter(cost.currency for cost in costs)
    made = Counter((each.currency, each.kind == "credit") for each in notices(books.ledger))
    say = english("app")

    def documents(currency: str) -> str:
        counts = {"tie_notices": made[currency, False], "tie_credits": made[currency, True]}
        told = {key: number for key, number in counts.items() if number} or {"tie_notices": 0}
        return listed([say.for_number(key, count, number=count) for key, count in told.items()])

    return tuple(
        Tie(
            say.for_number(
                "tie" if billed == cost else "no_tie",
                meetings[cost.currency],
                documents=documents(cost.currency),
                billed=billed,
                cost=cost,
                meetings=meetings[cost.currency],
            ),
            billed == cost,
        )
        for billed, cost in zip(sums_by_currency(sums), sums_by_currency(costs), strict=True)
    )
