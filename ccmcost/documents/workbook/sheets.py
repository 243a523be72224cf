"""The sheets with a row per State: Participants, Apportionment, Scale and Values.
What stands in their columns.
"""

from __future__ import annotations

from ccmcost.documents.workbook import Book
from ccmcost.documents.workbook.calculation import working_of
from ccmcost.documents.workbook.formula import Formula, Whole, quoted
from ccmcost.documents.workbook.writer import NOTE, TOTALS, Column, Sheet, Writer
from ccmcost.sharing.table import COLUMNS, table_rows
from ccmcost.tables.styles import LINE, escaped
from ccmcost.tables.xlsx import letter
from ccmcost.words.speaker import english

SPARE_ROWS = 10
"""Rows beyond the last State that still print, so that some can be added;
more raise the notice above the table.
"""

RATE, SHARE, EXACT, COUNTED = "0.000", "0.000000", "#,##0.000000", "#,##0"
_CENTRE = {"align": "center"}

PARTICIPANTS = (
    Column("state", 44),
    Column("code", 7),
    Column("role", 14),
    Column("group", 32, kind="wrap"),
    Column("ldc", 6, more=_CENTRE),
    Column("rate", 10, "INDEX(Scale[rate],MATCH([@code],Scale[code],0))", RATE),
    Column("bears", 9, tone="input", more=_CENTRE),
    Column("listed", 11),
    Column("evidence", 28, kind="wrap"),
    Column("source", 52, kind="wrap"),
)


def write_participants(writer: Writer) -> None:
    """Every State of the scale, whether it bears the cost, the evidence,
    and the working beside it.
    """
    sheet, book, words = Sheet(writer, "Participants"), writer.book, writer.words
    sheet.banner(words("participants_note"))
    working = [Column("gap", 3)]
    for name, formula in working_of(book.result.rule).items():
        number = {"share": SHARE, "exact": EXACT, "written": ""}.get(name, "0")
        more = _CENTRE if name == "written" else {}
        working.append(Column(name, 17, formula, number, tone="working", more=more))
    shown = len(PARTICIPANTS)
    sheet.rows([*PARTICIPANTS, *working] if book.is_live else PARTICIPANTS, book.states, shown)
    sheet.put(TOTALS, 0, words("participants_total", n=len(book.states)), "sum")
    sheet.put(TOTALS, sheet.index("bears"), Formula("payers"), "sum", "", COUNTED, align="center")
    sheet.raw.freeze_panes(sheet.first, 2)
    if book.is_live:
        sheet.put(TOTALS, shown + 1, words("participants_working"), "strong")
        asked = {"validate": "list", "source": ["Yes", "No"]}
        asked |= {"error_title": words("yes_or_no"), "error_message": words("yes_or_no_please")}
        sheet.raw.data_validation(sheet.span("bears"), asked)
    else:
        sheet.know(book.given())
    test = f'=${letter(sheet.index("bears"))}{sheet.first + 1}<>"Yes"'
    sheet.condition(sheet.span("state", "source"), test, font_color="#5B6675")


def _taken(name: str, factor: str = "") -> str:
    """What row n takes from the n-th Yes of Participants; it stays blank beyond the last."""
    found = f"INDEX(Participants[{name}],MATCH([@number],Participants[running],0))"
    return f'IF([@number]="","",{found}{factor})'


def _billed(book: Book, money: str) -> list[Column]:
    units = "*sign*unit/power"
    share, amount = "ROUND(SUM(Apportionment[share]),6)", "SUM(Participants[shown])/power"
    rounded, residual = (f"SUM(Participants[{name}]){units}" for name in ("rounded", "residual"))
    head, signed = book.amount_key, f'"+"{money};"-"{money};"-"'
    columns = [
        Column("number", 5, 'IF([#]<=payers,[#],"")', COUNTED),
        Column("state", 46, _taken("state"), total=english("workbook")("total")),
        Column("code", 7, _taken("code")),
        Column("role", 14, _taken("role")),
        Column("rate", 10, _taken("rate"), RATE, Formula("sum_of_rates/1000")),
        Column("share", 12, _taken("share"), SHARE, Whole(share)),
        Column("exact", 20, _taken("exact"), EXACT, Formula("sign*minor/power")),
        Column("rounded", 18, _taken("rounded", units), money, Formula(rounded)),
        Column("residual", 11, _taken("residual", units), signed, Formula(residual)),
        Column("amount", 18, _taken("minor", "/power"), money, Formula(amount), heading=head),
    ]
    return [
        column._replace(kind="bare", more={"bold": column.name == "amount", "shrink": True})
        for column in columns
    ]


