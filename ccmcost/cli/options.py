"""How a command is declared: each option once, in the signature of its function or in a bundle that
several commands take; and the options that several commands have.

Nothing here needs the command-line framework. `ccmcost/cli/app.py` makes its commands from these
declarations, and the short way to the main job (`ccmcost/cli/main_job.py`) reads the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    NamedTuple,
    NewType,
    TypeVar,
    get_type_hints,
)

from ccmcost.cli import complete, readers
from ccmcost.cli.readers import Rest
from ccmcost.cli.wishes import DOUBTED_AS, READ_AS, languages, letter_languages
from ccmcost.cli.wishes import csv_form as csv_form  # noqa: PLC0414 (commands take them from here)
from ccmcost.cli.wishes import languages_of as languages_of  # noqa: PLC0414
from ccmcost.cli.wishes import template_languages as template_languages  # noqa: PLC0414
from ccmcost.model.calendar import DAY_EXAMPLE

if TYPE_CHECKING:
    from ccmcost.cli.complete import Source
    from ccmcost.cli.readers import Reader

T = TypeVar("T")
Function = Callable[..., None]
WORDS = tuple[str, ...]
"""The kind of an option that may repeat."""
TEXTS = (str, str | None, WORDS)
Word = NewType("Word", str)
"""The kind of an option that takes a word of a list, or a code."""
LAST, LAST_OF_MEETING = "last", "last of meeting"
TODAY, NOTHING = "today", "nothing"


class Option(NamedTuple):
    """An option: what its value is called, what it says, its names if they are not that of the
    parameter, how its value is read, and what is offered where a person is asked for it: the `last`
    answer, the last one for the same meeting, `today`, or `nothing`. What is offered one of the
    last two is asked with what is missing; where nothing is offered, Enter leaves it out.
    With `unless` it must be said although it has a default, unless that flag is; it is asked only
    `beside` what is said for another parameter: `cost`, or one value of it: `kind=reminder2`.

    Nothing is offered where Enter would put a name, a sum or a document into the record that
    nobody has thought of: who approves, which State, how much, what it rests on; nor what was
    decided of another meeting.
    """

    metavar: str | None
    help: str
    names: str = ""
    complete: Source | None = None
    read: Reader | None = None
    offer: str = ""
    unless: str = ""
    beside: str = ""


class Argument(NamedTuple):
    """An argument, in the place where it stands; the rest as for an option."""

    metavar: str
    help: str
    complete: Source | None = None
    read: Reader | None = None
    offer: str = ""
    unless: str = ""
    beside: str = ""


class Parameter(NamedTuple):
    """One option or argument of a command; `default` is `...` where it must be given."""

    name: str
    kind: Any
    said: Option | Argument
    default: Any

    @property
    def names(self) -> tuple[str, ...]:
        """The names of an option, as they are typed."""
        given = self.said.names if isinstance(self.said, Option) else ""
        return tuple(given.split()) or ("--" + self.name.replace("_", "-"),)

    @property
    def shown(self) -> str:
        """What it is called in a message: `MEETING`, `--on`."""
        is_argument = isinstance(self.said, Argument)
        return (self.said.metavar or "").strip("[]") if is_argument else self.names[0]

    @property
    def read(self) -> Reader | None:
        """How its value is read: as its option says, else by what it is called."""
        return self.said.read or READ_AS.get((self.said.metavar or "").strip("[]"))

    def doubt(self, text: str, rest: Rest) -> str:
        """What may be doubted of a text as its value; empty if nothing."""
        doubted = DOUBTED_AS.get(self.said.metavar or "") or DOUBTED_AS.get(self.names[0])
        return doubted(text, rest) if doubted else ""

    @property
    def is_given_read(self) -> bool:
        """Whether the command is given the value, and not the text that was typed."""
        return self.read is not None and self.kind not in TEXTS

    @property
    def is_needed(self) -> bool:
        """Whether it must be given."""
        return self.default is ...

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Itself: as many as a bundle of one."""
        return (self,)

    def value(self, said: Mapping[str, Any]) -> Any:
        """What the function is given, by what was said on the command line;
        an option that may repeat gives a tuple.
        """
        return tuple(said[self.name] or ()) if self.kind == WORDS else said[self.name]


