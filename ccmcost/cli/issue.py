"""`ccmcost issue` and `ccmcost settle`: a calculation becomes a bill."""

from __future__ import annotations

from typing import Annotated

import typer

from ccmcost.accounts.books import clean
from ccmcost.cli.money_options import (
    Alone,
    ApprovedBy,
    ClockChecked,
    Lang,
    MeetingOrGroup,
    RecordedBy,
    approver,
    at_desk,
    confirmed,
    languages_of,
)
from ccmcost.cli.options import Data, example, plain_app
from ccmcost.cli.output import put, tell
from ccmcost.cli.receive import undo
from ccmcost.clock import day_option
from ccmcost.errors import UsageError
from ccmcost.render.account_screen import readings_screen
from ccmcost.workflow.issue import Issued, issue
from ccmcost.workflow.issue_checks import together
from ccmcost.workflow.issue_order import IssueOrder
from ccmcost.workflow.payment_details import payment_details
from ccmcost.workflow.readings import readings_that_move

issue_app = plain_app()
settle_app = plain_app()

AdoptedBy = Annotated[
    str,
    typer.Option(
        "--adopted-by", metavar="SYMBOL,PARA", help="Decision that approved cost and formula: document, paragraph."
    ),
]
IssuedOn = Annotated[str, typer.Option("--issued-on", metavar="DATE", help="Date of the notices.")]
PayBy = Annotated[str, typer.Option("--pay-by", metavar="DATE", help="Day by which payment is requested.")]
OnExpected = Annotated[
    bool,
    typer.Option(
        "--on-expected-list", help="Issue provisional assessments on the States Parties: the list is not official yet."
    ),
]
CreditAbsent = Annotated[
    bool, typer.Option("--credit-absent-parties", help="Credit States Parties in full that stayed away.")
]
DatedAhead = Annotated[
    bool, typer.Option("--dated-ahead", help="The notices are meant to be dated more than 30 days ahead; a year at most.")
]
NewDetails = Annotated[
    bool, typer.Option("--new-payment-details", help="The payment details changed since the last issue, and are right.")
]


@issue_app.command(
    epilog=example(
        'ccmcost issue msp12 --rule article-14-1 --adopted-by "MSP/2023/9, para. 41" --issued-on 2024-02-01 '
        '--pay-by 2024-05-01 --recorded-by "A. Clerk" --approved-by "B. Chief"',
        "ccmcost issue msp12 --on-expected-list ...     provisional, before the list is official",
    ),
)
def issue_(
    name: MeetingOrGroup,
    rule: Annotated[str, typer.Option(metavar="ID|FILE", help="The formula that was approved; there is no default here.")],
    adopted_by: AdoptedBy,
    issued_on: IssuedOn,
    pay_by: PayBy,
    approved_by: ApprovedBy,
    recorded_by: RecordedBy = None,
    clock_checked: ClockChecked = None,
    lang: Lang = None,
    on_expected_list: OnExpected = False,
    parties_first: Annotated[
        bool, typer.Option("--parties-first", help="Bill States Parties now; States not party when issued again.")
    ] = False,
    credit_absent_parties: CreditAbsent = False,
    new_payment_details: NewDetails = False,
    dated_ahead: DatedAhead = False,
    change_rule: Annotated[bool, typer.Option("--change-rule", help="Another rule than that of the last issue.")] = False,
    alone: Alone = False,
    data: Data = None,
) -> None:
    """Issue notices: everything the first time; later only differences, as further notices and credits."""
    order = _order(name, adopted_by, issued_on, pay_by, approved_by, lang)._replace(
        rule=rule,
        on_expected_list=on_expected_list,
        parties_first=parties_first,
        credit_absent_parties=credit_absent_parties,
        new_payment_details=new_payment_details,
        dated_ahead=dated_ahead,
        change_rule=change_rule,
        alone=alone,
    )
    _run(order, recorded_by, clock_checked, data)


