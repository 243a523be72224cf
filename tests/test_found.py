"""What stands where in a document, and what symbol it bears; tables that a person gives a
calculation; and readers that work in a process of their own.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ccmcost.child import Ended
from ccmcost.errors import UsageError
from ccmcost.findings import Findings
from ccmcost.intake import extract, pdf
from ccmcost.intake.found import (
    Marker,
    Mention,
    Place,
    Taken,
    also_at,
    is_like_symbol,
    mention_of,
    shown,
    symbol_in,
)
from ccmcost.intake.given import given_rows
from ccmcost.intake.names import Match
from ccmcost.intake.readers import Refused
from ccmcost.model.source import SourceFile


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ""),
        ("no symbol, only words", ""),
        ("CCM/MSP/2023/6", "CCM/MSP/2023/6"),
        ("See CCM/MSP/2023/6. It was issued", "CCM/MSP/2023/6"),
        ("Distr. GENERAL/ENGLISH/ONLY A/RES/79/249", "A/RES/79/249"),
        ("A/RES/79/249 and CCM/MSP/2023/6 and CCM/MSP/2023/6", "A/RES/79/249"),
    ],
)
def test_the_symbol_of_a_document_is_the_first_with_a_figure(text: str, wanted: str) -> None:
    assert symbol_in(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("CCM/MSP/2023/6 cites A/RES/79/249 twice: A/RES/79/249", "A/RES/79/249"),
        ("A/RES/79/249 Z/RES/79/249 A/RES/79/249 Z/RES/79/249", "A/RES/79/249"),
        ("Z/RES/79/249 A/RES/79/249 A/RES/79/249 Z/RES/79/249", "Z/RES/79/249"),
        ("Z/RES/79/249 A/RES/79/249 A/RES/79/249", "A/RES/79/249"),
    ],
)
def test_in_the_edges_of_pages_the_most_frequent_symbol_counts(text: str, wanted: str) -> None:
    assert symbol_in(text, prefer_frequent=True) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("CCM/MSP/2023/6", True),
        ("INF.1", True),
        ("note verbale 12/2024", True),
        ("INF", False),
        ("2024", False),
        ("CCM/MSP", False),
        ("document 6", False),
    ],
)
def test_a_symbol_has_letters_and_figures(text: str, wanted: bool) -> None:
    assert is_like_symbol(text) is wanted


def test_a_long_text_is_shown_cut_and_without_what_cannot_be_seen() -> None:
    assert shown("a \n\t b") == "a b"
    assert shown("a\u202eb") == "a?b"
    assert shown("x" * 80) == "x" * 80
    assert shown("x" * 81) == f"{'x' * 80}..."
    assert shown("abcd", 3) == "abc..."


def test_up_to_eight_further_places_are_named() -> None:
    places = [Place(row, "" if row % 2 else f"S!A{row}") for row in range(1, 10)]
    assert also_at([]) == ""
    assert also_at(places[:2]) == " It also stands at line 1, S!A2."
    assert also_at(places[:8]).endswith("line 7, S!A8.")
    assert also_at(places).endswith("line 7, S!A8 and elsewhere.")


def test_a_state_is_listed_as_printed_with_the_day_to_which_its_name_was_right() -> None:
    place = Place(3)
    former = mention_of(Match("SWZ", "former", until=date(2018, 4, 19)), None, "Swaziland", place)
    assert former == Mention("SWZ", None, "Swaziland", place, "former", "2018-04-19")
    now = mention_of(Match("PER", "short"), "signatory", "Peru", place)
    assert now == Mention("PER", "signatory", "Peru", place)
    taken = Taken("list", (former, now), ())
    assert taken.without({"SWZ"}).mentions == (now,)
    assert taken.without(set()) == taken


def test_a_finding_stands_at_its_row_or_at_its_cell() -> None:
    findings = Findings()
    marker = Marker("x.csv", findings)
    marker.error("value-bad", "one", Place(4))
    marker.warning("value-bad", "two", Place(5, "S!B5"))
    told = [(each.file, each.row, each.column, each.severity) for each in findings]
    assert told == [("x.csv", 0, "S!B5", "warning"), ("x.csv", 4, "", "error")]


def given(text: str) -> tuple[list[str], list[str]]:
    """The codes of a table that is given, and what is told of it."""
    findings = Findings()
    rows = given_rows(
        SourceFile("x.csv", "command line", text.encode(), "x.csv"), findings, ("iso3",)
    )
    return [row.get("iso3") for row in rows], [
        f"{each.row} {each.severity} {each.code}: {each.message}" for each in findings
    ]


LEFT_OUT = '4 warning file-syntax: "{}" was left out: a total.'


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("Total,", [LEFT_OUT.format("Total")]),
        ("Total,2", [LEFT_OUT.format("Total; 2")]),
        ("Total,30.50", [LEFT_OUT.format("Total; 30.50")]),
        ("Total,two", [LEFT_OUT.format("Total; two")]),
        ("Total: 2,", [LEFT_OUT.format("Total: 2")]),
        (
            "Total,31",
            [
                LEFT_OUT.format("Total; 31"),
                '4 error count-differs: "Total; 31" does not agree with the 2 rows above it.',
            ],
        ),
        (
            "Total,three",
            [
                LEFT_OUT.format("Total; three"),
                '4 error count-differs: "Total; three" does not agree with the 2 rows above it.',
            ],
        ),
    ],
)
def test_a_total_of_a_given_table_counts_its_rows_or_sums_its_column(
    last: str, told: list[str]
) -> None:
    codes, said = given(f"State,Sum\nPER,10.25\nJPN,20.25\n{last}\n")
    assert codes == ["PER", "JPN"]
    assert said == told


def test_a_table_that_is_not_given_has_no_rows() -> None:
    findings = Findings()
    assert given_rows(None, findings, ("iso3",)) == () and list(findings) == []


class Here:
    """In place of a child: answers in this process, and notes whether it was ended."""

    ended = 0

    def __init__(self, module: str) -> None:
        assert module == "ccmcost.intake.extract"

    def ask(self, request: bytes, seconds: float, most: float, told: Any) -> bytes:
        vars(extract)["tell"] = told
        return extract._answer(request)

    def end(self) -> None:
        Here.ended += 1


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "Child", Here)
    monkeypatch.setattr(extract, "tell", None)
    monkeypatch.setattr(Here, "ended", 0)


def taken_apart(kind: str, content: bytes, **more: Any) -> tuple[Any, list[str]]:
    findings = Findings()
    source = SourceFile("x", "command line", content, "x")
    answer = extract.extract(source, kind, findings, **more)
    return answer, [f"{each.code}: {each.message}" for each in findings.errors]


@pytest.mark.usefixtures("here")
def test_a_web_page_is_read_if_it_is_utf_8() -> None:
    answer, told = taken_apart("html", "<p>Pérou</p>".encode())
    assert told == [] and [each["line"] for each in answer["blocks"]] == ["Pérou"]
    assert Here.ended == 1
    answer, told = taken_apart("html", b"<p>P\xe9rou</p>")
    assert answer is None and len(told) == 1 and told[0].startswith("file-encoding")
    answer, told = taken_apart("ods", b"P\xe9rou")
    assert answer is None and [each[:15] for each in told] == ["file-unreadable"]


@pytest.mark.usefixtures("here")
def test_a_pdf_tells_how_far_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(content: bytes, tell: Any) -> dict[str, Any]:
        tell(1, 2)
        return {"pages": [content.decode()]}

    monkeypatch.setattr(pdf, "read", read)
    done: list[tuple[int, int]] = []
    answer, told = taken_apart(
        "pdf", b"one\ntwo", progress=lambda page, of: done.append((page, of))
    )
    assert (answer, told, done) == ({"pages": ["one\ntwo"]}, [], [(1, 2)])
    assert taken_apart("pdf", b"one")[0] == {"pages": ["one"]}


class Broken(Here):
    def ask(self, *_: Any) -> bytes:
        raise Ended("it needs too much memory")


ADVICE = " Is it whole, and the right file? Open it and save it again."


@pytest.mark.usefixtures("here")
def test_why_a_file_cannot_be_read_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(error: BaseException) -> list[str]:
        def read(*_: Any) -> dict[str, Any]:
            raise error

        monkeypatch.setattr(pdf, "read", read)
        answer, told = taken_apart("pdf", b"")
        assert answer is None
        return told

    begin = "file-unreadable: the file cannot be read as PDF: "
    assert fails(ValueError()) == [f"{begin}it is damaged (ValueError).{ADVICE}"]
    assert fails(MemoryError()) == [f"{begin}it needs too much memory.{ADVICE}"]
    for limit in ("it has more than 5 pages", "it is locked; unlock it"):
        assert fails(Refused(limit)) == [f"{begin}{limit}."]
    monkeypatch.setattr(extract, "Child", Broken)
    assert taken_apart("pdf", b"")[1] == [
        f"{begin}it breaks its reader, or needs too much memory.{ADVICE}"
    ]
    assert Here.ended == 5


@pytest.mark.usefixtures("here")
def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: Any) -> dict[str, Any]:
        raise ModuleNotFoundError("no", name="pypdfium2")

    monkeypatch.setattr(pdf, "read", read)
    with pytest.raises(UsageError, match=r"the package pypdfium2: .*Or save the document as text"):
        taken_apart("pdf", b"")