def _read_back(power: int) -> list[Column]:
    """Without a calculation, the amounts here and on Values in minor units,
    for the checks on Summary.
    """
    frozen = f"ROUND(SUMIFS(Values[amount],Values[iso3],[@code])*{power},0)"
    return [
        Column("gap", 0),
        Column("shown", 18, f"ROUND([@amount]*{power},0)", "0", tone="working", always=True),
        Column("frozen", 18, frozen, "0", tone="working", always=True),
    ]


def write_apportionment(writer: Writer) -> None:
    """One row per State that bears the cost."""
    sheet, book, words = Sheet(writer, "Apportionment"), writer.book, writer.words
    sheet.banner(words("apportionment_note"))
    room, columns = len(book.bearing) + SPARE_ROWS, _billed(book, writer.money)
    shown = len(columns)
    beside = [] if book.is_live else _read_back(10**book.result.cost.total.decimals)
    rows = book.states if book.is_live else book.bearing
    sheet.rows([*columns, *beside], rows, shown, printed=min(len(rows), room))
    for place, heading in enumerate(sheet.headings[6:shown], 6):
        said = Formula(f"{quoted(f'{heading}, ')}&currency")
        sheet.put(sheet.first - 1, place, said, "head", align="right")
    if book.is_live:
        text = Formula(f'IF(payers>{room},{quoted(words("too_many", n=room))},"")')
        sheet.put(NOTE + 1, 0, text, "strong", font_color="#C00000")
    sheet.raw.freeze_panes(sheet.first, 3)
    first, last = (letter(sheet.index(name)) for name in ("rounded", "amount"))
    sheet.follow_decimals(sheet.span("rounded", "amount"))
    sheet.follow_decimals(f"{first}{TOTALS + 1}:{last}{TOTALS + 1}")
    filled = f'=$A{sheet.first + 1}<>""'
    sheet.condition(sheet.span("number", "amount"), filled, bottom=1, bottom_color=LINE)


def write_scale(writer: Writer) -> None:
    """The whole UN scale of the period with notional rates.
    Names in the order of an English index, as on Participants.
    """
    sheet, words = Sheet(writer, "Scale"), writer.words
    sheet.banner(words("scale_note", status=writer.book.status))
    adopted = Formula("ROUND(SUM(Scale[adopted]),3)")
    tones = {"adopted": "", **dict.fromkeys(("assumed", "rule", "none"), "caution")}
    columns = (
        Column("state", 46, total=words("scale_total")),
        Column("code", 7),
        Column("adopted", 13, "", RATE, adopted),
        Column("rate", 13, "", RATE),
        Column("origin", 12, tone=tones),
        Column("basis", 70, kind="wrap"),
    )
    sheet.rows(columns, writer.book.states, len(columns))
    sheet.raw.freeze_panes(sheet.first, 2)


def write_values(writer: Writer) -> None:
    """The result frozen, for systems that do not calculate: headings in the first row, the columns
    and order of the CSV; it also says its currency and what it may be taken for.
    """
    sheet, result, title = Sheet(writer, "Values"), writer.book.result, writer.book.status.title
    rows, widths = table_rows(result), (7, 46, 16, 9, 12, 20, 10, 10, 0.85 * len(title))
    numbers = {"rate": RATE, "share": SHARE, "amount": writer.money, "rounding": COUNTED}
    columns = [
        Column(name, width, "", numbers.get(name, ""))
        for name, width in zip((*COLUMNS, "currency", "status"), widths, strict=True)
    ]
    for name in numbers:
        texts = [getattr(row, name) for row in rows]
        sheet.know({name: [float(text) if text else "" for text in texts]})
    whole = {"currency": result.cost.total.currency, "status": title}
    sheet.know({name: [text] * len(rows) for name, text in whole.items()})
    sheet.raw.set_header(f"&L&8{escaped(title)}")
    sheet.rows(columns, rows, len(columns), head=0)
    sheet.raw.freeze_panes(1, 2)
