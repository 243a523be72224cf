"""Lines of a list that stand like the heading of a State or of a section, and are known as neither: each is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ccmcost.intake.account import SETTLE_NAME, Account, settle_section
from ccmcost.intake.enumeration import bare_name, is_numbered
from ccmcost.intake.found import also_at, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.rows import LONGEST_HEADING, Row, is_regional_group
from ccmcost.intake.stands import Stand, Style, is_of_states
from ccmcost.intake.vocabulary import OFFICE_WORDS, STATE_COLUMNS, TITLE_LINES

_FEWEST_LETTERS = 3
_FEWEST_TELLING = 3
_MOST_WORDS = 6
_HEADING_WORDS = 14
_LETTERED = re.compile(r"\s*(?:[A-Z]|[IVX]{1,5}|[0-9]{1,2})\s*[.)]\s")


def ask_about_headings(
    stands: Sequence[Stand], style: Style, keep: Sequence[Stand], index: NameIndex, account: Account, dense: bool
) -> None:
    """Findings for lines that stand like the heading of a State or of a section and are known as neither."""
    first = next((at for at, s in enumerate(stands) if s is keep[0]), 0)
    times = Counter(normal(each.row.text) for each in stands)
    telling = _tells_by_persons(stands)
    kept = {id(each) for each in keep}
    numbered = _is_numbered_list(stands)
    passed: list[Stand] = []
    unknown: dict[str, list[Stand]] = {}
    labels: dict[str, list[Stand]] = {}
    for at, each in enumerate(stands):
        row = each.row
        if (
            row.match is not None
            or row.is_settled
            or _heads_column(row.text)
            or ((row.is_organization or index.is_left_out(row.text)) and row.text[-1:] != ":")
        ):
            continue
        below = stands[at + 1] if at + 1 < len(stands) else None
        if is_regional_group(row.text):
            continue
        if _labels(each, below) or (at > first and _parts_list(stands, at, kept)):
            labels.setdefault(normal(row.text), []).append(each)
            continue
        if each.section == "organization":
            near = _could_be_name(row) and not row.continues and index.near(bare_name(row.text)) is not None
            asks = near and (stands_like_heading(each, below, style, dense) or each.heads)
        elif at < first and each.section is None:
            asks = at == first - 1 and keep[0].section is None and _may_open_section(row)
            like = each.gap or index.near(bare_name(row.text)) is not None
            in_list = is_numbered(row.text) and is_numbered(keep[0].row.text)
            asks = asks or (_could_be_name(row) and (in_list or (each.heads and like)))
        else:
            office = style.headed and (times[normal(row.text)] > 1 or _is_office(row.text))
            asks = not office and is_of_states(each.section) and _is_unknown(each, below, style, dense, telling, index)
            asks = asks or (numbered and is_numbered(row.text) and is_of_states(each.section) and _could_be_name(row))
            asks = asks or (telling and each.gap and not row.line.top and _heads_block(each, below))
            if style.headed and not asks and not telling and is_of_states(each.section) and _heads_block(each, below):
                passed.append(each)
        if asks:
            unknown.setdefault(normal(row.text), []).append(each)
    for group in labels.values():
        _ask(group, index, account, opens=True)
    for group in unknown.values():
        is_name = group[0].heads or is_numbered(group[0].row.text)
        _ask(group, index, account, opens=stands.index(group[0]) < first and not is_name)
    if passed:
        row = passed[0].row
        account.leave_out(row.text, row.line.place, "above a person, taken as an affiliation", times=len(passed))


def _heads_column(text: str) -> bool:
    """Whether a line is the heading of a column of States, be it in several languages: `State / État`."""
    pieces = [normal(piece) for piece in re.split(r"\s*[/|]\s*", text)]
    return STATE_COLUMNS.issuperset(pieces)


def _is_numbered_list(stands: Sequence[Stand]) -> bool:
    """Whether the sections of States are lists with numbers, so that every line with one names a State."""
    rows = [each.row for each in stands if is_of_states(each.section)]
    items = [row for row in rows if is_numbered(row.text)]
    return len(items) >= _FEWEST_TELLING and 2 * len(items) >= len(rows) and any(row.match is not None for row in items)


def _parts_list(stands: Sequence[Stand], at: int, kept: set[int]) -> bool:
    """Whether a line stands right over a State inside of a list, where a delegation has ended: below a space and no person.

    Up to three lines may stand so, as in a corrigendum.
    """
    each, below = stands[at], stands[at + 1] if at + 1 < len(stands) else None
    if below is None or id(below) not in kept or not is_of_states(each.section):
        return False
    for start in range(at, max(-1, at - 3), -1):
        row = stands[start].row
        if row.match is not None or row.is_person or row.is_word or row.is_organization or row.continues or row.opens:
            return False
        if stands[start].gap:
            words = {word for word in normal(row.text).split() if word.isalpha()}
            is_apart = start < at and not any(_is_office(each.row.text) for each in stands[start : at + 1])
            if row.line.top and not is_apart and not _LETTERED.match(row.text):  # an address may go on on the next page
                return False
            is_text = len(row.text) <= LONGEST_HEADING and not re.search(r"@|www\.", row.text)
            return is_text and bool(words) and not words <= TITLE_LINES and len(words) <= _HEADING_WORDS
    return False


def _labels(each: Stand, below: Stand | None) -> bool:
    """Whether a line that ends in a colon stands right above a State, and so says who the States below it are."""
    row = each.row
    if not row.text.endswith(":") or row.is_person or row.is_word or not is_of_states(each.section):
        return False
    return below is not None and below.row.match is not None and (each.gap or not below.row.line.gap)


def _ask(group: Sequence[Stand], index: NameIndex, account: Account, opens: bool) -> None:
    row = group[0].row
    also = also_at([each.row.line.place for each in group[1:]])
    section = settle_section(row.text)
    if opens:
        message = f'"{shown(row.text)}" stands above States like the heading of a section, but says nothing known here.'
        account.open(
            "heading-unknown", f"{message} To settle it, {section}.{also}", row.text, row.line.place, times=len(group)
        )
        return
    message = f'"{shown(row.text)}" stands like a heading but is not recognised as the name of a State.'
    text = f"{message}{index.hint(bare_name(row.text))} {SETTLE_NAME} If it opens a section, {section}.{also}"
    account.open("name-unknown", text, row.text, row.line.place, times=len(group))


def _could_be_name(row: Row) -> bool:
    text = bare_name(row.text)
    letters = sum(char.isalpha() for char in text)
    if letters < _FEWEST_LETTERS or len(text) > LONGEST_HEADING or row.is_person or row.is_word:
        return False
    return not re.search(r"[@0-9]{2}|@|www\.|:$", text)


def _heads_block(each: Stand, below: Stand | None) -> bool:
    """Whether a line stands above a person as a State's heading does, whatever its characters are."""
    row = each.row
    if row.continues or row.is_person or row.is_word or row.is_organization or len(row.text) > LONGEST_HEADING:
        return False
    if _is_office(row.text) or re.search(r"@|www\.|:$", row.text) or len(row.text.split()) > _MOST_WORDS:
        return False
    return below is not None and (below.row.is_person or below.row.is_word)


