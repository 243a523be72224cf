"""Options that several commands have, and bundles of those that stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

from ccmcost.cli.declare import WORDS, Argument, Option

if TYPE_CHECKING:
    from ccmcost.accounts.books import Books, Clerk

T = TypeVar("T")


def complete_meeting(incomplete: str) -> list[str]:
    """Meeting ids for shell completion."""
    from ccmcost.sharing.register import meeting_ids

    return [meeting_id for meeting_id in meeting_ids() if meeting_id.startswith(incomplete)]


MeetingId = Annotated[str, Argument("MEETING", "Id of a meeting, such as msp11.", complete_meeting)]
MeetingOrGroup = Annotated[
    str, Argument("MEETING|GROUP", "Id of a meeting, or of a billing group such as rc2.")
]
State = Annotated[
    str, Argument("STATE", "A State: its name in any of six languages, or its code (JPN).")
]
Data = Annotated[
    str | None,
    Option("DIR", "Data folder; else CCMCOST_DATA, ./data, or the data that came with ccmcost."),
]
Rule = Annotated[str | None, Option("ID|FILE", "Rule by id, or a rule file (.toml).")]
Scale = Annotated[str | None, Option("ID", "Another scale than that of the day.")]
Provisional = Annotated[
    str | None, Option("ID", "Scale for days that no scale covers yet; marked.")
]
OtherList = Annotated[
    str | None, Option("FILE", "Another list: a CSV with iso3 and, if you like, role.")
]
Currency = Annotated[
    str | None, Option("CODE", "Currency (ISO 4217); default: the currency of the convention.")
]
Format = Annotated[str, Option("table|csv|json", "What to print on standard output.")]
TableOrCsv = Annotated[str, Option("table|csv", "What to print on standard output.")]
AsOf = Annotated[str | None, Option("DATE", "Day that documents carry; today if not said.")]
AsAt = Annotated[
    str | None, Option("DATE", "Value date up to which entries count; today if not said.")
]
KnownOn = Annotated[
    str | None, Option("DATE", "As it was recorded up to this day: reproduces a published status.")
]
Lang = Annotated[WORDS, Option("CODES", "Languages of the documents; en if not said.", "--lang")]
Alone = Annotated[bool, Option(None, "Only this meeting, not the billing group of the same name.")]
Amount = Annotated[str, Argument("AMOUNT", "A sum in major units, such as 1234.56 or 1,234.56.")]
On = Annotated[str, Option("DATE", "Value date: the day that counts, YYYY-MM-DD.")]
Document = Annotated[str, Option("TEXT", "The document that this rests on.")]
Reference = Annotated[str, Option("TEXT", "What the bank says on remitter and purpose.")]
ApprovedBy = Annotated[str, Option("NAME", "The second person, who approves.")]
RecordedBy = Annotated[
    str | None, Option("NAME", "Who records; else CCMCOST_RECORDED_BY, else your login name.")
]
ClockChecked = Annotated[
    str | None,
    Option("REASON", "Why the machine's clock is right although it jumps; kept in the event."),
]


class By(NamedTuple):
    """Who records, and whether the clock is right."""

    recorded_by: RecordedBy = None
    clock_checked: ClockChecked = None

    @contextmanager
    def at_desk(
        self, data: str | None, day: date | None = None, **answers: bool
    ) -> Iterator[tuple[Books, Clerk]]:
        """The desk of the workspace, and who records; `day` is that of the documents to be issued.

        `answers` are options that answer a question, by name.
        """
        from ccmcost.accounts.books import clean, clerk_of, open_books
        from ccmcost.clock import recording_moment
        from ccmcost.workspace import open_workspace

        given = tuple(f"--{name.replace('_', '-')}" for name, said in answers.items() if said)
        clock = "" if self.clock_checked is None else clean(self.clock_checked, "--clock-checked")
        clerk = clerk_of(self.recorded_by, recording_moment())._replace(answers=given, clock=clock)
        with open_books(open_workspace(data, day)) as desk:
            yield desk, clerk


def confirmed(record: Callable[[Clerk], T], clerk: Clerk) -> T:
    """Record something; what must be confirmed first is asked, where a person is there to answer.
    Raises Doubt elsewhere.
    """
    import sys

    from ccmcost.accounts.books import clean
    from ccmcost.cli.output import ask, tell
    from ccmcost.errors import Doubt, UsageError

    while True:
        try:
            return record(clerk)
        except Doubt as doubt:
            if not sys.stdin.isatty():
                raise
            option = doubt.answer.partition(" ")[0]
            tell(doubt.question)
            if option == "--clock-checked":
                clerk = clerk._replace(clock=clean(ask("If the clock is right, say why"), option))
            elif ask("Record it all the same? [y/N]").lower() in ("y", "yes"):
                clerk = clerk._replace(answers=(*clerk.answers, option))
            else:
                raise UsageError("Nothing was recorded.") from None


def approver(name: str) -> str:
    """The second person, as it is recorded."""
    from ccmcost.accounts.books import clean

    return clean(name, "--approved-by")


def languages_of(wishes: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of --lang, checked; English if none is named."""
    from ccmcost.sharing.request import find_languages
    from ccmcost.words.catalogue import LANGUAGES

    return find_languages(wishes, LANGUAGES, '"{}" is no language of notices')


def template_languages(wishes: tuple[str, ...]) -> tuple[str, ...]:
    """As `languages_of`, for letters and estimates."""
    from ccmcost.sharing.request import find_languages
    from ccmcost.words.catalogue import TEMPLATES

    return find_languages(wishes, TEMPLATES, 'there is no template in "{}"')
