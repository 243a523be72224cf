"""How a command is declared: each option once, in the signature of its function or in a bundle that
several commands take.

Nothing here needs the command-line framework. `ccmcost/cli/app.py` makes its commands from these
declarations, the short way to the main job (`ccmcost/cli/main_job.py`) reads the same ones, and so
do the forms of the office in a browser.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    NamedTuple,
    NewType,
    TypeVar,
    get_type_hints,
)

from ccmcost.cli.doubted import DOUBTED_AS
from ccmcost.cli.readers import Rest
from ccmcost.cli.wishes import READ_AS

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
    With `unless` it must be said although it has a default, unless that flag is, or unless that
    holds of the line; it is asked only `beside` what is said for another parameter: `cost`, or one
    value of it: `kind=reminder2`.

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
    unless: str | Callable[[Rest], bool] = ""
    beside: str = ""


class Argument(NamedTuple):
    """An argument, in the place where it stands; the rest as for an option."""

    metavar: str
    help: str
    complete: Source | None = None
    read: Reader | None = None
    offer: str = ""
    unless: str | Callable[[Rest], bool] = ""
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

    @property
    def parts(self) -> dict[str, Parameter | Bundle]:
        """What each parameter of its function takes."""
        from inspect import signature

        known = signature(self.run).parameters.items()
        return parts_of(
            self.run, {name: one.default for name, one in known if one.default is not one.empty}
        )

    @property
    def parameters(self) -> list[Parameter]:
        """All its options and arguments, in order."""
        return [one for part in self.parts.values() for one in part.parameters]


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
