"""Scales of assessments from official documents: the workbook of the Committee on Contributions,
a resolution's PDF.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from ccmcost.intake.found import Marker, Place, TextLine, shown, symbol_in
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.vocabulary import MEMBER_COLUMNS, TOTAL_ROWS, pattern
from ccmcost.model.rates import parse_rate

_YEARS = 3
_SEARCHED_ROWS = 40
_HEADER_ROWS = 3
_RATE_AT_END = re.compile(r"^(?P<name>.*?\S)\s+(?P<rate>[0-9]{1,3}[.,][0-9]{3})$")
_TRIPLE = re.compile(r"\b(20[0-9]{2}),\s+(20[0-9]{2})\s+(?:and|et|y)\s+(20[0-9]{2})\b")
_NOTIONAL = pattern("notional", re.IGNORECASE)


class ScaleTable(NamedTuple):
    """A scale as a document gives it: rates in thousandths of a per cent by State;
    notional ones with their paragraph.
    """

    first: int
    last: int
    rates: dict[str, int]
    resolution: str = ""
    notional: dict[str, tuple[int, str]] = {}

    @property
    def id(self) -> str:
        """`un-2025-2027`."""
        return f"un-{self.first}-{self.last}"


def scales_of_workbook(
    sheets: Sequence[Sheet], index: NameIndex, marker: Marker, earliest: int
) -> tuple[ScaleTable, ...]:
    """Every three-year scale from `earliest` on that stands in a sheet with a column of Member
    States.
    """
    tables: dict[int, ScaleTable] = {}
    for sheet in sheets:
        heads = (
            (row, at)
            for row, at, cell in sheet.cells()
            if row < _SEARCHED_ROWS and normal(cell) in MEMBER_COLUMNS
        )
        for row, column in islice(heads, 1):
            for at, (first, last) in _periods(sheet, row, column).items():
                if first < earliest:
                    continue
                rates = _column(sheet, row, column, at, index, marker)
                table = tables.setdefault(first, ScaleTable(first, last, rates))
                if table.rates != rates:
                    told = f"{table.id} stands twice, with different rates. Keep the right table."
                    marker.error("column-doubtful", told, sheet.place(row, at))
    return tuple(tables[first] for first in sorted(tables))


def _periods(sheet: Sheet, row: int, names: int) -> dict[int, tuple[int, int]]:
    """Columns whose header cells hold three years in a row, or `2025-2027`,
    above one another or merged.
    """
    found = {}
    for column in range(max(map(len, sheet.rows))):
        cells = [sheet.cell(at, column) for at in range(max(0, row - _HEADER_ROWS), row + 1)]
        years = sorted(
            {int(year) for cell in cells for year in re.findall(r"\b((?:19|20)[0-9]{2})\b", cell)}
        )
        told = len(years) == _YEARS or any("-" in cell or "–" in cell for cell in cells)
        if column != names and years and years[-1] - years[0] == _YEARS - 1 and told:
            found[column] = (years[0], years[-1])
    return found


def _column(
    sheet: Sheet, header: int, names: int, column: int, index: NameIndex, marker: Marker
) -> dict[str, int]:
    rates: dict[str, int] = {}
    for row in range(header + 1, len(sheet.rows)):
        name, text = sheet.plain(row, names), sheet.plain(row, column).strip()
        if normal(name) in TOTAL_ROWS:
            break
        if name and not set(text) <= set("-–—= "):
            _add(rates, name, text, sheet.place(row, column), index, marker)
    return rates


def scale_of_resolution(
    rows: Iterable[TextLine], lines: Sequence[TextLine], index: NameIndex, marker: Marker
) -> ScaleTable | None:
    """The table of a resolution and the notional rates in its text, or None if there is no table of
    rates.

    `rows` are visual rows (name and rate side by side), `lines` the same text in reading order.
    """
    text = "\n".join(line.text for line in lines)
    triples = Counter(match.groups() for match in _TRIPLE.finditer(text))
    years = next(
        (
            tuple(map(int, t))
            for t, _ in triples.most_common()
            if int(t[2]) - int(t[0]) == _YEARS - 1
        ),
        None,
    )
    rates = _table(list(rows), index, marker)
    if not rates or years is None:
        return None
    return ScaleTable(years[0], years[-1], rates, symbol_in(text), _notional(text, index, marker))


def _table(rows: list[TextLine], index: NameIndex, marker: Marker) -> dict[str, int]:
    rates: dict[str, int] = {}
    for at, row in enumerate(rows):
        match = _RATE_AT_END.match(row.text.strip())
        if not match:
            continue
        name = " ".join(match["name"].split())
        before = "".join(each.text.strip() for each in rows[at - 1 : at]) if at else ""
        after = "".join(each.text.strip() for each in rows[at + 1 : at + 2])
        readings = [name, f"{before} {name}", f"{name} {after}"]
        known = next(filter(index.resolve, readings), None)
        # what stands before a rate may be no row of the table at all, but a sentence or the total
        is_row = len(name.split()) <= 9 and name[:1].isupper() and not re.search(r"[.:;]", name)
        if known is not None or (is_row and normal(name) not in TOTAL_ROWS):
            _add(rates, known or name, match["rate"], row.place, index, marker)
    return rates


def _add(
    rates: dict[str, int], name: str, text: str, place: Place, index: NameIndex, marker: Marker
) -> None:
    match, rate = index.resolve(name), parse_rate(text.replace(",", "."))
    if not match:
        marker.error(
            "name-unknown",
            f'"{shown(name)}" is not recognised as the name of a State.{index.hint(name)}',
            place,
        )
    elif rate is None:
        marker.error(
            "number-bad",
            f'"{shown(text, 20)}" is no rate: per cent with at most three decimals.',
            place,
        )
    elif match.iso3 in rates:
        message = f'"{shown(name)}" is {match.iso3}, which stands in the scale already.'
        marker.error("state-twice", message, place)
    else:
        rates[match.iso3] = rate


def _notional(text: str, index: NameIndex, marker: Marker) -> dict[str, tuple[int, str]]:
    """Notional rates in the text by State, with the paragraph that sets them: `para. 18(b)`. Two
    different ones of a State are a finding.
    """
    found: dict[str, tuple[int, str]] = {}
    for match in _NOTIONAL.finditer(text):
        rate = parse_rate(next(filter(None, match.groups())).rstrip(".,").replace(",", "."))
        before = text[max(0, match.start() - 900) : match.start()]
        letter = list(re.finditer(r"(?:^|\n)\s*\(([a-z])\)", before))
        clause = " ".join(before[letter[-1].start() if letter else 0 :].split())
        names = re.findall(
            r"(?:the|le|la|l’|l'|el)\s+((?:[A-ZÉ][\w-]+)(?:\s+(?:of|de|du|la"
            r"|the)?\s*[A-ZÉ][\w-]+){0,4})",
            clause,
        )
        state = next((m.iso3 for name in names if (m := index.resolve(name)) is not None), None)
        if rate is not None and state is not None:
            numbers = re.findall(r"(?:^|\n)\s*([0-9]{1,2})\.\s", text[: match.start()])
            paragraph = (
                f"para. {numbers[-1]}" + (f"({letter[-1][1]})" if letter else "") if numbers else ""
            )
            if found.setdefault(state, (rate, paragraph))[0] != rate:
                told = f"the text sets two notional rates of {state}. Take the one that holds."
                marker.findings.error("state-twice", told, marker.file)
    return found
