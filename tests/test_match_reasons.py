"""Money finds its bill: what each text and each sum says for a notice, and what against it."""

from __future__ import annotations

import pytest

from ccmcost.accounts.counted import Counted, Standing
from ccmcost.accounts.match_turns import best, in_turn
from ccmcost.accounts.matching import Matcher, OpenAccount, Payment
from ccmcost.intake.finder import StateFinder
from ccmcost.load.data import Data
from ccmcost.model.money import Money
from ccmcost.workspace import open_workspace
from tests.conftest import DATA

STATES = Data(open_workspace(DATA)).states
NAMES = {code: STATES.name(code) for code in STATES}
FINDER = StateFinder(STATES)


def dollars(minor: int) -> Money:
    return Money(minor, "USD", 2)


ACCOUNTS = (
    OpenAccount("JPN", "msp11", dollars(500000), ("CCM-AN-2023-0012", "CCM-MSP11-JPN")),
    OpenAccount("JPN", "msp12", dollars(400000), ("CCM-AN-2024-0015", "CCM-MSP12-JPN")),
    OpenAccount("SWE", "msp12", dollars(400000), ("CCM-AN-2024-0016", "CCM-MSP12-SWE")),
    OpenAccount("PER", "msp12", dollars(70000), ("CCM-AN-2024-0017", "CCM-MSP12-PER")),
    OpenAccount("TCD", "msp12", dollars(30000), ("CCM-AN-2024-0018", "CCM-MSP12-TCD")),
    OpenAccount("IRL", "msp12", dollars(300000), ("CCM-AN-2024-0019", "CCM-MSP12-IRL")),
    OpenAccount("CIV", "msp12", dollars(20106), ("CCM-AN-2024-0020", "CCM-MSP12-CIV")),
    # two meetings that are billed together, on one notice with one reference
    OpenAccount("CUB", "rc1", dollars(9000), ("CCM-AN-2024-0021", "CCM-RC1-CUB")),
    OpenAccount(
        "CUB", "rc1-pm1", dollars(1234), ("CCM-AN-2024-0021", "CCM-RC1-PM1-CUB", "CCM-RC1-CUB")
    ),
)
BOTH = "CUB rc1 90.00, CUB rc1-pm1 12.34"

THREE = "IRL msp12 3,000.00, PER msp12 700.00, SWE msp12 4,000.00"


