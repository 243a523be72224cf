"""The files of a status or a statement: CSV, workbook, PDF in each language asked for."""

from __future__ import annotations

from pathlib import Path

from ccmcost.manifest import NAME, made_here, read_manifest
from ccmcost.publish import replacing
from ccmcost.render.contributions_csv import account_csv, contributions_csv
from ccmcost.render.contributions_page import Frame, account_page, contributions_page
from ccmcost.render.json_text import json_text
from ccmcost.render.notice_words import Words
from ccmcost.render.pdf import Press
from ccmcost.statement.account import Account
from ccmcost.statement.contributions import Contributions
from ccmcost.workflow.books import Desk
from ccmcost.workflow.compose_notices import find_issuer


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
    return _publish(folder, files)


def write_statement(desk: Desk, view: Account, languages: tuple[str, ...], folder: Path) -> tuple[str, ...]:
    """Write `statement-JPN.csv` and `statement-JPN-<lang>.pdf` into `folder`, all or nothing; returns the paths."""
    files = {f"statement-{view.state}.csv": account_csv(view).encode()}
    text = files[f"statement-{view.state}.csv"].decode()
    data = {"document": "statement of account", "as_at": view.as_at.isoformat(), "csv": text}
    for language in languages:
        page = account_page(view, _frame(desk, language))
        press = Press("tables.typ", language, view.as_at)
        files[f"statement-{view.state}-{language}.pdf"] = press.pdf(page, data, f"the statement of {view.state}")
    return _publish(folder, files)


def _frame(desk: Desk, language: str) -> Frame:
    words = Words(language, desk.convention, desk.states)
    issuer = find_issuer(desk.workspace, desk.convention)
    return Frame(words, issuer, dict(desk.meetings), desk.convention.go_no_go_basis)


def _publish(folder: Path, files: dict[str, bytes]) -> tuple[str, ...]:
    """Files of one kind replace their own predecessors; the manifest lists what ccmcost made here."""
    import hashlib

    with replacing(folder, made_here, keep=lambda name: name != NAME and name not in files) as staging:
        outputs = [{"path": name, "sha256": hashlib.sha256(content).hexdigest()} for name, content in sorted(files.items())]
        before = read_manifest(folder / NAME) or {"outputs": []}
        for output in before["outputs"]:  # with the hash of the day it was made: a change since then stays visible
            if output["path"] not in files and (folder / output["path"]).is_file():
                outputs.append({"path": output["path"], "sha256": output["sha256"]})
        for name, content in sorted(files.items()):
            staging.write(name, content)
        staging.write(NAME, json_text({"outputs": sorted(outputs, key=lambda each: each["path"])}).encode())
    return tuple((folder / name).as_posix() for name in sorted(files))
