"""How the wishes of a calculation and the files of a command are read: what a value is called in
`--help` says how (`READ_AS`). What is particular to one option stands with it; what an office
records is in `ccmcost/cli/readers.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccmcost.cli import complete, readers
from ccmcost.cli.readers import Reader, Rest, named_currency, value_or

if TYPE_CHECKING:
    from ccmcost.tables.records import Form


def free(text: str, name: str, rest: Rest) -> str:
    """Any text: nothing about it can be wrong before the work is done, as with a remark, the
    heading of a file, or a folder that is to be made.
    """
    return text


def states(text: str, name: str, rest: Rest) -> tuple[str, ...]:
    """States, with commas between."""
    from ccmcost.sharing.request import find_states

    return find_states([text], name, rest.data.checked(rest.data.states), readers.billed_in(rest))


def file(text: str, name: str, rest: Rest) -> str:
    """A file that is there; `-` is standard input."""
    from ccmcost.atomic import is_folder

    if text != "-" and is_folder(Path(path(text, name, rest))):
        _refuse(name, f"{text}: the file is a folder, not a file. Check the name and the folder.")
    return text


def path(text: str, name: str, rest: Rest) -> str:
    """A file or folder that is there."""
    if not Path(text).exists():
        _refuse(name, f"{text}: the file does not exist. Check the name and the folder.")
    return text


def results(text: str, name: str, rest: Rest) -> Path | None:
    """A folder in whose place results may be put: refused before the work is done, and looked at
    once more when they are written.
    """
    from ccmcost.manifest import made_here
    from ccmcost.publish import refuse_place

    with _writable(name):
        if text:
            refuse_place(Path(text), made_here)
    return _place(text)


def results_within(text: str, name: str, rest: Rest) -> Path | None:
    """A folder for folders of results, one for each year."""
    from ccmcost.publish import refuse_place

    with _writable(name):
        refuse_place(Path(text) / "year", lambda _: {})
    return _place(text)


def pack(text: str, name: str, rest: Rest) -> Path | None:
    """A folder for results, or a ZIP file."""
    from ccmcost.publish import refuse_relied_on

    if not value_or(rest, "zipped", False):
        return results(text, name, rest)
    with _writable(name):
        refuse_relied_on(Path(text))
    return _place(text)


def _place(text: str) -> Path | None:
    return Path(text) if text else None


@contextmanager
def _writable(name: str) -> Iterator[None]:
    """What is told of a place that nobody can look at is told when it is written to."""
    from ccmcost.errors import UsageError, WriteError

    try:
        with suppress(OSError):
            yield
    except WriteError as error:
        raise UsageError(f"{name}: {error}") from None


def several(reader: Reader) -> Reader:
    """As a reader of one, with commas between."""

    def read(text: str, name: str, rest: Rest) -> str:
        for each in filter(None, map(str.strip, text.split(","))):
            reader(each, name, rest)
        return text

    return read


def _refuse(name: str, fault: str) -> None:
    from ccmcost.errors import UsageError
    from ccmcost.text import quoted

    raise UsageError(f"{name}: {quoted(fault)}")


def cost(text: str, name: str, rest: Rest) -> Any:
    """A cost to share."""
    from ccmcost.sharing.request import given_cost

    return given_cost(text, named_currency(rest), bool(value_or(rest, "credit", False)), name)


def cost_range(text: str, name: str, rest: Rest) -> Any:
    """A cost, or a low, likely and high one; `YEAR=` may stand before it where there are years."""
    from ccmcost.documents.planning.budget import convention_of_cost, year_of_cost
    from ccmcost.documents.planning.forecast import cost_range as parsed

    if "years" in rest.names:
        if len(rest.value("data")) > 1:
            _, text = convention_of_cost(text)
        return year_of_cost(text, rest.value("years"), named_currency(rest))
    return parsed(text, named_currency(rest), name)


def some(text: str, name: str, rest: Rest) -> Any:
    """A sum that may be nothing."""
    from ccmcost.sharing.request import sum_option

    return sum_option(text, named_currency(rest), name)


def meeting_cost(text: str, name: str, rest: Rest) -> str:
    """A meeting and its cost: `msp12=412345.67`."""
    from ccmcost.documents.annual.years import meeting_and_cost
    from ccmcost.sharing.request import find_meeting, given_cost

    meeting, amount = meeting_and_cost(text)
    find_meeting(rest.data, meeting)
    given_cost(amount, named_currency(rest), False, name)
    return text


def years(text: str, name: str, rest: Rest) -> tuple[int, ...]:
    """Years in a row."""
    from ccmcost.documents.planning.budget import years_option

    return years_option(text)


def scale(text: str, name: str, rest: Rest) -> str:
    """The id of a scale."""
    from ccmcost.sharing.request import find_scale

    return find_scale(rest.data, text)


def rule(text: str, name: str, rest: Rest) -> str:
    """The id of a rule, or a rule file."""
    from ccmcost.accounts.books import clean
    from ccmcost.load.data import Data
    from ccmcost.sharing.request import find_rule

    # what is wrong with a file that is named is no fault of the folder, and another may be named
    data = Data(rest.data.workspace)
    find_rule(data, clean(text, name))
    readers.refuse_file(name, data.findings)
    return text


def languages(text: str, name: str, rest: Rest) -> tuple[str, ...]:
    """Languages of documents, with commas between."""
    return languages_of((text,))


def letter_languages(text: str, name: str, rest: Rest) -> tuple[str, ...]:
    """Languages of letters and estimates, with commas between."""
    return template_languages((text,))


def csv(text: str, name: str, rest: Rest) -> Any:
    """A form of CSV."""
    said = value_or(rest, "lang", ()) or value_or(rest, "languages", ())
    return csv_form(text, tuple(code for codes in said for code in codes))


def events(text: str, name: str, rest: Rest) -> Any:
    """Events that a person says are right."""
    from ccmcost.desk.match import chosen_events

    return chosen_events(text)


def meeting_kind(text: str, name: str, rest: Rest) -> str:
    """A kind of meeting of the convention."""
    from ccmcost.near import one_of

    return one_of(text, tuple(rest.data.convention.meeting_kinds), name)


def alias(text: str, name: str, rest: Rest) -> str:
    """A name that stands for a State: `NAME=STATE`."""
    from ccmcost.desk.answers import read_aliases

    read_aliases(rest.data, (text,), None)
    return text


def section(text: str, name: str, rest: Rest) -> str:
    """What a line of a list opens: `LINE=WHAT`."""
    from ccmcost.desk.answers import Answers

    Answers(()).with_new({}, (text,), None)
    return text


def day_of_state(text: str, name: str, rest: Rest) -> str:
    """A day of a State: `STATE=DATE`."""
    from ccmcost.desk.treaty import days_said

    days_said((text,), rest.data.checked(rest.data.states), name)
    return text


def instrument(text: str, name: str, rest: Rest) -> str:
    """An instrument of the convention."""
    from ccmcost.desk.treaty import find_instrument

    return find_instrument(rest.data, text)


def column(text: str, name: str, rest: Rest) -> str:
    """A column of an extract and its heading: `NAME=HEADING`."""
    from ccmcost.desk.bank_map import known_column

    known_column(text)
    return text


def answer(text: str, name: str, rest: Rest) -> str:
    """A key of the office's own file, or of another convention's, and what it says: `KEY=TEXT`."""
    from ccmcost.desk.questions import answers_said
    from ccmcost.desk.skeleton import forms_of

    forms = forms_of(rest.value("convention"), Path(rest.value("folder")))
    answers_said(forms, (text,), name)
    return text


def topic(text: str, name: str, rest: Rest) -> str:
    """A topic of the manual, or a command."""
    return topic_named(text)


def languages_of(wishes: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of --lang, checked; English if none is named."""
    from ccmcost.sharing.request import find_languages
    from ccmcost.words.catalogue import LANGUAGES

    return find_languages(wishes, LANGUAGES, '"{}" is not a language of notices')


