"""The categories in the cells of a table: `State Party`, `Observer States`, `NGO`; and which column holds them."""

from __future__ import annotations

from collections.abc import Sequence

from ccmcost.intake.names import normal
from ccmcost.intake.phrases import heading_of, left_out_section, section_of
from ccmcost.intake.rows import Headings
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.vocabulary import ROLE_CELLS, STATE_WORDS, Section, word_set

_TRIED_ROWS = 300
_MOST_CATEGORIES = 40
_STATE_CATEGORIES: tuple[Section, ...] = ("state_party", "signatory", "observer_state", "by_status")
_CATEGORY_WORDS = STATE_WORDS | word_set(
    "ccm|delegate|delegates|delegue|delegues|delegado|delegados|representative|official"
)
_SHORT_CATEGORIES = word_set("ngo|ngos|igo|igos|io|un|ong|oig|onu|organization|organisation|organizacion")


def is_of_categories(sheet: Sheet, row: int, at: int, headings: Headings) -> bool:
    """Whether the cells of a column are categories such as `Parties` and `NGOs`, States among them, whatever its heading."""

    def are_known(cells: Sequence[str]) -> bool:
        return 10 * sum(_category(cell) is not None or normal(cell) in headings for cell in cells) >= 9 * len(cells)

    tried = [cell for other in range(row + 1, row + 1 + _TRIED_ROWS) if (cell := sheet.plain(other, at))]
    if not tried or len(set(tried)) > _MOST_CATEGORIES or not are_known(tried):
        return False
    cells = [cell for other in range(row + 1, len(sheet.rows)) if (cell := sheet.plain(other, at))]
    kinds = {_category(cell) for cell in set(cells)}
    return len(set(cells)) <= _MOST_CATEGORIES and are_known(cells) and bool(kinds & set(_STATE_CATEGORIES))


def _category(cell: str) -> Section | None:
    """The section of a cell that says whose delegate a row names and nothing else; a person's function is none."""
    words = cell.replace("_", " ")
    role = ROLE_CELLS.get(normal(words))
    return heading_of(words) or (role if role in _STATE_CATEGORIES or normal(words) in _SHORT_CATEGORIES else None)


def role_cell(text: str, headings: Headings) -> Section | None:
    """The role that a cell gives: `State Party`, `signataire`, `Government`, `NGO`; what the user settled comes first."""
    words = normal(text.replace("_", " "))
    if words in headings:
        return headings[words]
    return ROLE_CELLS.get(words) or left_out_section(words) or _role_of_words(words)


def _role_of_words(words: str) -> Section | None:
    """What a category of several words says; one of States may say nothing else, such as `not on site`."""
    section = section_of(words)
    if section == "organization":
        return section
    known = section in ("state_party", "signatory", "observer_state") and _CATEGORY_WORDS.issuperset(words.split())
    return section if known else None
