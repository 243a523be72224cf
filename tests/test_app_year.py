"""The year of docs/howto-finance-officer.md in a browser, by clicks alone, from an empty folder to
the verified audit pack: the ledger then says what it says after the same year by commands.
"""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from ccmcost.app.forms import command_of, is_asked
from ccmcost.cli.line import Line
from tests import practice_year as made
from tests.app_browser import browsed
from tests.ledger_office import Office, said_by
from tests.test_howto_year import Block, blocks, clock_of, day_of, play

BOOK = "Book those ticked"


def fill(page: Any, name: str, text: str, folder: Path) -> None:
    """Write into a field as a person does, whatever kind of field it is."""
    field = page.locator(f'[name="{name}"]').last  # a folder may be named beside a file
    kind = field.evaluate("field => `${field.tagName} ${field.type}`")
    if "checkbox" in kind:
        field.check()
    elif "file" in kind:
        field.set_input_files(folder / text)
    elif "SELECT" in kind:
        field.select_option(text)
    else:
        field.fill(text)


def field_of(page: Any, label: str) -> Any:
    """The field that is called so, whether it is needed or not."""
    plain = page.get_by_role("textbox", name=label, exact=True)
    return plain.or_(page.get_by_role("textbox", name=f"{label} needed", exact=True))


def office_said(page: Any, block: Block) -> None:
    """What the page has a person answer about the office."""
    address = []
    for question, answer in block.talk("init"):
        label = question.strip().rstrip(":")
        if label.startswith("Address, line"):
            address.append(answer)
        elif answer and "[y/N]" not in label:
            field_of(page, label).fill(answer)
    field_of(page, "Address").fill("\n".join(filter(None, address)))


def by_form(page: Any, words: list[str], folder: Path, block: Block) -> None:
    """Find the form of a command among all actions, write into it what the line says, send it."""
    name = tuple(words[:1]) if command_of(words[:1]) else tuple(words[:2])
    command = command_of(name)
    assert command is not None
    line = Line("", command.parameters, command.checks, words[len(name) :])
    page.get_by_role("link", name="All actions").click()
    page.locator(f'a[href$="/do/{"/".join(name)}"]').click()
    page.wait_for_load_state("domcontentloaded")  # what is still on its way is not counted below
    for more in page.locator("details:not([open]) > summary").all():
        more.click()
    if name == ("init",):
        office_said(page, block)
    for one in command.parameters:
        typed = [piece.words[-1] for piece in line.pieces if piece.name == one.name]
        if typed and is_asked(one):
            fill(page, one.name, "\n".join(typed), folder)
    line.close()
    if any(one.name == "recorded_by" for one in command.parameters):
        fill(page, "recorded_by", "A. Clerk", folder)
    page.get_by_role("button", name="Go on").click()


def to_the_end(page: Any, looks_only: bool) -> str:
    """Answer yes to all that is asked, and give the heading of the last page."""
    while True:
        head = str(page.locator("h1").inner_text())
        if head == "At work":
            page.locator("h1", has_not_text="At work").wait_for()
        elif head == "Is this right?" and not looks_only:
            page.get_by_role("button", name="Yes", exact=True).click()
        else:
            return head


def export_of(folder: Path) -> list[dict[str, Any]]:
    """The events of a ledger without times, tokens and the hashes of the chain."""
    assert said_by("ledger", "export", "export.json").code == 0
    found = json.loads((folder / "export.json").read_text(encoding="utf-8"))["events"]
    for event in found:
        for name in ("recorded_at", "previous", "hash"):
            del event[name]
        control = event["body"].pop("control", {})
        control.pop("request", None)
        event["body"] |= {"control": control} if control else {}
    return list(found)


@pytest.mark.slow
def test_the_year_by_clicks_is_the_year_by_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "office"
    shutil.copytree(made.FOLDER, folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("CCMCOST_DATA", raising=False)
    monkeypatch.delenv("CCMCOST_RECORDED_BY", raising=False)
    office = Office.__new__(Office)
    office.folder, office.patch = folder, monkeypatch
    day = "2023-11-24"
    with browsed() as page:
        for block in blocks():
            for line in block.typed:
                office.on(clock_of(line, day))
                day = day_of(line, day)
                words = shlex.split(line)[1:]
                if words == ["match"]:
                    page.get_by_role("link", name="Receipts").click()
                    fill(page, "recorded_by", "A. Clerk", folder)
                    page.get_by_role("button", name=BOOK).first.click()
                else:
                    by_form(page, words, folder, block)
                head = to_the_end(page, "--dry-run" in words)
                wanted = "Is this right?" if "--dry-run" in words else "Done"
                assert head == wanted, f"{line}\n{page.locator('main').inner_text()}"
        page.goto(page.url)
        tie = "240 notices and 112 credits = USD 848,200.10 = cost of 2 meetings."
        assert tie in page.locator("footer").inner_text()
    clicked = export_of(folder)
    typed = play(tmp_path / "commands", monkeypatch, whole=False)
    assert clicked == export_of(typed.office.folder)
