"""A DOCX template filled with text, which one counts, and copies for an office to edit.

A template that an office wrote can ask for a text of a thousand million letters or for a loop
without end: it is filled in a process of its own, with limits. What came with ccmcost is filled
here.

The child process is this module too: a template and what to fill in,
the document or findings back.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import Any

from ccmcost.child import Child, Ended, serve
from ccmcost.errors import DataError
from ccmcost.findings import Finding, Findings
from ccmcost.load.data import Data
from ccmcost.model.calendar import day_of
from ccmcost.model.source import SourceFile
from ccmcost.publish import write_file
from ccmcost.tables.docx_check import FIELDS
from ccmcost.tables.docx_form import Form
from ccmcost.words.catalogue import templates_of
from ccmcost.workspace import Workspace, packaged_templates, shown_path

SECONDS = 30.0
FINDINGS, DOCUMENT = b"F", b"D"
"""How an answer of the child begins."""


class Template:
    """One template, checked when it is made.
    Raises DataError with every field that no one provides. What an office wrote stands; `said`
    tells how a text that came with ccmcost is said.
    """

    def __init__(
        self, source: SourceFile, kind: str, said: Callable[[str], str] | None = None
    ) -> None:
        self._source, self._kind = source, kind
        self._form = Form(source, kind, said) if source.origin == "package" else None
        if self._form is None:
            self._ask({})

    def fill(
        self, context: Mapping[str, Any], title: str, language: str, as_of: datetime.date
    ) -> bytes:
        """The document as DOCX: the same context and day give the same bytes.
        Raises DataError if it cannot be filled.
        """
        if self._form is not None:
            return self._form.fill(context, title, language, as_of)
        return self._ask(
            {"context": context, "title": title, "language": language, "as_of": as_of.isoformat()}
        )

    def _ask(self, wish: Mapping[str, Any]) -> bytes:
        about = json.dumps(
            {"kind": self._kind, "source": [*self._source[:2], self._source.shown], **wish}
        ).encode()
        try:
            answer = _child().ask(
                len(about).to_bytes(8, "big") + about + self._source.content, SECONDS
            )
        except Ended as ended:
            findings = Findings()
            message = (
                f"the template cannot be filled: {ended}. Look for loops and for texts that are "
                "repeated."
            )
            findings.error("template-syntax", message, self._source.shown)
            raise DataError(findings.errors) from None
        if answer[:1] == FINDINGS:
            raise DataError(Finding(*each) for each in json.loads(answer[1:]))
        return answer[1:]


@cache
def _child() -> Child:
    return Child("ccmcost.tables.docx_template")


def load_templates(data: Data, kind: str, languages: Sequence[str]) -> dict[str, Template]:
    """The template of a kind in each language.
    Raises DataError with the findings of all of them, and of the reader.
    """
    found, wrong = dict[str, Template](), list[Finding]()
    for language in languages:
        source = data.template(f"{language}/{kind}.docx")
        own = language in data.convention.words
        said = partial(data.convention.says, language=language) if own else None
        try:
            found |= {language: Template(source, kind, said)} if source else {}
        except DataError as error:
            wrong += error.findings
    if wrong or data.findings.errors:
        raise DataError([*wrong, *data.findings.errors])
    return found


def check_templates(data: Data) -> None:
    """Check every template that the workspace holds."""
    for kind, language in _packaged():
        source = data.template(f"{language}/{kind}.docx")
        try:
            if source is not None and source.origin == "workspace":
                Template(source, kind)
        except DataError as error:
            for each in error.findings:
                data.findings.error(each.code, each.message, each.file, each.row, each.column)


def _packaged() -> list[tuple[str, str]]:
    """Kind and language of every template at hand."""
    return [(kind, language) for kind in FIELDS for language in templates_of(kind)]


def copy_templates(workspace: Workspace) -> tuple[str, ...]:
    """Copy the packaged templates into the workspace, to be edited; what is there already stays.
    Returns what was made.
    """
    workspace.writable_data()
    made = []
    for kind, language in _packaged():
        name = f"{language}/{kind}.docx"
        if not (target := workspace.templates / name).exists():
            write_file(target, (packaged_templates() / name).read_bytes())
            made.append(shown_path(target))
    return tuple(made)


def answer(request: bytes) -> bytes:
    """The template checked, or filled if there is a context."""
    size = int.from_bytes(request[:8], "big")
    about, content = json.loads(request[8 : 8 + size]), request[8 + size :]
    name, origin, shown = about["source"]
    try:
        form = _form(SourceFile(name, origin, content, shown), about["kind"])
        if "context" not in about:
            return DOCUMENT
        day = day_of(about["as_of"])
        return DOCUMENT + form.fill(about["context"], about["title"], about["language"], day)
    except DataError as error:
        return FINDINGS + json.dumps(error.findings).encode()


@lru_cache(maxsize=8)
def _form(source: SourceFile, kind: str) -> Form:
    return Form(source, kind)


if __name__ == "__main__":
    serve(answer)