class Command(NamedTuple):
    """A command: what it does, with its help as docstring, examples, and what must hold between
    its options: a check takes values by the names of their parameters and raises UsageError.
    """

    run: Function
    examples: tuple[str, ...]
    checks: tuple[Function, ...] = ()


class Group:
    """Commands below a common word."""

    def __init__(self, help: str, *examples: str) -> None:
        self.help, self.examples = help, examples
        self.commands: dict[str, Command] = {}

    def command(
        self, name: str, *examples: str, checks: tuple[Function, ...] = ()
    ) -> Callable[[Function], Function]:
        """The function as a command of this group."""

        def add(run: Function) -> Function:
            self.commands[name] = Command(run, examples, checks)
            return run

        return add


def command(*examples: str, checks: tuple[Function, ...] = ()) -> Callable[[Function], Command]:
    """The function as a command of its own."""
    return lambda run: Command(run, examples, checks)


class Bundle(NamedTuple):
    """Options that several commands take together: a named tuple of them."""

    make: Callable[..., Any]
    parts: Mapping[str, Parameter | Bundle]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All options and arguments of the bundle, in order."""
        return tuple(each for part in self.parts.values() for each in part.parameters)

    def value(self, said: Mapping[str, Any]) -> Any:
        """The bundle, by what was said on the command line."""
        return self.make(**{name: part.value(said) for name, part in self.parts.items()})


def parts_of(declared: Any, defaults: Mapping[str, Any]) -> dict[str, Parameter | Bundle]:
    """What each parameter of a function, or each field of a bundle, takes."""
    found: dict[str, Parameter | Bundle] = {}
    for name, kind in get_type_hints(declared, include_extras=True).items():
        if isinstance(kind, type) and issubclass(kind, tuple):
            found[name] = bundle_of(kind)
        elif name != "return":
            found[name] = Parameter(
                name, kind.__origin__, kind.__metadata__[0], defaults.get(name, ...)
            )
    return found


def bundle_of(kind: Any) -> Bundle:
    """The options of a named tuple."""
    return Bundle(kind, parts_of(kind, kind._field_defaults))


MeetingId = Annotated[
    str,
    Argument("MEETING", "Id of a meeting, such as msp11.", complete.meetings, offer=LAST),
]
NewMeeting = Annotated[
    str, Argument("MEETING", "Id of a meeting, such as msp11.", read=readers.new_meeting)
]
MeetingOrGroup = Annotated[
    str,
    Argument(
        "MEETING|GROUP",
        "Id of a meeting, or of a billing group such as rc2.",
        complete.groups,
        read=readers.group,
        offer=LAST,
    ),
]
State = Annotated[
    str,
    Argument(
        "STATE",
        "A State: its name in any of six languages, or its code (JPN).",
        complete.states,
    ),
]
Data = Annotated[
    str | None,
    Option(
        "DIR",
        "Data folder; default: CCMCOST_DATA, ./data, then the packaged data.",
        read=readers.folder,
    ),
]
Rule = Annotated[
    str | None, Option("ID|FILE", "Rule by id, or a rule file (.toml).", complete=complete.rules)
]
Scale = Annotated[
    str | None, Option("ID", "A scale other than that of the day.", complete=complete.scales)
]
Provisional = Annotated[
    str | None,
    Option(
        "ID",
        "Scale for days that no scale covers yet; outputs are marked.",
        complete=complete.scales,
    ),
]
Uncovered = Annotated[
    str | None,
    Option("ID", "Scale for a meeting that no scale covers yet.", complete=complete.scales),
]
OtherList = Annotated[
    str | None,
    Option("FILE", "Another list (CSV, XLSX) with States and, optionally, their roles."),
]
Currency = Annotated[
    Word | None,
    Option(
        "CODE",
        "Currency (ISO 4217); default: the currency of the convention.",
        complete=complete.currencies,
        read=readers.currency,
    ),
]


def printed(*forms: str) -> Option:
    """What a command prints, of which there are several forms."""
    known = complete.words(*forms)
    return Option(
        "|".join(forms), "What to print on standard output.", "", known, readers.listed(known)
    )


Format = Annotated[Literal["table", "csv", "json"], printed("table", "csv", "json")]
TableOrCsv = Annotated[Literal["table", "csv"], printed("table", "csv")]
Csv = Annotated[
    str,
    Option(
        "FORM",
        "CSV as programs read it (plain), or as Excel opens it by a double click: excel (of the "
        "language of the documents), or by how yours writes numbers: excel-comma (1,5), "
        "excel-point (1.5), excel-semicolon (1.5, columns with semicolons).",
        "--csv",
        complete.words("plain", "excel", "excel-comma", "excel-point", "excel-semicolon"),
    ),
]
AsOf = Annotated[date | None, Option("DATE", "Date printed on documents; default: today.")]
DocumentDay = Annotated[
    date | None, Option("DATE", "Date printed on documents; default: today.", offer=TODAY)
]
AsAt = Annotated[
    date | None,
    Option("DATE", "Value date up to which entries count; default: today."),
]
KnownOn = Annotated[
    date | None,
    Option(
        "DATE",
        "As recorded up to this day; reproduces a published status.",
    ),
]
Lang = Annotated[
    WORDS,
    Option(
        "CODES",
        "Languages of the documents; default: en.",
        "--lang",
        complete.languages,
        read=languages,
    ),
]
Alone = Annotated[bool, Option(None, "Only this meeting, not the billing group of the same name.")]
Amount = Annotated[
    str,
    Argument("AMOUNT", "A sum, such as 1234.56 or 1,234.56.", read=readers.amount),
]
SignedAmount = Annotated[
    str,
    Argument("AMOUNT", "A sum, such as 1234.56 or 1,234.56.", read=readers.signed),
]
CostStatus = Annotated[
    Word,
    Option(
        "STATUS",
        "estimate, revised_estimate or actual.",
        "",
        complete.statuses,
        readers.listed(complete.statuses),
    ),
]
LetterKind = Annotated[
    Word | None,
    Option(
        "KIND",
        "cover, reminder1, reminder2, credit or receipt.",
        "",
        complete.letter_kinds,
        readers.listed(complete.letter_kinds),
        unless="templates",
    ),
]
LetterLang = Annotated[
    WORDS,
    Option(
        "LANGS",
        "Language where contacts.csv names none: en (default), fr, es, ar, ru, zh.",
        complete=complete.template_languages,
        read=letter_languages,
    ),
]
Places = Annotated[
    str | None,
    Option(
        "EVENTS",
        "Book these as they were shown, such as 17,19 or 3-79,81.",
        complete=complete.unidentified,
    ),
]
EventToPlace = Annotated[
    int, Argument("EVENT", "Number of the event that recorded the money.", complete.unidentified)
]
EventsToUndo = Annotated[
    tuple[int, ...] | None,
    Argument(
        "EVENT",
        "Number of the event to reverse, or several: 3-91 or 3,7 (ccmcost ledger list shows them); "
        "without it: --last.",
        complete.events,
        readers.events,
        unless="last",
    ),
]
Choice = Annotated[
    Word,
    Option(
        "CHOICE",
        "What the State chose in writing: refund, apply or leave.",
        "",
        complete.choices,
        readers.listed(complete.choices),
    ),
]
On = Annotated[
    date,
    Option(
        "DATE",
        f"Value date: the day that counts, such as {DAY_EXAMPLE}.",
        read=readers.value_date,
        offer=LAST,
    ),
]
Document = Annotated[str, Option("TEXT", "Supporting document.", read=readers.line)]
Reference = Annotated[
    str, Option("TEXT", "Remitter and payment reference, as shown by the bank.", read=readers.line)
]
ApprovedBy = Annotated[
    str, Option("NAME", "The second person, who approves this.", read=readers.person)
]
