"""Summary: what is shared, on what basis, the totals, and the checks. It begins with what a reader must know."""

from __future__ import annotations

from ccmcost.render.xlsx.places import APPORTIONMENT, INPUTS, TOTALS, letter
from ccmcost.render.xlsx.sheet import COUNT, RATE, Value, Writer
from ccmcost.render.xlsx.summary_checks import write_calculation, write_checks
from ccmcost.render.xlsx.summary_parts import write_parts, write_top
from ccmcost.tables.styles import Column, Worksheet, protect, put_paragraph, put_text, set_columns

COLUMNS = [Column("", 60), Column("", 26), Column("", 20), Column("", 20), Column("", 26)]
LAST = len(COLUMNS) - 1
WIDTH = sum(column.width for column in COLUMNS)

_COST = {"illustrative": "caution", "given": "notice", "actual": "good"}
_LIST = {"expected": "caution", "given": "notice", "official": "good"}
_SCALE = {"by day": "good", "override": "caution", "provisional": "caution"}


def write_summary(writer: Writer) -> None:
    """The sheet, from the inputs down to the signature."""
    sheet = writer.sheet("Summary")
    set_columns(sheet, COLUMNS)
    sheet.set_default_row(13.2)
    _heading(sheet, writer)
    _inputs(sheet, writer)
    _facts(sheet, writer)
    _result(sheet, writer)
    write_parts(sheet, writer)
    write_top(sheet, writer)
    write_checks(sheet, writer)
    write_calculation(sheet, writer)
    _closing(sheet, writer)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, writer.places.end, LAST)
    protect(sheet)


def section(sheet: Worksheet, writer: Writer, row: int, text: str, columns: tuple[int, int] = (0, LAST)) -> None:
    """A heading across columns, first to last."""
    for column in range(columns[0], columns[1] + 1):
        style = writer.styles.get("section", indent=1 if 0 < column == columns[0] else 0)
        put_text(sheet, row, column, text if column == columns[0] else "", style)


def _heading(sheet: Worksheet, writer: Writer) -> None:
    book, styles = writer.book, writer.styles
    titles = (book.changed_title.replace('"', '""'), book.title.replace('"', '""'))
    formula = f'=IF({writer.at("changed")}=1,"{titles[0]}","{titles[1]}")' if book.is_live else ""
    sheet.set_row(0, 24)
    writer.put(sheet, 0, 0, formula, book.title, styles.get("title"))
    for row, text in enumerate(book.heading, 1):
        put_text(sheet, row, 0, text, styles.get("strong" if row == 1 else "plain"))
    if not book.is_live:
        text = f"VALUES ONLY: {book.why_not_live}. To change an input, run ccmcost again."
        put_paragraph(sheet, TOTALS, (0, LAST), text, styles.get("paragraph", "caution"), WIDTH)
        return
    plain = "Inputs are as ccmcost wrote them."
    changed = "INPUTS CHANGED since ccmcost wrote them: a what-if, not an assessment."
    formula = f'=IF({writer.at("changed")}=1,"{changed}","{plain}")'
    writer.put(sheet, TOTALS, 0, formula, plain, styles.get("strong"))


def _inputs(sheet: Worksheet, writer: Writer) -> None:
    book, styles, rows = writer.book, writer.styles, writer.places.summary
    section(sheet, writer, rows["inputs"], "Inputs", (0, 1))
    tone = "input" if book.is_live else ""
    labels = ("Total cost, in major units (a credit is negative)", "Currency (ISO 4217)", "Decimals of the currency, 0 to 3")
    values: tuple[Value, ...] = (writer.major(book.total.minor), book.total.currency, book.total.decimals)
    for name, label, value, number in zip(INPUTS, labels, values, (writer.money, "", "0"), strict=True):
        put_text(sheet, rows[name], 0, label, styles.get("cell"))
        writer.put(sheet, rows[name], 1, "", value, styles.get("cell", tone, number, align="right", indent=1))
    answers = "Who bears the cost: the answers Yes and No on the sheet Participants."
    put_text(sheet, rows["hint"], 0, answers if book.is_live else "", styles.get("note"))
    writer.follow_decimals(sheet, f"B{rows['total'] + 1}")
    if book.is_live:
        wanted = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 3}
        sheet.data_validation(rows["decimals"], 1, rows["decimals"], 1, wanted)


