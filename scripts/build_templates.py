"""Makes the packaged templates of notes verbales from their texts in `scripts/templates/`: one
layout for all languages, and the texts of a language in one place. The estimate, which is a
document of another kind, has its layout in `scripts/build_estimate.py`.
"""

from __future__ import annotations

import io
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

TEXTS = Path(__file__).parent / "templates"
TARGET = Path(__file__).parent.parent / "ccmcost" / "assets" / "docx"
KINDS = ("cover", "credit", "reminder1", "reminder2", "receipt")
WIDE = 9638
"""Width of the text in twentieths of a point: A4 with margins of 20 mm."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
INK, GREY, RULE, SHADE = "1F3864", "5A6472", "9AA5B8", "E8ECF3"


def edge(side: str, size: int, space: int, color: str) -> str:
    """A line on one side of a paragraph."""
    return (
        f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>'
        "</w:pBdr>"
    )


_STYLES: Sequence[tuple[str, str, str, str, str]] = (
    ("BodyText", "Body Text", "", '<w:widowControl/><w:spacing w:after="160" w:line="264"/>', ""),
    ("Sender", "Sender", "", '<w:spacing w:after="20"/>', f"b sz26 color{INK}"),
    (
        *("Address", "Sender Address", ""),
        edge("bottom", 6, 6, INK) + '<w:spacing w:after="280"/>',
        f"sz18 color{GREY}",
    ),
    ("Reference", "Reference", "", '<w:spacing w:after="120"/>', ""),
    (
        *("Title", "Title", ""),
        '<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="280"/>'
        '<w:jc w:val="center"/>',
        "b sz28",
    ),
    (
        *("Remark", "Remark", ""),
        '<w:keepNext/><w:spacing w:after="200"/><w:jc w:val="center"/>',
        f"sz18 color{GREY}",
    ),
    (
        *("Date", "Date", ""),
        '<w:keepNext/><w:spacing w:before="200" w:after="0"/><w:jc w:val="right"/>',
        "",
    ),
    (
        *("Seal", "Initials and Seal", ""),
        '<w:keepNext/><w:spacing w:before="1300" w:after="280"/><w:jc w:val="right"/>',
        f"sz16 color{GREY}",
    ),
    ("Addressee", "Addressee", "", '<w:keepNext/><w:keepLines/><w:spacing w:after="120"/>', "b"),
    ("Enclosures", "Enclosures", "", '<w:keepNext/><w:spacing w:before="200"/>', "sz20"),
    ("Enclosure", "Enclosure", "", '<w:keepNext/><w:keepLines/><w:ind w:left="284"/>', "sz20"),
    (
        "HeadCell",
        "Table Heading",
        "",
        '<w:keepNext/><w:spacing w:before="50" w:after="50"/>',
        "b sz18",
    ),
    ("HeadRight", "Table Heading Right", "HeadCell", '<w:jc w:val="right"/>', ""),
    ("Cell", "Table Text", "", '<w:spacing w:before="40" w:after="40"/>', "sz18"),
    ("CellRight", "Table Figure", "Cell", '<w:jc w:val="right"/>', ""),
    (
        *("Total", "Table Total", "Cell"),
        '<w:keepNext/><w:spacing w:before="60" w:after="60"/>',
        "b",
    ),
    ("TotalRight", "Table Total Figure", "Total", '<w:jc w:val="right"/>', "b"),
    ("After", "After Table", "", '<w:spacing w:after="120"/>', "sz8"),
    (
        *("Footer", "footer", ""),
        f'<w:tabs><w:tab w:val="right" w:pos="{WIDE}"/></w:tabs>',
        f"sz16 color{GREY}",
    ),
)
"""Id, name, what it is based on (else Normal), paragraph, look."""


class Maker:
    """The template of a kind in one language."""

    styles = _STYLES
    at_foot = "{{ reference }}"

    def __init__(self, texts: Mapping[str, Any], kind: str) -> None:
        self.texts, self.kind, self.lang = texts, kind, texts["lang"]
        self.own = texts["reminder" if kind.startswith("reminder") else kind]
        self.right_to_left = self.lang.startswith("ar")

    def content(self) -> bytes:
        """The DOCX file; the same texts give the same bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in self.parts().items():
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
                archive.writestr(entry, _HEAD + text)
        return buffer.getvalue()

    def parts(self) -> dict[str, str]:
        """The parts of the file by name, in order."""
        return {
            "[Content_Types].xml": content_types(),
            "_rels/.rels": relations(
                [("officeDocument", "word/document.xml")],
                ("core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": self._core(),
            "word/_rels/document.xml.rels": relations(
                [("styles", "styles.xml"), ("settings", "settings.xml"), ("footer", "footer1.xml")]
            ),
            "word/document.xml": self._document(),
            "word/footer1.xml": self._footer(),
            "word/settings.xml": self._settings(),
            "word/styles.xml": self._styles(),
        }

    def _document(self) -> str:
        body = "".join([*self._top(), *getattr(self, f"_{self._shape()}")(), *self._end()])
        return self._paged(body, '<w:footerReference w:type="default" r:id="rId3"/>')

    def _paged(self, body: str, refers: str, top: int = 1134, more: str = "") -> str:
        """The body on pages with their heads and feet, and a margin at the top."""
        both = "<w:bidi/>" if self.right_to_left else ""
        return (
            f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{body}<w:sectPr>{refers}'
            f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{top}" w:right="1134" '
            'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
            f"{more}{both}</w:sectPr></w:body></w:document>"
        )

    def _shape(self) -> str:
        return "reminder" if self.kind.startswith("reminder") else self.kind

    def _top(self) -> Iterator[str]:
        yield self._line("Sender", "{{ issuer }}")
        yield self._line("Address", "{{ address }}")
        yield self._line("Reference", self.texts["reference"])
        yield self._line("Title", self.texts["title"])
        yield from self._if("courtesy", "{{ courtesy }}", style="Remark")

    def _cover(self) -> Iterator[str]:
        yield self._line("BodyText", self.texts["transmits"])
        yield self._line("BodyText", self.own["amounts"], keep=True)
        cells = ("{{ row.meeting }}", "{{ row.dates }}", "{{ row.amount }}")
        yield self._table((3968, 3450, 2220), self.own["heads"], "row in rows", cells, 1)
        yield from self._if("caution", "{{ caution }}")
        yield self._line("BodyText", self.own["asks"])
        yield from self._if("statement", self.texts["statement"])

    def _credit(self) -> Iterator[str]:
        yield self._line("BodyText", self.texts["transmits"])
        yield self._line("BodyText", self.own["amounts"], keep=True)
        cells = ("{{ row.meeting }}", "{{ row.before }}", "{{ row.now }}", "{{ row.amount }}")
        yield self._table((3638, 2000, 2000, 2000), self.own["heads"], "row in rows", cells, 3)
        yield from self._if("outstanding", self.own["owes"])
        yield from self._if("in_favour", self.own["in_favour"])
        yield from self._if("not outstanding and not in_favour", self.own["nothing"])
        yield from self._if("statement", self.texts["statement"])

    def _reminder(self) -> Iterator[str]:
        yield from self._if("not earlier", self.own["recalls"], keep=True)
        yield from self._if("earlier", self.own["again"], keep=True)
        cells = (
            "{{ row.meeting }}\n{{ row.quote }}\n{{ row.numbers }}",
            *("{{ row.requested_by }}", "{{ row.assessed }}"),
            *("{{ row.settled }}", "{{ row.outstanding }}"),
        )
        wide = (2468, 1700, 1750, 1720, 2000)
        yield self._table(wide, self.own["heads"], "row in rows", cells, 3, total="{{ total }}")
        yield from self._if("later", self.own["later"])
        yield from self._if("plans", self.own["plans"])
        yield from self._if("appeal", "{{ appeal }}")
        asks = "asks_first" if self.kind == "reminder1" else "asks_second"
        yield self._line("BodyText", self.own[asks])
        yield from self._if("statement", self.texts["statement"])

    def _receipt(self) -> Iterator[str]:
        yield self._line("BodyText", self.own["thanks"], keep=True)
        cells = (
            *("{{ row.date }}", "{{ row.meeting }}"),
            *("{{ row.bank_reference }}", "{{ row.amount }}"),
        )
        yield self._table((1760, 3438, 2520, 1920), self.own["heads"], "row in rows", cells, 1)
        yield self._line("BodyText", self.own["account"], keep=True)
        names = ("meeting", "assessed", "settled", "outstanding", "in_favour")
        yield self._table(
            (2518, 1780, 1780, 1780, 1780),
            self.own["account_heads"],
            "line in account",
            tuple(f"{{{{ line.{name} }}}}" for name in names),
            4,
            total="",
        )

    def _end(self) -> Iterator[str]:
        yield self._line("BodyText", "{{ closing }}", keep=True)
        yield self._line("Date", "{{ place_and_date }}")
        yield self._line("Seal", self.texts["seal"])
        yield self._line("Addressee", "{{ mission }}")
        yield self._tag("if enclosures")
        yield self._line("Enclosures", self.texts["enclosures"])
        yield from self._for("each in enclosures", "Enclosure", "{{ each }}")
        yield self._tag("endif")

    def _if(
        self, field: str, text: str, style: str = "BodyText", keep: bool = False
    ) -> Iterator[str]:
        yield self._tag(f"if {field}")
        yield self._line(style, text, keep=keep)
        yield self._tag("endif")

    def _for(self, loop: str, style: str, text: str) -> Iterator[str]:
        yield self._tag(f"for {loop}")
        yield self._line(style, text)
        yield self._tag("endfor")

    def _tag(self, tag: str) -> str:
        return self._line("Normal", f"{{%p {tag} %}}")

    def _line(self, style: str, text: str, keep: bool = False) -> str:
        """A paragraph; what stands between two pairs of stars is bold."""
        kept = "<w:keepNext/>" if keep else ""
        runs = "".join(
            run(part, bold=place % 2 == 1) for place, part in enumerate(text.split("**")) if part
        )
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>{runs}</w:p>'

    def _table(
        self,
        wide: Sequence[int],
        heads: Sequence[str],
        loop: str,
        cells: Sequence[str],
        figures: int,
        total: str = "{{ amount }}",
    ) -> str:
        """A table with a row for each of `loop`; its last `figures` columns are figures."""
        first = len(cells) - figures
        right = [place >= first for place in range(len(cells))]
        head = [
            self._cell(size, "HeadRight" if figure else "HeadCell", text, shade=True)
            for size, figure, text in zip(wide, right, heads, strict=True)
        ]
        each = [
            self._cell(size, "CellRight" if figure else "Cell", text)
            for size, figure, text in zip(wide, right, cells, strict=True)
        ]
        rows = [
            row(head, "<w:cantSplit/><w:tblHeader/>"),
            row([self._cell(WIDE, "Cell", f"{{%tr for {loop} %}}", span=len(cells))]),
            row(each, "<w:cantSplit/>"),
            row([self._cell(WIDE, "Cell", "{%tr endfor %}", span=len(cells))]),
        ]
        if total:
            words = self._cell(sum(wide[:-1]), "Total", self.texts["total"], span=len(cells) - 1)
            rows.append(row([words, self._cell(wide[-1], "TotalRight", total)], "<w:cantSplit/>"))
        return self._framed(wide, rows)

    def _framed(self, wide: Sequence[int], rows: Sequence[str]) -> str:
        """Rows as a table of columns of these widths, and the room below it."""
        grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in wide)
        visual = "<w:bidiVisual/>" if self.right_to_left else ""
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="Figures"/>{visual}<w:tblW w:w="{WIDE}" '
            'w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
            + self._line("After", "")
        )

    def _cell(
        self, wide: int, style: str, text: str, span: int = 1, shade: bool = False, at: str = ""
    ) -> str:
        """A cell with a paragraph for each line; `at` says where in its height the text stands."""
        spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        shaded = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if shade else ""
        stands = f'<w:vAlign w:val="{at}"/>' if at else ""
        lines = "".join(self._line(style, line) for line in text.splitlines() or [""])
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{spans}{shaded}{stands}</w:tcPr>'
            f"{lines}</w:tc>"
        )

    def _footer(self) -> str:
        pages = {"{page}": _field("PAGE"), "{pages}": _field("NUMPAGES")}
        said = "".join(
            pages.get(part) or run(part)
            for part in re.split(r"(\{pages?\})", self.texts["page"])
            if part
        )
        return (
            f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
            f"{run(self.at_foot)}<w:r><w:tab/></w:r>{said}</w:p></w:ftr>"
        )

    def _styles(self) -> str:
        """From right to left, `left` is the side on which a line begins: figures stand there, so
        that their decimals are below one another.
        """
        east, words = "Times New Roman", self.lang
        if self.lang.startswith("zh"):  # Latin words in Chinese text break like those of English
            east, words = "SimSun", "en-GB"
        times = " ".join(f'w:{name}="Times New Roman"' for name in ("ascii", "hAnsi", "cs"))
        made = "".join(_style(*style) for style in self.styles)
        if self.right_to_left:
            figures = r'(w:styleId="(?:Head|Cell|Total|Sub)Right".*?<w:jc w:val=)"right"'
            made = re.sub(figures, r'\1"left"', made)
        edges = "".join(
            f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
            for edge in ("top", "bottom", "insideH")
        )
        both = ("<w:bidi/>", "<w:rPr><w:rtl/></w:rPr>") if self.right_to_left else ("", "")
        return (
            f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {times} '
            f'w:eastAsia="{east}"/><w:color w:val="1A1A1A"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
            f'<w:lang w:val="{words}" w:eastAsia="{self.lang}" w:bidi="ar-SA"/></w:rPr>'
            '</w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" '
            'w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
            f'{both[0]}<w:spacing w:before="0" w:after="0"/></w:pPr>{both[1]}</w:style>{made}'
            '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name '
            'w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left '
            'w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '</w:style><w:style w:type="table" w:styleId="Figures"><w:name w:val="Figures"/>'
            f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{edges}</w:tblBorders>'
            "</w:tblPr></w:style></w:styles>"
        )

    def _settings(self) -> str:
        return (
            f'<w:settings xmlns:w="{W}"><w:defaultTabStop w:val="567"/><w:compat>'
            '<w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            f'<w:themeFontLang w:val="{self.lang}"/></w:settings>'
        )

    def _title(self) -> str:
        return str(self.texts["title"])

    def _core(self) -> str:
        return (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(self._title())}</dc:title>"
            f"<dc:language>{self.lang}</dc:language></cp:coreProperties>"
        )


