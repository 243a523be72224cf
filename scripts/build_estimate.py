"""The layout of the cost estimate: symbol, numbered paragraphs, tables, annex; its texts stand in
`scripts/templates/` under `[estimate]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from scripts.build_templates import (
    GREY,
    INK,
    RULE,
    WIDE,
    Maker,
    W,
    content_types,
    edge,
    relations,
    row,
    run,
)

SECTIONS = ("conference", "other_services", "support", "contingency", "others")
Cell = tuple[str, str]
"""Style and text."""


_WARNING = "".join(
    f'<w:{side} w:val="single" w:sz="8" w:space="4" w:color="8A5A00"/>'
    for side in ("top", "left", "bottom", "right")
)
_KEEP = "<w:keepNext/><w:keepLines/>"
_OWN: Sequence[tuple[str, str, str, str, str]] = (
    ("Symbol", "Document Symbol", "", '<w:spacing w:after="20"/><w:jc w:val="right"/>', ""),
    (
        *("Sender", "Sender", ""),
        edge("bottom", 8, 5, INK) + '<w:spacing w:after="240"/>',
        f"b sz26 color{INK}",
    ),
    (
        *("Title", "Title", ""),
        _KEEP + '<w:spacing w:before="240" w:after="100"/>',
        f"b sz32 color{INK}",
    ),
    ("Occasion", "Occasion", "", '<w:keepNext/><w:spacing w:after="160"/>', f"color{GREY}"),
    ("Subtitle", "Subtitle", "", _KEEP + '<w:spacing w:after="240"/>', "b sz24"),
    (
        *("Heading1", "heading 1", ""),
        _KEEP + '<w:spacing w:before="320" w:after="140"/><w:outlineLvl w:val="0"/>',
        f"b sz26 color{INK}",
    ),
    (
        *("Heading2", "heading 2", ""),
        _KEEP + '<w:spacing w:before="220" w:after="100"/><w:outlineLvl w:val="1"/>',
        "b sz22",
    ),
    (
        *("Numbered", "Numbered Paragraph", "BodyText"),
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
        "",
    ),
    ("Quote", "Quote", "BodyText", '<w:ind w:left="1134" w:right="567"/>', "i"),
    ("Decision", "Decision", "BodyText", '<w:ind w:left="567" w:right="567"/>', ""),
    (
        *("Banner", "Banner", ""),
        f'<w:keepLines/><w:pBdr>{_WARNING}</w:pBdr><w:shd w:val="clear" w:color="auto" '
        'w:fill="FFF3D6"/><w:spacing w:before="160" w:after="200"/><w:ind w:left="113" '
        'w:right="113"/>',
        "b",
    ),
    (
        *("Annex", "Annex", ""),
        "<w:keepNext/>" + edge("top", 8, 8, INK) + '<w:spacing w:before="480" w:after="60"/>',
        "b sz22",
    ),
    (
        *("AnnexTitle", "Annex Title", "Heading1"),
        '<w:spacing w:before="0" w:after="140"/>',
        "",
    ),
    (
        *("Band", "Table Band", "Cell"),
        '<w:keepNext/><w:spacing w:before="90" w:after="30"/>',
        f"b color{INK}",
    ),
    ("Sub", "Table Subtotal", "Cell", "", "i"),
    ("SubRight", "Table Subtotal Figure", "Sub", '<w:jc w:val="right"/>', "i"),
    ("Header", "header", "", edge("bottom", 4, 4, RULE), f"sz16 color{GREY}"),
)


class EstimateMaker(Maker):
    """The template of the estimate in one language."""

    styles: ClassVar = (
        *(each for each in Maker.styles if each[0] not in {own[0] for own in _OWN}),
        *_OWN,
    )
    at_foot = "{{ symbol }}"

    def parts(self) -> dict[str, str]:
        """The parts of a note, with numbering and a head that begins on the second page."""
        kinds = {"numbering": "numbering", "header1": "header", "header2": "header"}
        refers = [
            *(("styles", "styles.xml"), ("settings", "settings.xml"), ("footer", "footer1.xml")),
            *(("numbering", "numbering.xml"), ("header", "header1.xml"), ("header", "header2.xml")),
        ]
        return {
            **super().parts(),
            "[Content_Types].xml": content_types(kinds),
            "word/_rels/document.xml.rels": relations(refers),
            "word/numbering.xml": _inside(_NUMBERING) if self.right_to_left else _NUMBERING,
            "word/header1.xml": self._header("Header", run(self._title())),
            "word/header2.xml": self._header("Footer", ""),
        }

    def _title(self) -> str:
        return str(self.own["title"])

    def _styles(self) -> str:
        """Without italics where the script knows none."""
        made = _inside(super()._styles()) if self.right_to_left else super()._styles()
        return made.replace("<w:i/><w:iCs/>", "") if self.lang[:2] in ("ar", "zh") else made

    def _header(self, style: str, said: str) -> str:
        return (
            f'<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{said}</w:p>'
            "</w:hdr>"
        )

    def _document(self) -> str:
        body = "".join(
            [*self._head(), *self._costs(), *self._history(), *self._formula(), *self._annex()]
        )
        refers = (
            '<w:headerReference w:type="default" r:id="rId5"/><w:headerReference w:type="first" '
            'r:id="rId6"/><w:footerReference w:type="default" r:id="rId3"/><w:footerReference '
            'w:type="first" r:id="rId3"/>'
        )
        return self._paged(body, refers, top=1304, more="<w:titlePg/>")

    def _head(self) -> Iterator[str]:
        own = self.own
        yield self._line("Symbol", "**{{ symbol }}**")
        yield self._line("Symbol", "{{ date }}")
        yield self._line("Sender", "{{ convention }}")
        yield from self._if("specimen", "{{ specimen }}", style="Banner")
        yield self._line("Title", own["title"])
        yield self._tag("if not is_group")
        yield from self._for("meeting in meetings", "Occasion", "{{ meeting.occasion }}")
        yield self._tag("endif")
        yield self._line("Subtitle", own["note"])
        yield from self._if("courtesy", "{{ courtesy }}", style="Remark")
        yield self._line("Heading1", own["h_intro"])
        yield self._line("Numbered", own["intro"])
        yield from self._if("article_intro", "{{ article_intro }}", style="Numbered", keep=True)
        yield from self._if("article", "{{ article }}", style="Quote")
        yield from self._for("note in article_notes", "Numbered", "{{ note }}")

    def _costs(self) -> Iterator[str]:
        own = self.own
        yield self._line("Heading1", own["h_costs"])
        yield self._tag("for meeting in meetings")
        yield self._tag("if is_group")
        yield self._line("Heading2", "{{ meeting.name }}")
        yield self._line("Occasion", "{{ meeting.occasion }}")
        yield self._tag("endif")
        yield self._line("Numbered", own["figure"])
        yield from self._if("not meeting.has_lines", own["no_lines"], style="Numbered")
        yield self._tag("if meeting.has_lines")
        yield self._line("Numbered", own["lines"], keep=True)
        yield self._items()
        yield self._tag("endif")
        yield self._tag("endfor")
        yield self._tag("if is_group")
        yield self._line("Heading2", own["all"])
        yield self._line("Numbered", own["all_cost"], keep=True)
        yield self._grid(
            (3875, 3450, 2313),
            [("HeadCell", own["meeting"]), ("HeadCell", own["dates"]), self._amount()],
            [
                "for meeting in meetings",
                [
                    ("Cell", "{{ meeting.name }}"),
                    ("Cell", "{{ meeting.dates }}"),
                    ("CellRight", "{{ meeting.total }}"),
                ],
                "endfor",
                [("Total", self.texts["total"]), ("Total", ""), ("TotalRight", "{{ total }}")],
            ],
        )
        yield self._tag("endif")

    def _items(self) -> str:
        own = self.own
        rows: list[str | Cell | Sequence[Cell]] = []
        for name in SECTIONS:
            rows += [
                f"if meeting.{name}",
                ("Band", own[name]),
                f"for line in meeting.{name}",
                [("Cell", "{{ line.item }}"), ("CellRight", "{{ line.amount }}")],
                "endfor",
                [("Sub", own["subtotal"]), ("SubRight", f"{{{{ meeting.{name}_total }}}}")],
                "endif",
            ]
        rows.append([("Total", self.texts["total"]), ("TotalRight", "{{ meeting.total }}")])
        return self._grid((7325, 2313), [("HeadCell", own["item"]), self._amount()], rows)

    def _history(self) -> Iterator[str]:
        own = self.own
        yield self._tag("if history")
        yield self._line("Heading1", own["h_history"])
        yield self._line("Numbered", own["history"], keep=True)
        figures = ("estimate", "revised", "actual", "variance", "per_cent")
        yield self._grid(
            (2198, 1020, 1320, 1580, 1300, 1360, 860),
            [
                ("HeadCell", own["meeting"]),
                ("HeadCell", own["currency"]),
                *(("HeadRight", own[name]) for name in figures),
            ],
            [
                "for row in history",
                [
                    ("Cell", "{{ row.meeting }}"),
                    ("Cell", "{{ row.currency }}"),
                    *(("CellRight", f"{{{{ row.{name} }}}}") for name in figures),
                ],
                "endfor",
            ],
        )
        yield self._tag("endif")

    def _formula(self) -> Iterator[str]:
        own = self.own
        yield self._line("Heading1", own["h_formula"])
        yield self._tag("for meeting in meetings")
        yield from self._if("is_group", "{{ meeting.name }}", style="Heading2")
        yield from self._for("sentence in meeting.formula", "Numbered", "{{ sentence }}")
        yield self._tag("endfor")
        yield from self._for("sentence in alternative", "Numbered", "{{ sentence }}")
        yield from self._for("caution in cautions", "Numbered", "{{ caution }}")
        yield self._line("Heading1", own["h_notices"])
        yield self._line("Numbered", own["notices"])
        yield self._line("Numbered", own["adjusted"])
        yield self._tag("if decision")
        yield self._line("Heading1", own["h_decision"])
        yield self._line("Numbered", own["may_wish"], keep=True)
        yield self._line("Decision", own["decision"])
        yield self._tag("endif")

    def _annex(self) -> Iterator[str]:
        own = self.own
        yield self._line("Annex", own["annex"])
        yield self._line("AnnexTitle", own["h_annex"])
        yield from self._if("specimen", "{{ specimen }}", style="Banner")
        yield self._line("BodyText", own["annex_intro"])
        yield from self._for("note in order_notes", "BodyText", "{{ note }}")
        yield self._tag("if is_group")
        yield self._line("Heading2", own["all"])
        yield self._grid(
            (6325, 1000, 2313),
            [("HeadCell", own["state"]), ("HeadCell", own["code"]), self._amount()],
            self._rows("states", ("state", "code"), ("amount",), ""),
        )
        yield self._tag("endif")
        yield self._tag("for meeting in meetings")
        yield from self._if("is_group", "{{ meeting.name }}", style="Heading2")
        yield self._grid(
            (2248, 960, 2430, 1100, 1400, 1500),
            [
                *(("HeadCell", own[name]) for name in ("state", "code", "role")),
                *(("HeadRight", own[name]) for name in ("rate", "share")),
                self._amount(),
            ],
            self._rows(
                *("meeting.states", ("state", "code", "role"), ("rate", "share", "amount")),
                "meeting.",
            ),
        )
        yield from self._for("note in meeting.notes", "Remark", "{{ note }}")
        yield self._tag("endfor")

    def _rows(
        self, rows: str, texts: Sequence[str], figures: Sequence[str], of: str
    ) -> list[str | Cell | Sequence[Cell]]:
        """A row for each State, what rounding leaves over, and the sums."""
        blank = [("Cell", "")] * (len(texts) - 1) + [("CellRight", "")] * (len(figures) - 1)
        sums = ("sum_of_rates", "shares", "total")[-len(figures) :]
        before, after = "（）" if self.lang.startswith("zh") else (" (", ")")
        total = f"{self.texts['total']}{before}{{{{ {of}count }}}}{after}"
        return [
            f"for row in {rows}",
            [
                *(("Cell", f"{{{{ row.{name} }}}}") for name in texts),
                *(("CellRight", f"{{{{ row.{name} }}}}") for name in figures),
            ],
            "endfor",
            f"if {of}residual",
            [("Cell", self.own["rounding"]), *blank, ("CellRight", f"{{{{ {of}residual }}}}")],
            "endif",
            [
                ("Total", total),
                *[("Total", "")] * (len(texts) - 1),
                *(("TotalRight", f"{{{{ {of}{name} }}}}") for name in sums),
            ],
        ]

    def _amount(self) -> Cell:
        return "HeadRight", self.own["amount"]

    def _grid(
        self,
        wide: Sequence[int],
        head: Sequence[Cell],
        rows: Sequence[str | Cell | Sequence[Cell]],
    ) -> str:
        """A table: a text is a tag in a row of its own, a pair a row that spans all columns."""
        assert sum(wide) == WIDE
        made = [self._cells(wide, head, "<w:cantSplit/><w:tblHeader/>", shade=True)]
        for each in rows:
            if isinstance(each, str):
                tag = self._cell(WIDE, "Cell", f"{{%tr {each} %}}", span=len(wide))
                made.append(row([tag]))
            elif isinstance(each, tuple):
                made.append(row([self._cell(WIDE, *each, span=len(wide))], "<w:cantSplit/>"))
            else:
                made.append(self._cells(wide, each, "<w:cantSplit/>"))
        return self._framed(wide, made)

    def _cells(
        self, wide: Sequence[int], cells: Sequence[Cell], properties: str, shade: bool = False
    ) -> str:
        at = "bottom" if shade else "top"
        return row(
            [
                self._cell(size, *cell, shade=shade, at=at)
                for size, cell in zip(wide, cells, strict=True)
            ],
            properties,
        )


def _inside(xml: str) -> str:
    """A number of a paragraph at half its indent: from right to left, some programs write it away
    from the text, and from the margin it would leave the page's frame.
    """
    return xml.replace('<w:ind w:left="567" ', '<w:ind w:left="851" ')


_NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType '
    'w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:pStyle w:val="Numbered"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:tabs>'
    '<w:tab w:val="num" w:pos="567"/></w:tabs><w:ind w:left="567" w:hanging="567"/></w:pPr>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
