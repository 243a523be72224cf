"""`ccmcost init`: a workspace, and what its office says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ccmcost.cli import readers, wishes
from ccmcost.cli.asking import by_form
from ccmcost.cli.declared import WORDS, Argument, Option, command
from ccmcost.cli.output import agrees, put, somebody_there, tell
from ccmcost.errors import UsageError
from ccmcost.workspace import MARK, shown_path

if TYPE_CHECKING:
    from ccmcost.desk.questions import Answers, Form


_INTRO = {MARK: "ask_intro_convention", "issuer.toml": "ask_intro"}
"""What is said before the questions of a form."""


def _convention_alone(
    convention: str | None, currency: str | None, office: bool, folder: str
) -> None:
    if currency and not convention:
        raise UsageError("--currency goes with --convention: the currency in which it bills.")
    if office and convention:
        raise UsageError("--office and --convention do not go together: say one of them.")
    if convention:
        from ccmcost.desk.skeleton import texts_that_ask

        texts_that_ask(Path(folder), convention, currency)


@command(
    "ccmcost init",
    "ccmcost init office",
    'ccmcost init office --set office.names.en="Secretariat (example)" --set bank.swift=EXAMCHGG',
    "ccmcost init --office     ask again about the office and its bank",
    "ccmcost init aplc --convention aplc     another treaty; see ccmcost help other-treaties",
    checks=(_convention_alone,),
)
def init(
    folder: Annotated[
        str, Argument("[DIR]", "Folder of the workspace; created if needed.", read=wishes.free)
    ] = ".",
    office: Annotated[
        bool, Option(None, "Change the details of the office and bank in an existing workspace.")
    ] = False,
    convention: Annotated[
        str | None,
        Option(
            "ID",
            "Make the folder of another convention or treaty under this id, or answer what is "
            "still open in it.",
            read=wishes.free,
        ),
    ] = None,
    currency: Annotated[
        str | None,
        Option(
            "CODE",
            "Currency in which that convention bills (ISO 4217); default: USD.",
            read=readers.currency,
        ),
    ] = None,
    answers: Annotated[
        WORDS,
        Option(
            "KEY=TEXT",
            "Set a key of issuer.toml, or with --convention one of convention.toml and its rule, "
            "without being asked. May be repeated.",
            "--set",
        ),
    ] = (),
) -> None:
    """Make a workspace: data that you may change, reports, notices and an empty ledger.
    Overwrites nothing.

    At a terminal it asks for office and bank, which stand in data/issuer.toml. With --convention it
    first asks what must be known of another convention; what is left open stands in its data as a
    question, which ccmcost check names.
    """
    from ccmcost.desk.init import change_office, is_made, need_workspace

    _convention_alone(convention, currency, office, folder)
    place = Path(folder)
    if office:
        need_workspace(place)
        put(f"wrote {shown_path(change_office(place, _answers(place, answers, office)))}\n")
    elif convention and is_made(place):
        _answer_further(place, convention, answers)
    else:
        _make(folder, convention, currency, answers)


def _make(
    folder: str, convention: str | None, currency: str | None, answers: tuple[str, ...]
) -> None:
    """Make a workspace; that of another convention with the files that ask."""
    from ccmcost.desk.init import (
        change_convention,
        change_office,
        is_begun,
        make_workspace,
        warning_of,
    )
    from ccmcost.desk.skeleton import answered, skeleton_files, texts_that_ask

    place = Path(folder)
    begun, warning = is_begun(place), warning_of(place)
    if warning:  # before a person answers questions for a folder that is better elsewhere
        tell(f"Warning: {warning}")
    texts = texts_that_ask(place, convention, currency) if convention else {}
    said = {} if begun and not answers else _answers(place, answers, False, texts)
    texts = answered(texts, said) if convention else {}
    if begun and said:
        written = (*change_convention(place, texts), change_office(place, said))
        put("".join(f"wrote {shown_path(path)}\n" for path in written))
    made = make_workspace(place, said, skeleton_files(texts) if convention else None)
    _say_made(folder, made, texts)


def _answer_further(place: Path, convention: str, said: tuple[str, ...]) -> None:
    """Answer what is still open in the folder of another convention."""
    from ccmcost.desk.init import change_convention
    from ccmcost.desk.skeleton import answered, texts_that_ask

    texts = texts_that_ask(place, convention, None)
    if not said and (not somebody_there() or by_form()):
        raise UsageError(
            "--convention: the folder is there. Say what is answered: ccmcost init DIR "
            f"--convention {convention} --set KEY=TEXT."
        )
    done = answered(texts, _answers(place, said, True, texts))
    written = change_convention(place, done)
    put("".join(f"wrote {shown_path(path)}\n" for path in written) or "Nothing has changed.\n")
    _say_open(done)


def _answers(
    place: Path, said: tuple[str, ...], again: bool, texts: Mapping[str, str] | None = None
) -> Answers:
    """What is answered: with --set, or by a person at a terminal; nothing elsewhere. `texts` are
    the files of another convention that ask, before that of the office.
    """
    from ccmcost.desk.init import languages_of_office, office_text
    from ccmcost.desk.questions import OFFICE, answers_of, answers_said, remarks_on
    from ccmcost.desk.skeleton import FORMS
    from ccmcost.words.catalogue import LANGUAGES

    languages = LANGUAGES if texts else languages_of_office(place)
    forms = {each: texts[each.file] for each in FORMS if texts and each.file in texts}
    if not (texts and again):
        forms[OFFICE] = office_text(place)
    given = answers_said(tuple(forms), said, "--set")
    for form, text in forms.items():
        for key, lines in answers_of(form, given).items():
            remarks = remarks_on(form, text, key, lines, languages)
            remarks.stop_on_errors()
            for each in remarks.warnings:
                tell(f"Warning: {each.message}")
    if said:
        if by_form():
            _shown(place, forms, given)
        return given
    if somebody_there() and not by_form():
        return _asked(place, forms, languages, again)
    if again:
        raise UsageError(
            "--office asks at a terminal. Elsewhere say what changes: ccmcost init --office --set "
            "KEY=TEXT."
        )
    return {}


def _asked(
    place: Path, forms: Mapping[Form, str], languages: tuple[str, ...], again: bool
) -> Answers:
    """What a person answers, who sees what will be written before a yes and may go back."""
    from ccmcost.cli.asking_form import ask_form
    from ccmcost.desk.questions import Question
    from ccmcost.desk.walk import Back, Walk
    from ccmcost.words.speaker import english

    given: dict[str, tuple[str, ...]] = {}
    for form, text in forms.items():
        if form.file in _INTRO:
            tell(english()(_INTRO[form.file]))
        last, walk = form is list(forms)[-1], Walk[Question]()
        while True:
            given |= ask_form(form, text, given, languages, walk)
            if not last or (not any(given.values()) and not again):
                break
            tell(english()("ask_last"))
            with suppress(Back):  # to the last question
                _shown(place, forms, given)
                return given
    return given if len(forms) > 1 else {}


def _shown(place: Path, forms: Mapping[Form, str], given: Answers) -> None:
    """Show what will be written. Raises Declined after a no, Back for `<`."""
    from ccmcost.cli.asking import Declined
    from ccmcost.desk.questions import form_screen

    for form in forms:
        tell("\n".join(form_screen(form, given)))
    written = " and ".join(shown_path(place / "data" / form.file) for form in forms)
    if not agrees(f"Write this to {written}?"):
        raise Declined("written")


def _say_open(texts: Mapping[str, str]) -> None:
    from ccmcost.desk.skeleton import open_questions

    if count := open_questions(texts):
        put(f"Still open: {count} questions; ccmcost check names them.\n")


def _say_made(folder: str, made: tuple[str, ...], texts: Mapping[str, str]) -> None:
    where = "" if folder == "." else f"cd {folder}, then "
    put(
        "".join(f"made {name}\n" for name in made) + f"Next: {where}ccmcost check; ccmcost next\n"
        "Office and bank can be said or changed at any time: ccmcost init --office\n"
    )
    _say_open(texts)
