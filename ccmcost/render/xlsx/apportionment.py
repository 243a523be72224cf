"""Apportionment: one row per State that bears the cost. Row n takes the n-th Yes of Participants."""

from __future__ import annotations

from ccmcost.model.assessment import Line
from ccmcost.render.xlsx.places import APPORTIONMENT, FIRST, HEAD, NOTE, READ_BACK, TOTALS, here, letter
from ccmcost.render.xlsx.sheet import COUNT, EXACT, RATE, SHARE, Value, Writer
from ccmcost.statement.workbook import StateRow
from ccmcost.statement.workbook_working import Working
from ccmcost.tables.styles import LINE, Column, Worksheet, protect, put_head, set_columns

SPARE_ROWS = 10
"""Rows beyond the last State that still print, so that some can be added; more raise the notice above the table."""

SIGNED = '"+"{0};"-"{0};"-"'


def write_apportionment(writer: Writer) -> None:
    """The sheet: totals above the headings (they repeat on every page), then a row per State."""
    sheet, places = writer.sheet("Apportionment"), writer.places
    columns = _columns(writer)
    set_columns(sheet, columns)
    writer.banner(sheet, "One row per State that bears the cost: the answers Yes on Participants, in the same order.")
    _notice(sheet, writer)
    put_head(sheet, HEAD, columns, writer.styles)
    _currency_heads(sheet, writer, columns)
    _totals(sheet, writer)
    bearing = _bearing(writer)
    for index in range(places.states if writer.book.is_live else len(bearing)):
        values = _values(writer, index + 1, *bearing[index]) if index < len(bearing) else {}
        _row(sheet, writer, FIRST + index, values)
    if not writer.book.is_live:
        _read_back(sheet, writer)
    _finish(sheet, writer, len(bearing))


def _columns(writer: Writer) -> list[Column]:
    amount = "Amount" if writer.book.is_specimen else "Amount due"
    return [
        Column("No.", 5, True),
        Column("State", 46),
        Column("Code", 7),
        Column("Role", 14),
        Column("Rate, per cent", 10, True),
        Column("Share, per cent", 12, True),
        Column("Exact amount", 20, True),
        Column("Rounded amount", 18, True),
        Column("Residual unit", 11, True),
        Column(amount, 18, True),
    ]


def _bearing(writer: Writer) -> list[tuple[StateRow, Line, Working]]:
    pairs = zip(writer.book.states, writer.working, strict=True)
    return [(state, state.line, figures) for state, figures in pairs if state.line is not None]


def _currency_heads(sheet: Worksheet, writer: Writer, columns: list[Column]) -> None:
    for name in ("exact", "rounded", "residual", "amount"):
        at = APPORTIONMENT.index(name)
        heading = columns[at].heading
        formula = f'="{heading}, "&{writer.at("currency")}'
        value = f"{heading}, {writer.book.total.currency}"
        writer.put(sheet, HEAD, at, formula, value, writer.styles.get("head", align="right"))


def _formats(writer: Writer) -> dict[str, str]:
    signed = SIGNED.format(writer.money)
    money = {"exact": EXACT, "rounded": writer.money, "residual": signed, "amount": writer.money}
    return {"number": COUNT, "rate": RATE, "share": SHARE, **money}


def _values(writer: Writer, number: int, state: StateRow, line: Line, figures: Working) -> dict[str, Value]:
    scale = writer.scalars.sign * writer.book.unit
    return {
        "number": number,
        "state": state.name,
        "code": state.code,
        "role": state.role,
        "rate": "" if line.payer.rate is None else line.payer.weight / 1000,
        "share": figures.share,
        "exact": figures.exact,
        "rounded": writer.major(figures.rounded * scale),
        "residual": writer.major(figures.residual * scale),
        "amount": writer.major(line.amount),
    }


def _row(sheet: Worksheet, writer: Writer, row: int, values: dict[str, Value]) -> None:
    formats = _formats(writer)
    formulas = writer.rows.apportionment(row) if writer.book.is_live else {}
    for column, name in enumerate(APPORTIONMENT):
        style = writer.styles.get("bare", number=formats.get(name, ""), bold=name == "amount", shrink=True)
        writer.put(sheet, row, column, formulas.get(name, ""), values.get(name, ""), style)


