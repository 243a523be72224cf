"""Any document of a meeting becomes the States that it lists: file kind by content, document kind by what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.columns import Asked, column_of_names, is_table
from ccmcost.intake.enumeration import begins_with_state, state_of
from ccmcost.intake.found import Mention, Place, Taken, TextLine, shown, symbol_in
from ccmcost.intake.grid import read_tables
from ccmcost.intake.guard import Progress, extract, web_page
from ccmcost.intake.layout import edge_text, pages_of, reading_lines, text_columns
from ccmcost.intake.listing import read_listing
from ccmcost.intake.names import NameIndex
from ccmcost.intake.phrases import heading_of, is_weak_heading
from ccmcost.intake.report import read_report
from ccmcost.intake.sheet import Sheet, csv_sheets, sheet_of, workbook_sheets
from ccmcost.intake.vocabulary import Section
from ccmcost.load.reader import text_of
from ccmcost.model.source import SourceFile

LONGEST_LINE = 20_000
MOST_LINES = 250_000
MOST_CHARACTERS = 12_000_000
_SYMBOL_LINES = 60
_ALONE = "stands alone on a line, outside the lists of those taking part"


class _Text(NamedTuple):
    """A document as lines in reading order, and the tables in it, each with the section that stands above it."""

    lines: tuple[TextLine, ...]
    symbol: str = ""
    tables: tuple[Sheet, ...] = ()
    sections: tuple[Section | None, ...] = ()


def kind_of(source: SourceFile) -> str:
    """`pdf`, `docx`, `xlsx`, `ods`, `html`, `csv` or `text`, by the first bytes, then by the name."""
    start, name = source.content[:1024].lstrip(), source.name.lower()
    if start.startswith(b"%PDF") or name.endswith(".pdf"):
        return "pdf"
    if name.endswith(".ods") or b"vnd.oasis.opendocument.spreadsheet" in start[:512]:
        return "ods"
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or name.endswith((".docx", ".xlsx", ".xlsm", ".doc", ".xls")):
        return "xlsx" if name.endswith((".xlsx", ".xlsm", ".xls")) or b"xl/workbook.xml" in source.content else "docx"
    if b"<html" in start.lower() or name.endswith((".html", ".htm")):
        return "html"
    return "csv" if name.endswith((".csv", ".tsv")) else "text"


def read_participants(
    source: SourceFile, index: NameIndex, account: Account, asked: Asked = Asked({}), progress: Progress | None = None
) -> Taken:
    """The States and organizations of a document. What is wrong goes to the findings; nothing is guessed.

    The account gets every State that the document names and that was not taken, with the reason, and every organization.
    """
    findings = account.marker.findings
    kind = kind_of(source)
    if kind in ("csv", "xlsx", "ods"):
        sheets = csv_sheets(source, findings) if kind == "csv" else workbook_sheets(source, findings, kind)
        cells = " ".join(cell for sheet in sheets for row in sheet.rows[:6] for cell in row)
        text = _Text(_cell_lines(sheets), symbol_in(cells))
        taken = read_tables(sheets, index, account, asked)
        if taken is not None:
            return _not_empty(taken, sheets, index, account)._replace(symbol=text.symbol)
    else:
        text = _document(source, kind, index, findings, asked, progress)
        sheets = csv_sheets(source, Findings()) if kind == "text" else ()
        if sheets and _is_table(sheets[0]):
            taken = read_tables(sheets, index, account, asked)
            if taken is not None:
                return _not_empty(taken, sheets, index, account)._replace(symbol=text.symbol)
    taken = _from_text(text, index, account, asked)
    return _not_empty(taken or Taken("list", (), ()), sheets, index, account)._replace(symbol=text.symbol)


def _not_empty(taken: Taken, sheets: Sequence[Sheet], index: NameIndex, account: Account) -> Taken:
    """What was taken; if it is no State at all and nothing else is wrong, a finding says what was looked for."""
    findings = account.marker.findings
    if taken.mentions or findings.errors:
        return taken
    message = (
        "no list of participants was recognised: no table with a column of States, no sentence "
        '"The following States Parties participated: ...", no section heading such as STATES PARTIES. '
        'If a line stands above the States, say so: --section "LINE=states". '
        "Else import the pages that list them, or a CSV file with a column State."
    )
    column = next((name for sheet in sheets if (name := column_of_names(sheet, index))), None)
    if column is not None:
        message += f' The column "{shown(column, 40)}" names States: if they took part, say --column "{shown(column, 40)}".'
    findings.error("document-empty", message, account.marker.file)
    return taken


def _is_table(sheet: Sheet) -> bool:
    """Whether text without a telling name is a table: nearly all its rows have the same number of cells, two at least."""
    widths = [len(row) for row in sheet.rows if any(row)]
    usual = max(set(widths), key=widths.count, default=0)
    return usual > 1 and len(widths) > 1 and 10 * widths.count(usual) >= 9 * len(widths)


def _from_text(text: _Text, index: NameIndex, account: Account, asked: Asked) -> Taken | None:
    """What a document says in its tables, in sentences or in a list; then all other States that it names are accounted."""
    table = read_tables(text.tables, index, account, asked, text.sections) if text.tables else None
    taken = read_report(text.lines, index, account)
    if taken is None:
        taken = read_listing(text.lines, index, account, asked.headings)
    is_list = taken is not None and taken.how == "list"
    if table is not None:
        more = taken or Taken("table", (), ())
        both = (*table.mentions, *more.mentions), (*table.organizations, *more.organizations)
        taken = Taken(table.how if not more.mentions else more.how, *both, read=more.read)
    if taken is None:
        return None
    marked = _unseen(text.lines, {mention.iso3 for mention in taken.mentions}, index, account)
    taken = taken._replace(mentions=(*taken.mentions, *marked))
    settled = _named_elsewhere(text.lines, taken, index, account, is_list)
    return taken._replace(mentions=(*taken.mentions, *settled))


def _unseen(lines: Sequence[TextLine], taken: set[str], index: NameIndex, account: Account) -> list[Mention]:
    """States on lines that are struck out or hidden: a question, unless a person settled the name."""
    settled: list[Mention] = []
    for line in lines:
        if not line.unseen:
            continue
        match = state_of(line.text, index)
        if match is None:
            for code, _ in index.named_in(line.text):
                if code not in taken:
                    account.leave_out(line.text, line.place, line.unseen, code)
        elif match.iso3 not in taken:
            message = f'"{shown(line.text)}" is {line.unseen}, so it is not certain that this State took part.'
            if account.doubt(message, line.unseen, line.text, line.place, match.iso3):
                settled.append(Mention(match.iso3, None, line.text.strip(), line.place, match.kind))
    return settled


def _named_elsewhere(
    lines: Sequence[TextLine], taken: Taken, index: NameIndex, account: Account, is_list: bool
) -> list[Mention]:
    """Every other State that a line names: in an address, an office, a person's name, running text.

    In a list, lines that are nothing but a State's name were judged by how they stand; elsewhere they are a question.
    """
    known = {mention.iso3 for mention in taken.mentions} | {line.state for line in account.lines if line.state}
    settled = {line.place for line in account.lines} | taken.read
    first: dict[tuple[str, str], tuple[TextLine, int]] = {}
    alone: dict[str, TextLine] = {}
    begun: dict[str, TextLine] = {}
    for line in lines:
        if line.unseen:
            continue
        named = [code for code, _ in index.named_in(line.text) if code not in known]
        if not named:
            continue
        if not is_list and line.place not in taken.read and state_of(line.text, index) is not None:
            alone.setdefault(named[0], line)
            continue
        if line.place not in settled and begins_with_state(line.text, index) in named:
            for code in named:
                begun.setdefault(code, line)
            continue
        for code in named:
            found, times = first.get((code, _OTHER_LINES), (line, 0))
            first[code, _OTHER_LINES] = found, times + 1
    for (code, reason), (line, times) in first.items():
        if code not in alone and code not in begun:
            account.leave_out(line.text, line.place, reason, code, times=times)
    told: list[Mention] = []
    for code, line in (begun | alone).items():
        how = _ALONE if code in alone else "begins with the name of a State"
        how = "is the name of a State" if code not in alone and state_of(line.text, index) is not None else how
        message = f'"{shown(line.text)}" {how}, and no list of those taking part names {code}.'
        if account.doubt(message, how, line.text, line.place, code):
            told.append(Mention(code, None, line.text.strip(), line.place, "alias"))
    return told


_OTHER_LINES = "named in a line about a person, an office or another matter"


def _document(
    source: SourceFile, kind: str, index: NameIndex, findings: Findings, asked: Asked, progress: Progress | None
) -> _Text:
    if kind == "pdf":
        return _pdf(source, findings, progress)
    if kind in ("docx", "html"):
        answer = extract(source, "docx", findings) if kind == "docx" else web_page(source, findings)
        return _from_blocks(answer or {"blocks": []}, index, asked)
    text = text_of(source, findings) or ""
    rows = text.replace("\f", "\n").splitlines()
    if len(rows) > MOST_LINES or len(text) > MOST_CHARACTERS or any(len(row) > LONGEST_LINE for row in rows):
        message = (
            f"the text has more than {MOST_LINES:,} lines or {MOST_CHARACTERS:,} characters, or a line of more than "
            f"{LONGEST_LINE:,}. Keep only the pages that list the States."
        )
        findings.error("file-unreadable", message, source.shown)
        return _Text(())
    return _Text(tuple(text_columns(rows)), symbol_in("\n".join(rows[:_SYMBOL_LINES])))


def _pdf(source: SourceFile, findings: Findings, progress: Progress | None) -> _Text:
    answer = extract(source, "pdf", findings, progress=progress)
    pages = pages_of(answer) if answer else []
    symbol = symbol_in(edge_text(pages), prefer_frequent=True)
    lines = tuple(
        TextLine(line.text, Place(number, f"page {line.page}, line {line.number}"), line.gap, line.top, line.look)
        for number, line in enumerate(reading_lines(pages), 1)
    )
    if answer is not None and not lines:
        message = "the PDF holds no text; it may be a scan. Use the original, or write the list as CSV or text."
        findings.error("document-empty", message, source.shown)
    return _Text(lines, symbol)


def _from_blocks(answer: dict[str, Any], index: NameIndex, asked: Asked) -> _Text:
    """Lines and tables; a table without a column of States is read as the lines of its cells."""
    lines: list[TextLine] = []
    tables: list[Sheet] = []
    sections: list[Section | None] = []
    section: Section | None = None
    for number, block in enumerate(answer["blocks"], 1):
        if "line" in block:
            place = Place(number, f"paragraph {block['at']}" if "at" in block else f"line {number}")
            lines.append(
                TextLine(block["line"].replace("\t", " "), place, block["gap"], False, block["look"], block["unseen"])
            )
            opened = heading_of(block["line"]) if block["gap"] or not is_weak_heading(block["line"]) else None
            section = opened or section
            continue
        sheet = sheet_of({**block["table"], "title": f"table {len(tables) + 1}"})
        if is_table(sheet, index, asked):
            tables.append(sheet)
            sections.append(section)
        else:
            lines += _table_lines(sheet, number)
    text = "\n".join([*answer.get("headers", ()), *(line.text for line in lines[:_SYMBOL_LINES])])
    return _Text(tuple(lines), symbol_in(text), tuple(tables), tuple(sections))


def _table_lines(sheet: Sheet, number: int) -> list[TextLine]:
    lines = []
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            for part, piece in enumerate(cell.split("\n")):
                if piece.strip():
                    place = Place(number, f"{sheet.title}, row {row + 1}")
                    gap = column == 0 and part == 0
                    lines.append(TextLine(piece, place, gap, False, "", sheet.why_unseen(row, column)))
    return lines


def _cell_lines(sheets: Sequence[Sheet]) -> tuple[TextLine, ...]:
    """Cells as lines, for a table without a header: each sheet's title may open a section."""
    lines = []
    for sheet in sheets:
        if sheet.title:
            place = Place(0, f"{sheet.title}!A1")
            lines.append(TextLine(sheet.title, place, True, unseen=sheet.why_unseen(0)))
        for row, cells in enumerate(sheet.rows):
            for at, cell in enumerate(cells):
                if cell:
                    lines.append(TextLine(cell, sheet.place(row, at), at == 0, unseen=sheet.why_unseen(row, at)))
    return tuple(lines)
