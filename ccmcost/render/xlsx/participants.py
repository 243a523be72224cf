"""Participants: every State of the scale, whether it bears the cost, the evidence, and the working beside it."""

from __future__ import annotations

from ccmcost.render.xlsx.places import FIRST, HEAD, PARTICIPANTS, PRINTED_PARTICIPANTS, TOTALS, letter
from ccmcost.render.xlsx.sheet import COUNT, EXACT, RATE, SHARE, Value, Writer
from ccmcost.statement.workbook import StateRow
from ccmcost.statement.workbook_working import Working
from ccmcost.tables.styles import Column, Worksheet, protect, put_head, put_text, set_columns, set_height

_PRINTED = [
    Column("State", 44),
    Column("Code", 7),
    Column("Role on the day", 14),
    Column("Regional group", 32),
    Column("LDC", 6),
    Column("Rate, per cent", 10, True),
    Column("Bears the cost", 9),
    Column("On the list", 11),
    Column("Evidence", 28),
    Column("Source", 52),
]
WRAPPED = ("group", "evidence", "source")
_WORKING = {
    "running": "Running count of Yes",
    "weight": "w: rate in thousandths",
    "party": "State Party (1) or not (0)",
    "precedence": "Order of codes",
    "written": "Answer as written",
    "share": "Share, per cent",
    "part": "Part of the amount over the denominator",
    "whole": "Whole units",
    "rest": "Numerator left over",
    "rounded": "Rounded, units",
    "key": "Order key of the exact amount",
    "size": "Place by exact amount",
    "rank": "Place for residual units",
    "residual": "Residual units",
    "exact": "Exact amount",
    "minor": "Amount, minor units",
    "shown": "Amount on Apportionment, minor units",
    "differs": "Differs (1)",
    "frozen": "Amount on Values, minor units",
}


def write_participants(writer: Writer) -> None:
    """The sheet. Names are in the order of an English index: a person looks for a State by its name."""
    sheet, book = writer.sheet("Participants"), writer.book
    columns = [*_PRINTED, Column("", 3), *(Column(heading, 17, True) for heading in _WORKING.values())]
    set_columns(sheet, columns if book.is_live else _PRINTED)
    writer.banner(sheet, "Answer Yes or No in the coloured column; shares and amounts follow. Roles are by treaty status.")
    put_head(sheet, HEAD, _PRINTED, writer.styles)
    if book.is_live:
        working = columns[PRINTED_PARTICIPANTS + 1 :]
        put_head(sheet, HEAD, working, writer.styles, PRINTED_PARTICIPANTS + 1)
        text = "Working: whole numbers, in billing units unless said otherwise. Not printed."
        put_text(sheet, TOTALS, PRINTED_PARTICIPANTS + 1, text, writer.styles.get("strong"))
    _totals(sheet, writer)
    for index, (state, figures) in enumerate(zip(book.states, writer.working, strict=True)):
        _row(sheet, writer, FIRST + index, state, figures)
    _finish(sheet, writer)


def _totals(sheet: Worksheet, writer: Writer) -> None:
    styles, count = writer.styles, writer.scalars.payers
    for column in range(PRINTED_PARTICIPANTS):
        put_text(sheet, TOTALS, column, "", styles.get("sum"))
    put_text(sheet, TOTALS, 0, f"{len(writer.book.states)} States, of which bear the cost:", styles.get("sum"))
    formula = f"={writer.at('payers')}" if writer.book.is_live else ""
    writer.put(sheet, TOTALS, PARTICIPANTS.index("bears"), formula, count, styles.get("sum", number=COUNT, align="left"))


def _row(sheet: Worksheet, writer: Writer, row: int, state: StateRow, figures: Working) -> None:
    styles, book = writer.styles, writer.book
    formulas = writer.rows.participant(row) if book.is_live else {}
    formats = {"rate": RATE, "share": SHARE, "exact": EXACT}
    values = _values(state, figures)
    wrapped = [(str(values[name]), _PRINTED[PARTICIPANTS.index(name)].width) for name in WRAPPED]
    set_height(sheet, row, wrapped)
    for column, name in enumerate(PARTICIPANTS if book.is_live else PARTICIPANTS[:PRINTED_PARTICIPANTS]):
        if name == "gap":
            continue
        working = column > PRINTED_PARTICIPANTS
        number = formats.get(name, "0" if working and name != "written" else "")
        kind = "wrap" if name in WRAPPED else "cell"
        tone = "working" if working else "input" if name == "bears" and book.is_live else ""
        more = {"align": "center"} if name in ("bears", "ldc", "written") else {}
        style = styles.get(kind, tone, number, **more)
        writer.put(sheet, row, column, formulas.get(name, ""), values[name], style)


def _values(state: StateRow, figures: Working) -> dict[str, Value]:
    answer = "Yes" if state.bears else "No"
    return {
        "state": state.name,
        "code": state.code,
        "role": state.role,
        "group": state.group,
        "ldc": "Yes" if state.is_ldc else "No",
        "rate": "" if state.rate is None else state.rate / 1000,
        "bears": answer,
        "listed": state.listed,
        "evidence": state.evidence,
        "source": state.source,
        "party": int(state.is_party),
        "precedence": state.precedence,
        "written": answer,
        "shown": figures.minor,
        "differs": 0,
        "frozen": figures.minor,
        **figures._asdict(),
    }


def _finish(sheet: Worksheet, writer: Writer) -> None:
    last = PRINTED_PARTICIPANTS - 1
    end = FIRST + writer.places.states - 1
    bears = writer.area(PARTICIPANTS, "bears", "bears")
    if writer.book.is_live:
        rule = {
            "validate": "list",
            "source": ["Yes", "No"],
            "error_title": "Yes or No",
            "error_message": "Yes or No, please.",
        }
        sheet.data_validation(bears, rule)
    quiet = writer.styles.bare(font_color="#8A93A3")
    mark = f"${letter(PARTICIPANTS.index('bears'))}{FIRST + 1}"
    area = f"A{FIRST + 1}:{letter(last)}{end + 1}"
    sheet.conditional_format(area, {"type": "formula", "criteria": f'={mark}<>"Yes"', "format": quiet})
    sheet.freeze_panes(FIRST, 2)
    sheet.autofilter(HEAD, 0, end, last)
    sheet.repeat_rows(0, HEAD)
    sheet.print_area(0, 0, end, last)
    protect(sheet)