def csv_form(wish: str, lang: tuple[str, ...] = ()) -> Form:
    """The form of --csv: of Excel in the language of --lang, or the one that is named."""
    from ccmcost.tables.records import PLAIN_CSV, form_named

    return PLAIN_CSV if wish == "plain" else form_named(wish, languages_of(lang), "--csv")


def template_languages(wishes: tuple[str, ...], kind: str = "cover") -> tuple[str, ...]:
    """As `languages_of`, for letters and estimates: those that have a template of the kind."""
    from ccmcost.sharing.request import find_languages
    from ccmcost.words.catalogue import templates_of

    return find_languages(wishes, templates_of(kind), 'there is no template in "{}"')


def topic_named(text: str) -> str:
    """The topic or command that a person named, or UsageError."""
    from ccmcost.cli.commands import COMMANDS
    from ccmcost.errors import UsageError
    from ccmcost.near import did_you_mean, near
    from ccmcost.text import printable
    from ccmcost.workspace import manual_pages

    name = text.strip().lower().removeprefix("docs/").removesuffix(".md")
    known = dict.fromkeys((*manual_pages(), *COMMANDS))
    if name not in known:
        suggested = did_you_mean(near(name, known))
        raise UsageError(
            f'the manual has no topic "{printable(text)}".{suggested} Its topics: ccmcost help'
        )
    return name


READ_AS: Mapping[str, Reader] = {
    "DATE": readers.day,
    "STATE": readers.state,
    "CODES": states,
    "MEETING": readers.meeting,
    "MEETING...": readers.meeting,
    "MEETING|GROUP": readers.group,
    "FILE": file,
    "FILE|FOLDER...": path,
    "A.csv,B.csv": several(file),
    "DIR": results,
    "PATH": pack,
    "GROUP": free,
    "HASH": free,
    "HEADING": free,
    "NUMBER": free,
    "SYMBOL": free,
    "YEARS": free,
    "STATUS": readers.listed(complete.statuses),
    "KIND": meeting_kind,
    "AMOUNT": cost,
    "LOW,LIKELY,HIGH": cost_range,
    "MEETING=AMOUNT": meeting_cost,
    "YEAR": readers.year,
    "YYYY-YYYY": years,
    "ID": scale,
    "ID|FILE": rule,
    "LANG": languages,
    "LANGS": languages,
    "FORM": csv,
    "EVENTS": events,
    "NAME=STATE": alias,
    "LINE=WHAT": section,
    "STATE=DATE": day_of_state,
    "NAME=HEADING": column,
    "KEY=TEXT": answer,
    "TOPIC": topic,
}
"""How a value is read, by what it is called in `--help`, where its option does not say it."""