@pytest.mark.parametrize(
    ("text", "minor", "parts", "reason"),
    [
        ("MOFA CCM AN 2024 0015", 400000, "JPN msp12 4,000.00", "quotes CCM-AN-2024-0015"),
        ("mofa ccman20240015", 400000, "JPN msp12 4,000.00", "quotes CCM-AN-2024-0015"),
        ("JAPON msp12", 400000, "JPN msp12 4,000.00", "names Japan"),
        ("JAPAN", 900000, "JPN msp11 5,000.00, JPN msp12 4,000.00", "for 2 meetings"),
        # the number of one notice, and the sum of all that the State owes
        ("JAPAN CCM-MSP12-JPN", 900000, "JPN msp11 5,000.00, JPN msp12 4,000.00", "2 meetings"),
        ("CCM-MSP12-JPN", 900000, "JPN msp11 5,000.00, JPN msp12 4,000.00", "quotes CCM-MSP12-JPN"),
        ("JAPAN", 100000, None, ""),  # a part of either debt
        ("JAPAN CCM-MSP12-JPN", 410000, "JPN msp12 4,100.00", "more than is due: a credit"),
        ("SWEDEN CCM-MSP12-JPN", 900000, None, ""),
        ("JAPAN", 498500, "JPN msp11 4,985.00", "USD 15.00 less than is due: bank charges?"),
        ("SUEDE", 450000, "SWE msp12 4,500.00", "more than is due: a credit"),
        ("PAYMENT PER ORDER", 70000, None, ""),  # a sum alone names nobody
        ("PAYMENT PER ORDER", 60000, None, ""),  # PER is no Peru here
        ("CCM-AN-2024-00151", 400000, None, ""),
        ("CCM MSP12 PERMANENT MISSION GENEVA", 70000, None, ""),
        ("SOUTH KOREA", 70000, None, ""),
        ("NIGER", 70000, None, ""),
        ("UNKNOWN", 400000, None, ""),
        ("KINGDOM OF SWEDEN FOR JAPAN", 400000, None, ""),
        ("TREASURY ACC 17", 70000, "PER msp12 700.00", "a remitter whose money was placed"),
        ("INVOICE 77 MSP12", 70000, None, ""),
        # a number without its State, and a sum that speaks against it
        ("FEDERAL OFFICE CCM-AN-2024-0017", 400000, None, ""),
        ("FEDERAL OFFICE CCM-AN-2024-0017", 79000, None, ""),
        (
            "FEDERAL OFFICE CCM-AN-2024-0017",
            75000,
            "PER msp12 750.00",
            "more than is due: a credit",
        ),
        ("JAPAN CCM-AN-2023-0012 CCM-AN-2024-0015", 520000, None, ""),
        ("TREASURY ACC 17 CCM-AN-2024-0016", 4000, "SWE msp12 40.00", "a part of USD 4,000.00"),
        # what the text says against its own number or name
        ("NIGERIA CCM-AN-2024-0016", 400000, None, ""),
        ("PERU CCM-AN-2024-0016", 400000, None, ""),
        ("CCM-MSP12-PER CCM-AN-2024-0016", 400000, None, ""),
        ("SWEDEN CCM-AN-2023-0099", 400000, None, ""),
        ("SWEDEN CCM-MSP12-NGA", 400000, None, ""),
        ("JAPAN CCM-AN-2023-0099", 900000, None, ""),
        ("SWEDEN MSP12 CCM-AN-2023-0099", 400000, "SWE msp12 4,000.00", "no notice has the number"),
        ("SWEDEN MSP12 CCM-AN-2023-0099", 399000, None, ""),
        ("NORTHERN IRELAND OFFICE MSP12", 300000, None, ""),
        ("CHAD MILLER", 20000, None, ""),
        ("DR CHAD CCMCOST", 20000, None, ""),
        ("CHAD MSP12 MFA", 20000, "TCD msp12 200.00", "a part of"),
        ("CHAD MILLER", 30000, "TCD msp12 300.00", "the sum that is due"),
        ("CHAD MILLER CCM-AN-2024-0018", 20000, "TCD msp12 200.00", "a part of"),
        ("IRELAND TELECOM", 1000, None, ""),
        ("NEW PERU", 1000, None, ""),
        # another convention, and money that comes back
        ("SWEDEN APMBC MINE BAN CONVENTION", 50000, None, ""),
        ("SWEDEN ARMS TRADE TREATY", 500000, None, ""),
        ("SWEDEN CCW HCP", 50000, None, ""),
        ("SWEDEN CCM AND CCW", 50000, "SWE msp12 500.00", "a part of"),
        ("SWEDEN MSP12 AND NPT", 50000, "SWE msp12 500.00", "a part of"),
        ("SWEDEN MINISTRY OF MINES", 400000, "SWE msp12 4,000.00", "the sum that is due"),
        ("SWEDEN REFUND OF VAT", 50000, None, ""),
        ("RETURN OF PAYMENT SWEDEN", 400000, None, ""),
        # a name as banks write it, without its apostrophe
        ("COTE D IVOIRE MSP 12", 20106, "CIV msp12 201.06", "names Côte"),
        # what banks kept back
        (
            "SWEDEN CHGS: USD 250,00",
            375000,
            "SWE msp12 3,750.00",
            "the charges that the bank states",
        ),
        ("SWEDEN charges USD 100.00 / charges USD 150.00", 375000, "SWE msp12 3,750.00", "states"),
        ("SWEDEN charges EUR 250.00", 375000, "SWE msp12 3,750.00", "a part of USD 4,000.00"),
        ("SWEDEN MSP12", 396000, "SWE msp12 3,960.00", "USD 40.00 less than is due: bank charges?"),
        ("JAPAN charges 30.00", 897000, "JPN msp11 5,000.00, JPN msp12 3,970.00", "bank states"),
        # one payment for several States, to the cent
        ("PERU AND SWEDEN", 470000, "PER msp12 700.00, SWE msp12 4,000.00", "due from 2 States"),
        ("PERU AND SWEDEN", 469900, None, ""),
        ("PERU SWEDEN IRELAND MSP 12", 770000, THREE, "names Ireland, Peru, Sweden; what is due"),
        ("PERU SWEDEN IRELAND", 470000, None, ""),
        ("PERU SWEDEN CCM-MSP12-PER CCM-AN-2023-0099", 470000, None, ""),
        ("PERU SWEDEN CCM-MSP12-JPN", 470000, None, ""),
        ("REFUND PERU AND SWEDEN", 470000, None, ""),
        ("JAPAN SWEDEN", 900000, "JPN msp11 5,000.00, SWE msp12 4,000.00", "due from 2 States"),
        ("JAPAN SWEDEN CCM-MSP12-JPN", 900000, None, ""),
        ("JAPAN SWEDEN MSP12", 900000, None, ""),
        # a reference is one of ours with a single figure too, and quoted once for all its meetings
        ("MFA CUBA CCM-RC1-CUB", 10234, BOTH, "quotes CCM-RC1-CUB; what is due for 2 meetings"),
        ("CCM-AN-2024-0021", 10234, BOTH, "quotes CCM-AN-2024-0021; what is due for 2 meetings"),
        ("CCM-RC1-PM1-CUB", 1234, "CUB rc1-pm1 12.34", "quotes CCM-RC1-PM1-CUB; the sum"),
        ("SWEDEN CCM-RC1-CUB", 10234, None, ""),
    ],
)
def test_the_reasons_are_those_of_the_text_and_the_sum(
    text: str, minor: int, parts: str | None, reason: str
) -> None:
    meetings = {"msp11": ("msp11",), "msp12": ("msp12", "msp 12")}
    placed = [("TREASURY ACC 9", "PER")]
    matcher = Matcher(ACCOUNTS, FINDER, NAMES, meetings, placed, prefix="CCM")
    found = best(matcher.proposals(Payment(1, "2024-03-04", text, dollars(minor))))
    if parts is None:
        assert found is None
    else:
        assert found is not None
        said = ", ".join(
            f"{state} {meeting} {sum_.grouped()}" for state, meeting, sum_ in found.parts
        )
        assert said == parts and reason in "; ".join(found.reasons)


