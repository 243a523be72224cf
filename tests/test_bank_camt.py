"""What is read of camt.053, field by field: sides, sums, days, references, parts and words."""

from __future__ import annotations

import re

import pytest

from ccmcost.intake.found import Place
from tests.bank_messages import (
    ACCOUNT,
    amt,
    balance,
    batch,
    camt,
    charge,
    entry,
    part,
    read,
    reference,
    refusal,
    side,
    told,
)

WHOLE = "entry|2024-03-04|USD 10.00"
ALL_WORDS = part(
    "<Refs><EndToEndId>E2E</EndToEndId></Refs>"
    f"<AmtDtls><InstdAmt>{amt(' 9.00 ', 'EUR')}</InstdAmt></AmtDtls>{charge('1.50', ccy='EUR')}"
    "<RltdPties><Dbtr><Nm>MINISTRY</Nm></Dbtr><UltmtDbtr><Nm/></UltmtDbtr></RltdPties>"
    "<AddtlTxInf>MINISTRY</AddtlTxInf>",
    "MSP  12",
)


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (entry(), [f"{WHOLE}||"]),
        (entry(mark="DBIT"), ["entry|2024-03-04|USD -10.00||"]),
        (entry(more="<ValDt><Dt>2024-03-05</Dt></ValDt>"), ["entry|2024-03-05|USD 10.00||"]),
        (entry(day="<ValDt><DtTm>2024-03-04T08:00</DtTm></ValDt>"), [f"{WHOLE}||"]),
        # not booked; taken back
        (entry(day="", more="<Sts><Cd>PDNG</Cd></Sts>"), ["pending||USD 10.00||"]),
        (entry(more="<Sts>INFO</Sts>"), ["pending|2024-03-04|USD 10.00||"]),
        (entry(more="<Sts>BOOK</Sts><RvslInd>false</RvslInd>"), [f"{WHOLE}||"]),
        (entry("0.01", more="<RvslInd>1</RvslInd>"), ["reversed debit|2024-03-04|USD 0.01||"]),
        (entry("0.00", more="<RvslInd>1</RvslInd>"), ["reversed credit|2024-03-04|USD 0.00||"]),
        (
            entry(mark="DBIT", more="<RvslInd>true</RvslInd>"),
            ["reversed credit|2024-03-04|USD -10.00||"],
        ),
        # references: of the entry, or of its only transaction
        (entry(more=reference("B1")), [f"{WHOLE}|B1|"]),
        (entry(more=batch(part(f"<Refs>{reference('I1')}</Refs>"))), [f"{WHOLE}|I1|"]),
        (
            entry(more=batch(part(f"<Refs>{reference('I1')}</Refs>"), more=reference("B1"))),
            [f"{WHOLE}|B1|"],
        ),
        (entry(more=batch(*[part(f"<Refs>{reference('I1')}</Refs>")] * 2)), [f"{WHOLE}||"]),
        # words
        (
            entry(more="<AddtlNtryInf>PAID</AddtlNtryInf>" + batch(ALL_WORDS)),
            [f"{WHOLE}||MINISTRY / MSP 12 / E2E / sent EUR 9.00 / charges EUR 1.50 / PAID"],
        ),
        (
            entry(more=batch(part("<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>", "A"))),
            [f"{WHOLE}||A"],
        ),
        # one transaction: what it states of itself changes nothing
        (entry(more=batch(part(amt("11.00"), "A"))), [f"{WHOLE}||A"]),
        # a batch
        (
            entry(more=batch(part(amt("7.00"), "A"), part(amt("3.00"), "B"))),
            [f"{WHOLE[:-5]}7.00||A", f"{WHOLE[:-5]}3.00||B"],
        ),
        (
            entry(
                mark="DBIT",
                more=batch(part(amt("12.00")), part(amt("2.00") + side("CRDT")))
                + "<AddtlNtryInf>OUT</AddtlNtryInf>",
            ),
            [f"{WHOLE[:-5]}-12.00||OUT", f"{WHOLE[:-5]}2.00||OUT"],
        ),
        (
            entry(more=batch(part(amt("12.00")), part(amt("2.00") + side("DBIT")))),
            [f"{WHOLE[:-5]}12.00||", f"{WHOLE[:-5]}-2.00||"],
        ),
        (
            entry(
                more=batch(
                    part(f"<AmtDtls><TxAmt>{amt('7.00')}</TxAmt></AmtDtls>"),
                    part(f"<Refs>{reference('I2')}</Refs>{amt('3.00')}"),
                )
            ),
            [f"{WHOLE[:-5]}7.00||", f"{WHOLE[:-5]}3.00|I2|"],
        ),
        # no batch whose parts are known: one of them has no sum, or one in another currency
        (entry(more=batch(part(amt("7.00"), "A"), part("", "B"))), [f"{WHOLE}||A / B"]),
        (entry(more=batch(part("", "A"), part("", "B"))), [f"{WHOLE}||A / B"]),
        (entry(more=batch(part(amt("7.00")), part(amt("3.00", "EUR")))), [f"{WHOLE}||"]),
        # charges: of a part, given back, in another currency, in all
        (
            entry(more=batch(part(amt("9.00") + charge("2.00")), part(amt("3.00")))),
            [f"{WHOLE[:-5]}7.00||charges USD 2.00", f"{WHOLE[:-5]}3.00||"],
        ),
        (
            entry(more=batch(part(amt("5.00") + charge("2.00", "CRDT")), part(amt("3.00")))),
            [f"{WHOLE[:-5]}7.00||charges USD 2.00", f"{WHOLE[:-5]}3.00||"],
        ),
        (
            entry(more=batch(part(amt("7.00") + charge("2.00", ccy="EUR")), part(amt("3.00")))),
            [f"{WHOLE[:-5]}7.00||charges EUR 2.00", f"{WHOLE[:-5]}3.00||"],
        ),
        (
            entry(
                more=batch(
                    part(f'{amt("9.00")}<Chrgs><TtlChrgsAndTaxAmt Ccy="USD">2.00'
                         "</TtlChrgsAndTaxAmt></Chrgs>"),
                    part(f'{amt("3.00")}<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">1.00'
                         "</TtlChrgsAndTaxAmt></Chrgs>"),
                )
            ),
            [f"{WHOLE[:-5]}7.00||charges USD 2.00", f"{WHOLE[:-5]}3.00||charges EUR 1.00"],
        ),
        (
            entry(
                more=batch(
                    part(amt("9.00") + charge("2.00").replace(
                        "<Rcrd>", '<TtlChrgsAndTaxAmt Ccy="USD">2.00</TtlChrgsAndTaxAmt><Rcrd>')),
                    part(amt("3.00")),
                )
            ),
            [f"{WHOLE[:-5]}7.00||charges USD 2.00", f"{WHOLE[:-5]}3.00||"],
        ),
        (
            entry("0.00", more=batch(*[part(amt("5.00") + charge("5.00"), each) for each in "AB"])),
            [f"{WHOLE[:-5]}0.00||{each} / charges USD 5.00" for each in "AB"],
        ),
        # charges of the whole that nobody can divide
        (
            entry(more=batch(part(amt("9.00"), "A"), part(amt("3.00"), "B"), more=charge("2.00"))),
            [f"{WHOLE}||A / B / charges USD 2.00"],
        ),
        (entry(more=batch(part("", "A"), more=charge("2.00"))), [f"{WHOLE}||A"]),
    ],
)  # fmt: skip
def test_an_entry_of_camt_is_read_with_its_parts_and_words(made: str, wanted: list[str]) -> None:
    (statement,) = read(camt(made))
    assert list(map(told, statement.entries)) == wanted


