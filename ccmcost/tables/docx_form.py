"""A DOCX template filled with text. Names are data: whatever stands in them, they stay text in the
document.

Templates come from an office, so Jinja runs in its sandbox: no file, no attribute of Python's own,
no code. A field that is not provided, a broken tag or a file that is no DOCX is a finding.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from xml.sax.saxutils import escape, unescape

from ccmcost.errors import DataError
from ccmcost.findings import Findings
from ccmcost.model.source import SourceFile
from ccmcost.near import did_you_mean, near
from ccmcost.tables.docx_check import FIELDS, Fields, forbidden_tags, loose_tags, unknown_fields
from ccmcost.text import blanked, without_hidden

if TYPE_CHECKING:
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]
    from jinja2.sandbox import SandboxedEnvironment

LARGEST_UNPACKED = 50 * 1024 * 1024
FIRST = ("[Content_Types].xml", "_rels/.rels")
EPOCH = (1980, 1, 1, 0, 0, 0)
_TAG = re.compile(r"<[^>]*>")
_NO_BREAK = "\u2011".encode()
_WRITTEN = re.compile(rb"<w:t(?: [^>]*)?>[^<]*</w:t>")
_TEXT = re.compile(rb"(?<=[^/]>)[^<]+(?=</w:t>)")
_IN_REFERENCE = re.compile(r"(?<=[A-Z0-9])-(?=[A-Z0-9])")
_ISOLATED = re.compile("\u2066[^\u2066\u2069]*\u2069")
_NARROW = re.compile("\u00a0|(?<=\u00a0)(?=[A-Z])")
"""Two narrow blanks before a currency or a month."""
_WITH_NUMBER = re.compile(
    r"(?<=\b\d) (?=[^\W\d])|(?<=\b\d\d) (?=[^\W\d])|(?<=\b1er) |(?<=ra\.) (?=\d)"
)
_HYPHEN = b'</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
"""How a word processor writes a hyphen at which no line ends; copied, it is a plain hyphen."""
_CORE = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_OF_LIBREOFFICE = (
    b"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
)


class Form:
    """One template, checked when it is made.
    Raises DataError with every field that no one provides. `said` tells how each of its texts is
    said.
    """

    def __init__(
        self, source: SourceFile, kind: str, said: Callable[[str], str] | None = None
    ) -> None:
        self._source, self._kind = source, kind
        findings = Findings()
        try:
            _guard(source.content)
            self._content = _repacked(source.content, said)
            self._check(findings)
        except Exception as error:  # whatever a damaged file makes the library say
            _no_docx(findings, source, error)
        findings.stop_on_errors()

    def fill(
        self, context: Mapping[str, Any], title: str, language: str, as_of: datetime.date
    ) -> bytes:
        """The document as DOCX: the same context and day give the same bytes.
        Raises DataError if it cannot be filled.
        """
        document = self._open()
        try:
            document.render(_plain(context), _environment())
        # a template can break in as many ways as Jinja, XML and Python know
        except Exception as error:
            findings = Findings()
            findings.error(
                "template-syntax",
                f"the template cannot be filled: {_said(error)}.",
                self._source.shown,
            )
            raise DataError(findings.errors) from error
        moment = datetime.datetime.combine(as_of, datetime.time())
        core = document.docx.core_properties
        core.title, core.language, core.author, core.last_modified_by = (
            blanked(title)[:255],
            language,
            "",
            "ccmcost",
        )
        core.created = core.modified = moment
        core.revision = 1
        buffer = io.BytesIO()
        document.save(buffer)
        return _repacked(buffer.getvalue())

    def _open(self) -> DocxTemplate:
        document = _strict()(io.BytesIO(self._content))
        document.init_docx()
        return cast("DocxTemplate", document)

    def _check(self, findings: Findings) -> None:
        """Every part that is filled, against the fields of the kind."""
        document = self._open()
        for xml in _parts(document):
            self._check_part(document, xml, findings)

    def _check_part(self, document: DocxTemplate, xml: str, findings: Findings) -> None:
        from jinja2 import TemplateSyntaxError

        source, paragraphs = self._source, _paragraphs(xml)
        loose = loose_tags(paragraphs)
        for row, fault, text in loose:
            findings.error("template-syntax", f'{fault} near "{_near(text)}".', source.shown, row)
        if loose:
            return
        patched = re.sub(r"<w:p([ >])", r"\n<w:p\1", document.patch_xml(xml))
        try:
            tree = _environment().parse(patched)
        except TemplateSyntaxError as error:
            lines = patched.splitlines()
            near = _near(_TAG.sub("", lines[min(error.lineno, len(lines)) - 1]))
            findings.error(
                "template-syntax", f'a tag is broken near "{near}": {_said(error)}.', source.shown
            )
            return
        for tag in forbidden_tags(tree):
            message = (
                f'a template cannot use "{tag}": it would load files or let text become markup.'
            )
            findings.error(
                "template-syntax", message, source.shown, _row(tag.split(" ")[0], paragraphs)
            )
        for name in unknown_fields(tree, FIELDS[self._kind]):
            message = (
                f'no document provides a field "{name}" for {self._kind}. '
                f"{_known(name, FIELDS[self._kind])}"
            )
            findings.error("template-field", message, source.shown, _row(name, paragraphs), name)


def _near(text: str) -> str:
    return without_hidden(text.strip())[:80]


def _known(name: str, fields: Fields) -> str:
    suggested = did_you_mean(near(name.rpartition(".")[2], _names(fields))).strip()
    return suggested or "All fields: ccmcost help letters."


def _names(fields: Fields) -> list[str]:
    inner = [
        name for value in fields.values() if isinstance(value, Mapping) for name in _names(value)
    ]
    return list(dict.fromkeys([*(name for name in fields if name), *inner]))


def _guard(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
            raise ValueError("it is far larger unpacked than any letter")
        for entry in archive.infolist():
            if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(entry):
                raise ValueError("it declares entities, which no word processor writes")


def _repacked(content: bytes, said: Callable[[str], str] | None = None) -> bytes:
    """The ZIP without what changes from run to run: one time for all parts, those that word
    processors expect first, then in order of name.

    LibreOffice links the document's properties under a name of its own. The library does not know
    it and would add a second part under the same file name, which no word processor opens.
    """
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=lambda name: (name not in FIRST, name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                0,
                0,
            )
            part = source.read(name)
            if name == FIRST[1]:
                part = part.replace(_CORE_OF_LIBREOFFICE, _CORE)
            elif name.startswith("word/") and _NO_BREAK in part:
                part = _WRITTEN.sub(lambda text: text[0].replace(_NO_BREAK, _HYPHEN), part)
            if said is not None and name.startswith("word/"):
                part = _TEXT.sub(
                    lambda text: escape(said(unescape(text[0].decode()))).encode(), part
                )
            target.writestr(entry, part)
    return buffer.getvalue()


def _parts(document: DocxTemplate) -> list[str]:
    """Body, headers, footers and footnotes as XML: all that Jinja fills."""
    found = [document.get_xml()]
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        found += [document.get_part_xml(part) for _, part in document.get_headers_footers(uri)]
    for part in document.docx.part.package.parts:
        if part.content_type.endswith("wordprocessingml.footnotes+xml"):
            found.append(part.blob.decode("utf-8"))
    core = document.docx.core_properties
    return [
        *found,
        *(
            f"<w:p>{text}</w:p>"
            for text in (core.title, core.subject, core.comments, core.author)
            if text
        ),
    ]


def _paragraphs(xml: str) -> list[str]:
    return [_TAG.sub("", part) for part in re.split(r"<w:p[ >]", xml)]


def _row(name: str, paragraphs: list[str]) -> int:
    """The number of the paragraph, tables counted in, that first holds a name; 0 if none does."""
    pattern = re.compile(rf"{{[{{%][^}}]*\b{re.escape(name)}\b")
    return next((number for number, text in enumerate(paragraphs) if pattern.search(text)), 0)


@cache
def _strict() -> type[DocxTemplate]:
    """The library's template, but XML that does not hold together is an error:
    the library itself would mend it silently.
    """
    from docxtpl import DocxTemplate
    from lxml import etree  # type: ignore[import-untyped]

    class Strict(DocxTemplate):  # type: ignore[misc]
        def fix_tables(self, xml: str) -> Any:
            etree.fromstring(xml)
            return super().fix_tables(xml)

    return Strict


@cache
def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2 import Template as Compiled
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made: dict[Any, Compiled] = {}

    class Sandbox(ImmutableSandboxedEnvironment):
        """Compiles each part of a template once, however many letters it is filled for."""

        def from_string(
            self, source: Any, globals: Any = None, template_class: Any = None
        ) -> Compiled:
            if source not in made:
                made[source] = super().from_string(source, globals, template_class)
            return made[source]

    environment = Sandbox(autoescape=True, undefined=StrictUndefined, finalize=_as_text)
    for name in ("safe", "xmlattr", "urlize", "tojson", "random", "pprint"):
        environment.filters.pop(name)
    environment.globals.clear()  # what no document provides: lipsum, range, cycler and the like
    return environment


def _as_text(value: Any) -> Any:
    """What a tag prints: text or a number.
    A method, say, would print where it lies in memory, another place every time.
    """
    from jinja2 import Undefined

    if value is None or isinstance(value, str | int | float | Undefined):
        return value
    raise TypeError(f"a tag prints {type(value).__name__} where a text belongs")


def _plain(value: Any) -> Any:
    """A context in which every text holds only what a paragraph can show;
    the library would turn line feeds into breaks.
    """
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _text(value: str) -> str:
    """Text of a paragraph; no line end parts a reference such as CCM-MSP12-JPN, a day from its
    month or a number from its paragraph.
    """
    kept = _IN_REFERENCE.sub("\u2011", blanked(value, "\u2066\u2069"))
    kept = _WITH_NUMBER.sub("\u00a0", kept)
    return _ISOLATED.sub(_plain_isolated, kept)


def _plain_isolated(found: re.Match[str]) -> str:
    """What runs from left to right on a page that does not. There LibreOffice ends a line in the
    midst of a number, or turns the letters that follow, where blanks or hyphens keep together:
    narrow blanks and plain hyphens do neither.
    """
    return _NARROW.sub("\u202f", found[0]).replace("\u2011", "-")


def _said(error: Exception) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return without_hidden(text)[:200].rstrip(".")


def _no_docx(findings: Findings, source: SourceFile, error: Exception) -> None:
    message = (
        f"the template is not a DOCX document that can be filled: {_said(error)}. Save it as .docx "
        "in the word processor."
    )
    findings.error("template-syntax", message, source.shown)
