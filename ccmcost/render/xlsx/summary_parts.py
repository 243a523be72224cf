"""Sums by role, by regional group and by LDC, and the largest amounts."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from ccmcost.render.xlsx.places import TOP, groups_of, roles_of
from ccmcost.render.xlsx.sheet import COUNT, RATE, SHARE, Value, Writer
from ccmcost.statement.workbook import StateRow
from ccmcost.tables.styles import Column, Worksheet, put_head, put_text

_LDC = {"Yes": "Least developed countries", "No": "Other States"}


class _Cut(NamedTuple):
    """One way to part those that bear the cost: column of Participants, heading, labels, and whom a label takes."""

    kind: str
    heading: str
    labels: tuple[str, ...]
    takes: Callable[[StateRow, str], bool]


def write_parts(sheet: Worksheet, writer: Writer) -> None:
    """Three small tables with the same columns; each sums to the whole."""
    book, rows = writer.book, writer.places.summary
    cuts = (
        _Cut("role", "By role", roles_of(book), lambda state, label: state.role == label),
        _Cut("group", "By regional group", groups_of(book), lambda state, label: state.group == label),
        _Cut("ldc", "By LDC", ("Yes", "No"), lambda state, label: state.is_ldc == (label == "Yes")),
    )
    for cut in cuts:
        _head(sheet, writer, rows[f"head_{cut.kind}"], [cut.heading, "States", "Rates, per cent", "Share, per cent"])
        for label in cut.labels:
            _part(sheet, writer, rows[f"{cut.kind}_{label}"], cut, label)
        first, last = rows[f"{cut.kind}_{cut.labels[0]}"] + 1, rows[f"{cut.kind}_{cut.labels[-1]}"] + 1
        writer.follow_decimals(sheet, f"E{first}:E{last}")


def _head(sheet: Worksheet, writer: Writer, row: int, headings: list[str]) -> None:
    columns = [Column(text, 0, number > 0) for number, text in enumerate([*headings, ""])]
    put_head(sheet, row, columns, writer.styles, lines=1)
    name = "Amount" if writer.book.is_specimen else "Amount due"
    formula = f'="{name}, "&{writer.at("currency")}'
    value = f"{name}, {writer.book.total.currency}"
    writer.put(sheet, row, 4, formula, value, writer.styles.get("head", align="right"))


def _part(sheet: Worksheet, writer: Writer, row: int, cut: _Cut, label: str) -> None:
    styles, live = writer.styles, writer.book.is_live
    pairs = zip(writer.book.states, writer.working, strict=True)
    taken = [(state, figures) for state, figures in pairs if cut.takes(state, label) and state.line]
    shown = _LDC[label] if cut.kind == "ldc" else label
    put_text(sheet, row, 0, shown, styles.get("cell", shrink=True))
    share = sum((state.line.share.value for state, _ in taken if state.line), Fraction(0))
    column = writer.places.column
    criterion = f'{column("Participants", cut.kind)},"{label}"'
    power = writer.at("power") if live else ""

    def sums(name: str) -> str:
        return f"SUMIFS({column('Participants', name)},{criterion})"

    bears = column("Participants", "bears")
    cells = [
        (f'=COUNTIFS({bears},"Yes",{criterion})', len(taken), COUNT),
        (f"={sums('weight')}/1000", sum(figures.weight for _, figures in taken) / 1000, RATE),
        (f"=ROUND({sums('share')},6)", round(float(share * 100), 6), SHARE),
        (f"={sums('minor')}/{power}", writer.major(sum(figures.minor for _, figures in taken)), writer.money),
    ]
    for number, (formula, value, form) in enumerate(cells, 1):
        writer.put(sheet, row, number, formula, value, styles.get("cell", number=form))


def write_top(sheet: Worksheet, writer: Writer) -> None:
    """The ten largest amounts, in the order of the exact amounts."""
    styles, rows, live = writer.styles, writer.places.summary, writer.book.is_live
    _head(sheet, writer, rows["top"], ["Largest amounts", "Code", "Rate, per cent", "Share, per cent"])
    column = writer.places.column
    by_place = {figures.size: (state, figures) for state, figures in zip(writer.book.states, writer.working, strict=True)}
    power = writer.at("power") if live else ""
    formats = ("", "", RATE, SHARE, writer.money)
    for place in range(1, TOP + 1):
        row = rows[f"top_{place}"]
        match = f"MATCH({place},{column('Participants', 'size')},0)"
        found = by_place.get(place)
        values: tuple[Value, ...] = ("",) * 5
        if found:
            state, figures = found
            rate = "" if state.rate is None else state.rate / 1000
            values = (state.name, state.code, rate, figures.share, writer.major(figures.minor))
        for number, name in enumerate(("state", "code", "rate", "share", "minor")):
            scaled = f"/{power}" if name == "minor" else ""
            taken = f"INDEX({column('Participants', name)},{match}){scaled}"
            formula = f'=IF({place}<={writer.at("payers")},{taken},"")' if live else ""
            more = {"align": "right"} if name == "code" else {"shrink": True} if name == "state" else {}
            writer.put(sheet, row, number, formula, values[number], styles.get("cell", number=formats[number], **more))
    writer.follow_decimals(sheet, f"E{rows['top_1'] + 1}:E{rows[f'top_{TOP}'] + 1}")