def test_parts_of_a_batch_keep_the_reference_of_the_whole_and_their_own_place() -> None:
    parts = part(amt("7.00"), "A"), part(f"<Refs>{reference('I')}</Refs>{amt('3.00')}", "B")
    (statement,) = read(camt(entry(more=batch(*parts, more=reference("B1")))))
    marks = [re.sub("[0-9a-f]{8}$", "...", each.reference) for each in statement.entries]
    assert marks == ["B1/...", "B1/..."]
    assert len({each.reference for each in statement.entries}) == 2
    assert [each.place for each in statement.entries] == [
        Place(1, f"statement S1, entry 1, part {n}") for n in (1, 2)
    ]


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (entry(ccy="EUR"), "statement S1, entry 1: the sum is in EUR, but the account in USD."),
        (entry(day=""), "statement S1, entry 1: it has neither a value date nor a booking date."),
        (entry(mark="BOTH"), "it says neither credit (CRDT) nor debit (DBIT)."),
        (entry() + entry(mark=""), "statement S1, entry 2: it says neither credit"),
        (entry(more=batch(part(amt("")), part(amt("3.00")))), 'entry 1: "" is no sum.'),
        (entry(more=batch(part(amt("7.00")), part(amt("3.01")))), "its parts sum to USD 10.01"),
        (
            entry(more=batch(part(amt("9.00") + charge("2.00", ccy="EUR")), part(amt("3.00")))),
            "its parts sum to USD 12.00",
        ),
        (
            entry(more=batch(part(amt("4.00")), part(amt("4.00")), more=charge("2.00"))),
            "its parts sum to USD 8.00, but USD 10.00 was booked",
        ),
    ],
)  # fmt: skip
def test_an_entry_of_camt_that_is_not_clear_is_refused(made: str, says: str) -> None:
    assert says in refusal(camt(made))


