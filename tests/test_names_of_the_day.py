"""A document calls a State what it was called on the day that the document carries."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from ccmcost.findings import Findings
from ccmcost.load.reader import Reader
from ccmcost.load.states import load_states
from ccmcost.model.states import State
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.workspace import open_workspace
from tests import pdfs
from tests.conftest import DATA
from tests.ledger_office import DECISION, Office, said_by

BEFORE, AFTER = "2026-06-25", "2026-06-26"
NAMES = {BEFORE: "Nauru", AFTER: "Naoero"}
DAYS = (BEFORE, AFTER)


def name_on(day: str, code: str, language: str = "en") -> str:
    return load_states(Reader(open_workspace(DATA, date.fromisoformat(day)), Findings())).name(
        code, language
    )


def test_six_languages_change_on_one_day() -> None:
    before = {language: name_on(BEFORE, "NRU", language) for language in LANGUAGES}
    after = {language: name_on(AFTER, "NRU", language) for language in LANGUAGES}
    assert before == {
        "en": "Nauru",
        "fr": "Nauru",
        "es": "Nauru",
        "ar": "ناورو",
        "ru": "Науру",
        "zh": "瑙鲁",
    }
    assert after == {
        "en": "Naoero",
        "fr": "Naoero",
        "es": "Naoero",
        "ar": "ناويرو",
        "ru": "Наоэро",
        "zh": "瑙鲁",
    }


@pytest.mark.parametrize(
    ("code", "last", "first", "names"),
    [
        ("TUR", "2022-05-31", "2022-06-01", ("Turkey", "Türkiye")),
        ("SWZ", "2018-05-30", "2018-05-31", ("Swaziland", "Eswatini")),
        ("CZE", "2016-05-16", "2016-05-17", ("Czech Republic", "Czechia")),
        (
            "MKD",
            "2019-02-13",
            "2019-02-14",
            ("The former Yugoslav Republic of Macedonia", "North Macedonia"),
        ),
        ("CPV", "2013-10-23", "2013-10-24", ("Cape Verde", "Cabo Verde")),
    ],
)
def test_every_dated_name_ends_on_its_day(
    code: str, last: str, first: str, names: tuple[str, str]
) -> None:
    assert (name_on(last, code), name_on(first, code)) == names


def test_of_several_earlier_names_the_one_of_the_day_counts() -> None:
    earlier = (
        ("en", "Second", date(2020, 1, 1)),
        ("en", "First", date(2010, 1, 1)),
        ("fr", "Premier", date(2010, 1, 1)),
    )
    state = State(
        "XAA",
        "",
        "",
        {"en": "Third", "fr": "Dernier"},
        None,
        "",
        "",
        None,
        None,
        (*earlier, ("en", "3rd", None)),
    )
    days = (date(2009, 12, 31), date(2010, 1, 1), date(2019, 12, 31), date(2020, 1, 1), None)
    assert [state.name_on(day) for day in days] == ["First", "Second", "Second", "Third", "Third"]
    assert [state.name_on(day, "fr") for day in days] == [
        "Premier",
        "Dernier",
        "Dernier",
        "Dernier",
        "Dernier",
    ]
    assert state.name_on(days[0], "ru") == "First"


@pytest.mark.parametrize("day", DAYS)
def test_what_is_printed_on_screen_and_as_data(day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # --as-of wins over the clock
    other = NAMES[AFTER if day == BEFORE else BEFORE]
    for line in (
        "apportion msp11 --no-files",
        "apportion msp11 --no-files --format csv",
        "apportion msp11 --no-files --format json",
        "compare msp11 --rules article-14-1,article-14-2 --format csv",
        "whatif msp11 --without NRU --format csv",
        "budget NRU --years 2024-2024 --cost 450000",
    ):
        said = said_by(*line.split(), "--as-of", day)
        assert said.code == 0, said.err
        assert NAMES[day] in said.out and other not in said.out, line


@pytest.mark.parametrize("day", DAYS)
def test_commands_without_a_day_follow_the_clock(day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = (date.fromisoformat(day) - date(1970, 1, 1)).days * 86400
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(moment))
    other = NAMES[AFTER if day == BEFORE else BEFORE]
    said = said_by("explain", "msp11", "NRU")
    assert said.code == 0 and NAMES[day] in said.out and other not in said.out


def texts(folder: Path) -> dict[str, str]:
    """What a reader sees of each file: text as it stands, the words of workbooks,
    documents and pages.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        if path.suffix == ".pdf":
            found[path.name] = " ".join(pdfs.pages(content)) + json.dumps(
                pdfs.attached(content), ensure_ascii=False
            )
        elif path.suffix in (".xlsx", ".docx"):
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                found[path.name] = " ".join(
                    parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")
                )
        elif path.suffix in (".csv", ".json", ".svg", ".html", ".ics", ".eml"):
            found[path.name] = content.decode()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
