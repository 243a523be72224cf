"""Our own workbook comes back from an office: who takes part was ticked, or the cost typed, in Excel or LibreOffice."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import NamedTuple

from ccmcost.calc.liable import liable_at_meeting
from ccmcost.errors import UsageError
from ccmcost.intake.account import Account
from ccmcost.intake.found import Mention, Place, Taken
from ccmcost.load.data import Data
from ccmcost.load.rules import same_formula
from ccmcost.model.assessment import Apportionment
from ccmcost.model.meeting import Meeting
from ccmcost.model.source import SourceFile
from ccmcost.sharing.basis import day_of_meeting, load_basis
from ccmcost.sharing.compute import compute
from ccmcost.sharing.request import Request, find_meeting, find_rule, printable
from ccmcost.workflow.verify_workbook import Verified, verify_workbook
from ccmcost.workspace import Workspace

_LARGEST_PART = 1024 * 1024


class Returned(NamedTuple):
    """A workbook that was checked against the data, and what was changed in it, in words."""

    verified: Verified
    changes: tuple[str, ...]

    @property
    def bearing(self) -> frozenset[str]:
        """The codes of those that bear the cost by the workbook."""
        return frozenset(answer.code for answer in self.verified.answers if answer.bears)


def is_own_workbook(source: SourceFile) -> bool:
    """Whether a file is an apportionment.xlsx that ccmcost wrote, by its names or its sheets; whoever saved it since.

    Raises UsageError if it was saved as another kind of file, which keeps no names.
    """
    if not source.content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as package:
            is_sheet = "content.xml" in package.namelist()
            with package.open("content.xml" if is_sheet else "xl/workbook.xml") as part:
                text = part.read(_LARGEST_PART * (16 if is_sheet else 1))
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return False
    sheets = all(b'name="%b"' % title in text for title in (b"Apportionment", b"Participants", b"Values", b"About"))
    if sheets and is_sheet:
        raise UsageError(f"{source.shown}: this is a workbook of ccmcost, but not XLSX. Save it as .xlsx.")
    return sheets or (b'"BearsTheCost"' in text and b'"RuleText"' in text)


def read_back(source: SourceFile, data: Data, meeting: Meeting, scale_id: str | None) -> Returned:
    """The inputs of a workbook of this meeting, scale and rule, and what was changed in it since ccmcost wrote it.

    Every amount in it is checked first, and every rate against the data. Raises DataError with all findings for a workbook
    that does not follow from its inputs, or that is of another meeting, scale or rule.
    """
    verified = verify_workbook(source, data)
    findings = data.findings
    said = str(verified.meeting.value or "")
    if not said.startswith(f"{meeting.name} ({meeting.id})"):
        message = f'the workbook is of "{printable(said)}", not of {meeting.name} ({meeting.id}).'
        findings.error("workbook-foreign", message, f"{source.shown}:{verified.meeting.place}")
    if verified.scale != scale_id:
        message = f"the workbook uses the scale {verified.scale or 'of another data folder'}; {meeting.id} uses {scale_id}."
        findings.error("workbook-foreign", message, source.shown)
    rule = find_rule(data, verified.rule)
    if rule is not None and not same_formula((rule.id, rule.text), (verified.rule, verified.rule_text)):
        message = f'the rule "{verified.rule}" in the workbook is not the rule of that name in the data.'
        findings.error("workbook-foreign", message, source.shown)
    findings.stop_on_errors()
    return Returned(verified, _changes(verified))


def _changes(verified: Verified) -> tuple[str, ...]:
    words = []
    if verified.total != verified.written:
        words.append(f"total cost: {verified.written} became {verified.total}")
    for answer in verified.answers:
        if answer.bears != answer.bore:
            was, now = ("Yes", "No") if answer.bore else ("No", "Yes")
            words.append(f"{answer.name} ({answer.code}): {was} became {now}")
    return tuple(words)


def request_of(request: Request, returned: Returned, liable: frozenset[str], has_cost: bool) -> Request:
    """The request that a workbook makes: its rule, its cost if typed, and who differs from those liable by the data."""
    total = returned.verified.total
    typed = not has_cost
    return request._replace(
        cost=total.plain() if typed else None,
        currency=total.currency if typed else None,
        rule=returned.verified.rule,
        credit=typed and total.minor < 0,
        added=tuple(sorted(returned.bearing - liable)),
        removed=tuple(sorted(liable - returned.bearing)),
    )


def apportion_workbook(workspace: Workspace, meeting_id: str, path: str, request: Request) -> Apportionment:
    """The apportionment by the inputs of a workbook that came back; what was changed in it is a warning each.

    Errors are those of `apportion_meeting`.
    """
    refuse_with_others(request)
    data = Data(workspace)
    source = given_workbook(data, path)
    meeting = find_meeting(data, meeting_id)
    returned = read_back(source, data, meeting, data.scale_for(day_of_meeting(meeting, data)))
    basis = load_basis(workspace, meeting_id, request._replace(rule=returned.verified.rule))
    liable = frozenset(liable_at_meeting(basis.rule, basis.listed, basis.treaty, basis.day))
    wish = request_of(request, returned, liable, has_cost=basis.cost.total == returned.verified.total)
    basis = load_basis(workspace, meeting_id, wish)
    for change in returned.changes:
        basis.data.findings.warning("workbook-changed", f"{change}.", source.shown)
    return compute(basis, wish)


def refuse_with_others(request: Request) -> None:
    """A workbook says itself what the other options would say."""
    others = (
        ("--cost", request.cost),
        ("--currency", request.currency),
        ("--credit", request.credit),
        ("--rule", request.rule),
        ("--scale", request.scale),
        ("--scale-provisional", request.scale_provisional),
        ("--participants", request.participants),
        ("--with", request.added),
        ("--without", request.removed),
    )
    for option, given in others:
        if given:
            raise UsageError(f"{option}: this goes without --from-workbook; the workbook says it.")


def given_workbook(data: Data, path: str) -> SourceFile:
    """The file of `--from-workbook`. Raises DataError if it cannot be read, UsageError if it is no workbook of ccmcost."""
    source = data.checked(data.given(Path(path)))
    if not is_own_workbook(source):
        raise UsageError(f"--from-workbook: {printable(path)} is not an apportionment.xlsx that ccmcost wrote.")
    return source


def take_from_workbook(returned: Returned, account: Account) -> Taken:
    """The States that take part by the workbook's answers; each No is in the account. A cost that was typed is told.

    Raises UsageError if its answers say who bears the cost, and not who takes part (another rule than on participants).
    """
    mentions = []
    for row, answer in enumerate(returned.verified.answers, 1):
        place = Place(row, answer.cell.place)
        if answer.bears:
            mentions.append(Mention(answer.code, None, answer.name, place, "workbook"))
        else:
            why = "answered No (Yes when ccmcost wrote the workbook)" if answer.bore else "answered No"
            account.leave_out(answer.name, place, why, answer.code)
    if returned.verified.total != returned.verified.written:
        why = "a cost is not part of a list: ccmcost apportion MEETING --from-workbook FILE takes it"
        account.leave_out("the total cost that was typed", Place(0, "Summary"), why, amount=str(returned.verified.total))
    return Taken("table", tuple(mentions), ())
