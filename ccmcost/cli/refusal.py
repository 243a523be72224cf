"""The one message that says all that is missing or wrong with a line, with a line to copy that
keeps what is right.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from ccmcost.cli.declared import WORDS, Argument, Parameter
from ccmcost.cli.pieces import Piece, before_wrong
from ccmcost.cli.readers import Rest, Unread
from ccmcost.errors import Doubt, UsageError
from ccmcost.text import printable

if TYPE_CHECKING:
    from ccmcost.ledger.requests import Repeated
    from ccmcost.model.money import Money


class Refused(UsageError):
    """What is missing or wrong with a line, in one message; and `places`: each with the name of
    its parameter, which may be empty, as a form shows them.
    """

    places: tuple[tuple[str, str], ...] = ()


KEPT = 2
"""A line to copy is offered for one wrong value where it keeps as many things or more."""
_COMPLETE = "\nComplete: "


class Told(Protocol):
    """What a refusal needs of a line."""

    @property
    def command(self) -> str:
        """The command, as it is typed."""

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """What it takes, by name."""

    @property
    def pieces(self) -> Sequence[Piece]:
        """The words of each parameter that was typed."""

    @property
    def faults(self) -> Sequence[tuple[str, str]]:
        """What is wrong, each with the name of its parameter, which may be empty."""

    @property
    def joined(self) -> Sequence[str]:
        """What was typed with blanks between and may be a sum."""

    @property
    def before_extra(self) -> set[str]:
        """What stands before a word too many, by name."""

    def value(self, name: str) -> Any:
        """What was said for a parameter, read. Raises Unread."""

    def needs(self, one: Parameter) -> bool:
        """Whether a parameter must be said, beside what is said already."""

    @property
    def missing(self) -> Sequence[Parameter]:
        """What must be typed, and was not."""


def refusal(line: Told) -> UsageError:
    """All faults and all that is missing in one message, with a line to complete."""
    missing = [f"{in_help(each)} is missing: {each.said.help}" for each in line.missing]
    whole = [*(_named(line, *fault) for fault in line.faults), *missing]
    # a command that knows its file may have completed the line itself
    texts = [text.partition(_COMPLETE)[0] for text in whole]
    lines = [text.partition(_COMPLETE)[2] for text in whole if _COMPLETE in text]
    wrong = {name for name, _ in line.faults} | _cut(line)
    kept = [name for name, _ in line.pieces if name not in wrong]
    if len(texts) > 1 or line.missing or len(kept) >= KEPT:
        lines.append(_completed(line, wrong))
    if not line.faults:
        needed = [f"  {in_help(each)}: {each.said.help}" for each in line.missing]
        told = "\n".join(["this is missing:", *needed])
    elif len(texts) == 1:
        told = line.faults[0][1].partition(_COMPLETE)[0]
    else:
        listed = ["  " + text.replace("\n", "\n    ") for text in texts]
        told = "\n".join([f"nothing was done. {len(texts)} things must be corrected:", *listed])
    refused = Refused(told + "".join(f"{_COMPLETE}{each}" for each in lines[:1]))
    gaps = [(each.name, "") for each in line.missing]
    refused.places = tuple(
        (name, text.partition(_COMPLETE)[0]) for name, text in (*line.faults, *gaps)
    )
    return refused


def answered(line: Told, doubt: Doubt) -> UsageError:
    """What is asked about, with the line that says that it is meant."""
    return UsageError(f"{doubt}{_COMPLETE}{' '.join([_completed(line, set()), *doubt.answers])}")


def repeated(rest: Rest) -> Repeated | None:
    """That the request of a command that records was recorded already, if that is so: whatever of
    its line does not fit then, does not fit for that reason.
    """
    from ccmcost.accounts.books import request_token
    from ccmcost.ledger.requests import Repeated, refuse_repeated

    request = request_token() if "clock_checked" in rest.names else ""
    if not request:
        return None
    try:
        with suppress(Unread):
            refuse_repeated(rest.books.ledger, request)
    except Repeated as found:
        return found
    return None


def said_again(one: Parameter, texts: Sequence[str]) -> tuple[str, ...]:
    """What is wrong with a value that stands more than once where only one can count."""
    if len(texts) < 2 or one.kind in (bool, WORDS):
        return ()
    said = ", ".join(map(printable, texts))
    return (f"{one.shown} may be given once; here it stands with {said}.",)


def _named(line: Told, name: str, text: str) -> str:
    shown = line.parameters[name].shown if name else ""
    return text if text.startswith(shown) else f"{shown}: {text}"


def _completed(line: Told, wrong: set[str]) -> str:
    """The line with what is right as it was typed, and a word to replace for the rest."""
    done: list[str] = []
    for name, words in line.pieces:
        one = line.parameters[name]
        if name not in wrong:
            done.append(shlex.join(to_copy(line, Piece(name, words))))
        elif _blank(one) not in done and (line.needs(one) or not one.said.unless):
            done.append(_blank(one))  # what another option stands for is left out
    typed = {name for name, _ in line.pieces}
    more = [each for name, each in line.parameters.items() if name in wrong - typed]
    return " ".join([line.command, *done, *map(_blank, [*line.missing, *more])])


def _cut(line: Told) -> set[str]:
    """What a blank may have cut, so that no line to copy may hold it."""
    wrong = {name for name, _ in line.faults}
    places = {name for name, one in line.parameters.items() if isinstance(one.said, Argument)}
    joined = {each.name for each in line.pieces if each.words[-1] in line.joined}
    found = {name for name in joined if _sum(line, name) is None} | line.before_extra
    return found | (before_wrong(line.pieces, wrong & places) if line.before_extra else set())


def to_copy(line: Told, piece: Piece) -> tuple[str, ...]:
    """The words of a piece; a sum without the marks that a shell does not take as they are."""
    *option, text = piece.words
    money = _sum(line, piece.name) if "'" in text else None
    if money is None:
        return piece.words
    sign = "-" if money.minor < 0 or text.startswith("-") else ""
    return (*option, sign + money.plain().lstrip("-"))


def _sum(line: Told, name: str) -> Money | None:
    """What was said for a parameter, if it is a sum."""
    from ccmcost.model.money import Money

    with suppress(Unread):
        value = line.value(name)
        value = getattr(value, "total", value)
        return value if isinstance(value, Money) else None
    return None


def in_help(one: Parameter) -> str:
    """A parameter as help names it: `MEETING|GROUP`, `--on DATE`."""
    if isinstance(one.said, Argument) or one.kind is bool:
        return one.shown
    return f"{one.shown} {one.said.metavar or 'TEXT'}"


def _blank(one: Parameter) -> str:
    """A parameter with a word to replace, which no shell takes for anything else."""
    return in_help(one).partition("|")[0].strip("[]")
