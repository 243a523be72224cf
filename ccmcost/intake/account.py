"""The account of a document: what was read where, what was left out and why, what could not be
settled.

Reading other people's files is bookkeeping: every State that a document names, every row of a sheet
and every line of a bank file is taken, or left out for a reason that is shown, or open. An account
with an open line, or with a check that does not agree, is not closed, and nothing is written from
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partialmethod
from typing import Any, Literal, NamedTuple

from ccmcost.errors import DataError
from ccmcost.findings import Finding
from ccmcost.intake.found import Marker, Place, Section, shown
from ccmcost.intake.names import LEFT_OUT, NameIndex, normal
from ccmcost.model.calendar import Order
from ccmcost.model.sums import Mark

Fate = Literal["taken", "left_out", "open"]
"""What became of something that stands in a document."""

SETTLE_NAME = 'Settle it with --alias "NAME=STATE", or "NAME=-" to leave it out.'
"""What a person says to a name that is not known."""
ACCOUNT_COLUMNS = ("place", "text", "state", "amount", "fate", "reason", "times")


class AccountLine(NamedTuple):
    """One thing that stands in a document and what became of it.

    `reason` says as what it was taken, why it was left out, or what is open, in words that a person
    reads. `state` is the alpha-3 code if a State is named, `amount` a sum as text with its currency
    if one stands there, `times` the number of lines or rows of the document that this line stands
    for.
    """

    place: Place
    text: str
    fate: Fate
    reason: str
    state: str = ""
    amount: str = ""
    times: int = 1


class Check(NamedTuple):
    """A figure that the document states about itself, held against what was read."""

    what: str
    stated: str
    read: str
    place: Place

    @property
    def agrees(self) -> bool:
        """Whether the document and the reading give the same figure."""
        return self.stated == self.read


def settle_section(text: str) -> str:
    """What a person says to a line of which nobody knows what it opens."""
    head = shown(text).rstrip(" :")
    return (
        f'say --section "{head}=WHAT", where WHAT is states, organizations, absent or none (the '
        "list goes on)"
    )


def uncut(text: str) -> str:
    """A text as `shown` prints a long one, without the dots and the word before them,
    of which letters may be missing.
    """
    whole = text.rstrip().removesuffix("...")
    return whole.rpartition(" ")[0] or whole if whole != text.rstrip() else text


class Settled(Mapping[str, Section | None]):
    """What a person said that lines open or categories are, by their normalised words; None if they
    open nothing.

    A long line is printed with dots at its end, so an answer that ends in dots is for the line that
    begins so.
    """

    def __init__(self, answers: Iterable[tuple[str, Section | None]]) -> None:
        self._whole = {normal(text): section for text, section in answers if uncut(text) == text}
        self._begin = {
            normal(uncut(text)): section for text, section in answers if uncut(text) != text
        }

    def __getitem__(self, words: str) -> Section | None:
        if words in self._whole:
            return self._whole[words]
        for begin, section in self._begin.items():
            if words.startswith(begin):
                return section
        raise KeyError(words)

    def __iter__(self) -> Iterator[str]:
        return iter((*self._whole, *self._begin))

    def __len__(self) -> int:
        return len(self._whole) + len(self._begin)


class Unsettled(DataError):
    """A document that leaves something open: the findings, and the account of all that was read."""

    def __init__(self, findings: Iterable[Finding], account: Account) -> None:
        super().__init__(findings)
        self.account = account


class Written(NamedTuple):
    """How a person said that a file writes days and sums; empty where the file itself shows it.
    `asks` is whether a person can say it (--days, --decimal).
    """

    days: Order = ""
    mark: Mark = ""
    asks: bool = False


class Account:
    """Collects what becomes of each thing in one document. What is open, and a check that fails, is
    a finding as well.

    `of_states` says whether the States that the document names are accounted for, or its rows and
    sums. `names` are the names that a person has settled (a State's code, or `-`), `leave_doubtful`
    whether to leave out every State in doubt, `index` what names of States are known without an
    answer, `written` how the document writes days and sums.
    """

    def __init__(
        self,
        marker: Marker,
        of_states: bool = True,
        names: Mapping[str, str] | None = None,
        leave_doubtful: bool = False,
        index: NameIndex | None = None,
        written: Written = Written(),
    ) -> None:
        self.marker, self.of_states, self.written = marker, of_states, written
        self._settled = {normal(shown(name)): state for name, state in (names or {}).items()}
        self.leaves_doubtful = leave_doubtful
        self._index = index
        self.settling: set[str] = set()
        """The words, normalised, by which a doubt can be settled."""
        self._lines: list[AccountLine] = []
        self._checks: list[Check] = []

    def _note(
        self,
        fate: Fate,
        text: str,
        place: Place,
        reason: str,
        state: str = "",
        amount: str = "",
        times: int = 1,
    ) -> None:
        self._lines.append(AccountLine(place, shown(text), fate, reason, state, amount, times))

    take = partialmethod(_note, "taken")
    """Something was read; `reason` says as what, such as `State Party` or `line of the cost`."""
    leave_out = partialmethod(_note, "left_out")
    """Something was left out; `reason` says why, such as `named as absent` or `a debit`."""

    def take_after_all(self, text: str, reason: str, state: str) -> None:
        """Take what was left out by this text: an organization that pays."""
        self._lines = [
            line._replace(fate="taken", reason=reason, state=state)
            if (line.text, line.fate) == (text, "left_out")
            else line
            for line in self._lines
        ]

    def open(
        self, code: str, message: str, text: str, place: Place, state: str = "", **more: Any
    ) -> None:
        """Something could not be settled: a finding of the severity error,
        which stops the import.
        """
        self._note("open", text, place, message, state, **more)
        self.marker.error(code, message, place)

    def doubt(
        self, message: str, why: str, text: str, place: Place, state: str, times: int = 1
    ) -> bool:
        """A State of which it is not certain that it took part. Returns whether a person said that
        it did: then take it.

        `text` is what stands in the document, by which it is settled. Else it is open, or left out
        as the person said.
        """
        answer = self.answer(message, why, text, place, state, times)
        if answer is None:
            # settled by the very words of its line, or all doubts at once
            name = shown(self._words(text, state))
            self.open(
                "name-doubtful",
                f'{message} If it took part, say --alias "{name}={state}"; if not, "{name}=-", '
                "or --leave-doubtful for all such States.",
                text,
                place,
                state,
                times=times,
            )
        return bool(answer)

    def _words(self, text: str, state: str) -> str:
        """The words that settle a doubt about a State: those of the document, or its own name if
        they name it by an alias.

        Who says which State an unusual name means has not said that it took part.
        """
        index = self._index
        if index and not index.is_known(text):
            named = (code for code, _ in index.named_in(text))
            text = text if state in named else index.own_name(state)
        self.settling.add(normal(shown(text)))
        return text

    def says(self, text: str) -> str:
        """What a person has said of a text of the document: the code of a State that took part,
        `-`, or nothing.
        """
        return self._settled.get(normal(shown(text)), "")

    def answer(
        self, message: str, why: str, text: str, place: Place, state: str, times: int = 1
    ) -> bool | None:
        """What a person said of a State in doubt, which is left out if it took no part;
        None if nobody said anything.
        """
        said = self.says(self._words(text, state))
        if said == state:
            return True
        how = (
            "as you answered"
            if said == LEFT_OUT
            else "as requested"
            if self.leaves_doubtful
            else ""
        )
        if how:
            self.leave_out(text, place, f"{why}; left out {how}", state, times=times)
        if how == "as requested":
            self.marker.warning("name-doubtful", f"{message} It was left out.", place)
        return False if how else None

    def check(self, what: str, stated: str, read: str, place: Place) -> Check:
        """Hold a figure that the document states against what was read.
        Returns the check; the caller says what follows.
        """
        check = Check(what, stated, read, place)
        self._checks.append(check)
        return check

    @property
    def lines(self) -> tuple[AccountLine, ...]:
        """All lines in the order of the document."""
        return tuple(sorted(self._lines))

    @property
    def checks(self) -> tuple[Check, ...]:
        """All checks in the order in which they were made."""
        return tuple(self._checks)

    @property
    def is_closed(self) -> bool:
        """Whether nothing is open and every check agrees."""
        return not self.of("open") and all(check.agrees for check in self._checks)

    def of(self, fate: Fate) -> tuple[AccountLine, ...]:
        """The lines with one fate, in the order of the document."""
        return tuple(line for line in self.lines if line.fate == fate)

    def by_reason(self, fate: Fate) -> dict[str, list[AccountLine]]:
        """The lines with one fate, grouped by reason in the order in which the reasons first
        appear.
        """
        groups: dict[str, list[AccountLine]] = {}
        for line in self.of(fate):
            groups.setdefault(line.reason, []).append(line)
        return groups

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The account as rows of text in the order of `ACCOUNT_COLUMNS`;
        each check is a row `check` at the end.
        """
        for place, text, fate, reason, state, amount, times in self.lines:
            yield place.text, text, state, amount, fate.replace("_", " "), reason, str(times)
        for check in self._checks:
            how = f"{'agrees' if check.agrees else 'differs'}: read {check.read}"
            yield check.place.text, check.what, "", check.stated, "check", how, "1"
