"""`ccmcost approve`: what one person prepared is issued once another approved it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from ccmcost.accounts.books import open_books
from ccmcost.cli import complete, readers
from ccmcost.cli.by import By
from ccmcost.cli.declared import Argument, Option, command
from ccmcost.cli.issue import issue_and_say
from ccmcost.cli.options import ApprovedBy, Data
from ccmcost.cli.readers import Rest
from ccmcost.desk import drafts
from ccmcost.desk.prepare import sheet_of
from ccmcost.ledger.rules.books import refuse
from ccmcost.ledger.rules.conduct import prepared
from ccmcost.workspace import open_workspace


def _draft(text: str, name: str, rest: Rest) -> Path:
    return drafts.find(rest.books, text, name)


def _another(draft: Path, approved_by: str, rest: Rest) -> None:
    """That the draft can be used, and another person approves it than who prepared it."""
    found = drafts.read(draft, rest.data.convention.id)
    with readers.said_of("--approved-by"):
        refuse(prepared(found.prepared_by, approved_by))


@command(
    "ccmcost approve msp12-3f9c02ab71de --approved-by 'B. Chief' --reference 'mail of 2 February'",
    "ccmcost next     lists what waits for approval",
    checks=(_another,),
)
def approve(
    draft: Annotated[
        str,
        Argument(
            "DRAFT",
            "The draft that issue or settle --prepare wrote: its name, its path, or its meeting if "
            "one draft of it waits.",
            complete.drafts,
            read=_draft,
        ),
    ],
    approved_by: ApprovedBy,
    reference: Annotated[
        str, Option("TEXT", "The signed approval sheet or the mail.", read=readers.line)
    ],
    *,
    by: By,
    yes: Annotated[
        bool, Option(None, "Issue without asking for confirmation.", "--yes -y")
    ] = False,
    data: Data = None,
) -> None:
    """Issue exactly what was prepared, in the name of the second person, who approved it on the
    approval sheet.
    """
    with open_books(open_workspace(data)) as desk:
        found = drafts.read(drafts.find(desk, draft), desk.convention.id)
    order = found.order._replace(approved_by=approved_by)
    with by.at_desk(data, order.issued_on, approved_by) as (desk, clerk):
        sheet = sheet_of(found, approved_by, reference, clerk.name)
        issue_and_say(desk, order, clerk, yes, sheet)
