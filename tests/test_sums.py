"""One parser of sums: what has one meaning is taken to the cent,
what has two is refused with both.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccmcost.model.money import Money
from ccmcost.model.sums import currency_in, decimal_mark, parse_sum
from tests.conftest import ROOT, Run

NODE = shutil.which("node")

TAKEN = {
    "412345.67": 41234567,
    "412,345.67": 41234567,
    "412 345.67": 41234567,
    "412\u00a0345.67": 41234567,
    "412\u202f345,67": 41234567,
    "412'345.67": 41234567,
    "412\u2019345.67": 41234567,
    "USD 412345.67": 41234567,
    "412345.67 USD": 41234567,
    "US$ 412,345.67": 41234567,
    "$412,345.67": 41234567,
    "412,345": 41234500,
    "1,000": 100000,
    "1,234,567": 123456700,
    "1.234.567": 123456700,
    "1.234,56": 123456,
    "412,34": 41234,
    "12.5": 1250,
    "100.0000": 10000,
    "1234.500": 123450,
    "0.500": 50,
    "+5": 500,
    "-5": -500,
    "\u22125": -500,
    "USD -5": -500,
    "007": 700,
}
REFUSED = {
    "68.000": "can be read as USD 68.00 or USD 68,000.00. Write 68.00 or 68000.00.",
    "1.234": "can be read as USD 1,234.00, or with the point before the decimals, more of them "
    "than USD has. Write the sum that is meant, such as 1234.56.",
    "-68.000": "can be read as USD -68.00 or USD -68,000.00. Write -68.00 or -68000.00.",
    "1,234.567": "has more decimals than USD has",
    "1.2345": "has more decimals than USD has",
    "EUR 5": "names EUR, but the sum is in USD",
    "5 €": "names EUR, but the sum is in USD",
    "CHF 1'234.50": "names CHF",
    **dict.fromkeys(
        (
            "",
            "-",
            "abc",
            "(5)",
            "5-",
            "1e5",
            "5.",
            ".5",
            "5%",
            "0x10",
            "1_000",
            "1..2",
            "1,23,4",
            "12,34,567",
            "1 23",
            "1 2 3",
        ),
        "is not a valid USD amount",
    ),
    **dict.fromkeys(
        ("1 234,567.89", "１２３", "١٢٣", "5 USD EUR", "NaN", "9" * 30, "5\u200b0"),
        "is not a valid USD amount",
    ),
}


@pytest.mark.parametrize("text", TAKEN, ids=ascii)
def test_what_has_one_meaning_is_taken(text: str) -> None:
    assert parse_sum(text, "USD") == (TAKEN[text], "")


@pytest.mark.parametrize("text", REFUSED, ids=ascii)
def test_what_has_two_or_none_is_refused(text: str) -> None:
    found = parse_sum(text, "USD")
    assert found.minor is None and REFUSED[text] in found.fault


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("68.000", "KWD", 68000),
        ("1.234", "KWD", 1234),
        ("1,234", "KWD", None),
        ("68.000", "JPY", None),
        ("412,345", "JPY", 412345),
        ("12.50", "JPY", None),
        ("$5", "CAD", 500),
        ("$5", "CHF", None),
        ("US$5", "CAD", None),
        ("(5.50)", "USD", None),
        ("5", "XXX", None),
    ],
)
def test_currencies_of_none_two_and_three_decimals(
    text: str, currency: str, minor: int | None
) -> None:
    assert parse_sum(text, currency).minor == minor


def test_brackets_are_read_where_the_format_says_so() -> None:
    assert (
        parse_sum("(5.50)", "USD", brackets=True).minor
        == -550
        == parse_sum("(USD 5.50)", "USD", brackets=True).minor
    )
    assert (
        parse_sum("USD (5.50)", "USD", brackets=True).minor == -550
        and parse_sum("USD (5.50)", "USD").minor is None
    )
    assert (
        parse_sum("5.50-", "USD", brackets=True).minor == -550
        and parse_sum("5.50-", "USD").minor is None
    )


@pytest.mark.parametrize(
    ("column", "mark", "text", "minor"),
    [
        (("68.000", "7.5"), ".", "68.000", 6800),
        (("68.000", "1.234,50"), ",", "68.000", 6800000),
        (("68.000", "1,234,567"), ".", "68.000", 6800),
        (("68.000", "412,345"), "", "68.000", None),
        (("68.000", "100.000"), "", "68.000", None),
        (("412,34", "1,234.50"), "", "68.000", None),
        (("12.50",), ".", "412,34", None),
        (("12.50",), ".", "412,345", 41234500),
        (("12,50",), ",", "412,345", None),
        (("12,50",), ",", "1,000", None),
        (("12,50",), ",", "1,234.50", None),
    ],
)
def test_a_column_may_decide(
    column: tuple[str, ...], mark: str, text: str, minor: int | None
) -> None:
    found, proof, contrary = decimal_mark(column, "USD")
    assert (
        found == mark
        and (proof in column if mark else True)
        and bool(contrary) == (column[0] == "412,34")
    )
    assert parse_sum(text, "USD", found).minor == minor


def test_currencies_beside_a_number() -> None:
    assert [
        currency_in(text)
        for text in ("EUR 5", "5 €", "CHF5", "5", "Total", "Fr. 5", "US$ 5", "(EUR 5)")
    ] == [
        *("EUR", "EUR", "CHF", "", "", "CHF", "USD", "EUR"),
    ]


@given(
    st.integers(-(10**15), 10**15),
    st.sampled_from(["USD", "JPY", "KWD"]),
    st.sampled_from(["{0}", "{1}", "{2}", "{3} {0}"]),
)
def test_every_sum_that_is_printed_is_read_back(minor: int, currency: str, form: str) -> None:
    money = Money(minor, currency, {"USD": 2, "JPY": 0, "KWD": 3}[currency])
    text = form.format(
        money.plain(), money.grouped(), money.grouped().replace(",", "\u202f"), currency
    )
    assert parse_sum(text, currency).minor == minor


@given(st.text("0123456789.,' -+()USDEUR\u00a0€", max_size=14))
def test_no_text_has_two_sums(text: str) -> None:
    """Whatever is taken is the only reading in which the digits are all there, in their order."""
    found = parse_sum(text, "USD")
    assert (found.minor is None) == bool(found.fault)
    if found.minor is not None:
        assert str(abs(found.minor)).lstrip("0") in re.sub("[^0-9]", "", text).lstrip("0") + "00"


def test_the_command_line_takes_and_repeats_or_refuses_sums(run: Run) -> None:
    for text in ("412,345.67", "412 345,67", "USD 412'345.67"):
        done = run("apportion", "msp12", "--cost", text, "--no-files")
        assert done.returncode == 0 and "412,345.67" in done.stdout, done.stderr
    for text, says in (
        ("68.000", "USD 68.00 or USD 68,000.00"),
        ("1.234", "USD 1,234.00, or with"),
        ("EUR 5", "names EUR"),
    ):
        done = run("apportion", "msp12", "--cost", text, "--no-files")
        assert done.returncode == 2 and "--cost: " in done.stderr and says in done.stderr


@pytest.mark.skipif(NODE is None, reason="node is missing: Debian package nodejs")
def test_the_page_takes_and_refuses_the_same(tmp_path: Path) -> None:
    """The page for delegates has the rules in its own language;
    both must give the same for every text.
    """
    dice = random.Random(17)
    texts = [
        *TAKEN,
        *REFUSED,
        *("".join(dice.choices("0123.,' -+$€EUR", k=dice.randint(1, 9))) for _ in range(3000)),
    ]
    cases = [
        [text, currency, decimals]
        for text in texts
        for currency, decimals in (("USD", 2), ("JPY", 0), ("KWD", 3))
    ]
    (tmp_path / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
    script = (
        f'import {{ sumOf }} from "{(ROOT / "ccmcost/assets/page/numbers.js").as_uri()}";\n'
        f'import {{ readFileSync }} from "node:fs";\n'
        f"const cases = JSON.parse(readFileSync({json.dumps(str(tmp_path / 'cases.json'))}, "
        "'utf8'));\nconsole.log(JSON.stringify(cases.map((each) => String(sumOf(...each)))));\n"
    )
    (tmp_path / "say.mjs").write_text(script, encoding="utf-8")
    done = subprocess.run(
        [str(NODE), str(tmp_path / "say.mjs")], capture_output=True, text=True, check=True
    )
    ours = [
        str(parse_sum(text, currency).minor).replace("None", "null") for text, currency, _ in cases
    ]
    assert [
        case for case, a, b in zip(cases, ours, json.loads(done.stdout), strict=True) if a != b
    ] == []


def test_a_text_longer_than_any_sum_is_none_and_proves_nothing() -> None:
    text = "1.50" + " " * 57
    assert parse_sum(text[:60], "USD").minor == 150 and currency_in(f"USD {text[:56]}") == "USD"
    assert decimal_mark([text[:60]], "USD") == (".", text[:60], "")
    assert parse_sum(text, "USD").minor is None and currency_in(f"USD {text}") == ""
    assert decimal_mark([text], "USD") == ("", "", "")
