"""Our own work comes back: a workbook in which an office ticked who takes part, or typed the cost,
in Excel or LibreOffice; a folder that should hold what its manifest says.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ccmcost.calc.liable import liable_at_meeting
from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.found import Mention, Place, Taken
from ccmcost.load.data import Data
from ccmcost.load.rules import same_formula
from ccmcost.manifest import NAME, SPECIMEN
from ccmcost.model.assessment import Apportionment
from ccmcost.model.meeting import Meeting
from ccmcost.model.source import SourceFile
from ccmcost.sharing.compute import compute, day_of_meeting, load_basis
from ccmcost.sharing.request import Request, find_meeting, find_rule
from ccmcost.sharing.verify import Verified, verify_workbook
from ccmcost.text import printable
from ccmcost.workspace import Workspace

_LARGEST_PART = 1024 * 1024
_OPTIONS = {"added": "--with", "removed": "--without"}


def is_own_workbook(source: SourceFile) -> bool:
    """Whether a file is an apportionment.xlsx that ccmcost wrote, by its names or its sheets;
    whoever saved it since.

    Raises UsageError if it was saved as another kind of file, which keeps no names.
    """
    if not source.content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as package:
            is_sheet = "content.xml" in package.namelist()
            with package.open("content.xml" if is_sheet else "xl/workbook.xml") as part:
                text = part.read(_LARGEST_PART * (16 if is_sheet else 1))
    except (
        zipfile.BadZipFile,
        KeyError,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        EOFError,
    ):
        return False
    sheets = all(
        b'name="%b"' % title in text
        for title in (b"Apportionment", b"Participants", b"Values", b"About")
    )
    if sheets and is_sheet:
        raise UsageError(
            f"{source.shown}: this is a workbook of ccmcost, but not XLSX. Save it as .xlsx."
        )
    return sheets or (b'"BearsTheCost"' in text and b'"RuleText"' in text)


def read_back(source: SourceFile, data: Data, meeting: Meeting, scale_id: str | None) -> Verified:
    """A workbook of this meeting, scale and rule, with the inputs that stand in it.

    Every amount in it is checked first, and every rate against the data. Raises DataError with all
    findings for a workbook that does not follow from its inputs, or that is of another meeting,
    scale or rule.
    """
    verified = verify_workbook(source, data)
    written, said = verified.rule, str(verified.meeting.value or "")
    if not said.startswith(f"{meeting.name} ({meeting.id})"):
        data.findings.error(
            "workbook-foreign",
            f'the workbook is of "{printable(said)}", not of {meeting.name} ({meeting.id}).',
            f"{source.shown}:{verified.meeting.place}",
        )
    if verified.scale != scale_id:
        data.findings.error(
            "workbook-foreign",
            f"the workbook uses the scale {verified.scale or 'of another data folder'}; "
            f"{meeting.id} uses {scale_id}.",
            source.shown,
        )
    rule = find_rule(data, written.id)
    if rule is not None and not same_formula((rule.id, rule.text), (written.id, written.text)):
        data.findings.error(
            "workbook-foreign",
            f'the rule "{written.id}" in the workbook is not the rule of that name in the data.',
            source.shown,
        )
    data.findings.stop_on_errors()
    return verified


def apportion_workbook(
    workspace: Workspace, meeting_id: str, path: str, request: Request
) -> Apportionment:
    """The apportionment by the inputs of a workbook that came back: its rule, its cost if one was
    typed, its answers.

    What was changed in it is a warning each. Errors are those of `apportion_meeting`.
    """
    for name, wish in request._asdict().items():
        if wish:
            option = _OPTIONS.get(name) or f"--{name.replace('_', '-')}"
            raise UsageError(f"{option}: this goes without --from-workbook; the workbook says it.")
    data = Data(workspace)
    source = data.checked(data.given(Path(path)))
    if not is_own_workbook(source):
        raise UsageError(
            f"--from-workbook: {printable(path)} is not an apportionment.xlsx that ccmcost wrote."
        )
    meeting = find_meeting(data, meeting_id)
    day_of_meeting(meeting, data)
    returned = read_back(source, data, meeting, data.scale_of(meeting))
    total, rule = returned.now.total, returned.rule.id
    basis = load_basis(workspace, meeting_id, request._replace(rule=rule))
    liable = set(liable_at_meeting(basis.rule, basis.listed, basis.treaty, basis.day))
    bearing = {line.code for line in returned.now.lines}
    wish = request._replace(
        rule=rule, added=tuple(sorted(bearing - liable)), removed=tuple(sorted(liable - bearing))
    )
    if basis.cost.total != total:
        wish = wish._replace(cost=total.plain(), currency=total.currency, credit=total.minor < 0)
    basis = load_basis(workspace, meeting_id, wish)
    before = returned.then.total
    changes = [f"total cost: {before} became {total}"] if before != total else []
    for code, name, _, bears, bore in returned.answers:
        if bears != bore:
            was, now = ("Yes", "No") if bore else ("No", "Yes")
            changes.append(f"{name} ({code}): {was} became {now}")
    for change in changes:
        basis.data.findings.warning("workbook-changed", f"{change}.", source.shown)
    return compute(basis, wish)


def take_from_workbook(returned: Verified, account: Account) -> Taken:
    """The States that take part by the workbook's answers; each No is in the account.
    A cost that was typed is told.
    """
    mentions = []
    for row, (code, name, cell, bears, bore) in enumerate(returned.answers, 1):
        place = Place(row, cell.place)
        if bears:
            mentions.append(Mention(code, None, name, place, "workbook"))
        else:
            changed = " (Yes when ccmcost wrote the workbook)" if bore else ""
            account.leave_out(name, place, f"answered No{changed}", code)
    total = returned.now.total
    if total != returned.then.total:
        why = (
            "a cost is not part of a list: ccmcost apportion MEETING --from-workbook FILE takes it"
        )
        place = Place(0, "Summary")
        account.leave_out("the total cost that was typed", place, why, amount=str(total))
    return Taken("table", tuple(mentions), ())


class VerifiedFolder(NamedTuple):
    """How many files are as the manifest says, the workbooks that were recomputed,
    and files the manifest does not name.
    """

    files: int
    workbooks: tuple[tuple[str, Verified], ...]
    others: tuple[str, ...]


def verify_path(workspace: Workspace, path: Path) -> Verified | VerifiedFolder:
    """Verify a workbook or a folder with a manifest.
    Raises DataError with every difference at once.
    """
    data = Data(workspace)
    if path.is_dir():
        return _verify_folder(data, path)
    source = data.given(path)
    if source is not None and path.suffix.lower() == ".zip":
        message = "a ZIP is not verified as it is. Unpack it, then verify the folder."
        data.findings.error("workbook-unreadable", message, source.shown)
    return verify_workbook(data.checked(source), data)


def _verify_folder(data: Data, folder: Path) -> VerifiedFolder:
    """Whether a folder still holds what its manifest says; workbooks of an apportionment are
    recomputed as well.
    """
    findings, manifest = data.findings, folder / NAME
    if not manifest.is_file():
        manifest = folder / (SPECIMEN + NAME)
    outputs = _outputs(manifest, folder, findings)
    findings.stop_on_errors()
    workbooks: list[tuple[str, Verified]] = []
    for name, wanted in sorted(outputs.items()):
        # it knows files by name, folders aside
        source = Data(data.workspace, findings).given(folder / name)
        if source is None:
            continue
        if source.sha256 != wanted:
            message = (
                "the file was changed after it was written: its SHA-256 is not that of the "
                "manifest."
            )
            findings.error("output-changed", message, source.shown)
        if PurePosixPath(name).name.removeprefix(SPECIMEN) == "apportionment.xlsx":
            try:
                workbooks.append((name, verify_workbook(source, Data(data.workspace))))
            except DataError as error:
                for file, row, column, code, message, _ in error.findings:
                    findings.error(code, message, file, row, column)
    findings.stop_on_errors()
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    others = sorted(here - set(outputs) - {manifest.name})
    return VerifiedFolder(len(outputs), tuple(workbooks), tuple(others))


def _outputs(manifest: Path, folder: Path, findings: Findings) -> dict[str, str]:
    """Files with their SHA-256, by path; a path that leads out of the folder is a fault."""
    if not manifest.is_file():
        message = f"the folder has no {NAME}, so nothing says what it should hold."
        findings.error("file-missing", message, str(folder / NAME))
        return {}
    try:
        listed = json.loads(manifest.read_bytes())["outputs"]
        outputs = {str(output["path"]): str(output["sha256"]) for output in listed}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        findings.error(
            "file-unreadable", "this is not a manifest written by ccmcost.", str(manifest)
        )
        return {}
    for name in outputs:
        path = PurePosixPath(name)
        if not name or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            message = f'the manifest names "{printable(name)}", which lies outside the folder.'
            findings.error("file-unreadable", message, str(manifest))
    return outputs
