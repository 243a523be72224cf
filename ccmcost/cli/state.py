"""`ccmcost state`: one State at every meeting."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Annotated

from ccmcost.cli import options, wishes
from ccmcost.cli.declared import Option, command
from ccmcost.cli.ledger import Wanted
from ccmcost.cli.options import AsAt, KnownOn, Rule, State
from ccmcost.cli.output import put, style
from ccmcost.clock import as_of_day
from ccmcost.workspace import open_workspace


@command(
    "ccmcost state JPN",
    "ccmcost state Japan --as-at 2025-12-31 --cost 450000",
    "ccmcost state JPN --write --lang en,fr",
)
def state(
    state: State,
    as_at: AsAt = None,
    known_on: KnownOn = None,
    cost: Annotated[
        str | None,
        Option(
            "AMOUNT",
            "Cost of each meeting to come; default: the illustrative cost.",
            read=wishes.some,
        ),
    ] = None,
    rule: Rule = None,
    *,
    wanted: Wanted,
    data: options.Data = None,
) -> None:
    """Show one State at every meeting: rate, share and amount (as issued, where there is a ledger),
    why the amount changed, what is outstanding, and what to set aside for the meetings to come.
    """
    from ccmcost.accounts.books import open_books
    from ccmcost.documents.state import StateRequest, load_state
    from ccmcost.documents.state.page import state_csv, state_files, state_screen
    from ccmcost.load.data import Data
    from ccmcost.tables.paper import Office

    languages, day, form = wanted.languages, as_of_day(as_at), wanted.form
    workspace = open_workspace(data, day)
    request = StateRequest(state, day, known_on, rule, cost)
    with open_books(workspace) if workspace.has_ledger else nullcontext() as books:
        own = books.data if books else Data(workspace)
        found = load_state(own, request, books)
        office = Office.of(own)
        if wanted.format == "csv":
            put(state_csv(found, form), data=True)
        else:
            put(state_screen(found, office, style()))
        if wanted.write or wanted.out:
            issuer = own.checked(own.issuer)
            files = state_files(found, office, issuer, languages, form)
            wanted.write_beside(files, workspace.reports / f"state-{found.code}", "state")
