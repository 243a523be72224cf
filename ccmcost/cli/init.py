"""`ccmcost init`: a workspace, and what its office says of itself."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ccmcost.cli.asking import by_form
from ccmcost.cli.declared import WORDS, Argument, Option, command
from ccmcost.cli.output import agrees, put, somebody_there, tell
from ccmcost.errors import UsageError
from ccmcost.workspace import shown_path

if TYPE_CHECKING:
    from ccmcost.desk.questions import Answers


@command(
    "ccmcost init",
    "ccmcost init office",
    'ccmcost init office --set office.names.en="Secretariat (example)" --set bank.swift=EXAMCHGG',
    "ccmcost init --office     ask again about the office and its bank",
)
def init(
    folder: Annotated[str, Argument("[DIR]", "Folder of the workspace; created if needed.")] = ".",
    office: Annotated[
        bool, Option(None, "Change the details of the office and bank in an existing workspace.")
    ] = False,
    answers: Annotated[
        WORDS,
        Option(
            "KEY=TEXT", "Set a key of issuer.toml without being asked. May be repeated.", "--set"
        ),
    ] = (),
) -> None:
    """Make a workspace: data that you may change, reports, notices and an empty ledger.
    Overwrites nothing.

    At a terminal it asks for office and bank, which stand in data/issuer.toml.
    """
    from ccmcost.desk.init import (
        change_office,
        is_begun,
        make_workspace,
        need_workspace,
        warning_of,
    )

    place, warning = Path(folder), warning_of(Path(folder))
    if office:
        need_workspace(place)
        put(f"wrote {shown_path(change_office(place, _answers(place, answers, office)))}\n")
        return
    begun = is_begun(place)
    if begun and answers:
        raise UsageError("--set: the data are there already. Change them with --office.")
    if warning:  # before a person answers questions for a folder that is better elsewhere
        tell(f"Warning: {warning}")
    said = {} if begun else _answers(place, answers, office)
    _say_made(folder, make_workspace(place, said))


def _answers(place: Path, said: tuple[str, ...], again: bool) -> Answers:
    """What is answered: with --set, or by a person at a terminal; nothing elsewhere."""
    from ccmcost.desk.init import languages_of_office, office_text
    from ccmcost.desk.questions import OFFICE, answers_said, remarks_on

    text, languages = office_text(place), languages_of_office(place)
    given = answers_said(OFFICE, said, "--set")
    for key, lines in given.items():
        remarks = remarks_on(OFFICE, text, key, lines, languages)
        remarks.stop_on_errors()
        for each in remarks.warnings:
            tell(f"Warning: {each.message}")
    if said:
        if by_form():
            _shown(place, given)
        return given
    if somebody_there() and not by_form():
        return _asked(place, text, languages, again)
    if again:
        raise UsageError(
            "--office asks at a terminal. Elsewhere say what changes: ccmcost init --office --set "
            "KEY=TEXT."
        )
    return {}


def _asked(place: Path, text: str, languages: tuple[str, ...], again: bool) -> Answers:
    """What a person answers, who sees what will be written before a yes and may go back."""
    from ccmcost.cli.asking_form import ask_form
    from ccmcost.desk.questions import OFFICE, Question
    from ccmcost.desk.walk import Back, Walk
    from ccmcost.words.speaker import english

    tell(english()("ask_intro"))
    given: Answers = {}
    walk = Walk[Question]()
    while True:
        given = ask_form(OFFICE, text, given, languages, walk)
        if not any(given.values()) and not again:
            return {}
        tell(english()("ask_last"))
        with suppress(Back):  # to the last question
            _shown(place, given)
            return given


def _shown(place: Path, given: Answers) -> None:
    """Show what will be written. Raises Declined after a no, Back for `<`."""
    from ccmcost.cli.asking import Declined
    from ccmcost.desk.questions import OFFICE, form_screen

    tell("\n".join(form_screen(OFFICE, given)))
    if not agrees(f"Write this to {shown_path(place / 'data' / OFFICE.file)}?"):
        raise Declined("written")


def _say_made(folder: str, made: tuple[str, ...]) -> None:
    where = "" if folder == "." else f"cd {folder}, then "
    put(
        "".join(f"made {name}\n" for name in made) + f"Next: {where}ccmcost check; ccmcost next\n"
        "Office and bank can be said or changed at any time: ccmcost init --office\n"
    )
