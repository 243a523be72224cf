# ruff: noqa: E501
"""Make the DOCX templates of estimates and letters in ccmcost/assets/docx; the same texts give the same bytes.

    python scripts/build_templates.py [FOLDER]

What the documents say is in template_texts.py; here are their parts: styles, page, paragraphs, tables. A paragraph that
holds nothing but `{%p ... %}` or a row that holds `{%tr ... %}` is a loop or a condition and leaves no trace.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.template_texts import LOCALES, TEXTS

TARGET = Path(__file__).resolve().parent.parent / "ccmcost" / "assets" / "docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
INK, NAVY, GREY, LINE = "1A1A1A", "1F3864", "5A6472", "9AA5B8"
WIDTH = 9638
"""Twips between the margins of an A4 page with 2 cm on either side."""


def run(text: str, bold: bool = False) -> str:
    """A run of text."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(style: str, text: str, more: str = "") -> str:
    """A paragraph of a style; what stands between ** is bold."""
    parts = re.split(r"\*\*", text)
    runs = "".join(run(part, bold=number % 2 == 1) for number, part in enumerate(parts) if part)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def flow(tag: str) -> str:
    """A paragraph that is a loop or a condition."""
    return paragraph("Normal", f"{{%p {tag} %}}")


def cell(width: int, style: str, text: str, span: int = 1, shade: str = "") -> str:
    """A cell with one paragraph."""
    look = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
    look += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{paragraph(style, text)}</w:tc>"


