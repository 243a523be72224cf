"""States that a list names without a delegate below them, where most others have some: did they take part?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ccmcost.intake.account import Account
from ccmcost.intake.found import shown
from ccmcost.intake.stands import Stand


def ask_about_empty(stands: Sequence[Stand], keep: Sequence[Stand], account: Account) -> set[str]:
    """States with nobody below them, in a list where most others have delegates, are asked or left out; returns them."""
    kept = {id(each) for each in keep}
    first: dict[str, Stand] = {}
    filled: set[str] = set()
    for each, below in pairwise([*stands, None]):
        if each is None or id(each) not in kept or each.row.match is None:
            continue
        first.setdefault(each.row.match.iso3, each)
        settled = each.row.is_item or each.row.has_person or each.row.match.kind == "alias"
        if settled or (below is not None and id(below) not in kept and below.section == each.section):
            filled.add(each.row.match.iso3)
    empty = first.keys() - filled
    if not any(each.row.is_person for each in stands) or len(empty) >= len(filled):
        return set()
    took_part: set[str] = set()
    for code in sorted(empty):
        row = first[code].row
        message = f'"{shown(row.text)}" has no delegate below it, as most other States of the list do.'
        if account.doubt(message, "named without a delegate", row.text, row.line.place, code):
            took_part.add(code)
    return set(empty) - took_part
