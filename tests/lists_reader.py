"""Reads a made document as `import participants` does, in this process,
and holds what was taken against the truth.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ccmcost.findings import Findings
from ccmcost.intake import document, sheet
from ccmcost.intake.account import Account
from ccmcost.intake.extract import reader_of
from ccmcost.intake.found import Marker
from ccmcost.intake.names import NameIndex
from ccmcost.intake.readers import Refused
from ccmcost.load.states import load_organizations, load_state_names
from ccmcost.model.source import SourceFile
from tests import intake_documents as known
from tests.lists_maker import Made

NAMES = load_state_names(known.READER, known.STATES)
INDEX = NameIndex(known.STATES, NAMES, load_organizations(known.READER, known.STATES))


class Verdict(NamedTuple):
    """What became of a document: `fault` is empty unless a State was added,
    or dropped without a line in the account.
    """

    asked: bool
    taken: int
    present: int
    fault: str


def read(made: Made) -> Verdict:
    """Take in a document and judge it."""
    findings = Findings()
    account = Account(Marker(made.name, findings))
    source = SourceFile(made.name, "command line", made.content, made.name)
    taken = document.read_participants(source, INDEX, account)
    codes = {mention.iso3 for mention in taken.mentions}
    told = {line.state for line in account.lines}
    if findings.errors:
        return Verdict(True, 0, len(made.present), "")
    added = sorted(codes - made.present)
    silent = sorted(made.present - codes - told)
    unsaid = (
        sorted(made.others - told - codes) if made.fault in ("misprint", "absent", "struck") else []
    )
    fault = f"added {added}; " if added else ""
    fault += f"dropped without a word {silent}; " if silent else ""
    fault += f"named and not accounted for {unsaid}; " if unsaid else ""
    fault += "a territory was passed over; " if made.fault == "territory" else ""
    return Verdict(False, len(codes & made.present), len(made.present), fault)


def in_this_process(
    source: SourceFile, kind: str, findings: Findings, *_: Any, **__: Any
) -> dict[str, Any] | None:
    """In place of extract.extract: the same readers without a process of their own,
    for thousands of documents.
    """
    try:
        return reader_of(kind)(source.content)
    except Refused as refused:
        findings.error("file-unreadable", str(refused), source.shown)
        return None


def without_processes() -> None:
    """Read all kinds in this process from now on."""
    for module in (document, sheet):
        module.extract = in_this_process  # type: ignore[attr-defined]
