"""The files of a status or a statement: CSV, workbook, PDF in each language asked for."""

from __future__ import annotations

from pathlib import Path

from ccmcost.render.contributions_csv import account_csv, contributions_csv
from ccmcost.render.contributions_page import Frame, account_page, contributions_page
from ccmcost.render.pdf import Press
from ccmcost.statement.account import Account
from ccmcost.statement.contributions import Contributions
from ccmcost.words.speaker import Speaker
from ccmcost.workflow.books import Desk
from ccmcost.workflow.folder import publish_beside


def write_status(desk: Desk, view: Contributions, languages: tuple[str, ...], folder: Path) -> tuple[str, ...]:
    """Write `status.csv`, `status.xlsx` and `status-<lang>.pdf` into `folder`, all or nothing; returns the paths."""
    from ccmcost.render.xlsx.contributions import contributions_xlsx

    basis = desk.convention.go_no_go_basis
    files = {
        "status.csv": contributions_csv(view, desk.states).encode(),
        "status.xlsx": contributions_xlsx(view, desk.states, desk.convention.name, basis),
    }
    data = {"document": "status of contributions", "as_at": view.as_at.isoformat(), "csv": files["status.csv"].decode()}
    for language in languages:
        page = contributions_page(view, _frame(desk, language))
        press = Press("tables.typ", language, view.as_at)
        files[f"status-{language}.pdf"] = press.pdf(page, data, "the status of contributions")
    return publish_beside(folder, files, {"document": "contributions"})


def write_statement(desk: Desk, view: Account, languages: tuple[str, ...], folder: Path) -> tuple[str, ...]:
    """Write `statement-JPN.csv` and `statement-JPN-<lang>.pdf` into `folder`, all or nothing; returns the paths."""
    files = {f"statement-{view.state}.csv": account_csv(view).encode()}
    text = files[f"statement-{view.state}.csv"].decode()
    data = {"document": "statement of account", "as_at": view.as_at.isoformat(), "csv": text}
    for language in languages:
        page = account_page(view, _frame(desk, language))
        press = Press("tables.typ", language, view.as_at)
        files[f"statement-{view.state}-{language}.pdf"] = press.pdf(page, data, f"the statement of {view.state}")
    return publish_beside(folder, files, {"document": "contributions"})


def _frame(desk: Desk, language: str) -> Frame:
    words = Speaker(language, desk.convention, desk.states)
    return Frame(words, desk.issuer, dict(desk.meetings), desk.convention.go_no_go_basis)