class Table:
    """A table of columns (width in parts, `left` or `right`); rows are added one by one."""

    def __init__(self, *columns: tuple[int, str], look: str = "Figures") -> None:
        whole = sum(width for width, _ in columns)
        self.widths = [WIDTH * width // whole for width, _ in columns]
        self.right = [side == "right" for _, side in columns]
        self.look = look
        self.rows: list[str] = []

    def head(self, *texts: str) -> Table:
        """The headings, repeated on every page."""
        cells = [
            cell(width, "HeadRight" if right else "HeadCell", text, shade="E8ECF3")
            for width, right, text in zip(self.widths, self.right, texts, strict=True)
        ]
        self.rows.append(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>")
        return self

    def row(self, *texts: str, kind: str = "Cell") -> Table:
        """A row; `Total` rows are bold."""
        cells = [
            cell(width, f"{kind}Right" if right else kind, text)
            for width, right, text in zip(self.widths, self.right, texts, strict=True)
        ]
        self.rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
        return self

    def total(self, text: str, amount: str) -> Table:
        """The last row: its amount has the room of the last two columns."""
        left, right = sum(self.widths[:-2]), sum(self.widths[-2:])
        cells = cell(left, "Total", text, span=len(self.widths) - 2) + cell(right, "TotalRight", amount, span=2)
        self.rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        return self

    def loop(self, tag: str) -> Table:
        """A row that is a loop or a condition."""
        wide = cell(sum(self.widths), "Cell", f"{{%tr {tag} %}}", span=len(self.widths))
        self.rows.append(f"<w:tr>{wide}</w:tr>")
        return self

    def band(self, text: str) -> Table:
        """A heading across the table."""
        self.rows.append(
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell(sum(self.widths), 'Band', text, span=len(self.widths))}</w:tr>"
        )
        return self

    def __str__(self) -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        look = (
            f'<w:tblStyle w:val="{self.look}"/><w:tblW w:w="{sum(self.widths)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>'
        )
        rows = "".join(self.rows)
        return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>" + paragraph("After", "")


def note_verbale(say: dict[str, str], *middle: str) -> str:
    """What all notes share: sender, reference, title, closing formula, date, addressee."""
    start = [
        paragraph("Sender", "{{ issuer }}"),
        paragraph("Address", "{{ address }}"),
        paragraph("Reference", say["reference"]),
        paragraph("Title", say["title"]),
    ]
    end = [
        paragraph("BodyText", say["closing"]),
        paragraph("Date", "{{ date }}"),
        paragraph("Addressee", "{{ mission }}"),
        flow("if courtesy"),
        paragraph("Remark", "{{ courtesy }}"),
        flow("endif"),
    ]
    return "".join([*start, *middle, *end])


def optional(field: str, text: str, style: str = "BodyText") -> str:
    """A paragraph that stands only where its field is not empty."""
    return flow(f"if {field}") + paragraph(style, text) + flow("endif")


def cover(say: dict[str, str]) -> str:
    """Transmits a notice."""
    table = Table((50, "left"), (28, "left"), (22, "right")).head(say["meeting"], say["dates"], say["amount"])
    table.loop("for row in rows").row("{{ row.meeting }}", "{{ row.dates }}", "{{ row.amount }}").loop("endfor")
    table.total(say["total"], "{{ amount }}")
    return note_verbale(
        say,
        paragraph("BodyText", say["cover_opening"]),
        paragraph("BodyText", say["cover_table"], "<w:keepNext/>"),
        str(table),
        optional("caution", "{{ caution }}"),
        paragraph("BodyText", say["cover_payment"]),
    )


def reminder(say: dict[str, str], which: str) -> str:
    """Recalls debts."""
    table = Table((29, "left"), (17, "left"), (18, "right"), (18, "right"), (18, "right"))
    table.head(say["meeting"], say["requested_by"], say["assessed"], say["settled"], say["outstanding"])
    table.loop("for row in rows")
    table.row(
        "{{ row.meeting }}{% if row.numbers %} ({{ row.numbers }}){% endif %}",
        "{{ row.requested_by }}",
        "{{ row.assessed }}",
        "{{ row.settled }}",
        "{{ row.outstanding }}",
    )
    table.loop("endfor").total(say["total"], "{{ total }}")
    return note_verbale(
        say,
        paragraph("BodyText", say[f"{which}_opening"], "<w:keepNext/>"),
        str(table),
        optional("not_yet", say["not_yet"]),
        optional("plans", say["plans"]),
        optional("appeal", "{{ appeal }}"),
        paragraph("BodyText", say[f"{which}_request"]),
    )


def credit(say: dict[str, str]) -> str:
    """Transmits a credit."""
    table = Table((37, "left"), (21, "right"), (21, "right"), (21, "right"))
    table.head(say["meeting"], say["before"], say["now"], say["credited"]).loop("for row in rows")
    table.row("{{ row.meeting }}", "{{ row.before }}", "{{ row.now }}", "{{ row.amount }}").loop("endfor")
    table.total(say["total"], "{{ amount }}")
    return note_verbale(
        say,
        paragraph("BodyText", say["cover_opening"]),
        paragraph("BodyText", say["credit_table"], "<w:keepNext/>"),
        str(table),
        optional("outstanding", say["credit_outstanding"]),
        optional("in_favour", say["credit_choice"]),
    )


def receipt(say: dict[str, str]) -> str:
    """Acknowledges payments."""
    received = Table((18, "left"), (32, "left"), (28, "left"), (22, "right"))
    received.head(say["date"], say["meeting"], say["bank_reference"], say["amount"]).loop("for row in rows")
    received.row("{{ row.date }}", "{{ row.meeting }}", "{{ row.bank_reference }}", "{{ row.amount }}").loop("endfor")
    received.total(say["total"], "{{ amount }}")
    account = Table((28, "left"), (18, "right"), (18, "right"), (18, "right"), (18, "right"))
    account.head(say["meeting"], say["assessed"], say["settled"], say["outstanding"], say["favour"])
    account.loop("for line in account")
    account.row(
        "{{ line.meeting }}", "{{ line.assessed }}", "{{ line.settled }}", "{{ line.outstanding }}", "{{ line.in_favour }}"
    )
    account.loop("endfor")
    return note_verbale(
        say,
        paragraph("BodyText", say["receipt_opening"], "<w:keepNext/>"),
        str(received),
        paragraph("BodyText", say["receipt_account"], "<w:keepNext/>"),
        str(account),
    )


def items(say: dict[str, str]) -> str:
    """Line items of one meeting."""
    table = Table((76, "left"), (24, "right")).head(say["item"], say["amount_in"])
    for kind in ("conference", "other_services", "support", "contingency", "others"):
        table.loop(f"if meeting.{kind}").band(say[kind]).loop(f"for line in meeting.{kind}")
        table.row("{{ line.item }}", "{{ line.amount }}").loop("endfor")
        table.row(say["subtotal"], f"{{{{ meeting.{kind}_total }}}}", kind="Sub").loop("endif")
    table.row(say["total"], "{{ meeting.total }}", kind="Total")
    return str(table)


def indicative(say: dict[str, str]) -> str:
    """Indicative amounts of one meeting."""
    table = Table((10, "left"), (28, "left"), (16, "left"), (12, "right"), (16, "right"), (18, "right"))
    table.head(say["code"], say["state"], say["role"], say["rate"], say["share"], say["amount_in"])
    table.loop("for row in meeting.states")
    table.row(*(f"{{{{ row.{name} }}}}" for name in ("code", "state", "role", "rate", "share", "amount"))).loop("endfor")
    table.loop("if meeting.residual").row(say["residual"], "", "", "", "", "{{ meeting.residual }}").loop("endif")
    table.row(
        say["total"],
        "{{ meeting.count }}",
        "",
        "{{ meeting.sum_of_rates }}",
        "{{ meeting.shares }}",
        "{{ meeting.total }}",
        kind="Total",
    )
    return str(table)


def estimate(say: dict[str, str]) -> str:
    """The cost document."""
    totals = Table((50, "left"), (28, "left"), (22, "right")).head(say["meeting"], say["dates"], say["amount_in"])
    totals.loop("for meeting in meetings").row("{{ meeting.name }}", "{{ meeting.dates }}", "{{ meeting.total }}")
    totals.loop("endfor").row(say["total"], "", "{{ total }}", kind="Total")
    history = Table(*[(25, "left"), (12, "left")], *[(14, "right")] * 3, *[(13, "right"), (8, "right")])
    names = ("meeting", "currency", "estimate", "revised", "actual", "variance", "per_cent")
    history.head(*(say[name] for name in names))
    history.loop("for row in history")
    history.row(*(f"{{{{ row.{name} }}}}" for name in names))
    history.loop("endfor")
    together = Table((10, "left"), (64, "left"), (26, "right")).head(say["code"], say["state"], say["amount_in"])
    together.loop("for row in states").row("{{ row.code }}", "{{ row.state }}", "{{ row.amount }}").loop("endfor")
    together.loop("if residual").row("", say["residual"], "{{ residual }}").loop("endif")
    together.row(say["total"], "{{ count }}", "{{ total }}", kind="Total")
    return "".join(
        [
            paragraph("Symbol", "**{{ symbol }}**"),
            paragraph("Symbol", "{{ date }}"),
            paragraph("Sender", "{{ convention }}"),
            optional("specimen", "{{ specimen }}", "Banner"),
            paragraph("Title", say["estimate_title"]),
            paragraph("Subtitle", say["estimate_note"]),
            flow("if courtesy") + paragraph("Remark", "{{ courtesy }}") + flow("endif"),
            paragraph("Heading1", say["introduction"]),
            paragraph("Numbered", say["purpose"]),
            optional("article_intro", "{{ article_intro }}", "Numbered"),
            optional("article", "{{ article }}", "Quote"),
            flow("for note in article_notes") + paragraph("Numbered", "{{ note }}") + flow("endfor"),
            paragraph("Heading1", say["costs"]),
            flow("for meeting in meetings"),
            paragraph("Heading2", "{{ meeting.name }}"),
            paragraph("Numbered", say["meeting_line"], "<w:keepNext/>"),
            optional("not meeting.has_lines", say["no_lines"], "Numbered"),
            items(say),
            flow("endfor"),
            flow("if is_group") + paragraph("Heading2", say["all_meetings"]) + str(totals) + flow("endif"),
            paragraph("Heading1", say["comparison"]),
            flow("if history"),
            paragraph("Numbered", say["comparison_line"], "<w:keepNext/>"),
            str(history),
            flow("else") + paragraph("Numbered", say["no_history"]) + flow("endif"),
            paragraph("Heading1", say["formula"]),
            flow("for meeting in meetings"),
            flow("if is_group") + paragraph("Heading2", "{{ meeting.name }}") + flow("endif"),
            flow("for sentence in meeting.formula") + paragraph("Numbered", "{{ sentence }}") + flow("endfor"),
            flow("endfor"),
            flow("for sentence in alternative") + paragraph("Numbered", "{{ sentence }}") + flow("endfor"),
            flow("for caution in cautions") + paragraph("Numbered", "{{ caution }}") + flow("endfor"),
            paragraph("Heading1", say["decision_heading"]),
            paragraph("Decision", say["decision"]),
            paragraph("Heading1", say["annex"], "<w:pageBreakBefore/>"),
            paragraph("BodyText", say["annex_line"]),
            optional("specimen", "{{ specimen }}", "Banner"),
            flow("if is_group") + paragraph("Heading2", say["all_meetings"]) + str(together) + flow("endif"),
            flow("for meeting in meetings"),
            flow("if is_group") + paragraph("Heading2", "{{ meeting.name }}") + flow("endif"),
            indicative(say),
            flow("for note in meeting.notes") + paragraph("Remark", "{{ note }}") + flow("endfor"),
            flow("endfor"),
        ]
    )


DOCUMENTS = {
    "cover": cover,
    "reminder1": lambda say: reminder(say, "reminder1"),
    "reminder2": lambda say: reminder(say, "reminder2"),
    "credit": credit,
    "receipt": receipt,
    "estimate": estimate,
}


def style(name: str, shown: str, based: str, par: str = "", text: str = "") -> str:
    """A paragraph style."""
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    default = "" if based else ' w:default="1"'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{shown}"/>{parent}<w:qFormat/>'
        f"<w:pPr>{par}</w:pPr><w:rPr>{text}</w:rPr></w:style>"
    )