WAITING = (
    Payment(7, "2024-03-04", "JAPAN MOF", dollars(300000)),
    Payment(8, "2024-03-05", "JAPAN MOF", dollars(98500)),
    Payment(9, "2024-03-05", "JAPAN MSP11", dollars(120000)),
    Payment(10, "2024-03-05", "SWEDEN", dollars(400000)),
)


def test_several_payments_of_a_state_make_up_what_is_due() -> None:
    meetings = {"msp11": ("msp11",), "msp12": ("msp12",)}
    matcher = Matcher(ACCOUNTS, FINDER, NAMES, meetings, (), WAITING, prefix="CCM")
    first, second, third, fourth = (best(matcher.proposals(each)) for each in WAITING)
    assert first is not None and second is not None and fourth is not None
    assert first.parts == (("JPN", "msp12", dollars(300000)),)
    assert "with event 8 what is due, USD 4,000.00; USD 15.00 less: bank charges?" in "; ".join(
        first.reasons
    )
    assert first.remains is None and second.remains == dollars(1500)
    assert third is not None and third.parts[0][:2] == ("JPN", "msp11")  # named, and a part of it
    assert fourth.reasons == ("names Sweden", "the sum that is due")


@pytest.mark.parametrize(("text", "offered"), [("CCM-MSP11-JPN", False), ("MOFA", True)])
def test_a_notice_after_the_payment_is_none_that_it_pays_if_it_quotes_another(
    text: str, offered: bool
) -> None:
    first, second, *_ = ACCOUNTS
    accounts = (first._replace(since="2023-10-01"), second._replace(since="2024-03-05"))
    matcher = Matcher(accounts, FINDER, {}, {}, prefix="CCM")
    for day, shown in (("2024-03-04", offered), ("2024-03-05", True)):
        payment = Payment(1, day, f"JAPAN {text}", dollars(400000))
        meetings = {part[1] for each in matcher.proposals(payment) for part in each.parts}
        assert ("msp12" in meetings) is shown


@pytest.mark.parametrize("turn", [1, -1])
def test_what_pays_all_that_is_due_is_proposed_before_a_part(turn: int) -> None:
    part, whole = (
        Payment(event, "2024-03-04", text, dollars(minor))
        for event, text, minor in ((3, "MISSION OF IRELAND", 7311), (4, "IRELAND", 300000))
    )
    waiting = (part, whole)[::turn]
    matcher = Matcher(ACCOUNTS, FINDER, NAMES, {}, (), waiting)
    found = {each.event: proposals for each, proposals in in_turn(matcher, waiting)}
    clear = best(found[4])
    assert clear is not None and clear.parts == (("IRL", "msp12", dollars(300000)),)
    assert best(found[3]) is None and "though event 4 pays it" in found[3][0].reasons


@pytest.mark.parametrize("text", ["GUINEA EQ.", "GUINEA EC", "GUINEA B", "SAMOA US", "US SAMOA"])
def test_a_shortened_name_of_another_place_names_no_state(text: str) -> None:
    assert not FINDER.named_in(text)