def _totals(sheet: Worksheet, writer: Writer) -> None:
    """Sums of whole minor units, which doubles add exactly; that of the amounts is of what stands in the cells below."""
    book, scalars, formats = writer.book, writer.scalars, _formats(writer)
    scale = scalars.sign * book.unit
    minor = {
        "exact": book.total.minor,
        "rounded": sum(row.rounded for row in writer.working) * scale,
        "residual": sum(row.residual for row in writer.working) * scale,
        "amount": sum(row.minor for row in writer.working),
    }
    sums: dict[str, Value] = {name: writer.major(value) for name, value in minor.items()}
    sums |= {"state": "Total", "rate": scalars.sum_of_rates / 1000, "share": 100}
    formulas = _total_formulas(writer) if book.is_live else {}
    for column, name in enumerate(APPORTIONMENT):
        style = writer.styles.get("sum", number=formats.get(name, ""))
        writer.put(sheet, TOTALS, column, formulas.get(name, ""), sums.get(name, ""), style)


def _total_formulas(writer: Writer) -> dict[str, str]:
    at, people = writer.at, writer.formulas.people
    money = f"*{at('sign')}*{at('unit')}/{at('power')}"
    return {
        "rate": f"={at('sum_of_rates')}/1000",
        "share": f"=ROUND(SUM({writer.places.column('Apportionment', 'share')}),6)",
        "exact": f"={at('sign')}*{at('minor')}/{at('power')}",
        "rounded": f"=SUM({people('rounded')}){money}",
        "residual": f"=SUM({people('residual')}){money}",
        "amount": f"=SUM({people('shown')})/{at('power')}",
    }


def _read_back(sheet: Worksheet, writer: Writer) -> None:
    """Without a calculation, the amounts here and on Values in minor units, for the checks on Summary."""
    power, style = writer.scalars.power, writer.styles.get("cell", "working", "0")
    heads = [Column("Amount, minor units", 18, True), Column("On Values, minor units", 18, True)]
    put_head(sheet, HEAD, heads, writer.styles, READ_BACK["shown"])
    sheet.set_column(READ_BACK["shown"], READ_BACK["frozen"], 18)
    values, codes = writer.places.values("amount"), writer.places.values("iso3")
    for row, (_, line, _) in enumerate(_bearing(writer), FIRST):
        shown = f"=ROUND({here(APPORTIONMENT, 'amount', row)}*{power},0)"
        frozen = f"=ROUND(SUMIFS({values},{codes},{here(APPORTIONMENT, 'code', row)})*{power},0)"
        for name, formula in (("shown", shown), ("frozen", frozen)):
            sheet.write_formula(row, READ_BACK[name], formula, style, line.amount)


def _notice(sheet: Worksheet, writer: Writer) -> None:
    if not writer.book.is_live:
        return
    room = writer.scalars.payers + SPARE_ROWS
    text = f"More than {room} States: widen the print area (Page Layout, Print Area) before printing."
    formula = f'=IF({writer.at("payers")}>{room},"{text}","")'
    writer.put(sheet, NOTE + 1, 0, formula, "", writer.styles.get("strong", font_color="#C00000"))


def _finish(sheet: Worksheet, writer: Writer, bearing: int) -> None:
    places, last = writer.places, len(APPORTIONMENT) - 1
    rows = places.states if writer.book.is_live else max(bearing, 1)
    amounts = f"{letter(APPORTIONMENT.index('rounded'))}{FIRST + 1}:{letter(last)}{FIRST + rows}"
    writer.follow_decimals(sheet, amounts)
    writer.follow_decimals(sheet, f"{letter(APPORTIONMENT.index('rounded'))}{TOTALS + 1}:{letter(last)}{TOTALS + 1}")
    line = writer.styles.bare(bottom=1, bottom_color=LINE)
    filled = {"type": "formula", "criteria": f'=$A{FIRST + 1}<>""', "format": line}
    sheet.conditional_format(FIRST, 0, FIRST + rows - 1, last, filled)
    sheet.freeze_panes(FIRST, 3)
    sheet.autofilter(HEAD, 0, FIRST + rows - 1, last)
    sheet.repeat_rows(0, HEAD)
    shown = min(rows, bearing + SPARE_ROWS) if writer.book.is_live else rows
    sheet.print_area(0, 0, FIRST + shown - 1, last)
    protect(sheet)
