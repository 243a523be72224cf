"""DOCX templates: which one counts, copies for an office to edit, the check of those that it edited."""

from __future__ import annotations

from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Finding
from ccmcost.load.data import Data
from ccmcost.publish import write_file
from ccmcost.render.docx.fields import FIELDS
from ccmcost.render.docx.template import Template
from ccmcost.sharing.request import printable
from ccmcost.words.office import LANGUAGES
from ccmcost.workspace import Workspace, packaged_templates, shown_path


def load_templates(data: Data, kind: str, languages: list[str]) -> dict[str, Template]:
    """The template of a kind in each language. Raises DataError with the findings of all of them, and of the reader."""
    found, wrong = dict[str, Template](), list[Finding]()
    for language in languages:
        source = data.template(f"{language}/{kind}.docx")
        try:
            found |= {language: Template(source, kind)} if source else {}
        except DataError as error:
            wrong += error.findings
    if wrong or data.findings.errors:
        raise DataError([*wrong, *data.findings.errors])
    return found


def check_templates(data: Data) -> None:
    """Check every template that the workspace holds."""
    for language in LANGUAGES:
        for kind in FIELDS:
            source = data.template(f"{language}/{kind}.docx")
            if source is None or source.origin != "workspace":
                continue
            try:
                Template(source, kind)
            except DataError as error:
                for each in error.findings:
                    data.findings.error(each.code, each.message, each.file, each.row, each.column)


def copy_templates(workspace: Workspace) -> tuple[str, ...]:
    """Copy the packaged templates into the workspace, to be edited; what is there already stays. Returns what was made."""
    workspace.writable_data()
    made = []
    for language in LANGUAGES:
        for kind in FIELDS:
            target = workspace.templates / language / f"{kind}.docx"
            if not target.exists():
                write_file(target, (packaged_templates() / language / f"{kind}.docx").read_bytes())
                made.append(shown_path(target))
    return tuple(made)


def letter_languages(wishes: list[str] | None) -> tuple[str, ...]:
    """The languages of --lang, checked; English if none is named."""
    wanted = {word.strip().lower() for item in wishes or ["en"] for word in item.split(",") if word.strip()} or {"en"}
    for language in sorted(wanted - set(LANGUAGES)):
        raise UsageError(f'--lang: there is no template in "{printable(language)}". Known: {", ".join(LANGUAGES)}.')
    return tuple(language for language in LANGUAGES if language in wanted)