def _space(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def styles(locale: str) -> str:
    """All styles by name, and the language of the text."""
    right, colour = '<w:jc w:val="right"/>', f'<w:color w:val="{NAVY}"/>'
    box = "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="4" w:color="8A5A00"/>' for side in ("top", "left", "bottom", "right")
    )
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    heading = "<w:keepNext/><w:keepLines/>"
    made = [
        style("Normal", "Normal", "", _space(0, 0)),
        style("BodyText", "Body Text", "Normal", "<w:widowControl/>" + _space(0, 160)),
        style("Sender", "Sender", "Normal", _space(0, 20), "<w:b/>" + colour + _size(26)),
        style("Address", "Sender Address", "Normal", _space(0, 320), f'<w:color w:val="{GREY}"/>' + _size(18)),
        style("Reference", "Reference", "Normal", _space(0, 240)),
        style("Symbol", "Document Symbol", "Normal", _space(0, 20) + right),
        style("Title", "Title", "Normal", heading + _space(240, 240), "<w:b/>" + colour + _size(32)),
        style("Subtitle", "Subtitle", "Normal", heading + _space(0, 240), "<w:b/>" + _size(24)),
        style(
            "Heading1",
            "heading 1",
            "Normal",
            heading + _space(320, 140) + '<w:outlineLvl w:val="0"/>',
            "<w:b/>" + colour + _size(26),
        ),
        style(
            "Heading2", "heading 2", "Normal", heading + _space(220, 120) + '<w:outlineLvl w:val="1"/>', "<w:b/>" + _size(22)
        ),
        style("Numbered", "Numbered Paragraph", "BodyText", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        style("Quote", "Quote", "BodyText", '<w:ind w:left="1134" w:right="567"/>', "<w:i/>"),
        style("Decision", "Decision", "BodyText", '<w:ind w:left="567" w:right="567"/>'),
        style(
            "Banner",
            "Banner",
            "Normal",
            f"<w:keepLines/><w:pBdr>{box}</w:pBdr>"
            + '<w:shd w:val="clear" w:color="auto" w:fill="FFF3D6"/>'
            + _space(160, 200)
            + '<w:ind w:left="113" w:right="113"/>',
            "<w:b/>",
        ),
        style("Remark", "Remark", "Normal", _space(120, 60), f'<w:color w:val="{GREY}"/>' + _size(18)),
        style("Date", "Date", "Normal", "<w:keepNext/>" + _space(240, 480) + right),
        style("Addressee", "Addressee", "Normal", "<w:keepLines/>" + _space(0, 120), "<w:b/>"),
        style("HeadCell", "Table Heading", "Normal", "<w:keepNext/>" + _space(50, 50), "<w:b/>" + _size(18)),
        style("HeadRight", "Table Heading Right", "HeadCell", right),
        style("Cell", "Table Text", "Normal", _space(30, 30), _size(18)),
        style("CellRight", "Table Figure", "Cell", right),
        style("Band", "Table Band", "Cell", "<w:keepNext/>" + _space(90, 30), "<w:b/>" + colour),
        style("Sub", "Table Subtotal", "Cell", "", "<w:i/>"),
        style("SubRight", "Table Subtotal Figure", "Sub", right, "<w:i/>"),
        style("Total", "Table Total", "Cell", _space(60, 60), "<w:b/>"),
        style("TotalRight", "Table Total Figure", "Total", right, "<w:b/>"),
        style("After", "After Table", "Normal", _space(0, 120), _size(8)),
        style(
            "Footer",
            "footer",
            "Normal",
            f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs>',
            f'<w:color w:val="{GREY}"/>' + _size(16),
        ),
    ]
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        '</w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:styleId="Figures"><w:name w:val="Figures"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top {line}/><w:bottom {line}/><w:insideH {line}/>'
        "</w:tblBorders></w:tblPr></w:style>"
    )
    font = "Times New Roman"
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
        f'<w:color w:val="{INK}"/>{_size(22)}<w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return f'{HEAD}<w:styles xmlns:w="{W}">{defaults}{"".join(made)}{table}</w:styles>'


