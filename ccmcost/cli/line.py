"""A command line as it was typed: taken apart, each value read, and all that is missing or wrong
said in one message, with a line to copy that keeps what is right.
"""

from __future__ import annotations

import re
import shlex
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from ccmcost.cli.declared import WORDS, Argument, Function, Parameter
from ccmcost.cli.pieces import Piece, before_extra, joined_sums
from ccmcost.cli.readers import STANDING, Unread, whole
from ccmcost.cli.refusal import answered, in_help, refusal, repeated, said_again, to_copy
from ccmcost.errors import CcmcostError, DataError, Doubt, UsageError, WriteError
from ccmcost.text import printable, unreadable

if TYPE_CHECKING:
    from ccmcost.accounts.books import Books
    from ccmcost.load.data import Data

_OPTION = re.compile(r"[-\u2010-\u2015\u2212](?![0-9.,])..*|-[a-z]", re.DOTALL)
"""What looks like an option and not like a sum; dashes are what a word processor makes of `--`."""
_WHOLE = (int, int | None)
_WRONG = object()


class Line:
    """What was typed for a command. As `Rest` of `readers` it gives readers what they depend on."""

    def __init__(
        self,
        command: str,
        parameters: Sequence[Parameter],
        checks: Sequence[Function],
        words: Sequence[str],
    ) -> None:
        self.command = command
        self.parameters = {each.name: each for each in parameters}
        self.checks = (*checks, *(each for each in STANDING if self._takes(each)))
        self.pieces: list[Piece] = []
        self.faults: list[tuple[str, str]] = []
        """Each with the name of its parameter, which may be empty."""
        self.before_extra: set[str] = set()
        self.joined: list[str] = []
        self.awaited: set[str] = set()
        """What is still to be asked, so that nothing can be said of it yet."""
        self._values: dict[str, Any] = {}
        self._open = ExitStack()
        loose = self._take_apart(words)
        self._place([each for each in parameters if isinstance(each.said, Argument)], loose)
        for one in parameters:
            self._wrong(one.name, *said_again(one, self.texts(one.name)))

    def _take_apart(self, words: Sequence[str]) -> set[int]:
        """The line as pieces; those that stand in the place of an argument have no name yet.
        Returns which of these may be values of options that there are none of.
        """
        known = {
            name: each
            for each in self.parameters.values()
            if not isinstance(each.said, Argument)
            for name in each.names
        }
        left, loose = deque(words), set[int]()
        while left:
            word = left.popleft()
            name, equals, value = word.partition("=")
            option = known.get(name)
            if word == "--":
                self.pieces += [Piece("", (each,)) for each in left]
                break
            if option is None and not _OPTION.fullmatch(word):
                self.pieces.append(Piece("", (word,)))
            elif option is None:
                option = self._unknown(name, known)
                follows = bool(left) and not equals and not _OPTION.fullmatch(left[0])
                if option is not None and option.kind is not bool and (equals or follows):
                    value = value if equals else left.popleft()
                    self.pieces.append(Piece(option.name, (option.names[0], value)))
                elif follows:
                    loose.add(len(self.pieces))
            elif option.kind is bool:
                self.pieces.append(Piece(option.name, (name,)))
                if equals:
                    self._wrong(option.name, f"{name} takes no value.")
            elif equals:
                self.pieces.append(Piece(option.name, (name, value)))
            elif not left or left[0].partition("=")[0] in known:
                self.pieces.append(Piece(option.name, (name,)))
                self._wrong(option.name, f"{name}: a value must follow: {in_help(option)}.")
            else:
                self.pieces.append(Piece(option.name, (name, left.popleft())))
        return loose

    def _place(self, arguments: Sequence[Parameter], loose: set[int]) -> None:
        """Give what stands in the place of an argument the name of that argument."""
        slots = [each.name for each in arguments]
        is_open = loose or any(each.kind == WORDS for each in arguments)
        extra = 0 if is_open else sum(not piece.name for piece in self.pieces) - len(slots)
        self.pieces, self.joined, apart = joined_sums(self.pieces, extra)
        stands = [at for at, piece in enumerate(self.pieces) if not piece.name]
        many = [each.name for each in arguments if each.kind == WORDS]
        if many:
            at, more = slots.index(many[0]), len(stands) - len(slots)
            slots[at : at + 1] = many * (1 + max(0, more))
        else:
            # where words are too many, what follows an unknown option was its value
            stands = [at for at in stands if at not in loose or len(stands) <= len(slots)]
        for at, name in zip(stands, slots, strict=False):
            self.pieces[at] = Piece(name, self.pieces[at].words)
        after = " ".join(each.shown for each in arguments) or "the command"
        for word in (*apart, *(self.pieces[at].words[0] for at in stands[len(slots) :])):
            told = f'"{printable(word)}" is one word too many after {after}'
            self._wrong("", unreadable(word) or f"{told}. Put what belongs together in quotes.")
        self.before_extra = before_extra(self.pieces)
        self.pieces = [piece for piece in self.pieces if piece.name]

    def _unknown(self, name: str, known: Mapping[str, Parameter]) -> Parameter | None:
        """Say that there is no such option; the one that was meant, if it is near."""
        from ccmcost.near import did_you_mean, near

        close = near(name, known)
        hint = did_you_mean(close) or f" Options: {self.command} --help"
        self._wrong("", unreadable(name) or f"No such option: {printable(name)}.{hint}")
        return known[close[0]] if len(close) == 1 else None

    def _wrong(self, name: str, *texts: str) -> None:
        """Note faults of a parameter; without a name, of the one that the text begins with."""
        for text in texts:
            shown = text.partition(":")[0]
            about = next(
                (each.name for each in self.parameters.values() if each.shown == shown), ""
            )
            self._values[name or about] = _WRONG
            if not any(
                known.endswith(text) and name in ("", about_it) for about_it, known in self.faults
            ):
                self.faults.append((name or about, text))

    @property
    def words(self) -> list[str]:
        """The line for the framework: options, then arguments, which may begin with a minus."""
        options, arguments = self._parted(lambda piece: piece.words)
        return [*options, "--", *arguments]

    def _parted(self, shown: Callable[[Piece], Sequence[str]]) -> tuple[list[str], list[str]]:
        """The words of options, and those of arguments, which stand in their order."""
        by_kind: tuple[list[str], list[str]] = ([], [])
        places = [*self.parameters]
        for piece in sorted(self.pieces, key=lambda piece: places.index(piece.name)):
            by_kind[isinstance(self.parameters[piece.name].said, Argument)].extend(shown(piece))
        return by_kind

    @property
    def values(self) -> dict[str, Any]:
        """What the command is given instead of texts, once nothing is refused."""
        given = [each.name for each in self.parameters.values() if each.is_given_read]
        return {name: self.value(name) for name in given}

    @property
    def missing(self) -> list[Parameter]:
        """The arguments and options that must be said and are not, arguments first."""
        said = {piece.name for piece in self.pieces}
        missing = [each for each in self.parameters.values() if self.needs(each)]
        missing = [each for each in missing if each.name not in said]
        return sorted(missing, key=lambda each: not isinstance(each.said, Argument))

    def needs(self, one: Parameter) -> bool:
        """Whether a parameter must be said, beside what is said already."""
        unless = one.said.unless
        is_lifted = unless(self) if callable(unless) else bool(self.texts(unless))
        return one.is_needed or bool(unless and not is_lifted)

    def texts(self, name: str) -> list[str]:
        """What was typed for a parameter, as often as it was."""
        return [piece.words[-1] for piece in self.pieces if piece.name == name]

    def value(self, name: str) -> Any:
        """What was said for a parameter, read; its default if nothing was.
        Raises Unread where it is missing or wrong, or the command has no such option.
        """
        if name not in self._values and name in self.parameters:
            self._values[name] = _WRONG
            with self._noted(name):
                self._values[name] = self._read(self.parameters[name])
        if self._values.get(name, _WRONG) is _WRONG:
            raise Unread
        return self._values[name]

    def read(self, name: str, text: str) -> Any:
        """A text, such as an answer, as the value of a parameter, in the place of what was said.
        Raises UsageError, which says what to write; Unread if nobody can say.
        """
        one = self.parameters[name]
        why = unreadable(text)
        if why:
            raise UsageError(f"{one.shown}: {why}")
        if one.read is not None:
            return one.read(text, one.shown, self)
        return whole(text, one.shown, self) if one.kind in _WHOLE else text

    def _read(self, one: Parameter) -> Any:
        texts = self.texts(one.name)
        if not texts:
            if self.needs(one):
                raise Unread
            return one.default
        if one.kind is bool:
            return True
        values = tuple(self.read(one.name, text) for text in texts)
        return values if one.kind == WORDS else values[-1]

    @contextmanager
    def _noted(self, name: str) -> Iterator[None]:
        """What is refused becomes a fault; what cannot be told without something else does not."""
        try:
            yield
        except UsageError as error:
            self._wrong(name, *error.faults)
        except (Unread, CcmcostError, OSError):
            pass

    @cached_property
    def _data(self) -> Data | None:
        from ccmcost.load.data import Data
        from ccmcost.workspace import open_workspace

        with self._noted(""):
            said = self.value("data") if "data" in self.parameters else None
            if said is not None and self.parameters["data"].kind == WORDS:
                said = said[0] if said else None  # of several the first one: each is read again
            return Data(said or open_workspace())
        return None

    @cached_property
    def _books(self) -> Books | None:
        from ccmcost.accounts.books import open_books

        with self._noted(""):
            return self._open.enter_context(open_books(self.data.workspace))
        return None

    @property
    def names(self) -> Collection[str]:
        """The names of all options and arguments of the command."""
        return self.parameters

    @property
    def data(self) -> Data:
        """The data of the workspace that the line names. Raises Unread if there are none."""
        if self._data is None:
            raise Unread
        return self._data

    @property
    def books(self) -> Books:
        """The books of that workspace. Raises Unread if there are none."""
        if self._books is None:
            raise Unread
        return self._books

    def look(self) -> None:
        """Read every value and make every check whose values could be read, for their faults."""
        with self._open:
            for name in self.parameters:
                with self._noted(name):
                    self.value(name)
            for check in self.checks:
                with self._noted(""):
                    check(**self._needed_for(check))

    def _needed_for(self, check: Function) -> dict[str, Any]:
        """The values that a check takes. Raises Unread if one is missing, wrong or awaited."""
        from inspect import signature

        taken = signature(check).parameters
        if self.awaited & {*taken}:
            raise Unread
        found = {name: self if name == "rest" else self.value(name) for name in taken}
        if any(found[name] is None and "None" not in taken[name].annotation for name in taken):
            raise Unread  # what was not said, where nothing need be said of it
        return found

    def say(self, one: Parameter, text: str | None) -> None:
        """Put an answer in the place of whatever was said for a parameter; None takes it away."""
        self.pieces = [piece for piece in self.pieces if piece.name != one.name]
        self.faults = [fault for fault in self.faults if fault[0] != one.name]
        self._values.pop(one.name, None)
        if text is not None:
            is_option = not isinstance(one.said, Argument)
            words = () if one.kind is bool else (text,)
            self.pieces.append(Piece(one.name, (*one.names[: int(is_option)], *words)))

    def option(self, name: str) -> Parameter | None:
        """The option of the command that is typed like this, such as `--on`."""
        named = (each for each in self.parameters.values() if name in each.names)
        return next((each for each in named if not isinstance(each.said, Argument)), None)

    def try_answer(self, one: Parameter, text: str | None) -> tuple[str, ...]:
        """Say an answer for a parameter (None: leave it out); if it cannot stand, by itself or
        beside what was said before, it is not said, and the faults are returned. Raises UsageError
        for what no other answer mends, Doubt for what may be meant, as an option of the command
        says; then it stays.
        """
        self.say(one, None)
        is_read = text is None
        try:
            if text is not None:
                with suppress(Unread):
                    self.read(one.name, text)
                is_read = True
                self.say(one, text)
            self._check_with(one.name)
        except Doubt:
            raise
        except UsageError as error:
            if is_read and not any(fault.startswith(one.shown) for fault in error.faults):
                raise
            self.say(one, None)
            return error.faults
        return ()

    def _takes(self, check: Function) -> bool:
        """Whether the command has all that a check looks at."""
        from inspect import signature

        return {*signature(check).parameters} - {"rest"} <= {*self.parameters}

    def check_begun(self) -> None:
        """Make the checks that rest on nothing that was typed, before anything is asked. Raises
        UsageError, or DataError for what is wrong in the folder.
        """
        from inspect import signature

        typed = {piece.name for piece in self.pieces}
        for check in self.checks:
            if not typed & {*signature(check).parameters}:
                self._make(check)

    def _check_with(self, name: str) -> None:
        """Make the checks that a value takes part in and whose other values are said."""
        from inspect import signature

        for check in self.checks:
            if name in signature(check).parameters:
                self._make(check)

    def _make(self, check: Function) -> None:
        with suppress(Unread, WriteError, OSError):
            try:
                check(**self._needed_for(check))
            except Doubt as doubt:
                if self.option(doubt.option):  # others are asked about when all is said
                    raise

    @property
    def text(self) -> str:
        """The line, ready to copy."""
        options, arguments = self._parted(partial(to_copy, self))
        return f"{self.command} {shlex.join([*arguments, *options])}"

    def close(self) -> None:
        """Close what was opened to read values."""
        self._open.close()
        for opened in ("_books", "_data"):
            self.__dict__.pop(opened, None)

    def refuse_gaps(self) -> None:
        """Raise UsageError, with all faults of the line, if something is missing or unknown."""
        for one in self.parameters.values():
            # what the command is given, what the framework would refuse in its own words, and what
            # nothing may look at
            if (
                one.is_given_read
                or one.kind in _WHOLE
                or any(map(unreadable, self.texts(one.name)))
            ):
                with self._noted(one.name):
                    self.value(one.name)
        if self.faults or self.missing:
            self.look()
            raise refusal(self)

    def refused(self, error: UsageError | DataError) -> CcmcostError:
        """What a command refused, with all other faults of its line; findings alone stay so, and
        so does what was recorded already: whatever else no longer fits, does so for that reason.
        """
        with closing(self):
            again = repeated(self)
        if again is not None:
            return again
        self.look()
        if isinstance(error, DataError):
            texts = [text for _, text in self.faults]
            told = {each for each in error.findings for text in texts if each.message in text}
            if all(any(each.message in text for each in told) for text in texts):
                return error
            self._wrong("", *(each.line() for each in error.findings if each not in told))
            return refusal(self)
        if isinstance(error, Doubt) and {text for _, text in self.faults} <= {*error.faults}:
            return answered(self, error)
        self._wrong("", *error.faults)
        is_listed = len(self.faults) > 1 or any(name for name, _ in self.faults)
        return refusal(self) if is_listed else error
