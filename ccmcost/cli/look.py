"""Look and calculate: `ccmcost meetings`, `show`, `adjust`, `explain`, `verify`.
The main job is ccmcost/cli/main_job.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ccmcost.cli import complete
from ccmcost.cli.declared import WORDS, Argument, Option, command
from ccmcost.cli.options import (
    Csv,
    Currency,
    Data,
    Format,
    MeetingId,
    Rule,
    Scale,
    State,
    TableOrCsv,
    csv_form,
    languages_of,
)
from ccmcost.cli.output import put, put_result, put_table, remark, style, tell, warn
from ccmcost.cli.wishes import languages
from ccmcost.errors import DataError, harmless
from ccmcost.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from ccmcost.sharing.verify import Verified


@command("ccmcost meetings", "ccmcost meetings --format csv > meetings.csv")
def meetings(format: TableOrCsv = "table", csv: Csv = "plain", data: Data = None) -> None:
    """List all meetings with opening day, place, scale, list (States Parties + States not party)
    and cost.
    """
    from ccmcost.documents.meetings import register_table
    from ccmcost.sharing.register import load_register

    form = csv_form(csv)
    register = load_register(open_workspace(data))
    put_table(register_table(register.entries), format, form)
    warn(register.warnings)


@command("ccmcost show rc2")
def show(meeting: MeetingId, data: Data = None) -> None:
    """Show one meeting: what was announced, what took place, and its scale, list and cost."""
    from ccmcost.documents.meetings import meeting_screen
    from ccmcost.sharing.register import load_entry

    register = load_entry(open_workspace(data), meeting)
    put(meeting_screen(register, style()))
    warn(register.warnings)


@command(
    "ccmcost adjust --scale un-2022-2024 --participants parties.csv --total 1000000",
    "ccmcost adjust --scale un-2022-2024 --participants parties.csv --total 14078652 --rule "
    "cbd.toml --format csv",
)
def adjust(
    scale: Annotated[str, Option("ID", "Scale, such as un-2022-2024.", complete=complete.scales)],
    participants: Annotated[
        str, Option("FILE", "CSV or XLSX with States and, optionally, their roles.")
    ],
    total: Annotated[str, Option("AMOUNT", "Total to share, such as 412345.67.")],
    rule: Rule = None,
    currency: Currency = None,
    on: Annotated[
        date | None, Option("DATE", "Day of the LDC list; default: the first day of the scale.")
    ] = None,
    credit: Annotated[bool, Option(None, "The total is negative: a credit.")] = False,
    format: Format = "table",
    csv: Csv = "plain",
    data: Data = None,
) -> None:
    """Share any total among any list of States by a UN scale and a rule. Writes no files."""
    from ccmcost.sharing.compute import adjust_list
    from ccmcost.sharing.request import Request

    form = csv_form(csv)
    request = Request(
        cost=total,
        currency=currency,
        rule=rule,
        scale=scale,
        participants=participants,
        credit=credit,
    )
    result = adjust_list(open_workspace(data), request, on)
    put_result(result, format, form)


@command("ccmcost explain msp11 JPN", "ccmcost explain rc1 CHN --rule article-14-1-straight")
def explain(
    meeting: MeetingId,
    state: State,
    cost: Annotated[str | None, Option("AMOUNT", "Total to share, such as 412345.67.")] = None,
    currency: Currency = None,
    rule: Rule = None,
    scale: Scale = None,
    participants: Annotated[str | None, Option("FILE", "Another list: CSV or XLSX.")] = None,
    data: Data = None,
) -> None:
    """Show how the amount of one State was calculated, step by step, and what other rules would
    give.
    """
    from ccmcost.desk.issued_otherwise import issued_otherwise
    from ccmcost.documents.assessment.explanation import explain_amount
    from ccmcost.sharing.request import Request

    request = Request(
        cost=cost, currency=currency, rule=rule, scale=scale, participants=participants
    )
    workspace = open_workspace(data)
    result, told = explain_amount(workspace, meeting, state, request, style())
    put(told)
    warn(result.warnings, result)
    remark(issued_otherwise(workspace, result) if request == Request() else "")


@command(
    "ccmcost verify reports/msp11",
    "ccmcost verify reports/msp11/SPECIMEN-apportionment.xlsx sent-back.xlsx",
    "ccmcost verify CCM-AN-2024-0001-JPN-en.pdf --list SHA256SUMS.txt",
)
def verify(
    paths: Annotated[
        WORDS,
        Argument("FILE|FOLDER...", "Notices, annexes or workbooks, or folders with a manifest."),
    ],
    listed: Annotated[
        str | None,
        Option("FILE", "List of issued documents, obtained from the office itself.", "--list"),
    ] = None,
    lang: Annotated[
        WORDS,
        Option(
            "CODES",
            "Languages of what is said of notices and annexes; default: en.",
            complete=complete.languages,
            read=languages,
        ),
    ] = (),
    data: Data = None,
) -> None:
    """Check that a notice or an annex (PDF) follows from its attached data, and whether the office
    issued it; recompute a workbook's amounts from its own inputs; or compare a folder with its
    manifest. Name what differs.
    """
    from ccmcost.sharing.returned import VerifiedFolder, verify_path
    from ccmcost.words.status import counted

    workspace = open_workspace(data)
    prove = _prover(workspace, listed, languages_of(lang))
    failed = False
    for path in paths:
        try:
            holds = prove(path)
            found = verify_path(workspace, Path(path)) if holds is None else None
        except DataError as error:
            failed = True
            tell(str(error))
            continue
        failed = failed or holds is False
        if found is None:
            continue
        if not isinstance(found, VerifiedFolder):
            put(harmless(f"{path}: {_verified(found)}\n"))
            continue
        put(f"{path}: {counted(found.files, 'file is', 'files are')} as the manifest says.\n")
        for name, verified in found.workbooks:
            put(harmless(f"{path}/{name}: {_verified(verified)}\n"))
        for name in found.others:
            tell(harmless(f"{path}/{name} is not in the manifest."))
    if failed:
        raise SystemExit(1)


def _prover(
    workspace: Workspace, listed: str | None, wanted: tuple[str, ...]
) -> Callable[[str], bool | None]:
    """What verifies a PDF, prints what was found and tells whether it holds; None for another kind
    of file.
    """
    from ccmcost.load.data import Data as Folder

    def prove(path: str) -> bool | None:
        if Path(path).is_dir():
            return None
        data = Folder(workspace)
        source = data.given(Path(path))
        if source is None or b"%PDF-" not in source.content[:1024]:
            return None
        from ccmcost.documents.assessment import proof
        from ccmcost.documents.assessment.issued_list import issued_list
        from ccmcost.words.speaker import Speaker

        issued = issued_list(data.checked(data.given(Path(listed)))) if listed else None
        found = proof.prove(source, data, issued)
        for language in wanted:
            words = Speaker(language, data.convention, data.states, "proof")
            put("\n".join(proof.proof_screen(harmless(path), found, words)) + "\n")
        return found.holds

    return prove


def _verified(verified: Verified) -> str:
    scale = (
        f" Its rates are those of {verified.scale}."
        if verified.scale
        else " Its rates were not compared."
    )
    changed = " Its inputs were changed after ccmcost wrote it." if verified.changed else ""
    now, then = verified.now, verified.then
    return (
        f"{len(now.lines)} amounts are what {verified.rule.id} gives for {now.total} and the "
        f"answers Yes and No in it; {len(then.lines)} plain values are as they were "
        f"written.{scale}{changed}"
    )