def _facts(sheet: Worksheet, writer: Writer) -> None:
    book, styles, rows = writer.book, writer.styles, writer.places.summary
    section(sheet, writer, rows["facts"], "What it rests on, as written")
    facts = {
        "cost": ("Cost", book.status.cost, _COST.get(book.cost_status, "notice")),
        "list": ("List", book.status.list, _LIST.get(book.list_status, "notice")),
        "scale": ("Scale", book.status.scale, _SCALE[book.scale_chosen]),
        "rule": ("Rule", book.status.rule, "notice"),
    }
    for name, (label, text, tone) in facts.items():
        put_text(sheet, rows[name], 0, label, styles.get("cell"))
        put_paragraph(sheet, rows[name], (1, LAST), text, styles.get("wrap", tone), WIDTH - COLUMNS[0].width)
    words = " ".join(book.rule_words)
    put_paragraph(sheet, rows["words"], (0, LAST), words, styles.get("paragraph"), WIDTH)


def _result(sheet: Worksheet, writer: Writer) -> None:
    book, styles, rows, scalars = writer.book, writer.styles, writer.places.summary, writer.scalars
    section(sheet, writer, rows["inputs"], "Result", (2, LAST))
    amounts = f"=Apportionment!${letter(APPORTIONMENT.index('amount'))}${TOTALS + 1}"
    live = book.is_live
    power = f"/{writer.at('power')}" if live else ""
    residual = writer.places.column("Participants", "residual")
    borne = sum(abs(row.residual) for row in writer.working)
    billed = sum(row.minor for row in writer.working)
    figures: dict[str, tuple[str, str, Value, str]] = {
        "count": ("States that bear the cost", f"={writer.at('payers')}" if live else "", scalars.payers, COUNT),
        "rates": (
            "Sum of their rates, per cent",
            f"={writer.at('sum_of_rates')}/1000" if live else "",
            scalars.sum_of_rates / 1000,
            RATE,
        ),
        "amounts": ("Sum of the amounts", amounts, writer.major(billed), writer.money),
        "left": (
            "Left by rounding, borne by nobody",
            f"={writer.at('left')}{power}" if live else "",
            writer.major(scalars.left),
            writer.money,
        ),
        "residuals": (
            "States that bear a residual unit",
            f'=COUNTIF({residual},">0")+COUNTIF({residual},"<0")' if live else "",
            borne,
            COUNT,
        ),
    }
    for name, (label, formula, value, number) in figures.items():
        row = rows[f"result_{name}"]
        for column in (2, 3):
            put_text(sheet, row, column, label if column == 2 else "", styles.get("cell", indent=1 if column == 2 else 0))
        writer.put(sheet, row, LAST, formula, value, styles.get("cell", number=number, bold=True))
    writer.follow_decimals(sheet, f"E{rows['result_amounts'] + 1}:E{rows['result_left'] + 1}")


def _closing(sheet: Worksheet, writer: Writer) -> None:
    """Open points, sources, and room for signatures."""
    book, styles, rows = writer.book, writer.styles, writer.places.summary
    for key, heading, texts in (("remark", "Open points", book.remarks), ("citation", "Sources", book.citations)):
        section(sheet, writer, rows[f"{key}s"], heading)
        for number, text in enumerate(texts):
            put_paragraph(sheet, rows[f"{key}_{number}"], (0, LAST), text, styles.get("paragraph"), WIDTH)
    section(sheet, writer, rows["signatures"], "Signatures")
    for number, label in enumerate(("Prepared by", "Checked by", "Date")):
        row = rows[f"sign_{number}"]
        sheet.set_row(row, 26)
        put_text(sheet, row, 0, label, styles.get("plain", valign="bottom"))
        for column in (1, 2):
            put_text(sheet, row, column, "", styles.get("sign", valign="bottom"))