def numbering() -> str:
    """The numbers of paragraphs: 1. 2. 3."""
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Numbered"/><w:lvlText w:val="%1."/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="567"/></w:tabs>'
        '<w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>'
    )
    abstract = f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>{level}</w:abstractNum>'
    return (
        f'{HEAD}<w:numbering xmlns:w="{W}">{abstract}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def field(code: str) -> str:
    """A field that the word processor fills in."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f'{marks[0]}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{marks[1]}{run("1")}{marks[2]}'


def footer(left: str, page: str) -> str:
    """The footer: what the document is, and the page."""
    before, between, after = re.split(r"\{page\}|\{pages\}", page)
    inside = f"{run(left)}<w:r><w:tab/></w:r>{run(before)}{field('PAGE')}{run(between)}{field('NUMPAGES')}{run(after)}"
    return f'{HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{inside}</w:p></w:ftr>'


def parts(kind: str, language: str) -> dict[str, str]:
    """The parts of one template."""
    say = TEXTS[language]
    locale = LOCALES[language]
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1304" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    body = DOCUMENTS[kind](say)
    document = f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{section}</w:body></w:document>'
    overrides = {
        "/word/document.xml": f"{WORD}.document.main+xml",
        "/word/styles.xml": f"{WORD}.styles+xml",
        "/word/settings.xml": f"{WORD}.settings+xml",
        "/word/numbering.xml": f"{WORD}.numbering+xml",
        "/word/footer1.xml": f"{WORD}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    types = "".join(f'<Override PartName="{name}" ContentType="{what}"/>' for name, what in overrides.items())
    links = {"rId1": "styles", "rId2": "settings", "rId3": "footer1", "rId4": "numbering"}
    kinds = {"footer1": "footer"}
    rels = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kinds.get(name, name)}" Target="{name}.xml"/>' for key, name in links.items()
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" '
        f'Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(say['estimate_title' if kind == 'estimate' else 'title'])}</dc:title>"
        f"<dc:language>{locale}</dc:language></cp:coreProperties>",
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rels}</Relationships>',
        "word/document.xml": document,
        "word/footer1.xml": footer("{{ symbol }}" if kind == "estimate" else "{{ reference }}", say["page"]),
        "word/numbering.xml": numbering(),
        "word/settings.xml": f'{HEAD}<w:settings xmlns:w="{W}"><w:defaultTabStop w:val="567"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{locale}"/></w:settings>',
        "word/styles.xml": styles(locale),
    }


def template(kind: str, language: str) -> bytes:
    """One template as DOCX."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts(kind, language).items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, text.encode())
    return buffer.getvalue()


def main(target: Path) -> None:
    """Write all templates below `target`, a folder for each language."""
    for language in TEXTS:
        (target / language).mkdir(parents=True, exist_ok=True)
        for kind in DOCUMENTS:
            (target / language / f"{kind}.docx").write_bytes(template(kind, language))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
