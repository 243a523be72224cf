"""N operations of an office at random, each checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from tests.books import keeping, work
from tests.books.office import Life
from tests.books.reading import check_all, check_cheap

ACTS: dict[Callable[[Life], None], int] = {
    work.opening: 2,
    work.cost: 8,
    work.issue: 12,
    work.receive: 16,
    work.unidentified: 5,
    work.identify: 9,
    work.match: 3,
    work.bank: 5,
    work.charge: 4,
    work.write_off: 3,
    work.exchange: 4,
    work.refund: 6,
    work.credit: 8,
    work.plan: 4,
    work.erp: 2,
    keeping.reverse: 10,
    keeping.hand_over: 2,
    keeping.rebuild: 1,
    keeping.restore: 1,
}


def play(life: Life, count: int, tally: Counter[str]) -> None:
    """The operations; all that is printed is checked after each tenth and at the end."""
    names = list(ACTS)
    for number in range(count):
        act = life.draw.choices(names, ACTS.values())[0]
        act(life)
        tally[act.__name__] += 1
        check_cheap(life)
        life.later()
        if number % 10 == 9 or number == count - 1:
            check_all(life)