@pytest.mark.parametrize(
    ("first", "then", "doubt"),
    [
        (("IRELAND", 300000), ("PERU", 70000), ""),
        (("IRELAND", 300000), ("IRELAND MFA", 300000), "though event 3 pays it"),
        # what was a part is more than is left
        (("CCM-AN-2024-0019", 100000), ("IRELAND", 250000), "though event 3 pays it"),
        # what is left of the first debt makes other parts of the payment
        (("CCM-AN-2023-0012", 500), ("JAPAN", 898500), "though event 3 pays it"),
        # whoever paid for Peru before is now known to pay for Sweden too
        (
            ("TREASURY ACC 9 CCM-AN-2024-0016", 400000),
            ("TREASURY ACC 17", 70000),
            "though what comes before changes it",
        ),
    ],
)
def test_what_is_proposed_first_changes_what_comes_then(
    first: tuple[str, int], then: tuple[str, int], doubt: str
) -> None:
    waiting = [
        Payment(event, "2024-03-04", text, dollars(minor))
        for event, (text, minor) in ((3, first), (4, then))
    ]
    placed = [("TREASURY ACC 9", "PER")]
    alone = Matcher(ACCOUNTS, FINDER, NAMES, {}, placed, waiting[1:], prefix="CCM")
    assert best(alone.proposals(waiting[1])) is not None
    matcher = Matcher(ACCOUNTS, FINDER, NAMES, {}, placed, waiting, prefix="CCM")
    (_, clear), (_, second) = in_turn(matcher, waiting)
    assert best(clear) is not None and (best(second) is None) == bool(doubt)
    assert second[0].reasons[-1] == (doubt or "no other account is of this sum")


def test_one_payment_is_not_tried_on_all_parts_of_a_long_list() -> None:
    """Of a State with more open accounts than are tried together, only what a text quotes is."""
    many = [
        OpenAccount("SWE", f"msp{n}", dollars(n * 10000), (f"CCM-MSP{n}-SWE",))
        for n in range(1, 10)
    ]
    texts = ("SWEDEN", "SWEDEN CCM-MSP1-SWE CCM-MSP9-SWE")
    payments = [Payment(n, "2024-03-04", text, dollars(100000)) for n, text in enumerate(texts)]
    matcher = Matcher(many, FINDER, NAMES, {}, (), (), prefix="CCM")
    named, quoted = (matcher.proposals(payment) for payment in payments)
    assert all(len(each.parts) == 1 for each in named) and best(named) is None
    clear = best(quoted)
    assert clear is not None and [part[1] for part in clear.parts] == ["msp1", "msp9"]
    # a number whose bill is paid stands for no other bill of its State
    paid = [many[0]._replace(due=dollars(0)), *many[1:3]]
    matcher = Matcher(paid, FINDER, NAMES, {}, (), (), prefix="CCM")
    found = matcher.proposals(Payment(1, "2024-03-04", "CCM-MSP1-SWE", dollars(50000)))
    assert [each.parts for each in found] == [(("SWE", "msp1", dollars(50000)),)]


@pytest.mark.parametrize(
    ("text", "minor", "day", "doubt"),
    [
        # an equal receipt stands on the account, of whatever day, whatever is still due there
        ("SWEDEN MSP12", 400000, "2024-12-30", "though event 2 recorded the same sum"),
        ("CCM-MSP12-PER", 70000, "2024-03-04", "though nothing is due there"),
        ("CCM-MSP12-PER MSP12", 1000, "2024-03-04", "though nothing is due there"),
        # what was typed for the State, where the text does not say for which meeting it is
        ("JAPAN", 300000, "2024-04-30", "though event 1 recorded the same sum"),
        ("JAPAN", 300000, "2024-05-01", ""),
        ("JAPAN MSP12", 300000, "2024-04-30", ""),
        ("CCM-MSP12-JPN", 300000, "2024-04-30", ""),
        ("JAPAN", 200000, "2024-03-01", ""),
    ],
)
def test_what_may_be_counted_already_is_never_clear(
    text: str, minor: int, day: str, doubt: str
) -> None:
    accounts = (
        OpenAccount("JPN", "msp11", dollars(0), ("CCM-MSP11-JPN",)),
        *ACCOUNTS[1:3],
        OpenAccount("PER", "msp12", dollars(0), ("CCM-MSP12-PER",)),
    )
    counted = Counted(
        (
            Standing(1, "2024-03-01", "JPN", "msp11", dollars(300000), True),
            Standing(2, "2024-03-01", "SWE", "msp12", dollars(400000), False),
            Standing(3, "2024-03-01", "JPN", "msp11", dollars(200000), False),
        )
    )
    meetings = {"msp11": ("msp11",), "msp12": ("msp12",)}
    matcher = Matcher(accounts, FINDER, NAMES, meetings, prefix="CCM", counted=counted)
    found = matcher.proposals(Payment(9, day, text, dollars(minor)))
    assert found and (best(found) is None) == bool(doubt)
    assert (found[0].reasons[-1] == doubt) == bool(doubt)


def test_what_nobody_can_place_changes_nothing_for_the_others() -> None:
    waiting = [
        Payment(event, "2024-03-04", text, dollars(minor))
        for event, text, minor in ((3, "UNKNOWN", 300000), (4, "IRELAND", 300000))
    ]
    matcher = Matcher(ACCOUNTS, FINDER, NAMES, {}, (), waiting, prefix="CCM")
    (_, nothing), (_, clear) = in_turn(matcher, waiting)
    assert nothing == () and best(clear) == clear[0]
