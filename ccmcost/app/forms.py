"""The form of a command: its options as fields, what was written into them as words of its line.

A form is made from the declaration of the command alone, so that there is one for each command, and
an option that a command gains is in its form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ccmcost.accounts.books import login, usual_clerk
from ccmcost.cli import asking, complete, wishes
from ccmcost.cli.commands import COMMANDS, declared
from ccmcost.cli.declared import TODAY, WORDS, Argument, Command, Parameter
from ccmcost.cli.line import Line
from ccmcost.cli.pieces import Piece
from ccmcost.model.office import Issuer
from ccmcost.words.speaker import english

if TYPE_CHECKING:
    from ccmcost.cli.complete import Source

Kind = Literal["text", "many", "day", "choice", "known", "flag", "file", "files"]
Values = Mapping[str, tuple[str, ...]]
"""What was written into each field."""
Given = Callable[[str], str | None]
"""Where a file lies that was given, by the name under which it is kept."""

NEVER = frozenset({"data", "folder", "out", "yes", "dry_run", "format", "csv"})
"""What no form asks: where the office is and where its files go (the server knows it), whether to
ask and to look first (a form always does), and how a terminal is printed on.
"""
LONGEST_TITLE = 60
"""So many letters of a sentence fit into a heading."""
KEPT = "kept:"
"""Before the name of a field that holds a file: the file that was given before."""
FEW = 12
"""So many words stand in a list to choose from; of more, a text completes them."""
NO_FORM = frozenset({"help", "app"})
"""Commands that a browser has no use for."""


class Field(NamedTuple):
    """One field: its name is that of the parameter; `known` are the words that may stand in it,
    each with what it is.
    """

    name: str
    label: str
    help: str
    kind: Kind
    needed: bool
    known: tuple[tuple[str, str], ...]
    value: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its value as one text, several a line each."""
        return "\n".join(self.value)


class Form(NamedTuple):
    """The form of a command: what must be said, and what may be."""

    words: tuple[str, ...]
    title: str
    about: str
    fields: tuple[Field, ...]
    more: tuple[Field, ...]
    faults: tuple[str, ...]

    @property
    def line(self) -> str:
        """The command, as it is typed."""
        return " ".join(("ccmcost", *self.words))


def command_of(words: Sequence[str]) -> Command | None:
    """The command that these words name; None if there is none with a form."""
    if not words or words[0] not in COMMANDS or words[0] in NO_FORM:
        return None
    found = declared(words[0])
    if isinstance(found, Command):
        return found if len(words) == 1 else None
    return found.commands.get(words[1]) if len(words) == 2 else None