@settle_app.command(
    epilog=example(
        'ccmcost settle msp12 --adopted-by "MSP/2025/4, para. 12" --issued-on 2025-04-01 --pay-by 2025-06-30 '
        '--recorded-by "A. Clerk" --approved-by "B. Chief"',
    ),
)
def settle(
    name: MeetingOrGroup,
    adopted_by: AdoptedBy,
    issued_on: IssuedOn,
    pay_by: PayBy,
    approved_by: ApprovedBy,
    recorded_by: RecordedBy = None,
    clock_checked: ClockChecked = None,
    lang: Lang = None,
    on_expected_list: OnExpected = False,
    credit_absent_parties: CreditAbsent = False,
    new_payment_details: NewDetails = False,
    dated_ahead: DatedAhead = False,
    alone: Alone = False,
    data: Data = None,
) -> None:
    """Settle a meeting on its actual cost, by the rule of its last issue: credits or further notices for the differences."""
    order = _order(name, adopted_by, issued_on, pay_by, approved_by, lang)._replace(
        on_expected_list=on_expected_list,
        credit_absent_parties=credit_absent_parties,
        new_payment_details=new_payment_details,
        dated_ahead=dated_ahead,
        alone=alone,
        settle=True,
    )
    _run(order, recorded_by, clock_checked, data)


def _order(name: str, adopted_by: str, issued_on: str, pay_by: str, approved_by: str, lang: list[str] | None) -> IssueOrder:
    """What every order says; the rule is left open."""
    return IssueOrder(
        name=clean(name, "MEETING").lower(),
        rule="",
        decision=_decision(adopted_by),
        issued_on=day_option(issued_on, "--issued-on"),
        pay_by=day_option(pay_by, "--pay-by"),
        approved_by=approver(approved_by),
        languages=languages_of(lang),
    )


def _run(order: IssueOrder, recorded_by: str | None, clock_checked: str | None, data: str | None) -> None:
    with at_desk(data, recorded_by, clock_checked, order.issued_on) as (desk, clerk):
        details = payment_details(desk)
        if any(value for _, value in details):
            lines = "".join(f"  {name}: {value or '(empty)'}\n" for name, value in details)
            tell(f"Payment details on the notices (issuer.toml):\n{lines}")
        if order.settle:
            for readings in readings_that_move(desk, together(desk, order)):
                tell("\n".join(readings_screen(readings)))
        issued = confirmed(lambda by: issue(desk, order, by), clerk)
    for remark in issued.remarks:
        tell(remark)
    put(_report(issued))


def _report(issued: Issued) -> str:
    meetings = ", ".join(issued.meetings)
    if issued.event is None:
        before = f" (event {issued.last.seq}, {issued.last.value_date})" if issued.last else ""
        return f"{meetings}: nothing has changed since the last issue{before}; nothing was issued.\n"
    lines = [f"{meetings}: event {issued.event.seq}, approved by {issued.event.approved_by}"]
    if issued.notices:
        first, last = issued.notices[0].number, issued.notices[-1].number
        lines.append(f"  numbers {first} to {last}" if first != last else f"  number {first}")
    words = {"notice": "notices", "further_notice": "further notices", "credit": "credits"}
    for kind, what in words.items():
        own = [each for each in issued.notices if each.kind == kind]
        if own:
            total = issued.currency.of(sum(each.amount for each in own))
            lines.append(f"  {len(own)} {what if len(own) > 1 else kind.replace('_', ' ')}: {total}")
    posted = sum(each.posted_only for each in issued.notices)
    if posted:
        lines.append(f"  {posted} of them below adjust_minimum: posted, without a document")
    lines.append(f"  {len(issued.files)} documents in notices/" if issued.files else "  no amount changed: no notice")
    return "\n".join(lines) + "\n" + undo(issued.event)


def _decision(text: str) -> tuple[str, str]:
    symbol, _, paragraph = clean(text, "--adopted-by").partition(",")
    if not symbol.strip() or not paragraph.strip():
        raise UsageError(
            f'--adopted-by: "{text}" must name the document and the paragraph of the decision, with a comma between: '
            f'"SYMBOL/2023/9, para. 41".'
        )
    return symbol.strip(), paragraph.strip()
