"""About: how to use the workbook, what its colours mean, what it rests on, and the full text of the rule."""

from __future__ import annotations

from ccmcost.render.xlsx.sheet import Writer
from ccmcost.tables.styles import Column, Worksheet, protect, put_paragraph, put_text, set_columns

COLUMNS = [Column("", 40), Column("", 14), Column("", 78)]
WIDTH = sum(column.width for column in COLUMNS)

_LIVE = (
    "Change a coloured cell: the total cost, its currency or decimals on Summary, or an answer on Participants. Shares and "
    "amounts follow, to the same minor unit as ccmcost, with the residual units of the rule and its ties.",
    "Everything else is locked against slips; there is no password. Unprotect a sheet to work on it (Review, Unprotect).",
    "Rows of Apportionment fill up and empty by themselves. The print area has a fixed length, with rows to spare.",
    "Values holds the result as it was written, as plain values, and does not follow the inputs.",
    "Amounts are whole minor units in every step; shares and exact amounts are shown for reading only.",
    "All checks on Summary must read OK. CHANGED means that inputs differ from those that ccmcost wrote.",
)
_STATIC = ("This workbook holds values only: {why}. To change an input, run ccmcost again.",)
_VERIFY = (
    "To prove the amounts: ccmcost verify FILE.xlsx recomputes them from the inputs in the file and names what differs."
)
_TONES = (
    ("input", "Input: yours to change"),
    ("good", "OK, official, adopted, actual"),
    ("caution", "Caution: illustrative, expected, assumed or provisional; inputs changed"),
    ("notice", "Notice: given by the user, estimated, or notional"),
    ("fault", "FAULT: something does not add up"),
    ("working", "Working: the steps of the calculation"),
)


def write_about(writer: Writer) -> None:
    """The sheet."""
    sheet, book = writer.sheet("About"), writer.book
    set_columns(sheet, COLUMNS)
    writer.banner(sheet, f"Made by ccmcost {book.version} as of {book.as_of.isoformat()}.")
    row = _paragraphs(sheet, writer, 4, "How to use it", (*_use(writer), _VERIFY))
    row = _section(sheet, writer, row, "Colours")
    for tone, words in _TONES:
        put_text(sheet, row, 0, words.partition(":")[0], writer.styles.get("cell", tone))
        put_text(sheet, row, 2, words, writer.styles.get("wrap"))
        row += 1
    row = _files(sheet, writer, row + 1)
    row = _section(sheet, writer, row, f"The rule: {book.rule.id}")
    put_text(sheet, row, 0, f"SHA-256 of the text: {book.rule_sha256}", writer.styles.get("note"))
    first = row + 1
    code = writer.styles.get("paragraph", font_name="Courier New", font_size=9)
    for text in book.rule.text.split("\n"):
        row += 1
        put_paragraph(sheet, row, (0, 2), text, code, WIDTH * 0.8)
    writer.workbook.define_name("RuleText", f"=About!$A${first + 1}:$A${row + 1}")
    sheet.print_area(0, 0, row, 2)
    protect(sheet)


def _use(writer: Writer) -> tuple[str, ...]:
    book = writer.book
    return _LIVE if book.is_live else tuple(text.format(why=book.why_not_live) for text in _STATIC)


def _section(sheet: Worksheet, writer: Writer, row: int, text: str) -> int:
    for column in range(3):
        put_text(sheet, row, column, text if column == 0 else "", writer.styles.get("section"))
    return row + 1


def _paragraphs(sheet: Worksheet, writer: Writer, row: int, heading: str, texts: tuple[str, ...]) -> int:
    row = _section(sheet, writer, row, heading)
    for text in texts:
        put_paragraph(sheet, row, (0, 2), text, writer.styles.get("paragraph"), WIDTH)
        row += 1
    return row + 1


def _files(sheet: Worksheet, writer: Writer, row: int) -> int:
    row = _section(sheet, writer, row, "Files that it rests on (as in the manifest)")
    for heading, column in (("File", 0), ("From", 1), ("SHA-256", 2)):
        put_text(sheet, row, column, heading, writer.styles.get("head"))
    for source in writer.book.sources:
        row += 1
        for column, text in enumerate(source):
            put_text(sheet, row, column, text, writer.styles.get("wrap"))
    return row + 2