def commands_below(name: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The words and the first sentence of each command that a name stands for."""
    found = declared(name)
    if isinstance(found, Command):
        return (((name,), COMMANDS[name].summary),)
    return tuple(((name, sub), _sentence(one)) for sub, one in found.commands.items())


def is_asked(one: Parameter) -> bool:
    """Whether a form asks for an option; `match` is told with --yes what is right."""
    return one.name not in NEVER or (one.name == "yes" and one.kind is not bool)


def _told(command: Command) -> str:
    """What the command says of itself, without the marks in which the manual sets what is typed."""
    return " ".join((command.run.__doc__ or "").replace("`", "").split())


def _sentence(command: Command) -> str:
    return _told(command).partition(". ")[0].rstrip(".")


def takes_file(one: Parameter) -> bool:
    """Whether a person gives a file for it; a folder in its place is one of the office."""
    is_file = one.said.metavar == "FILE" or _may_be_folder(one)
    return is_file and one.said.read is not wishes.free


def _may_be_folder(one: Parameter) -> bool:
    return one.said.metavar == "FILE|FOLDER..."


def unsigned(command: Command, values: Values) -> tuple[tuple[str, str], ...]:
    """The field of who records, if a form leaves that open."""
    said = "".join(values.get(_CLERK, ())).strip()
    is_open = not said and any(one.name == _CLERK for one in command.parameters)
    return ((_CLERK, ""),) if is_open and not usual_clerk() else ()


def outside(command: Command, values: Values) -> tuple[tuple[str, str], ...]:
    """The fields that name a file outside the folder of the office, each with what to do."""
    say = english("app")
    return tuple(
        (one.name, say("within"))
        for one in command.parameters
        if re.search(r"FILE|DRAFT|\.csv", one.said.metavar or "")
        if not takes_file(one) or _may_be_folder(one)
        if any(_ELSEWHERE.search(text) for text in values.get(one.name, ()))
    )


_ELSEWHERE = re.compile(r"(^|,)\s*([/\\~]|[a-z]:)|(^|[/\\,])\s*\.\.\s*($|[/\\,])", re.IGNORECASE)


def line_of(
    words: Sequence[str], command: Command, values: Values, given: Given = lambda _: None
) -> Line:
    """What was written into a form as a line; what is empty is not said, nor what no form asks,
    whoever sends it.
    """
    options, arguments = list[str](), list[Piece]()
    for one in filter(is_asked, command.parameters):
        texts = [text for text in _texts(one, values, given) if text.strip()]
        if isinstance(one.said, Argument):
            arguments += [Piece(one.name, (text,)) for text in texts]
        elif one.kind is bool:
            options += one.names[:1] if texts else ()
        elif one.kind == WORDS:
            options += [f"{one.names[0]}={text}" for text in texts]
        elif texts:  # what may not repeat was ticked one by one: a list with commas
            options.append(f"{one.names[0]}={','.join(texts)}")
    line = Line(f"ccmcost {' '.join(words)}", command.parameters, command.checks, options)
    line.pieces += arguments  # by their names: where one is left out, no other takes its place
    return line


def gaps(line: Line) -> tuple[tuple[str, str], ...]:
    """The arguments that are left out before one that is said: a line cannot say that."""
    arguments = [one for one in line.parameters.values() if isinstance(one.said, Argument)]
    said = [bool(line.texts(one.name)) for one in arguments]
    return tuple(
        (one.name, "") for at, one in enumerate(arguments) if not said[at] and any(said[at:])
    )


def _label(one: Parameter) -> str:
    """What a field is called: as the catalogue says; else a flag by what it says, an argument by
    its place in the line, an option by its name.
    """
    say, key = english("app"), f"label_{one.name}"
    if say.has(key):
        return say(key)
    if one.kind is bool:
        return one.said.help.rstrip(".")
    is_argument = isinstance(one.said, Argument)
    name = one.shown.partition("|")[0].lower() if is_argument else one.name.replace("_", " ")
    return name.rstrip(".").capitalize()


def _texts(one: Parameter, values: Values, given: Given) -> tuple[str, ...]:
    """What was written for an option; that of a form within the form, by its keys. The name of a
    file counts for nothing: a file is given.
    """
    if takes_file(one):
        files = filter(None, map(given, values.get(f"{KEPT}{one.name}", ())))
        return (*files, *(values.get(one.name, ()) if _may_be_folder(one) else ()))
    inner = f"{one.name}:"
    keyed = (
        f"{name.removeprefix(inner)}={text}"
        for name, texts in values.items()
        for text in texts
        if name.startswith(inner) and text.strip()
    )
    return (*values.get(one.name, ()), *keyed)


def form_of(
    words: Sequence[str],
    command: Command,
    values: Values,
    places: Sequence[tuple[str, str]] = (),
    folder: str | None = None,
    given: Given = lambda _: None,
    told: str = "",
) -> Form:
    """The form of a command with what was written before, or else is offered, and what is wrong
    with it at the field that it is about; what was `told` names further options to be shown.
    """
    line = line_of(words, command, values, given)
    last, at = asking.last_answers(line), complete.AtHand(folder)
    needed, more = list[Field](), list[Field]()
    for one in command.parameters:
        if not is_asked(one):
            continue
        if one.said.metavar == "KEY=TEXT":
            needed += _office(one, values, places, at)
            continue
        field = _field(one, line, values, places, last, at)
        field = field._replace(help=in_labels(words, field.help))
        is_first = field.needed or field.faults or field.text.strip() or _is_named(one, told)
        (needed if is_first else more).append(field)
    line.close()
    known = {one.name for one in command.parameters if is_asked(one)}
    others = tuple(text for name, text in places if name not in known and text)
    title, about = _heading(words, command)
    return Form(tuple(words), title, about, tuple(needed), tuple(more), others)


def _heading(words: Sequence[str], command: Command) -> tuple[str, str]:
    """What a form is headed, and what else is said of the command: of a short first sentence the
    rest, else all below the line in which the list of commands tells it.
    """
    say, key = english("app"), "_".join(words).replace("-", "_")
    if say.has(f"heading_{key}") and say.has(f"about_{key}"):
        return say(f"heading_{key}"), say(f"about_{key}")
    title, whole = _sentence(command), _told(command)
    if len(title) <= LONGEST_TITLE or len(words) > 1:
        return title, whole.removeprefix(title).lstrip(". ")
    return COMMANDS[words[0]].summary, whole


def _is_named(one: Parameter, told: str) -> bool:
    return not isinstance(one.said, Argument) and bool(
        re.search(rf"{re.escape(one.names[0])}(?![\w-])", told)
    )


def in_labels(words: Sequence[str], text: str) -> str:
    """A text of a command that calls its options as the fields of its form are called."""
    labels = _labels(tuple(words))
    return re.sub(r"(?s)(?<=.)--[a-z][a-z-]+", lambda found: labels.get(found[0], found[0]), text)


@cache
def _labels(words: tuple[str, ...]) -> Mapping[str, str]:
    """What each option of a command is called on its form."""
    command = command_of(words)
    return {
        one.names[0]: f"\u201c{_label(one)}\u201d"
        for one in (command.parameters if command else ())
        if is_asked(one) and not isinstance(one.said, Argument)
    }


def clerk_of(*words: str) -> Field:
    """The field of a command's form that asks who records."""
    command = command_of(words)
    assert command is not None
    form = form_of(words, command, {})
    return next(each for each in (*form.fields, *form.more) if each.name == _CLERK)


def _field(
    one: Parameter,
    line: Line,
    values: Values,
    places: Sequence[tuple[str, str]],
    last: Mapping[str, str],
    at: complete.AtHand,
) -> Field:
    say, known = english("app"), _known(one.said.complete, at)
    found = values.get(f"{KEPT}{one.name}" if takes_file(one) else one.name)
    if _may_be_folder(one):
        found = (*(found or ()), *values.get(one.name, ()))
    if found is None:
        offer = asking.offered(line, one, last) if one.said.offer else ""
        if one.name == _CLERK and offer == login():  # an account of the machine is nobody's name
            offer = ""
        found = (offer,) if offer else ()
    own = [text.removeprefix(f"{one.shown}: ") for name, text in places if name == one.name]
    of_command = re.sub(r"\W", "_", line.command.removeprefix("ccmcost "))
    keys = (f"help_{of_command}_{one.name}", f"help_{one.name}")
    help_text = next((say(key) for key in keys if say.has(key)), one.said.help)
    return Field(
        one.name,
        _label(one),
        "" if one.kind is bool or help_text.rstrip(".") == _label(one) else help_text,
        _kind(one, known),
        line.needs(one) or one.said.offer == TODAY or one.name == _CLERK,
        known,
        found,
        tuple(text or say("field_missing") for text in own),
    )


def _office(
    one: Parameter, values: Values, places: Sequence[tuple[str, str]], at: complete.AtHand
) -> Iterator[Field]:
    """The questions on the office as fields, with what its file answers already."""
    from ccmcost.desk.init import office_text
    from ccmcost.desk.questions import OFFICE, answers_in

    known = answers_in(OFFICE, office_text(at.data.workspace.data.parent))
    say, needed = english("app"), Issuer().gaps
    for question in OFFICE.questions:
        name = f"{one.name}:{question.key}"
        faults = (text for place, text in places if place == one.name and question.key in text)
        help = f"help_{question.label}"
        yield Field(
            name,
            say(question.label),
            say(help) if say.has(help) else say(f"why_{question.label}"),
            "many" if question.lines else "text",
            question.key in needed,
            (),
            values.get(name, known[question.key]),
            tuple(faults),
        )


_CLERK = "recorded_by"


def _kind(one: Parameter, known: Sequence[Any]) -> Kind:
    metavar = (one.said.metavar or "").strip("[]")
    if one.kind is bool:
        return "flag"
    if metavar == "DATE":
        return "day"
    if takes_file(one):
        return "files" if _may_be_folder(one) else "file"
    if one.kind == WORDS:
        return "known" if known else "many"
    if known:
        return "choice" if len(known) <= FEW else "known"
    return "text"


def _known(source: Source | None, at: complete.AtHand) -> tuple[tuple[str, str], ...]:
    """The words that a shell would complete; none where they cannot be had."""
    if source is not None:
        with suppress(Exception):
            return tuple((each.word, each.what) for each in source(at))
    return ()
