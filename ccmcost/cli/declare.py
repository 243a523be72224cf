"""How a command is declared: each option once, in the signature of its function or in a bundle that
several commands take.

Nothing here needs the command-line framework. `ccmcost/cli/app.py` makes its commands from these
declarations, and the short way to the main job (`ccmcost/cli/quick.py`) reads the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, get_type_hints

Function = Callable[..., None]
WORDS = tuple[str, ...]
"""The kind of an option that may repeat."""


class Option(NamedTuple):
    """An option: what its value is called, what it says, and its names if they are not that of the
    parameter.
    """

    metavar: str | None
    help: str
    names: str = ""
    complete: Callable[[str], list[str]] | None = None


class Argument(NamedTuple):
    """An argument, in the place where it stands."""

    metavar: str
    help: str
    complete: Callable[[str], list[str]] | None = None


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
    def parameters(self) -> tuple[Parameter, ...]:
        """Itself: as many as a bundle of one."""
        return (self,)

    def value(self, said: Mapping[str, Any]) -> Any:
        """What the function is given, by what was said on the command line;
        an option that may repeat gives a tuple.
        """
        return tuple(said[self.name] or ()) if self.kind == WORDS else said[self.name]


class Command(NamedTuple):
    """A command: what it does, with its help as docstring, and examples."""

    run: Function
    examples: tuple[str, ...]


class Group:
    """Commands below a common word."""

    def __init__(self, help: str, *examples: str) -> None:
        self.help, self.examples = help, examples
        self.commands: dict[str, Command] = {}

    def command(self, name: str, *examples: str) -> Callable[[Function], Function]:
        """The function as a command of this group."""

        def add(run: Function) -> Function:
            self.commands[name] = Command(run, examples)
            return run

        return add


def command(*examples: str) -> Callable[[Function], Command]:
    """The function as a command of its own."""
    return lambda run: Command(run, examples)


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
