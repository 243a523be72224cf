"""Lines of a list that stand like the heading of a State or of a section,
and are known as neither: each is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ccmcost.intake.account import SETTLE_NAME, Account, settle_section
from ccmcost.intake.found import also_at, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.phrases import bare_name, is_numbered
from ccmcost.intake.rows import is_regional_group
from ccmcost.intake.stands import FEWEST_LETTERS, LONGEST_HEADING, MOST_WORDS, Row, Style
from ccmcost.intake.vocabulary import STATE_COLUMNS, TITLE_LINES

_FEWEST_NUMBERED = 3
_HEADING_WORDS = 14
_LETTERED = re.compile(r"\s*(?:[A-Z]|[IVX]{1,5}|[0-9]{1,2})\s*[.)]\s")


def ask_about_headings(
    stands: Sequence[Row],
    style: Style,
    keep: Sequence[Row],
    index: NameIndex,
    account: Account,
    dense: bool,
) -> None:
    """Findings for lines that stand like the heading of a State or of a section and are known as
    neither.
    """
    first = stands.index(keep[0])
    times = Counter(normal(row.text) for row in stands)
    over = [row for row in stands if row.is_of_states and row.heads_block]
    named = sum(row.match is not None for row in over)
    # whether lines above persons are States' headings, but for a few; not where affiliations stand
    # there as well
    telling = 4 * named >= 3 * len(over)
    numbered = _is_numbered_list(stands)
    kept = set(keep)
    passed: list[Row] = []
    unknown: dict[str, list[Row]] = {}
    labels: dict[str, list[Row]] = {}
    for at, row in enumerate(stands):
        words = normal(row.text)
        if _is_known(row, index):
            continue
        if _labels(row) or (at > first and row.below in kept and _parts_list(stands, at)):
            labels.setdefault(words, []).append(row)
            continue
        if row.section == "organization":
            asks = row.could_be_name and not row.continues and _is_near(row, index)
            asks = asks and (style.is_heading(row, dense) or row.heads)
        elif at < first and not row.section:
            asks = at == first - 1 and keep[0].section is None and _may_open_section(row)
            in_list = is_numbered(row.text) and is_numbered(keep[0].text)
            asks = asks or (
                row.could_be_name and (in_list or (row.heads and (row.gap or _is_near(row, index))))
            )
        else:
            office = style.headed and (times[words] > 1 or row.is_office)
            office = office and not _is_near(row, index)  # `United Kingdon` is none
            asks = not office and _is_unknown(row, style, dense, telling, index)
            asks = asks or (
                numbered and is_numbered(row.text) and row.is_of_states and row.could_be_name
            )
            asks = asks or (telling and row.gap and not row.line.top and row.heads_block)
            if style.headed and not asks and not telling and row.is_of_states and row.heads_block:
                passed.append(row)
        if asks:
            unknown.setdefault(words, []).append(row)
    for group in labels.values():
        _ask(group, index, account, opens=True)
    for group in unknown.values():
        is_name = group[0].heads or is_numbered(group[0].text)
        _ask(group, index, account, opens=stands.index(group[0]) < first and not is_name)
    if passed:
        row = passed[0]
        account.leave_out(
            row.text, row.line.place, "above a person, taken as an affiliation", times=len(passed)
        )


def _is_known(row: Row, index: NameIndex) -> bool:
    """Whether a line names a State, an organization or a regional group, heads a column, or was
    settled.
    """
    organization = (row.is_organization or index.is_left_out(row.text)) and row.text[-1:] != ":"
    if row.match or row.is_settled or row.is_total or organization or is_regional_group(row.text):
        return True
    # be it `State / État`
    return STATE_COLUMNS.issuperset(map(normal, re.split(r"\s*[/|]\s*", row.text)))


def _is_numbered_list(stands: Sequence[Row]) -> bool:
    """Whether the sections of States are lists with numbers,
    so that every line with one names a State.
    """
    rows = [row for row in stands if row.is_of_states]
    items = [row for row in rows if is_numbered(row.text)]
    return (
        len(items) >= _FEWEST_NUMBERED
        and 2 * len(items) >= len(rows)
        and any(row.match for row in items)
    )


def _parts_list(stands: Sequence[Row], at: int) -> bool:
    """Whether a line right over a State parts a list, where a delegation has ended: below a space
    and no person.

    Up to three lines may stand so, as in a corrigendum.
    """
    if not stands[at].is_of_states:
        return False
    for start in range(at, at - 3, -1):
        row = stands[start]
        if (
            row.match
            or row.is_person
            or row.is_word
            or row.is_organization
            or row.continues
            or row.opens
        ):
            return False
        if row.gap:
            words = {word for word in normal(row.text).split() if word.isalpha()}
            is_apart = start < at and not any(each.is_office for each in stands[start : at + 1])
            # an address may go on on the next page
            if row.line.top and not is_apart and not _LETTERED.match(row.text):
                return False
            is_text = len(row.text) <= LONGEST_HEADING and not re.search(r"@|www\.", row.text)
            return is_text and bool(words - TITLE_LINES) and len(words) <= _HEADING_WORDS
    return False


def _labels(row: Row) -> bool:
    """Whether a line that ends in a colon stands right above a State,
    and so says who the States below it are.
    """
    if not row.text.endswith(":") or row.is_person or row.is_word or not row.is_of_states:
        return False
    return (
        row.below is not None
        and row.below.match is not None
        and (row.gap or not row.below.line.gap)
    )


def _ask(group: Sequence[Row], index: NameIndex, account: Account, opens: bool) -> None:
    text, place = group[0].text, group[0].line.place
    also = also_at([row.line.place for row in group[1:]])
    section = settle_section(text)
    if opens:
        account.open(
            "heading-unknown",
            f'"{shown(text)}" stands above States like the heading of a section, but says '
            "nothing known here."
            f" To settle it, {section}.{also}",
            text,
            place,
            times=len(group),
        )
        return
    account.open(
        "name-unknown",
        f'"{shown(text)}" stands like a heading but is not recognised as the name of a State.'
        f"{index.hint(bare_name(text))} {SETTLE_NAME} If it opens a section, {section}.{also}",
        text,
        place,
        times=len(group),
    )


def _is_unknown(row: Row, style: Style, dense: bool, telling: bool, index: NameIndex) -> bool:
    """Whether a line that names no State is written where and how a State's heading would be."""
    if not row.could_be_name or not row.is_of_states:
        return False
    if style.headed and row.heads and row.letters <= FEWEST_LETTERS + 1 and not row.is_upper:
        return True
    short = row.letters == FEWEST_LETTERS
    if dense and short:
        return True
    if (short or row.is_weak) and not (row.gap and row.heads):
        return row.heads and _is_near(row, index)
    heads = not row.continues and row.heads
    if not style.headed or dense:
        return style.is_heading(row, dense) or (heads and _is_near(row, index))
    # where nothing but the persons below tells a heading, a line may all but spell the name of a
    # State
    spelt = heads and (_is_near(row, index) or bool(index.suggest(bare_name(row.text))))
    return spelt or (
        telling and len(row.text.split()) <= MOST_WORDS and style.is_heading(row, dense)
    )


def _is_near(row: Row, index: NameIndex) -> bool:
    return index.near(bare_name(row.text)) is not None


def _may_open_section(row: Row) -> bool:
    """Whether the line above the first State may be the heading of its section,
    and not a title or a day.
    """
    words = set(normal(row.text).split())
    if not row.could_be_name or re.search(r"[0-9]", row.text) or words & TITLE_LINES:
        return False
    return len(words) <= 10 and not row.continues