OPEN, BETWEEN, OTHER, CLOSE = (
    balance("OPBD", "1.00", "2024-03-01"),
    balance("ITBD", "2.00", "2024-03-02"),
    balance("ITBD", "3.00", "2024-03-03"),
    balance("CLBD", "4.00", "2024-03-04"),
)


@pytest.mark.parametrize(
    ("made", "opening", "closing", "day"),
    [
        (OPEN + CLOSE, "USD 1.00", "USD 4.00", "2024-03-04"),
        (balance("CLAV", "9.00") + OPEN + CLOSE, "USD 1.00", "USD 4.00", "2024-03-04"),
        (OPEN + BETWEEN, "USD 1.00", "USD 2.00", "2024-03-02"),
        (BETWEEN + OTHER, "USD 2.00", "USD 3.00", "2024-03-03"),
        (BETWEEN + CLOSE, "USD 2.00", "USD 4.00", "2024-03-04"),
        (OPEN + BETWEEN + OTHER, "USD 1.00", "USD 3.00", "2024-03-03"),
        (balance("PRCD", "5.00") + CLOSE, "USD 5.00", "USD 4.00", "2024-03-04"),
        (balance("PRCD", "5.00") + OPEN + CLOSE, "USD 1.00", "USD 4.00", "2024-03-04"),
        (BETWEEN, "USD 2.00", "None", ""),
        (balance("CLAV", "9.00"), "None", "None", ""),
        (balance("OPBD", "1.00", mark="DBIT"), "USD -1.00", "None", ""),
        (CLOSE, "None", "USD 4.00", "2024-03-04"),
        (balance("OPBD", "1.00", mark="") + CLOSE, "USD 1.00", "USD 4.00", "2024-03-04"),
    ],
)  # fmt: skip
def test_the_balances_of_a_statement_or_of_one_page_of_it(
    made: str, opening: str, closing: str, day: str
) -> None:
    (statement,) = read(camt(made + entry()))
    assert (str(statement.opening), str(statement.closing), statement.closing_day) == (
        opening, closing, day
    )  # fmt: skip


def test_a_day_is_taken_from_balances_only_if_they_have_one() -> None:
    days = (
        balance("OPBD", "1.00") + balance("CLBD", "11.00") + balance("FWAV", "2.00", "2024-04-01")
    )
    (statement,) = read(camt(days + entry(day="")))
    assert [each.value_date for each in statement.entries] == ["2024-03-31"]
    assert "neither a value date" in refusal(camt(OPEN + CLOSE + entry(day="")))


def test_account_and_currency_are_found_wherever_they_stand() -> None:
    other = "<Acct><Id><Othr><Id>77</Id></Othr></Id></Acct>"
    (statement,) = read(camt(balance("OPBD", "1.00"), head=other))
    assert (statement.account, statement.currency) == ("77", "USD")
    (statement,) = read(camt(entry(ccy="EUR"), head=other))
    assert (statement.account, statement.currency) == ("77", "EUR")
    (statement,) = read(camt(balance("OPBD", "1.00"), head=ACCOUNT.replace("USD", "EUR")))
    assert (statement.account, statement.currency) == ("CH00", "EUR")
    first, second = read(camt(entry(), entry() + entry(mark="DBIT")))
    assert [each.place.row for each in (*first.entries, *second.entries)] == [1, 2, 3]
    assert [each.name for each in (first, second)] == ["S1", "S2"]


def test_a_message_is_read_in_its_encoding_and_refused_for_what_it_declares() -> None:
    plain = camt(entry(more=batch(part("", "Zürich"))))
    named = f'<?xml version="1.0" encoding="ISO-8859-1"?>{plain}'
    for content in (
        plain.encode(),
        named.encode("latin-1"),
        plain.encode("utf-16"),
        plain.encode("utf-16-be"),
        f'<?xml version="1.0" encoding="UTF-8"?>{plain}'.encode("utf-16-le"),
        b"\xff\xfe" + plain.encode("utf-16-le"),
        b"\xfe\xff" + plain.encode("utf-16-be"),
    ):
        (statement,) = read(content)
        assert [each.text for each in statement.entries] == ["Zürich"]
    assert "it declares a document type" in refusal(f"<!DOCTYPE Document>{plain}")
    assert "not readable XML" in refusal(plain.replace("</Document>", ""))
    for report in ("BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn"):
        assert "Ask the bank for camt.053." in refusal(plain.replace("BkToCstmrStmt", report))
