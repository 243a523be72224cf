"""What `issue` and `settle` are told, what must hold before anything is issued,
which meetings are billed together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from shlex import join
from typing import NamedTuple

from ccmcost.accounts.books import Books, Clerk
from ccmcost.calc.change import Difference, absent_parties, differences
from ccmcost.desk.questions import OFFICE, details
from ccmcost.desk.unfit import ON_EXPECTED, of_expected_list, otherwise_than_before, unfit_cost
from ccmcost.errors import DataError, Faults, UsageError
from ccmcost.ledger.frozen import Decision, FrozenMeeting
from ccmcost.ledger.queries import charged, currency_of, last_issue, last_of_all, was_carried_over
from ccmcost.ledger.rules.books import refuse
from ccmcost.ledger.rules.conduct import billed_ahead, out_of_order, people
from ccmcost.load.rules import rule_as_issued, same_formula
from ccmcost.model.assessment import Apportionment
from ccmcost.model.money import Money, scaled_int
from ccmcost.model.office import Issuer
from ccmcost.model.states import parties_on
from ccmcost.sharing.compute import Basis, compute, load_basis
from ccmcost.sharing.request import Request, find_group
from ccmcost.words.numbers import day as in_words
from ccmcost.words.status import assumed_rates

QUESTIONS = (
    "on_expected_list",
    "parties_first",
    "credit_absent_parties",
    "new_payment_details",
    "change_rule",
    "dated_ahead",
)


class IssueOrder(NamedTuple):
    """What `issue` is told. `decision` is (symbol, paragraph) of the decision that approved cost
    and formula.
    """

    name: str
    rule: str
    decision: tuple[str, str]
    issued_on: date
    pay_by: date
    approved_by: str = ""
    languages: tuple[str, ...] = ("en",)
    on_expected_list: bool = False
    parties_first: bool = False
    credit_absent_parties: bool = False
    new_payment_details: bool = False
    change_rule: bool = False
    dated_ahead: bool = False
    alone: bool = False
    settle: bool = False
    further: tuple[str, ...] = ()
    """What else was typed, which a line to copy keeps."""

    @property
    def answers(self) -> tuple[str, ...]:
        """The options by which questions were answered: they are recorded with the issue."""
        return tuple(f"--{name.replace('_', '-')}" for name in QUESTIONS if getattr(self, name))


class Billing(NamedTuple):
    """One meeting of an issue: its result, and what changes for each State."""

    meeting: str
    result: Apportionment
    differences: tuple[Difference, ...]
    remarks: tuple[str, ...]


def check_order(order: IssueOrder, clerk: Clerk) -> None:
    """What can be judged without looking at the data."""
    check_second_person(order.approved_by, clerk.name)
    check_pay_by(order.issued_on, order.pay_by)


def check_second_person(approved_by: str, recorded_by: str) -> None:
    """Raise UsageError unless two people work on an issue."""
    if not approved_by:
        raise UsageError(
            "--approved-by: an issue needs the approval of a second person; name them."
        )
    refuse(people(recorded_by, approved_by))


def check_pay_by(issued_on: date, pay_by: date) -> None:
    """Raise UsageError if payment is requested before the day of issue."""
    if pay_by < issued_on:
        raise UsageError(f"--pay-by: {pay_by} lies before the day of issue, {issued_on}.")


def check_issued_on(
    books: Books, meetings: Collection[str], day: date, today: date, answers: Collection[str]
) -> None:
    """Raise UsageError for a day of issue too far ahead, or before the last bill of a meeting."""
    last = {meeting: last_issue(books.ledger, meeting) for meeting in meetings}
    before = (out_of_order(name, day, each.issue.issued_on) for name, each in last.items() if each)
    refuse([*billed_ahead(day, today, answers), *(fault for each in before for fault in each)])


def ready(books: Books, order: IssueOrder) -> tuple[tuple[Billing, ...], Issuer]:
    """The meetings billed together, and the issuer.
    Raises UsageError with all that stands in the way.
    """
    faults = Faults()
    with faults.gathered():
        found = billings(books, order)
    with faults.gathered():
        issuer = check_payment_details(books, order)
    faults.stop()
    return found, issuer


def check_begun(books: Books, order: IssueOrder) -> None:
    """Raise UsageError with all that stands in the way whatever rule the order names."""
    faults = Faults()
    for meeting in together(books, order):
        with faults.gathered():
            try:
                ground = _ground(books, meeting, order)
            except DataError as error:
                faults.found += _without_ground(books, meeting, order, error)
            else:
                _check_ground(books, *ground, order)
    with faults.gathered():
        check_payment_details(books, order)
    faults.stop()


def billings(books: Books, order: IssueOrder) -> tuple[Billing, ...]:
    """The meetings billed together, each with its result; every rule of the office is checked."""
    faults, made = Faults(), list[Billing]()
    for meeting in together(books, order):
        with faults.gathered():
            made.append(_billing(books, meeting, order))
    faults.stop()
    found = tuple(made)
    currencies = sorted({each.result.cost.total.currency for each in found})
    if len(currencies) > 1:
        raise UsageError(
            f"meetings billed together must have one currency, not {', '.join(currencies)}."
        )
    return _absent(books, found, order)


def together(books: Books, order: IssueOrder) -> tuple[str, ...]:
    """The ids of the meetings that an order bills: the one named, or all of its billing group."""
    return (books.meeting(order.name),) if order.alone else in_group(books, order.name)


def in_group(books: Books, name: str) -> tuple[str, ...]:
    """The ids of the meetings of a billing group, or of one meeting; without those that were
    cancelled and settled on nothing.
    """
    group = tuple(meeting.id for meeting in find_group(books.data, name))
    return tuple(each for each in group if not _is_settled_on_nothing(books, each)) or group


def _is_settled_on_nothing(books: Books, meeting: str) -> bool:
    last, costs = last_issue(books.ledger, meeting), books.data.costs.get(meeting, ())
    if last is None or last.part.cost.amount:
        return False
    return not costs or costs[-1].version == last.part.cost.version


def _ground(books: Books, meeting: str, order: IssueOrder) -> tuple[Basis, FrozenMeeting | None]:
    """What a bill of a meeting rests on, and what the last one rested on."""
    if was_carried_over(books.ledger, meeting):
        raise UsageError(
            f"bills of {meeting} were carried over from before ccmcost; they are never issued "
            "again."
        )
    last = last_issue(books.ledger, meeting)
    if order.settle and last is None:
        raise UsageError(
            f"{meeting} was never issued, so there is nothing to settle. Use: ccmcost issue "
            f"{meeting}."
        )
    before = last.part if last else None
    rule = rule_as_issued(before.rule.id, before.rule.text) if order.settle and before else None
    return load_basis(books.workspace, meeting, Request(rule=order.rule), rule), before


def _without_ground(
    books: Books, meeting: str, order: IssueOrder, error: DataError
) -> Iterator[str]:
    """What is wrong with a meeting whose data lack something, such as its list."""
    versions = books.data.costs.get(meeting, ())
    if versions:
        yield from unfit_cost(meeting, versions[-1])
    for each in error.findings:
        yield each.line()
        if each.code == "list-missing" and not order.on_expected_list:
            yield f"an expected list of {meeting} is not official; to bill on it, {ON_EXPECTED}"


def _billing(books: Books, meeting: str, order: IssueOrder) -> Billing:
    basis, before = _ground(books, meeting, order)
    faults = Faults()
    with faults.gathered():
        _check_ground(books, basis, before, order)
    with faults.gathered():
        _check_rule(basis, before, order)
    faults.stop()
    result, remarks = _without_others(basis, Request(rule=order.rule), order)
    amounts = {line.code: line.amount for line in result.assessment.lines}
    if result.cost.total.minor and (assumed := assumed_rates([result])):
        remarks = (*remarks, f"Assumed rates: {assumed}")
    if (adopted := result.cost.adopted_on) and order.issued_on < adopted:
        told = f"The notices are dated {in_words(order.issued_on)}, before the cost of {meeting}"
        remarks = (*remarks, f"{told} was adopted on {in_words(adopted)}.")
    return Billing(meeting, result, differences(charged(books.ledger, meeting), amounts), remarks)


def _without_others(
    basis: Basis, request: Request, order: IssueOrder
) -> tuple[Apportionment, tuple[str, ...]]:
    """On an expected list, or with --parties-first, States not party are not billed yet:
    the cost rests on the Parties.
    """
    result = compute(basis, request, nothing=order.settle)
    others = tuple(
        line.code
        for line in result.assessment.lines
        if line.payer.role in ("signatory", "observer_state")
    )
    expected = result.list.status == "expected"
    if not others or not (order.parties_first or expected):
        return result, ()
    remark = (
        f"{basis.meeting.id}: {len(others)} States not party are not billed yet "
        f"({'the list is expected' if expected else '--parties-first'}); the "
        "cost rests on the States Parties. They are billed when the meeting is settled on its "
        "official list, and the States Parties credited."
    )
    return compute(basis, request._replace(removed=others), nothing=order.settle), (remark,)


def _check_ground(
    books: Books, basis: Basis, before: FrozenMeeting | None, order: IssueOrder
) -> None:
    """What must hold of a meeting, its cost, scale and list, whatever the rule."""
    meeting, cost, faults = basis.meeting.id, basis.cost, Faults()
    faults.found += unfit_cost(meeting, cost)
    if order.settle and cost.status != "actual":
        faults.found.append(
            f"the cost of {meeting} is not an actual cost yet; settling needs one: "
            f"ccmcost cost set {meeting} --status actual --amount SUM --source DOCUMENT "
            "--adopted-on DATE."
        )
    if basis.listed.status == "expected" and cost.total.minor and not order.on_expected_list:
        faults.found.append(of_expected_list(meeting, order.settle))
    currency = currency_of(books.ledger, meeting)
    if currency not in (None, cost.total.currency):
        faults.found.append(
            f"{meeting} was billed in {currency}; a change of currency to {cost.total.currency} "
            "is refused."
        )
    if before is not None:
        faults.found += otherwise_than_before(basis, before)
    faults.stop()


def _check_rule(basis: Basis, before: FrozenMeeting | None, order: IssueOrder) -> None:
    """What must hold of the rule by which a meeting is billed."""
    rule, meeting, faults = basis.rule, basis.meeting.id, Faults()
    if rule.id in {*basis.data.convention.rules} - {*basis.convention.rules}:
        faults.found.append(
            f"--rule: {rule.id} is the rule of another instrument; {meeting} is a meeting under "
            f"the {basis.convention.name}."
        )
    old = before.rule if before and not order.change_rule else None
    if old and not same_formula((old.id, old.text), (rule.id, rule.text)):
        what = "has other contents now" if old.id == rule.id else f"is not {rule.id}"
        faults.found.append(
            f"{meeting} was issued by the rule {old.id}, which {what}. A formula is changed by "
            f"a decision only. If there is one, name it in: ccmcost issue {meeting} --adopted-by "
            "SYMBOL,PARA --change-rule."
        )
    faults.stop()


def _absent(books: Books, found: tuple[Billing, ...], order: IssueOrder) -> tuple[Billing, ...]:
    """Stop before States Parties are credited because they stayed away: whether absence frees a
    Party is not settled. Where that was confirmed, each billing names them.
    """
    parts, told = [], list[Billing]()
    for billing in found:
        meeting, result, changes, remarks = billing
        total = result.cost.total
        away = absent_parties(changes, parties_on(result.treaty or {}, result.day))
        further = [each for each in changes if each.amount > 0]
        if away:
            codes = ", ".join(each.code for each in away)
            remark = f"Credited in full, because they are not on the list ({len(away)}): {codes}."
            remarks = (*remarks, remark)
            parts += [
                f"  {meeting}: credits to States Parties that are not on the list "
                f"({total.currency}):",
                *(f"    {each.code}  {total.of(each.amount).grouped()}" for each in away),
                f"  {meeting}: further assessments of participating States, by the new list "
                f"and cost ({len(further)}):",
                *(f"    {each.code}  {total.of(each.amount).grouped()}" for each in further),
            ]
        told.append(billing._replace(remarks=remarks))
    if parts and not order.credit_absent_parties:
        raise UsageError(
            "States Parties that did not attend would be credited in full, and the whole cost "
            "would be shared among the participating States:\n"
            + "\n".join(parts)
            + "\nNothing was issued. If the decision wants this, say --credit-absent-parties:"
            + _line(books, found, order._replace(credit_absent_parties=True))
            + "\nIf not, use a rule by which all States Parties bear the cost"
            + _by_all(books, found, order)
        )
    return tuple(told)


def _by_all(books: Books, found: tuple[Billing, ...], order: IssueOrder) -> str:
    """The line that bills all States Parties instead, where one rule at hand differs from that of
    the order in nothing else.
    """
    wanted = [each.result.rule.formula._replace(id="", liable="all_parties") for each in found]
    rules = filter(None, map(books.data.rule, books.data.rule_ids))
    ids = [
        rule.id for rule in rules if all(rule.formula._replace(id="") == each for each in wanted)
    ]
    if len(ids) != 1:
        return "."
    return ":" + _line(books, found, order._replace(settle=False, rule=ids[0], change_rule=True))


def _line(books: Books, found: tuple[Billing, ...], order: IssueOrder) -> str:
    """The line of an order, to copy; what it does not say yet is left to fill in."""
    days = [
        "DATE" if day == date.max else day.isoformat() for day in (order.issued_on, order.pay_by)
    ]
    decision = str(Decision(*order.decision)) or "SYMBOL,PARA"
    name = found[0].meeting if len(found) == 1 else order.name
    line = [name, "--rule", order.rule] if order.rule and not order.settle else [name]
    line += ["--adopted-by", decision, "--issued-on", days[0], "--pay-by", days[1]]
    by = [] if "--prepare" in order.further else ["--approved-by", order.approved_by or "NAME"]
    line += [*by, *order.answers]
    if len(found) < len(find_group(books.data, name)):
        line.append("--alone")
    if order.languages != ("en",):
        line += ["--lang", ",".join(order.languages)]
    command = "settle" if order.settle else "issue"
    return f"\n  ccmcost {command} {join([*line, *order.further])}"


def check_payment_details(books: Books, order: IssueOrder) -> Issuer:
    """The issuer; payment details must be there and be those of the last issue, unless told."""
    issuer, last = books.issuer, last_of_all(books.ledger)
    if issuer.gaps:
        raise UsageError(
            f"issuer.toml lacks {details(OFFICE, issuer.gaps)}: a notice would show the gaps. Fill "
            'them in before issuing: "ccmcost init --office" asks for them.'
        )
    now = issuer.bank
    before = last.payment_details if last else now
    told = "; ".join(
        f'{key} was "{before.get(key, "")}", is "{now.get(key, "")}"'
        for key in sorted(before.keys() | now.keys())
        if before.get(key) != now.get(key)
    )
    if told and not order.new_payment_details:
        raise UsageError(
            f"the payment details changed since the last issue: {told}. Check them through a "
            f"second channel; if they are right, say --new-payment-details."
        )
    return issuer


def minimum_of(issuer: Issuer, total: Money) -> int:
    """`adjust_minimum` in minor units: smaller adjustments are posted without a document of their
    own.
    """
    return (scaled_int(issuer.adjust_minimum, total.decimals) or 0) if issuer.adjust_minimum else 0
