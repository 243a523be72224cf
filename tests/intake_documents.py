"""Documents of the kinds that meetings have, made here: text, DOCX, PDF, CSV,
XLSX in three languages. None is stored.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import matplotlib

from ccmcost.findings import Findings
from ccmcost.load.reader import Reader
from ccmcost.load.states import load_state_names, load_states, load_treaties
from ccmcost.model.states import parties_on
from ccmcost.workspace import open_workspace
from tests.conftest import DATA

READER = Reader(open_workspace(DATA), Findings())
STATES = load_states(READER)
TREATY = load_treaties(READER, STATES)[""]
FORMAL = {
    (language, name.iso3): name.name
    for language, start in (("en", 0), ("fr", 1), ("es", 2))
    for names in [[n for n in load_state_names(READER, STATES) if n.kind == "formal"]]
    for name in names
    if [n.name for n in names if n.iso3 == name.iso3].index(name.name) == start
}
DAY = date(2023, 9, 11)

PARTIES = tuple(parties_on(TREATY, DAY))
SIGNATORIES = ("AGO", "CAF", "COD", "CYP", "DJI", "HTI", "IDN", "JAM", "KEN", "LBR", "TZA", "UGA")
OBSERVERS = (
    "ARE",
    "ARG",
    "CHN",
    "FIN",
    "GAB",
    "GNQ",
    "KOR",
    "OMN",
    "PNG",
    "PRK",
    "QAT",
    "SGP",
    "SRB",
    "THA",
    "USA",
    "VNM",
    "ZWE",
)
ORGANIZATIONS = (
    "International Committee of the Red Cross",
    "Geneva International Centre for Humanitarian Demining (Switzerland)",
    "Swiss Red Cross",
    "European Union",
    "Sovereign Order of Malta",
    "United States Institute of Peace",
    "Norwegian People's Aid",
    "Cluster Munition Coalition",
)
SYMBOL = "CCM/MSP/2023/INF.1"

WORDS = {
    "en": {
        "parties": "The following States Parties participated in the work of the Meeting:",
        "signatories": "The following signatory States participated in the work of the Meeting as "
        "observers:",
        "observers": "The following States not party to the Convention participated in the "
        "Meeting as "
        "observers:",
        "organizations": "The following international organizations participated in the Meeting as "
        "observers:",
        "and": "and",
        "sections": (
            "STATES PARTIES",
            "SIGNATORY STATES",
            "OBSERVER STATES",
            "INTERNATIONAL ORGANIZATIONS",
        ),
    },
    "fr": {
        "parties": "Les États parties ci-après ont participé aux travaux de l’Assemblée :",
        "signatories": "Les États signataires ci-après ont participé aux travaux de l’Assemblée en "
        "qualité "
        "d’observateurs :",
        "observers": "Les États non parties à la Convention ci-après ont participé en qualité "
        "d’observateurs :",
        "organizations": "Les organisations internationales ci-après ont participé aux travaux en "
        "qualité "
        "d’observatrices :",
        "and": "et",
        "sections": (
            "ÉTATS PARTIES",
            "ÉTATS SIGNATAIRES",
            "ÉTATS OBSERVATEURS",
            "ORGANISATIONS INTERNATIONALES",
        ),
    },
    "es": {
        "parties": "Participaron en los trabajos de la Reunión los siguientes Estados partes:",
        "signatories": "Participaron en los trabajos de la Reunión como observadores los "
        "siguientes "
        "Estados "
        "signatarios:",
        "observers": "Participaron en los trabajos de la Reunión como observadores los siguientes "
        "Estados "
        "no partes:",
        "organizations": "Participaron en calidad de observadoras las siguientes organizaciones "
        "internacionales:",
        "and": "y",
        "sections": (
            "ESTADOS PARTES",
            "ESTADOS SIGNATARIOS",
            "ESTADOS NO PARTES",
            "ORGANIZACIONES INTERNACIONALES",
        ),
    },
}


class Groups(NamedTuple):
    """Who takes part, by role; what every document here is made from and must give back."""

    parties: tuple[str, ...] = PARTIES
    signatories: tuple[str, ...] = SIGNATORIES
    observers: tuple[str, ...] = OBSERVERS

    def roles(self) -> dict[str, str]:
        listed = (
            (self.parties, "state_party"),
            (self.signatories, "signatory"),
            (self.observers, "observer_state"),
        )
        return {code: role for codes, role in listed for code in codes}


def name(code: str, language: str, every: int = 7) -> str:
    """The name in a language; a formal one for some States, as documents mix them."""
    formal = FORMAL.get((language, code))
    return (
        formal
        if formal and every and int(STATES[code].m49) % every == 0
        else STATES[code].names[language]
    )


def enumeration(codes: Sequence[str], language: str, mark: str = "") -> str:
    names = sorted(name(code, language) for code in codes)
    if mark:
        names[3] += mark
    return ", ".join(names[:-1]) + f" {WORDS[language]['and']} {names[-1]}."


def report_paragraphs(language: str, groups: Groups = Groups(), mark: str = "") -> list[str]:
    words = WORDS[language]
    listed = [
        f"{words[key]} {enumeration(codes, language, mark if key == 'parties' else '')}"
        for key, codes in (
            ("parties", groups.parties),
            ("signatories", groups.signatories),
            ("observers", groups.observers),
        )
    ]
    closing = f"{words['organizations']} {', '.join(ORGANIZATIONS)}."
    return [
        "I. Introduction",
        "1. Article 11 of the Convention provides that the States Parties shall meet regularly.",
        *(f"{number}. {text}" for number, text in enumerate([*listed, closing], 15)),
        "19. The Meeting adopted its agenda, as contained in the annex.",
    ]


def delegates(code: str, number: int) -> list[str]:
    """Lines below a heading, with towns, honorifics and names of other States in running text."""
    return [
        f"H.E. Mr. Jean DUPONT{number}, Ambassador",
        f"Permanent Representative of {STATES[code].name} to the",
        "United Nations Office at Geneva",
        "Ms. María PÉREZ, Counsellor, Embassy in France",
        "Sra. Ana LÓPEZ",
    ][: (1, 3, 4, 5)[number % 4]]


def listing(
    language: str, groups: Groups = Groups(), capitals: bool = True, mixed: bool = False
) -> list[tuple[str, str]]:
    """A UN list of participants as (kind, text) lines: `section`, `state`, `delegate`, `blank`."""
    lines: list[tuple[str, str]] = [
        ("title", SYMBOL),
        ("title", "LIST OF PARTICIPANTS"),
        ("blank", ""),
    ]
    sections = WORDS[language]["sections"]
    for section, codes in zip(
        sections, (groups.parties, groups.signatories, groups.observers), strict=False
    ):
        lines += [("section", section), ("blank", "")]
        for number, code in enumerate(sorted(codes, key=lambda code: STATES[code].names[language])):
            spoken = ("en", "fr", "es")[number % 3] if mixed else language
            printed = name(code, spoken, 5)
            lines.append(("state", printed.upper() if capitals else printed))
            lines += [("delegate", text) for text in delegates(code, number)]
            lines.append(("blank", ""))
    lines += [("section", sections[3]), ("blank", "")]
    for organization in ORGANIZATIONS:
        lines += [
            ("state", organization.upper() if capitals else organization),
            ("delegate", "Mr. Hans MUSTER, Geneva, Switzerland"),
        ]
        lines.append(("blank", ""))
    return lines


def broken(text: str, width: int) -> list[str]:
    """A heading over several lines, cut between words and after hyphens,
    as a narrow column does.
    """
    pieces, line = text.replace("-", "- ").split(" "), ""
    lines = []
    for piece in pieces:
        joined = f"{line}{'' if line.endswith('-') or not line else ' '}{piece}"
        if line and len(joined) > width:
            lines.append(line)
            line = piece
        else:
            line = joined
    return [*lines, line]


def docx(path: Path, body: str, header: str = "") -> Path:
    """A Word document of the parts that Word itself needs."""
    spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": '<?xml version="1.0"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        f'PartName="/word/document.xml" ContentType="{kinds}.document.main+xml"/></Types>',
        "_rels/.rels": '<?xml version="1.0"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',  # noqa: E501
        "word/document.xml": '<?xml version="1.0"?><w:document '
        f"{spaces}><w:body>{body}</w:body></w:document>",
    }
    if header:
        parts["word/header1.xml"] = (
            f'<?xml version="1.0"?><w:hdr {spaces}>{paragraph(header)}</w:hdr>'
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part_name, content in parts.items():
            package.writestr(part_name, content)
    return path


def paragraph(text: str, mark: str = "") -> str:
    """A paragraph in two runs; `mark` is put where the text says `^`, raised,
    as a footnote mark is.
    """
    raised = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{mark}</w:t></w:r>'
    runs = [
        f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in text.split("^")
    ]
    return f"<w:p>{raised.join(runs)}</w:p>"


def table(rows: Iterable[Sequence[str]]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def pdf(
    path: Path,
    markup: str,
    columns: int = 1,
    language: str = "en",
    size: float = 10,
    hyphenate: bool = False,
) -> Path:
    """A PDF with running header and footer, page numbers, columns and footnotes as typeset."""
    import typst

    source = path.with_suffix(".typ")
    source.write_text(
        f'#set page(paper: "a4", columns: {columns}, header: align(right)[{SYMBOL}], '
        "footer: context [GE.23-12345 (E) #h(1fr) #counter(page).display()])\n"
        f'#set text(font: "DejaVu Sans", size: {size}pt, lang: "{language}", hyphenate: '
        f"{str(hyphenate).lower()})\n"
        f"#set par(justify: {str(hyphenate).lower()})\n{markup}\n",
        encoding="utf-8",
    )
    typst.compile(str(source), output=str(path), font_paths=[str(FONTS)])
    return path


FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def typeset(text: str) -> str:
    """Text as Typst markup, with nothing special left in it."""
    return "".join(
        f"\\{char}" if char in "#$*_`<>@=-+/\\[]~'\"" and char != "-" else char for char in text
    ).replace("--", "-\u200b-")


def listing_markup(lines: list[tuple[str, str]]) -> str:
    """Headings bold with space above, delegates below, one line each."""
    blocks = []
    for kind, text in lines:
        if kind in ("section", "title"):
            blocks.append(
                "#block(above: 18pt, below: 10pt, sticky: true)[#text(size: 13pt, weight: "
                f'"bold")[{typeset(text)}]]'
            )
        elif kind == "state":
            blocks.append(
                f"#block(above: 14pt, below: 4pt, sticky: true)[#strong[{typeset(text)}]]"
            )
        elif kind == "delegate":
            blocks.append(f"#block(above: 4pt, below: 4pt)[{typeset(text)}]")
    return "\n".join(blocks)


def csv_bytes(rows: Iterable[Sequence[str]], delimiter: str = ",") -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")
