"""`ccmcost issue` and `ccmcost settle`: a calculation becomes a bill."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, NamedTuple

from ccmcost.accounts.books import Books, Clerk, clean
from ccmcost.accounts.notices_folder import LIST
from ccmcost.cli import complete, readers, wishes
from ccmcost.cli.agreeing import confirmed, shown_first
from ccmcost.cli.by import By
from ccmcost.cli.declared import LAST_OF_MEETING, TODAY, Option, command
from ccmcost.cli.options import Alone, Data, Lang, MeetingOrGroup, languages_of
from ccmcost.cli.output import put, put_lines, somebody_there, style, tell
from ccmcost.cli.readers import Rest, Unread
from ccmcost.cli.told import undo
from ccmcost.clock import recording_moment
from ccmcost.desk import issue as issuing
from ccmcost.desk.drafts import Sheet
from ccmcost.desk.list_effect import readings_screen, readings_that_move
from ccmcost.desk.order import (
    QUESTIONS,
    IssueOrder,
    check_begun,
    check_issued_on,
    check_pay_by,
    check_payment_details,
    ready,
    together,
)
from ccmcost.desk.preview import preview_screen, roundings_of, sums_of
from ccmcost.errors import UsageError
from ccmcost.model.calendar import day_of
from ccmcost.model.office import BANK_KEYS
from ccmcost.sharing.request import group_name, group_of
from ccmcost.text import printable
from ccmcost.words.numbers import day as day_in_words
from ccmcost.words.speaker import english
from ccmcost.workspace import Workspace, shown_path


def _decision(text: str, name: str, rest: Rest) -> tuple[str, str]:
    """The document of a decision and its paragraph."""
    symbol, comma, paragraph = clean(text, name).partition(",")
    is_whole = not comma and re.search(r"\b(?:DEC|RES|L)\b|Decision|[Rr]esolution", symbol)
    if not symbol.strip() or not (is_whole or any(map(str.isdigit, paragraph))):
        raise UsageError(
            f'{name}: "{printable(text)}" must name the document and the paragraph of the '
            f'decision, with a comma between: "SYMBOL/2023/9, para. 41". A decision that is a '
            'document of its own needs none: "SYMBOL/DEC.9".'
        )
    return symbol.strip(), paragraph.strip()


class Decided(NamedTuple):
    """What was decided, and who records it."""

    adopted_by: Annotated[
        tuple[str, str],
        Option(
            "SYMBOL,PARA",
            "Decision that approved cost and formula: document, paragraph.",
            read=_decision,
            offer=LAST_OF_MEETING,
        ),
    ]
    issued_on: Annotated[date, Option("DATE", "Date of the notices.", offer=TODAY)]
    pay_by: Annotated[
        date,
        Option("DATE", "Day by which payment is requested.", offer=LAST_OF_MEETING),
    ]
    approved_by: Annotated[
        str,
        Option(
            "NAME",
            "The second person, who approves this; not with --prepare.",
            read=readers.person,
            unless="prepare",
        ),
    ] = ""
    by: By = By()
    lang: Lang = ()
    on_expected_list: Annotated[
        bool,
        Option(
            None,
            "Issue provisional assessments on the States Parties: the list is not official yet.",
        ),
    ] = False


class Meant(NamedTuple):
    """What is asked about, unless it is said that it is meant."""

    credit_absent_parties: Annotated[
        bool, Option(None, "Credit in full the States Parties that did not attend.")
    ] = False
    new_payment_details: Annotated[
        bool, Option(None, "Confirm that the payment details changed since the last issue.")
    ] = False
    dated_ahead: Annotated[
        bool,
        Option(None, "Allow notices dated more than 30 days ahead, up to a year."),
    ] = False


class Agreed(NamedTuple):
    """Whether to issue."""

    prepare: Annotated[
        bool,
        Option(
            None,
            "Record nothing: write a draft and its approval sheet for the second person, who "
            "approves it by ccmcost approve.",
        ),
    ] = False
    dry_run: Annotated[bool, Option(None, "Show what would be issued, and record nothing.")] = False
    yes: Annotated[bool, Option(None, "Issue without asking for confirmation.", "--yes -y")] = False


def _issued_on(name: tuple[str, ...], issued_on: date, dated_ahead: bool, rest: Rest) -> None:
    answers = ("--dated-ahead",) if dated_ahead else ()
    check_issued_on(rest.books, name, issued_on, recording_moment().date(), answers)


def _one_way(prepare: bool, dry_run: bool, approved_by: str) -> None:
    if prepare and dry_run:
        raise UsageError("--prepare: write the draft, or look only (--dry-run), not both.")
    if prepare and approved_by:
        raise UsageError(
            "--approved-by: with --prepare nobody approves yet; ccmcost approve names the second "
            "person."
        )


def _office(new_payment_details: bool, rest: Rest) -> None:
    """That the notices can say who issues them and where to pay."""
    order = IssueOrder("", "", ("", ""), date.max, date.max, "")
    check_payment_details(rest.books, order._replace(new_payment_details=new_payment_details))


def _begun(name: tuple[str, ...], rest: Rest) -> None:
    """What the data, the ledger and the issuer must hold, whatever else is typed."""
    check_begun(rest.books, _order_so_far(name, rest))


def _ready(name: tuple[str, ...], rule: str, rest: Rest) -> None:
    """What must hold beside a rule, whatever else is typed."""
    ready(rest.books, _order_so_far(name, rest)._replace(rule=rule))


def _ready_to_settle(name: tuple[str, ...], rest: Rest) -> None:
    """The same for a settlement, whose rule is that of the last issue."""
    ready(rest.books, _order_so_far(name, rest)._replace(settle=True))


def _order_so_far(name: tuple[str, ...], rest: Rest) -> IssueOrder:
    """What a line says of an order; what is not said yet shows in no message but as a line to
    fill in.
    """

    def typed(key: str, default: Any) -> Any:
        return readers.value_or(rest, key, default)

    return IssueOrder(
        name=group_of(rest.data, name),
        rule="",
        decision=typed("adopted_by", ("", "")),
        issued_on=typed("issued_on", date.max),
        pay_by=typed("pay_by", date.max),
        approved_by=typed("approved_by", ""),
        languages=languages_of(tuple(each for codes in typed("lang", ()) for each in codes)),
        alone=len(name) == 1,
        further=_further(
            By(typed("recorded_by", None), typed("clock_checked", None)),
            Agreed(**{name: typed(name, False) for name in Agreed._fields}),
            typed("data", None),
        ),
        **{question: typed(question, False) for question in QUESTIONS},
    )


def _further(by: By, agreed: Agreed, data: Workspace | None) -> tuple[str, ...]:
    """What else was typed, as words of a line to copy."""
    texts = {**by._asdict(), "data": data and shown_path(data.data)}
    flags = (_option(name) for name, said in agreed._asdict().items() if said)
    words = ((_option(name), text) for name, text in texts.items() if text)
    return (*(word for pair in words for word in pair), *flags)


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def _kinds_name_rules(rest: Rest) -> bool:
    """Whether each of the meetings is of a kind that names its own rule."""
    with suppress(Unread):
        kinds, meetings = rest.data.convention.meeting_kinds, rest.data.meetings
        return all(kinds[meetings[name].kind].rule for name in rest.value("name"))
    return False


@command(
    'ccmcost issue msp12 --rule article-14-1 --adopted-by "MSP/2023/9, para. 41" --issued-on '
    '2024-02-01 --pay-by 2024-05-01 --recorded-by "A. Clerk" --approved-by "B. Chief"',
    "ccmcost issue msp12 --on-expected-list ...     provisional, before the list is official",
    "ccmcost issue msp12 ... --dry-run     look first: numbers, sums, files",
    "ccmcost issue msp12 ... --prepare     a draft and its approval sheet, for ccmcost approve",
    checks=(_one_way, _office, _begun, check_pay_by, _issued_on, _ready),
)
def issue(
    name: MeetingOrGroup,
    *,
    rule: Annotated[
        str | None,
        Option(
            "ID|FILE",
            "The formula that was approved; there is no default here, unless the kinds of the "
            "meetings name theirs.",
            complete=complete.rules,
            read=wishes.rule,
            offer=LAST_OF_MEETING,
            unless=_kinds_name_rules,
        ),
    ] = None,
    decided: Decided,
    parties_first: Annotated[
        bool,
        Option(None, "Bill States Parties now, and States not party when the meeting is settled."),
    ] = False,
    meant: Meant,
    agreed: Agreed,
    change_rule: Annotated[
        bool, Option(None, "Use a rule other than that of the last issue.")
    ] = False,
    alone: Alone = False,
    data: Data = None,
) -> None:
    """Issue notices: everything the first time; later only differences,
    as further notices and credits.
    """
    order = _order(name, decided, meant)._replace(
        rule="" if rule is None else clean(rule, "--rule"),
        parties_first=parties_first,
        change_rule=change_rule,
        alone=alone,
    )
    _run(order, decided, agreed, data)


@command(
    'ccmcost settle msp12 --adopted-by "MSP/2025/4, para. 12" --issued-on 2025-04-01 --pay-by '
    '2025-06-30 --recorded-by "A. Clerk" --approved-by "B. Chief"',
    checks=(_one_way, _office, _ready_to_settle, check_pay_by, _issued_on),
)
def settle(
    name: MeetingOrGroup,
    decided: Decided,
    meant: Meant,
    *,
    agreed: Agreed,
    alone: Alone = False,
    data: Data = None,
) -> None:
    """Settle a meeting on its actual cost, by the rule of its last issue:
    credits or further notices for the differences.
    """
    _run(_order(name, decided, meant)._replace(alone=alone, settle=True), decided, agreed, data)


def _order(name: str, decided: Decided, meant: Meant) -> IssueOrder:
    """What every order says; the rule is left open."""
    return IssueOrder(
        name=name,
        rule="",
        decision=decided.adopted_by,
        issued_on=decided.issued_on,
        pay_by=decided.pay_by,
        approved_by=clean(decided.approved_by, "--approved-by", needed=False),
        languages=languages_of(decided.lang),
        on_expected_list=decided.on_expected_list,
        **meant._asdict(),
    )


def _run(order: IssueOrder, decided: Decided, agreed: Agreed, data: str | None) -> None:
    _one_way(agreed.prepare, agreed.dry_run, order.approved_by)
    with decided.by.at_desk(data, order.issued_on, order.approved_by) as (desk, clerk):
        order = order._replace(
            name=group_name(desk.data, order.name),
            further=_further(decided.by, agreed, desk.workspace if data else None),
        )
        if order.settle:
            for readings in readings_that_move(desk, together(desk, order)):
                tell("\n".join(readings_screen(readings)))
        if agreed.dry_run:
            _look(desk, order, clerk)
        elif agreed.prepare:
            _prepare(desk, order, clerk)
        else:
            issue_and_say(desk, order, clerk, agreed.yes)


def _prepare(desk: Books, order: IssueOrder, clerk: Clerk) -> None:
    """Show what would be issued, and write its draft."""
    from ccmcost.desk.prepare import prepare

    draft = prepare(desk, order, clerk)
    found = draft.prepared
    if found is None:
        put(_report(draft.issued).replace("nothing was issued", "nothing was prepared"))
        return
    put_lines(preview_screen(desk, draft.order, clerk, draft.issued, style(), preparing=True))
    day = day_in_words(day_of(found.prepared_at[:10]))
    before = f" before, by {found.prepared_by} on {day}"
    put(f"\nPrepared{'' if draft.is_new else before}; nothing was recorded.\n")
    put(f"  {shown_path(draft.path)}\n  {shown_path(draft.sheet)}: approval sheet, to be signed\n")
    put(f"  then: ccmcost approve {found.name} --approved-by NAME --reference TEXT\n")


def _look(desk: Books, order: IssueOrder, clerk: Clerk) -> None:
    """Show what would be issued."""
    with desk.ledger.rehearsing():
        found = issuing.issue(desk, order, clerk)
    put_lines(preview_screen(desk, order, clerk, found, style()) or [_report(found).rstrip()])
    put("\nDry run: nothing was recorded.\n")


def issue_and_say(
    desk: Books, order: IssueOrder, clerk: Clerk, yes: bool, sheet: Sheet | None = None
) -> None:
    """Issue and say what was issued; where a person is to be asked, after a yes to what was
    shown.
    """
    asks = somebody_there() and not yes
    issued = _issued(desk, order, clerk, asks, sheet)
    for remark in () if asks else issued.remarks:
        tell(remark)
    put(_report(issued))


def _issued(
    desk: Books, order: IssueOrder, clerk: Clerk, asks: bool, sheet: Sheet | None
) -> issuing.Issued:
    def record(who: Clerk) -> issuing.Issued:
        return issuing.issue(desk, order, who, sheet)

    def show(found: issuing.Issued, who: Clerk) -> None:
        tell("\n".join(preview_screen(desk, order, who, found)) + "\n")

    if asks:
        return shown_first(desk, record, clerk, show, "Issue this?")
    issued = confirmed(record, clerk)[0]
    _say_payment_details(desk)
    return issued


def _say_payment_details(desk: Books) -> None:
    bank = desk.issuer.bank
    if any(map(bank.get, BANK_KEYS)):
        names = dict.fromkeys((*BANK_KEYS, *bank))
        lines = "".join(f"  {name}: {bank.get(name) or '(empty)'}\n" for name in names)
        tell(f"Payment details on the notices (issuer.toml):\n{lines}")


def _report(issued: issuing.Issued) -> str:
    meetings = ", ".join(issued.meetings)
    if issued.event is None:
        before = f" (event {issued.last.seq}, {issued.last.value_date})" if issued.last else ""
        return (
            f"{meetings}: nothing has changed since the last issue{before}; nothing was issued.\n"
        )
    lines = [f"{meetings}: event {issued.event.seq}, approved by {issued.event.approved_by}"]
    if issued.notices:
        first, last = issued.notices[0].number, issued.notices[-1].number
        lines.append(f"  numbers {first} to {last}" if first != last else f"  number {first}")
    lines += [f"  {number}: {total}" for number, total in sums_of(issued)]
    lines += [f"  {meeting}: {told}" for meeting, told in roundings_of(issued)]
    posted = sum(each.posted_only for each in issued.notices)
    if posted:
        lines.append(f"  {posted} of them below adjust_minimum: posted, without a document")
    lines.append(
        f"  {len(issued.files)} documents in notices/"
        if issued.files
        else "  no amount changed: no notice"
    )
    if issued.files:
        folder = issued.files[0].partition("/")[0]
        lines.append(f"  {english()('issued_list', file=f'notices/{folder}/{LIST}')}")
    return "\n".join(lines) + "\n" + undo(issued.event)
