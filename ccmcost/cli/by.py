"""Who records: the options that say it, and the desk of the office where it is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

from ccmcost.cli import readers
from ccmcost.cli.declared import LAST, Option

if TYPE_CHECKING:
    from ccmcost.accounts.books import Books, Clerk

T = TypeVar("T")
RecordedBy = Annotated[
    str | None,
    Option(
        "NAME",
        "Who records; default: CCMCOST_RECORDED_BY, else, where it is asked, the last answer, else "
        "your login name.",
        read=readers.person,
        offer=LAST,
    ),
]
ClockChecked = Annotated[
    str | None,
    Option(
        "REASON",
        "Reason why the clock is right although it jumped; kept in the event.",
        read=readers.line,
    ),
]


class By(NamedTuple):
    """Who records, and whether the clock is right."""

    recorded_by: RecordedBy = None
    clock_checked: ClockChecked = None

    @contextmanager
    def at_desk(
        self, data: str | None, day: date | None = None, approved_by: str = "", **answers: bool
    ) -> Iterator[tuple[Books, Clerk]]:
        """The desk of the workspace, and who records; `day` is that of the documents to be issued,
        `approved_by` the second person, if one is named.

        `answers` are options that answer a question, by name.
        """
        from ccmcost.accounts.books import (
            RECORDED_BY,
            check_people,
            clean,
            clerk_of,
            open_books,
            usual_clerk,
        )
        from ccmcost.clock import recording_moment
        from ccmcost.workspace import open_workspace

        given = tuple(f"--{name.replace('_', '-')}" for name, said in answers.items() if said)
        clock = "" if self.clock_checked is None else clean(self.clock_checked, "--clock-checked")
        clerk = clerk_of(self.recorded_by, recording_moment())._replace(answers=given, clock=clock)
        said = {"--approved-by": approved_by}
        if self.recorded_by or usual_clerk():
            said["--recorded-by" if self.recorded_by else RECORDED_BY] = clerk.name
        with open_books(open_workspace(data, day)) as desk:
            check_people(desk.data, said)
            yield desk, clerk

    def recorded(
        self,
        data: str | None,
        record: Callable[[Books, Clerk], T],
        show: Callable[[T], str] | None = None,
        understood: Callable[[Books], str] | None = None,
        question: str = "Record this?",
        seen: bool = False,
        approved_by: str = "",
        **answers: bool,
    ) -> T:
        """What is recorded at the desk of the workspace, once what must be confirmed is.

        A person who was asked for a part of the line says yes first, to what `show` says of a
        rehearsal; without it, to what was `understood`, for what writes a file cannot be rehearsed;
        else to the line. What is to be `seen` is shown to any person who is there.
        """
        from ccmcost.cli.agreeing import agreed_first, confirmed, will_be_recorded
        from ccmcost.cli.asking import was_asked
        from ccmcost.cli.output import somebody_there, tell

        with self.at_desk(data, None, approved_by, **answers) as (desk, clerk):
            if was_asked() or (seen and somebody_there()):
                if understood is not None:
                    tell(will_be_recorded(clerk, f"  {understood(desk)}"))
                return agreed_first(desk, lambda who: record(desk, who), clerk, show, question)
            return confirmed(lambda who: record(desk, who), clerk)[0]