def _tells_by_persons(stands: Sequence[Stand]) -> bool:
    """Whether lines above persons are States' headings, but for a few; not where affiliations stand there as well."""
    over = [each for each, below in pairwise(stands) if is_of_states(each.section) and _heads_block(each, below)]
    named = sum(each.row.match is not None for each in over)
    return named >= _FEWEST_TELLING and 4 * named >= 3 * len(over)


def _is_in_capitals(text: str) -> bool:
    """Whether most letters of a line are capitals, as in a heading of which some letters were read wrongly."""
    letters = [char for char in text if char.isalpha()]
    return 2 * sum(char.isupper() for char in letters) > len(letters)


def stands_like_heading(each: Stand, below: Stand | None, style: Style, dense: bool) -> bool:
    """Whether a line is written where and how the headings of a list are."""
    row = each.row
    if row.continues:
        return False
    if dense or row.is_item:
        return True
    if style.look:
        return row.line.look == style.look
    if style.capitals:
        garbled = each.gap and _is_in_capitals(row.text) and _heads_block(each, below)
        return garbled or (row.text == row.text.upper() and len(row.text.split()) <= 10)
    if style.gaps:
        return each.gap and (each.heads or each.follows_heading or (style.telling and not row.line.top))
    return style.headed and each.heads and (each.row.line.gap or (below is not None and below.row.is_person))


def _is_unknown(each: Stand, below: Stand | None, style: Style, dense: bool, telling: bool, index: NameIndex) -> bool:
    """Whether a line that names no State is written where and how a State's heading would be."""
    if not _could_be_name(each.row) or not is_of_states(each.section):
        return False
    letters = sum(char.isalpha() for char in bare_name(each.row.text))
    if style.headed and each.heads and letters <= _FEWEST_LETTERS + 1 and each.row.text != each.row.text.upper():
        return True
    short = letters == _FEWEST_LETTERS
    if dense and short:
        return True
    if (short or (each.row.opens is not None and each.row.is_weak)) and not (each.gap and each.heads):
        return False
    if style.headed and not dense:
        near = not each.row.continues and each.heads and _is_near(bare_name(each.row.text), index)
        short = len(each.row.text.split()) <= _MOST_WORDS
        return near or (telling and short and stands_like_heading(each, below, style, dense))
    return stands_like_heading(each, below, style, dense) or (
        not each.row.continues and each.heads and index.near(bare_name(each.row.text)) is not None
    )


def _is_near(text: str, index: NameIndex) -> bool:
    """Whether a line all but spells the name of a State; for lists where nothing but the persons below tells a heading."""
    return len(text.split()) <= _MOST_WORDS and (index.near(text) is not None or bool(index.suggest(text)))


def _is_office(text: str) -> bool:
    """Whether a line is an office or affiliation, where nothing but the persons below tells a heading from it."""
    return bool(OFFICE_WORDS.intersection(normal(text).split()))


def _may_open_section(row: Row) -> bool:
    """Whether the line above the first State may be the heading of its section, and not a title or a day."""
    words = set(normal(row.text).split())
    if not _could_be_name(row) or re.search(r"[0-9]", row.text) or words & TITLE_LINES:
        return False
    return len(words) <= 10 and not row.continues
