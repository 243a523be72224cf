"""Cost estimates with line items, from CSV or XLSX: items, percentages, sub-totals, a rounding line and a printed total."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from ccmcost.intake.found import Marker, Place, shown
from ccmcost.intake.names import normal
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.vocabulary import AMOUNT_COLUMNS, ITEM_COLUMNS, PERCENT_COLUMNS
from ccmcost.model.cost_lines import Base, CostLine, LineKind, bases_above, exact_part
from ccmcost.model.currency import decimals_of
from ccmcost.model.money import scaled_int, scaled_text

_KINDS: tuple[tuple[LineKind, re.Pattern[str]], ...] = (
    (
        "non_conference_servicing",
        re.compile(
            r"\bnon conference|hors (?:services de )?conference|(?:servicios )?(?:distintos|ajenos|no relacionados)\b"
        ),
    ),
    ("conference_servicing", re.compile(r"\bconference servic|\bservices? de conference|\bservicios? de conferencias?")),
    (
        "programme_support",
        re.compile(r"\bprogram(?:me)? support|\bpsc\b|\bappui aux? programmes?|\bapoyo a(?: los)? programas?"),
    ),
    ("contingency", re.compile(r"\bcontingenc|\bimprevus?\b|\bimprevistos?\b|\breserve\b|\breserva\b")),
    ("rounding", re.compile(r"\brounding|\brounded|\barrondi|\bredondeo")),
)
_TOTAL = re.compile(
    r"^(?:grand |overall )?total(?: general| estimated costs?| requirements| costs?| rounded| arrondi)?$"
    r"|^total (?:des couts|du cout)|^total (?:de los costos|estimad[oa])"
)
_SUBTOTAL = re.compile(
    r"^(?:sub ?total|sous total|total partiel|total parcial|total [a-z]$|total (?:conference|non conference))"
)
_IN_LABEL = re.compile(r"([0-9]{1,2}(?:[.,][0-9]{1,3})?)\s*(?:%|per cent|percent|pour cent|por ciento)", re.IGNORECASE)
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[,\u00a0\u202f '’][0-9]{3})+(?:\.[0-9]+)?")


class Estimate(NamedTuple):
    """What a file of costs holds: lines and the printed total, in minor units of `currency`."""

    lines: tuple[CostLine, ...]
    total: int
    currency: str


class _Columns(NamedTuple):
    row: int
    item: int
    amount: int
    percent: int | None


def read_estimate(
    sheets: tuple[Sheet, ...], currency: str, marker: Marker, rounded: Callable[[Fraction], int]
) -> Estimate | None:
    """The first sheet with columns for items and amounts; None if there is none.

    Sub-totals, percentages and the total are recomputed; each that differs by a minor unit is a finding. `rounded` makes
    whole minor units of a percentage that stands without its amount.
    """
    for sheet in sheets:
        columns = _columns(sheet)
        if columns is not None:
            return _Reading(sheet, columns, currency, marker, rounded).read()
    return None


def _columns(sheet: Sheet) -> _Columns | None:
    for row, cells in enumerate(sheet.rows[:40]):
        words = [normal(cell) if cell != "%" else "percent" for cell in cells]
        item = next((at for at, word in enumerate(words) if word in ITEM_COLUMNS), None)
        if item is None:
            continue
        amounts = [
            at
            for at, w in enumerate(words)
            if at != item and w and any(w == name or w.startswith(f"{name} ") for name in AMOUNT_COLUMNS)
        ]
        percent = next((at for at, word in enumerate(words) if word in PERCENT_COLUMNS and at not in (item, *amounts)), None)
        if amounts:
            return _Columns(row, item, amounts[-1], percent)
    return None


class _Reading:
    """Goes down one sheet; `lines` grows, everything printed is held against what it should be."""

    def __init__(
        self, sheet: Sheet, columns: _Columns, currency: str, marker: Marker, rounded: Callable[[Fraction], int]
    ) -> None:
        self.sheet, self.columns, self.currency, self.marker, self.rounded = sheet, columns, currency, marker, rounded
        self.decimals = decimals_of(currency) or 0
        self.lines: tuple[CostLine, ...] = ()
        self.section: LineKind = "other"
        self.since = 0

    def read(self) -> Estimate:
        total: int | None = None
        for row in range(self.columns.row + 1, len(self.sheet.rows)):
            label, place = self._cell(row, self.columns.item), self.sheet.place(row, self.columns.amount)
            words = normal(re.sub(r"^\s*(?:[0-9]{1,2}|[A-Za-z]|[IVX]+)\s*[.)]\s+", "", label))
            if not words:
                continue
            amount = self._amount(row, place)
            if _SUBTOTAL.match(words):
                self._check_subtotal(label, amount, place)
            elif _TOTAL.match(words) and amount is not None:
                total = amount
                self._check_total(total, place)
                break
            else:
                self._line(label, words, amount, row, place)
        if total is None and not self.marker.findings.errors:
            message = "no total is printed below the lines (a row named Total). Without it nothing can be checked."
            self.marker.error("cost-sum", message, self.sheet.place(len(self.sheet.rows) - 1, self.columns.item))
        return Estimate(self.lines, total or 0, self.currency)

    def _cell(self, row: int, column: int | None) -> str:
        cells = self.sheet.rows[row]
        return cells[column] if column is not None and column < len(cells) else ""

    def _amount(self, row: int, place: Place) -> int | None:
        text = self._cell(row, self.columns.amount).strip()
        if not text or set(text) <= set("-–— "):
            return None
        plain = re.sub(r"^(?:US\$|USD|EUR|CHF|\$|€)\s*|\s*(?:USD|EUR|CHF)$", "", text)
        plain = f"-{plain[1:-1]}" if plain.startswith("(") and plain.endswith(")") else plain
        if _GROUPED.fullmatch(plain):
            plain = re.sub(r"[,\u00a0\u202f '’]", "", plain)
        value = scaled_int(plain, self.decimals)
        if value is None:
            message = (
                f'"{shown(text, 30)}" is no amount of {self.currency}. '
                f"Write a decimal point and at most {self.decimals} decimals."
            )
            self.marker.error("number-bad", message, place)
        return value

    def _line(self, label: str, words: str, amount: int | None, row: int, place: Place) -> None:
        kind = next((kind for kind, pattern in _KINDS if pattern.search(words)), None)
        percent = self._percent(label, row, place) if kind in ("programme_support", "contingency") else ""
        if amount is None and not percent:
            self.section = kind or self.section
            return
        base: Base = ""
        if percent:
            base, amount = self._part(label, percent, amount, place)
        if amount is not None:
            self.lines = (*self.lines, CostLine(shown(label, 160), kind or self.section, amount, percent, base))

    def _percent(self, label: str, row: int, place: Place) -> str:
        text = self._cell(row, self.columns.percent).strip().removesuffix("%").strip()
        match = _IN_LABEL.search(label)
        text = (text or (match[1] if match else "")).replace(",", ".")
        value = scaled_int(text, 6) if text else None
        if text and (value is None or not 0 < value <= 100 * 10**6):
            self.marker.error("number-bad", f'"{shown(text, 20)}" is no percentage.', place)
            return ""
        if (
            value is not None
            and self._cell(row, self.columns.percent)
            and value < 10**6
            and "%" not in self._cell(row, self.columns.percent)
        ):
            return scaled_text(value * 100, 6).rstrip("0").rstrip(".")  # a workbook holds 13 % as 0.13
        return scaled_text(value, 6).rstrip("0").rstrip(".") if value is not None else ""

    def _part(self, label: str, percent: str, amount: int | None, place: Place) -> tuple[Base, int | None]:
        parts = {base: exact_part(above, Fraction(percent)) for base, above in bases_above(self.lines).items()}
        if amount is not None:
            base = next((base for base, part in parts.items() if abs(amount - part) * 2 <= 1), None)
            if base is None:
                shown_parts = " or ".join(sorted({self._plain(self.rounded(part)) for part in parts.values()}))
                message = f'"{shown(label)}" is {self._plain(amount)}, but {percent} per cent of the above is {shown_parts}.'
                self.marker.error("cost-sum", message, place)
            return base or "", amount
        if parts["items"] != parts["running"]:
            message = f'"{shown(label)}" gives {percent} per cent without an amount, and of what is not clear. Write it.'
            self.marker.error("cost-sum", message, place)
            return "", None
        return "items", self.rounded(parts["items"])

    def _check_subtotal(self, label: str, amount: int | None, place: Place) -> None:
        part, whole = sum(line.amount for line in self.lines[self.since :]), sum(line.amount for line in self.lines)
        if amount is not None and amount not in (part, whole):
            message = f'"{shown(label)}" is {self._plain(amount)}, but the lines above it sum to {self._plain(part)}.'
            self.marker.error("cost-sum", message, place)
        self.since = len(self.lines)

    def _check_total(self, total: int, place: Place) -> None:
        lines = sum(line.amount for line in self.lines)
        if lines != total and not self.marker.findings.errors:
            message = (
                f"the lines sum to {self._plain(lines)}, but the printed total is {self._plain(total)} "
                f"({self._plain(total - lines)} apart). Correct the file, or give the difference a rounding line."
            )
            self.marker.error("cost-sum", message, place)

    def _plain(self, minor: int) -> str:
        return scaled_text(minor, self.decimals)
