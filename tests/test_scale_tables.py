"""Scales in memory: which columns and rows of a workbook or a resolution hold rates, and whose."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ccmcost.findings import Findings
from ccmcost.intake.found import Marker, Place, TextLine
from ccmcost.intake.scales import ScaleTable, scale_of_resolution, scales_of_workbook
from ccmcost.intake.sheet import Sheet
from tests.few_states import index

OLD, NEW = "un-2022-2024", "un-2025-2027"


def workbook(
    *texts: str, earliest: int = 2000
) -> tuple[dict[str, dict[str, int]], list[tuple[str, int]]]:
    """The scales of sheets in which `|` parts the cells, and what is wrong with its row."""
    sheets = [
        Sheet("", tuple(tuple(line.split("|")) for line in text.splitlines())) for text in texts
    ]
    findings = Findings()
    found = scales_of_workbook(sheets, index(), Marker("s", findings), earliest)
    assert [each.first for each in found] == sorted(each.first for each in found)
    return {each.id: each.rates for each in found}, [(e.code, e.row) for e in findings.errors]


HEAD = "Member State|2022, 2023, 2024|2025-2027"
ROWS = "Peru|0.163|0.158\nMali|0.005|\u2013\n|0.9|0.9\nTotal|100|100\nNiger|0.003|0.003"
RATES = {OLD: {"PER": 163, "MLI": 5}, NEW: {"PER": 158}}


@pytest.mark.parametrize(
    ("text", "earliest", "wanted"),
    [
        (f"{HEAD}\n{ROWS}", 2000, RATES),
        (f"{HEAD}\n{ROWS}", 2022, RATES),
        (f"{HEAD}\n{ROWS}", 2023, {NEW: {"PER": 158}}),
        ("Member State|2025\u20132027\nPeru|0,158", 2000, {NEW: {"PER": 158}}),
        ("|2025\n|2026\nMember State|2027\nPeru|0.158", 2000, {NEW: {"PER": 158}}),
        ("|2018\n|2025\n|2026\n|2027\nMember State|\nPeru|0.158", 2000, {NEW: {"PER": 158}}),
        ("Scale 2025-2027|\nMember State|2025-2027\nPeru|0.158", 2000, {NEW: {"PER": 158}}),
        ("Member State|2025-2027|Remark\nPeru|0.158|2022-2024", 2000, {NEW: {"PER": 158}}),
        ("Member State|2025-2027|Member State\nPeru|0.158|Mali", 2000, {NEW: {"PER": 158}}),
        ("Member State|2025, 2027\nPeru|0.158", 2000, {}),
        ("Member State|2024-2027\nPeru|0.158", 2000, {}),
        ("Peru|2025-2027\nMali|0.158", 2000, {}),
        ("x\n" * 39 + "Member State|2025-2027\nPeru|0.158", 2000, {NEW: {"PER": 158}}),
        ("x\n" * 40 + "Member State|2025-2027\nPeru|0.158", 2000, {}),
        ("Note\nMember State|2025-2027\nPeru|0.158", 2000, {NEW: {"PER": 158}}),
    ],
)
def test_the_columns_of_three_years_hold_rates(
    text: str, earliest: int, wanted: dict[str, dict[str, int]]
) -> None:
    assert workbook(text, earliest=earliest) == (wanted, [])


def test_what_is_wrong_in_a_scale_is_told_at_its_row() -> None:
    head = "Member State|2025-2027\n"
    assert workbook(f"{head}Peru|0.1\nAtlantis|0.1")[1] == [("name-unknown", 3)]
    assert workbook(f"{head}Peru|0.1\nMali|0.1234")[1] == [("number-bad", 3)]
    assert workbook(f"{head}Peru|0.1\nMali|")[1] == []
    assert workbook(f"{head}Peru|0.1\nPERU|0.1")[1] == [("state-twice", 3)]
    assert workbook(f"{head}Peru|0.1", f"{head}Peru|0.1")[1] == []
    assert workbook(f"{head}Peru|0.1", f"{head}Peru|0.2")[1] == [("column-doubtful", 1)]
    new, old = f"{head}Peru|0.1", f"{head}Peru|0.2".replace("2025-2027", "2022-2024")
    assert workbook(new, old)[0] == {OLD: {"PER": 200}, NEW: {"PER": 100}}


def resolution(
    table: Sequence[str], text: str = "scale for 2025, 2026 and 2027"
) -> tuple[ScaleTable | None, list[tuple[str, int]]]:
    findings = Findings()
    rows = [TextLine(each, Place(at)) for at, each in enumerate(table, 1)]
    lines = [TextLine(each, Place(at)) for at, each in enumerate(text.split("\n"), 1)]
    found = scale_of_resolution(rows, lines, index(), Marker("s", findings))
    return found, [(each.code, each.row) for each in findings.errors]


def test_rows_of_a_resolution_are_those_of_states() -> None:
    table = [
        "the scale of assessments shall be 0.001",
        "Peru  0.158",
        "United Kingdom of",
        "Great Islands  4,567",
        "x",
        "Papua New  0.010",
        "Guinea",
        "x",
        "Total 100.000",
        "Annex: rates 0.001",
        "One two three four five six seven eight nine ten 0.001",
        "Mali 0.005",
        "niger 0.003",
    ]
    found, errors = resolution(table)
    assert errors == [] and found is not None and found.id == NEW
    assert found.rates == {"PER": 158, "UKM": 4567, "PNG": 10, "MLI": 5, "NER": 3}
    for name in ("Atlantis", "One two three four five six seven eight nine"):
        assert resolution(["Peru 0.158", f"{name} 0.001"])[1] == [("name-unknown", 2)]
    assert resolution(["Peru 0.158", "Peru 0.158"])[1] == [("state-twice", 2)]


def test_the_years_of_a_resolution_are_three_in_a_row() -> None:
    other = "for 2019, 2020 and 2024, " * 2
    found, _ = resolution(["Peru 0.158"], f"{other}\n2022, 2023 and 2024 A/RES/76/238")
    assert found is not None and (found.id, found.resolution) == (OLD, "A/RES/76/238")
    assert resolution(["Peru 0.158"], other)[0] is None
    assert resolution(["none"])[0] is None


YEARS = "\nfor 2025, 2026 and 2027"
RATE = "on the basis of a notional assessment rate of"


@pytest.mark.parametrize(
    ("text", "wanted", "twice"),
    [
        (f"the Peru shall pay {RATE} 0.001 per cent", {"PER": (1, "")}, 0),
        (f"18. Decides that the Peru shall {RATE} 0.001 per cent", {"PER": (1, "para. 18")}, 0),
        (
            "17. Notes\n18. Decides:\n" + "".join(
                f"({letter}) That the {name} shall pay {RATE} 0.00{at} per cent;\n"
                for at, (letter, name) in enumerate(
                    (("a", "Peru"), ("b", "Mali"), ("c", "Niger"), ("d", "Austria")), 1
                )
            ),
            {
                "PER": (1, "para. 18(a)"), "MLI": (2, "para. 18(b)"),
                "NER": (3, "para. 18(c)"), "AUT": (4, "para. 18(d)"),
            },
            0,
        ),
        (f"the Peru {'x ' * 500} the Mali shall pay {RATE} 0.001 per cent", {"MLI": (1, "")}, 0),
        (f"the Atlantis and the Peru shall pay {RATE} 0.001 per cent", {"PER": (1, "")}, 0),
        (f"the Atlantis shall pay {RATE} 0.001 per cent", {}, 0),
        (f"the Peru shall pay {RATE} 0.0001 per cent", {}, 0),
        (f"the Peru {RATE} 0.001 per cent, {RATE} 0.001 per cent", {"PER": (1, "")}, 0),
        (f"the Peru {RATE} 0.001 per cent, {RATE} 0.002 per cent", {"PER": (1, "")}, 1),
    ],
)  # fmt: skip
def test_notional_rates_stand_in_the_text_with_their_paragraph(
    text: str, wanted: dict[str, tuple[int, str]], twice: int
) -> None:
    found, errors = resolution(["Peru 0.158"], text + YEARS)
    assert found is not None and found.notional == wanted
    assert [code for code, _ in errors] == ["state-twice"] * twice