def test_every_file_of_a_run_is_called_by_the_names_of_its_day(day: str, tmp_path: Path) -> None:
    other = NAMES[AFTER if day == BEFORE else BEFORE]
    for line in (
        "apportion msp11 --state NRU --lang en,fr,es",
        "estimate msp11",
        "report 2023",
        "chart history --states NRU",
    ):
        folder = tmp_path / line.split()[0]
        said = said_by(*line.split(), "--as-of", day, "--out", str(folder))
        assert said.code == 0, said.err
        found = texts(folder)
        assert [name for name, text in found.items() if other in text] == []
        assert any(NAMES[day] in text for text in found.values()), line


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
def test_the_page_shows_the_name_of_its_day_and_finds_the_other(day: str, tmp_path: Path) -> None:
    said = said_by("page", "msp11", "--as-of", day, "--out", str(tmp_path))
    assert said.code == 0, said.err
    (page,) = tmp_path.glob("*.html")
    state = re.search(r'\["NRU",(\[[^]]*\]),(\[[^]]*\])', page.read_text(encoding="utf-8"))
    assert state is not None
    assert json.loads(state[1])[0] == NAMES[day]
    assert NAMES[AFTER if day == BEFORE else BEFORE] in json.loads(state[2])


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
def test_issued_notices_letters_and_status_carry_the_name_of_their_day(
    day: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path, monkeypatch)
    office.listed("official", ("AUS", "NRU"))
    office.on("2026-06-20")
    office.cost("400000.00")
    office.on("2026-07-20")
    issued = office("issue", "msp12", *DECISION, "--issued-on", day, "--pay-by", "2026-12-31")
    assert issued.code == 0, issued.err
    office.ok(f"letters msp12 --kind cover --as-of {day}")
    office.ok(f"status --as-at {day} --write")
    office.ok(f"statement NRU --as-at {day} --write")
    other = NAMES[AFTER if day == BEFORE else BEFORE]
    for folder in ("notices", "reports"):
        found = texts(tmp_path / folder)
        assert [name for name, text in found.items() if other in text] == []
        assert any(NAMES[day] in text for text in found.values()), folder


@pytest.mark.parametrize(("day", "warned"), [("2024-09-10", False), ("2026-11-01", True)])
def test_an_old_name_in_a_document_is_a_warning_only_for_a_later_meeting(
    day: str, warned: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Office(tmp_path, monkeypatch)
    path = tmp_path / "data" / "meetings.toml"
    text = path.read_text(encoding="utf-8")
    for old in ("2024-09-10", "2024-09-13"):
        text = text.replace(f" = {old}", f" = {day}")
    path.write_text(text, encoding="utf-8")
    (tmp_path / "list.csv").write_text(
        "State,Role\nNauru,State Party\nPeru,State Party\n", encoding="utf-8"
    )
    order = ("import", "participants", "msp12", "list.csv", "--dry-run", "--as-of", "2026-11-28")
    said = said_by(*order)
    assert said.code == 0, said.err
    assert "NRU Naoero (State Party)" in said.out and "States    2:" in said.out
    assert (
        'name-former  warning: "Nauru" was the name of Naoero until 2026-06-26' in said.err
    ) == warned
