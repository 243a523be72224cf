"""`ccmcost audit-pack`: all that an auditor needs of a meeting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ccmcost.accounts.books import open_books
from ccmcost.cli.money_options import Alone, MeetingOrGroup
from ccmcost.cli.options import AsOf, Data, example, plain_app
from ccmcost.cli.output import put, tell
from ccmcost.clock import as_of_day
from ccmcost.workflow.audit import Composed, compose
from ccmcost.workspace import open_workspace

app = plain_app()


@app.command(epilog=example("ccmcost audit-pack msp12", "ccmcost audit-pack rc2 --zip --as-of 2025-06-30"))
def audit_pack(
    name: MeetingOrGroup,
    zipped: Annotated[bool, typer.Option("--zip", help="One ZIP file instead of a folder.")] = False,
    alone: Alone = False,
    out: Annotated[
        str | None, typer.Option(metavar="PATH", help="Folder or ZIP file to write; else reports/audit-MEETING.")
    ] = None,
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Pack decision, costs, list, scale, rule, notices, bank reconciliation, approvals and ledger extract, with an index.

    Every amount is computed again from the files of the pack before it is written; sums tie with tolerance zero.
    """
    from ccmcost.workflow.audit_files import write_pack

    day = as_of_day(as_of)
    with open_books(open_workspace(data, day)) as desk:
        composed = compose(desk, name, alone, day)
        target = Path(out) if out else desk.workspace.reports / f"audit-{name.strip().lower()}"
        path = write_pack(composed, desk.states, target, zipped)
    for remark in composed.pack.remarks:
        tell(remark)
    put(_report(composed, path))


def _report(composed: Composed, path: Path) -> str:
    pack = composed.pack
    done = sum(each.done for each in pack.again)
    lines = [f"wrote {path.as_posix()}: {pack.files} files; begin with index.html"]
    lines.append(f"  {done} of {len(pack.again)} assessments computed again from the pack, to the cent")
    lines.append(f"  {len(pack.checks)} sums tie; ledger of {pack.events} events, last hash {pack.last_hash}")
    return "\n".join(lines) + "\n"