def run(text: str, bold: bool = False) -> str:
    """Text of one look."""
    look = "<w:rPr><w:b/><w:bCs/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field(name: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    asked = f'<w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
    return f"{mark('begin')}{asked}{mark('separate')}{run('1')}{mark('end')}"


def row(cells: Sequence[str], properties: str = "") -> str:
    """A row of a table."""
    kept = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{kept}{''.join(cells)}</w:tr>"


def _style(ident: str, name: str, based_on: str, paragraph: str, look: str) -> str:
    looks = []
    for each in look.split():
        if each == "b":
            looks.append("<w:b/><w:bCs/>")
        elif each == "i":
            looks.append("<w:i/><w:iCs/>")
        elif each.startswith("color"):
            looks.append(f'<w:color w:val="{each[5:]}"/>')
        else:
            looks.append(f'<w:sz w:val="{each[2:]}"/><w:szCs w:val="{each[2:]}"/>')
    looks.sort(key=lambda text: ("<w:b/>" not in text, "<w:i/>" not in text, "color" not in text))
    return (
        f'<w:style w:type="paragraph" w:styleId="{ident}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on or "Normal"}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
        f"<w:rPr>{''.join(looks)}</w:rPr></w:style>"
    )


def content_types(more: Mapping[str, str] | None = None) -> str:
    """What each part is; `more` are parts of a kind of document, by name."""
    parts = {
        "/word/document.xml": f"{_TYPE}.document.main+xml",
        "/word/styles.xml": f"{_TYPE}.styles+xml",
        "/word/settings.xml": f"{_TYPE}.settings+xml",
        "/word/footer1.xml": f"{_TYPE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{f"/word/{name}.xml": f"{_TYPE}.{kind}+xml" for name, kind in (more or {}).items()},
    }
    named = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def relations(parts: Sequence[tuple[str, str]], core: tuple[str, str] | None = None) -> str:
    """What a part refers to, numbered in order."""
    kinds = [(f"{OFFICE}/{kind}", target) for kind, target in parts]
    kinds += [(f"{_PACKAGE}/relationships/metadata/{core[0]}", core[1])] if core else []
    named = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(kinds, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{named}</Relationships>'


def templates() -> Iterator[tuple[str, bytes]]:
    """Every template by its name within `ccmcost/assets/docx/`."""
    from scripts.build_estimate import EstimateMaker

    for path in sorted(TEXTS.glob("*.toml")):
        texts = tomllib.loads(path.read_text(encoding="utf-8"))
        for kind in KINDS:
            yield f"{path.stem}/{kind}.docx", Maker(texts, kind).content()
        yield f"{path.stem}/estimate.docx", EstimateMaker(texts, "estimate").content()


def main() -> int:
    """Write them all."""
    for name, content in templates():
        target = TARGET / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
