"""Pages: a table as the templates of typst and of HTML set it, all text in its language;
and pages to HTML, by one jinja environment over `ccmcost/assets/html`, which escapes everything
that a template prints.

A page is one self-contained file: no script, nothing fetched (see the policy in `base.html.j2`). A
name that a template misspells is an error, never an empty space.

Pages to PDF: one reused typst compiler for each language, data in, bytes out; and where the
fonts are.

PDF/UA-1 together with PDF/A-3a: tagged, with title and language, fit for archives, the data
attached, and a glyph that no font holds is an error instead of a blank. Text reaches the template
as JSON, so that no name can be read as markup.

Noto Sans and Noto Sans Arabic come as packages (variable fonts, of which typst takes each weight);
Chinese needs a font of the machine: CCMCOST_FONTS (folders, separated as in PATH) takes the place
of the usual folders in the search for one.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ccmcost import __version__
from ccmcost.errors import WriteError
from ccmcost.tables.table import REST, Output, Row, Table, on_page
from ccmcost.words.catalogue import tables

if TYPE_CHECKING:
    import jinja2


def to_page(table: Table, language: str, output: Output = "page") -> dict[str, Any]:
    """Heading, columns (`name`, `right`, `wide`), rows and foot; `screen` for the columns that a
    terminal shows.
    """
    shown = table.shown(output)

    def texts(row: Row) -> list[str]:
        return [
            on_page(cell, column, language) for cell, column in zip(row, shown.columns, strict=True)
        ]

    return {
        "heading": shown.title,
        "columns": [
            {"name": column.heading, "right": column.right, "wide": column.wide == REST}
            for column in shown.columns
        ],
        "rows": [texts(row) for row in shown.rows],
        "foot": [texts(row) for row in shown.foot],
    }


TEMPLATES = Path(__file__).resolve().parent.parent / "assets" / "html"


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return made


def template(name: str) -> jinja2.Template:
    """A template of `ccmcost/assets/html`, such as `audit.html.j2`; loaded once."""
    return _environment().get_template(name)


def render(name: str, **data: Any) -> bytes:
    """A page as UTF-8 with line feeds. Raises jinja2.UndefinedError for a name that the template
    uses and nobody gave.
    """
    return template(name).render(**data).encode()


ASSETS = Path(__file__).resolve().parent.parent / "assets"
VARIABLE = "CCMCOST_FONTS"
LATIN = "Noto Sans"
ARABIC = "Noto Sans Arabic"
PACKAGES = {LATIN: "fontpkg-noto-sans", ARABIC: "fontpkg-noto-sans-arabic"}
"""The families that come as packages, and the package of each: Latin and Cyrillic, Arabic."""
CHINESE = {
    "NotoSansCJK-Regular.ttc": "Noto Sans CJK SC",
    "NotoSansCJKsc-Regular.otf": "Noto Sans CJK SC",
    "NotoSansSC-Regular.otf": "Noto Sans SC",
    "NotoSansSC-Regular.ttf": "Noto Sans SC",
    "SourceHanSansSC-Regular.otf": "Source Han Sans SC",
    "SourceHanSansCN-Regular.otf": "Source Han Sans CN",
    "msyh.ttc": "Microsoft YaHei",
    "PingFang.ttc": "PingFang SC",
}
"""File names of Chinese fonts, best first, and the family that each holds."""
_USUAL = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("/Library/Fonts", "/System/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts"),
)


class Press:
    """Sets one template in one language; `as_of` is the only date that reaches the file's own
    properties.
    """

    def __init__(self, template: str, language: str, as_of: datetime.date) -> None:
        from typst import Compiler

        fonts = fonts_for(language)
        self._recipe = {"template": template, "language": language, "on": as_of.isoformat()}
        self._families = fonts.families
        self._fonts = fonts.listed()
        self._language = language
        self._timestamp = (as_of - datetime.date(1970, 1, 1)).days * 86400
        self._compiler = Compiler(
            input=str(ASSETS / template), root=str(ASSETS), font_paths=_opened(fonts.folders)
        )

    def pdf(self, page: Mapping[str, Any], data: Mapping[str, Any], name: str) -> bytes:
        """One document; `name` is how errors call it.
        Raises WriteError if it cannot be set, as with an unknown glyph.
        """
        from typst import TypstError

        inputs = {
            "page": kept_together(json.dumps({**page, "fonts": self._fonts}, ensure_ascii=False)),
            "data": json.dumps(data, ensure_ascii=False, indent=1) + "\n",
        }
        try:
            made = self._compiler.compile(
                format="pdf",
                sys_inputs=inputs,
                pdf_standards=["ua-1", "a-3a"],
                timestamp=self._timestamp,
            )
        except TypstError as error:
            reason = str(error).strip().splitlines()[0]
            raise WriteError(
                f"{name} ({self._language}) cannot be set as PDF: {reason}. Nothing was written. "
                "If a name or text in the data has characters that "
                f"{' and '.join(self._families)} lack, change it there. ccmcost apportion has "
                "--no-files."
            ) from error
        assert isinstance(made, bytes)
        return made

    def sealed(self, page: Mapping[str, Any], data: Mapping[str, Any], name: str) -> bytes:
        """As `pdf`; the data attached to it hold besides, under `composed`, all that it takes to
        compose the document again, byte for byte (`ccmcost/tables/again.py`).
        """
        by = {
            "by": f"ccmcost {__version__}",
            "press": press(self._recipe["template"], self._language),
        }
        return self.pdf(page, {**data, "composed": {**by, **self._recipe, "page": page}}, name)


@cache
def press(template: str, language: str) -> str:
    """What sets a document besides its words: the SHA-256 over template, fonts and typesetter."""
    from importlib.metadata import version

    fonts = fonts_for(language)
    own = {name.partition("-")[0] for name in CHINESE if CHINESE[name] == fonts.families[0]}
    files = [ASSETS / template, ASSETS / "shared.typ"]
    for folder in fonts.folders:
        here = [path for path in folder.iterdir() if path.suffix in (".ttf", ".ttc", ".otf")]
        chosen = [path for path in here if path.name.partition("-")[0] in own]
        files += sorted(chosen or here)
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    return hashlib.sha256(" ".join([version("typst"), *hashes]).encode()).hexdigest()


_PARTED = re.compile(
    r"(?<=[A-Z]{3}) (?=[-+\u2212\d])|(?<=\d) (?=[^\W\d_])"
    r"|(?<=\bpara\.|\bpárr\.|.\bart\.) (?=\d)|(?<=\bп\.) (?=\d)"
)


def kept_together(text: str) -> str:
    """Text in which no line end parts a currency from its amount, a figure from what it counts,
    or a paragraph from its number.
    """
    return _PARTED.sub("\u00a0", text)


@cache
def _opened(folders: tuple[Path, ...]) -> Any:
    """The fonts of these folders, opened once for all compilers and threads;
    never those of the system or of typst.
    """
    from typst import Fonts

    return Fonts(False, False, [str(folder) for folder in folders])


class FontsOf(NamedTuple):
    """Families in order of preference, and the folders that hold them."""

    families: tuple[str, ...]
    folders: tuple[Path, ...]

    def listed(self) -> list[str | dict[str, str]]:
        """The families as typst is told them. Beside Chinese, letters and figures stay those of
        Latin, while quotation marks and dashes are those of the Chinese font.
        """
        first = {"name": LATIN, "covers": "latin-in-cjk"}
        return [first, *self.families] if self.families[0] != LATIN else list(self.families)


def fonts_for(language: str) -> FontsOf:
    """The fonts of a language. Raises WriteError, which names the package to install,
    if there are none.
    """
    own = FontsOf(tuple(PACKAGES), tuple(_packaged(family) for family in PACKAGES))
    if "font" not in tables(language):
        return own
    path = _chinese()
    return FontsOf((CHINESE[path.name], *own.families), (path.parent, *own.folders))


def _packaged(family: str) -> Path:
    """The folder of a family that comes as a package; the package itself is not imported."""
    package = PACKAGES[family]
    spec = find_spec(package.replace("-", "_"))
    folder = Path(spec.origin).parent / "files" if spec and spec.origin else None
    if folder is None or not any(folder.glob("*.ttf")):
        raise WriteError(
            f"PDF files need the font {family}, which comes with the package {package}, but it is "
            "not there. Nothing was written. Install ccmcost with all its packages, or print the "
            "results only: ccmcost apportion has --no-files."
        )
    return folder


def _chinese() -> Path:
    chosen = os.environ.get(VARIABLE)
    folders = chosen.split(os.pathsep) if chosen else _USUAL
    found: dict[str, Path] = {}
    for root in (Path(folder).expanduser() for folder in folders if folder):
        for folder, _, names in os.walk(root):
            for name in CHINESE.keys() & names:
                place = Path(folder) / name
                found[name] = min(found.get(name, place), place)
    for name in CHINESE:
        if name in found:
            return found[name]
    raise WriteError(
        "PDF files in Chinese need a Chinese font, and none was found. Nothing was written. "
        "Install one (on Debian and Ubuntu the package fonts-noto-cjk), or name the folder that "
        f"holds one in {VARIABLE}. Known files: {', '.join(CHINESE)}. Other languages need none."
    )
