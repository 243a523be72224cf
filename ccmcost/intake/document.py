"""Any document of a meeting becomes the States that it lists: file kind by content, document kind by what stands in it."""

from __future__ import annotations

from collections.abc import Sequence

from ccmcost.findings import Findings
from ccmcost.intake.found import Marker, Mention, Place, Taken, TextLine, symbol_in
from ccmcost.intake.grid import read_tables
from ccmcost.intake.guard import extract
from ccmcost.intake.layout import edge_text, pages_of, reading_lines
from ccmcost.intake.listing import read_listing
from ccmcost.intake.names import NameIndex
from ccmcost.intake.report import read_report
from ccmcost.intake.sheet import Sheet, csv_sheets, visible, workbook_sheets
from ccmcost.load.reader import text_of
from ccmcost.model.source import SourceFile

LONGEST_LINE = 20_000
MOST_LINES = 30_000
MOST_CHARACTERS = 1_500_000
_SYMBOL_LINES = 60


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


def read_participants(source: SourceFile, index: NameIndex, findings: Findings, leave_doubtful: bool = False) -> Taken:
    """The States and organizations of a document. What is wrong goes to the findings; nothing is guessed."""
    marker = Marker(source.shown, findings)
    kind = kind_of(source)
    if kind in ("csv", "xlsx", "ods"):
        sheets = csv_sheets(source, findings) if kind == "csv" else visible(workbook_sheets(source, findings, kind))
        taken = read_tables(sheets, index, marker)
        lines, symbol = (
            _cell_lines(sheets),
            symbol_in(" ".join(cell for sheet in sheets for row in sheet.rows[:6] for cell in row)),
        )
    else:
        lines, symbol = text_lines(source, kind, findings)
        sheets = csv_sheets(source, Findings()) if kind == "text" else ()
        taken = read_tables(sheets, index, marker) if sheets and _is_table(sheets[0]) else None
    taken = taken or _from_lines(lines, index, marker, leave_doubtful)
    if taken is None:
        if not findings.errors:
            message = (
                "no list of participants was recognised: no table with a column of States, no sentence "
                '"The following States Parties participated: ...", no section heading such as STATES PARTIES.'
            )
            findings.error("document-empty", message, source.shown)
        return Taken("list", (), ())
    return taken._replace(symbol=symbol)


def _is_table(sheet: Sheet) -> bool:
    """Whether text without a telling name is a table: nearly all its rows have the same number of cells, two at least."""
    widths = [len(row) for row in sheet.rows if any(row)]
    usual = max(set(widths), key=widths.count, default=0)
    return usual > 1 and len(widths) > 1 and 10 * widths.count(usual) >= 9 * len(widths)


def _from_lines(lines: Sequence[TextLine], index: NameIndex, marker: Marker, leave_doubtful: bool) -> Taken | None:
    taken = read_report(lines, index, marker, leave_doubtful)
    if taken is None:
        taken = read_listing(lines, index, marker, leave_doubtful)
    return taken or _plain(lines, index, marker)


def _plain(lines: Sequence[TextLine], index: NameIndex, marker: Marker) -> Taken | None:
    """A bare list, one State a line, without any heading; at least half of the lines must name States."""
    named = [line for line in lines if line.text.strip()]
    matches = [index.resolve(line.text) for line in named]
    if 2 * sum(match is not None for match in matches) < max(1, len(named)):
        return None
    mentions: list[Mention] = []
    organizations: list[tuple[str, Place]] = []
    for line, match in zip(named, matches, strict=True):
        if match is not None:
            until = match.until.isoformat() if match.until else ""
            mentions.append(Mention(match.iso3, None, line.text.strip(), line.place, match.kind, until))
        elif index.is_organization(line.text):
            organizations.append((line.text.strip(), line.place))
        else:
            message = f'"{line.text.strip()[:80]}" is no State that is known by this name.{index.hint(line.text)}'
            marker.error(
                "name-unknown", f'{message} Settle it with --alias "NAME=STATE", or "NAME=-" to leave it out.', line.place
            )
    return Taken("list", tuple(mentions), tuple(organizations))


def text_lines(source: SourceFile, kind: str, findings: Findings) -> tuple[tuple[TextLine, ...], str]:
    """The lines of a document in reading order, and its symbol if it carries one."""
    if kind == "pdf":
        answer = extract(source, "pdf", findings)
        pages = pages_of(answer) if answer else []
        symbol = symbol_in(edge_text(pages), prefer_frequent=True)
        found = reading_lines(pages)
        lines = tuple(
            TextLine(at.text, Place(n, f"page {at.page}, line {at.number}"), at.gap, at.top) for n, at in enumerate(found, 1)
        )
        if answer is not None and not lines:
            message = "the PDF holds no text; it may be a scan. Use the original, or write the list as CSV or text."
            findings.error("document-empty", message, source.shown)
        return lines, symbol
    if kind == "docx":
        answer = extract(source, "docx", findings) or {"paragraphs": [], "headers": []}
        pieces = [(n, part) for n, text in enumerate(answer["paragraphs"], 1) for part in text.split("\n")]
        symbol = symbol_in("\n".join([*answer["headers"], *answer["paragraphs"][:_SYMBOL_LINES]]))
        return _spaced([(text.replace("\t", " "), Place(n, f"paragraph {n}")) for n, text in pieces]), symbol
    text = text_of(source, findings) or ""
    rows = text.replace("\f", "\n").splitlines()
    if len(rows) > MOST_LINES or len(text) > MOST_CHARACTERS or any(len(row) > LONGEST_LINE for row in rows):
        findings.error(
            "file-unreadable",
            f"the text has more than {MOST_LINES:,} lines, or is too long to be a list of participants.",
            source.shown,
        )
        return (), ""
    return _spaced([(row, Place(n)) for n, row in enumerate(rows, 1)]), symbol_in("\n".join(rows[:_SYMBOL_LINES]))


def _spaced(pieces: Sequence[tuple[str, Place]]) -> tuple[TextLine, ...]:
    lines, gap = [], True
    for text, place in pieces:
        if text.strip():
            lines.append(TextLine(text, place, gap))
        gap = not text.strip()
    return tuple(lines)


def _cell_lines(sheets: Sequence[Sheet]) -> tuple[TextLine, ...]:
    """Cells as lines, for a table without a header: each sheet's title may open a section."""
    lines = []
    for sheet in sheets:
        if sheet.title:
            lines.append(TextLine(sheet.title, Place(0, f"{sheet.title}!A1"), True))
        for row, cells in enumerate(sheet.rows):
            lines += [TextLine(cell, sheet.place(row, at), at == 0) for at, cell in enumerate(cells) if cell]
    return tuple(lines)
