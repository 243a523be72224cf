"""`ccmcost chart history`: the figures are those of each meeting's own apportionment,
and the chart is fit to show.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from ccmcost.charts.history import HistoryChart, history_chart
from ccmcost.charts.history_lines import spread
from ccmcost.documents.history import HistoryRequest, load_history
from ccmcost.errors import UsageError
from ccmcost.model.rates import rate_text, share_text
from ccmcost.tables.records import to_csv
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.workspace import open_workspace
from tests.chart_cases import meeting
from tests.conftest import DATA, Run
from tests.test_charts import assert_fit_to_show, joined_up, told
from tests.test_data import PARTIES

MSPS = [f"msp{number}" for number in range(1, 14)]


def chart(language: str = "en", **wishes: object) -> HistoryChart:
    found, history, _ = load_history(open_workspace(DATA), HistoryRequest(**wishes))  # type: ignore[arg-type]
    return history_chart(history, [each.code for each in found.series], language)


@pytest.mark.parametrize("rule", ["article-14-1", "article-14-1-straight", "article-14-2"])
def test_every_share_is_that_of_the_apportionment(rule: str) -> None:
    found = chart(rule=rule)
    assert [occasion.meeting.id for occasion in found.occasions] == MSPS
    for index, name in enumerate(MSPS):
        result = meeting(name, rule=rule)
        for series in found.series:
            line = result.assessment.line(series.code)
            assert series.shares[index] == (line.share.value if line else None)
        parties = [line for line in result.assessment.lines if line.payer.role == "state_party"]
        assert found.occasions[index].parties == PARTIES[name] == len(parties)
        assert found.occasions[index].sum_of_rates == sum(line.payer.weight for line in parties)
        assert found.occasions[index].others == len(result.assessment.lines) - len(parties)


def test_the_five_largest_of_the_latest_meeting_by_default() -> None:
    ranked = sorted(
        meeting("msp13").assessment.lines, key=lambda line: (-line.share.value, line.code)
    )
    assert [series.code for series in chart().series] == [line.code for line in ranked[:5]]
    assert chart().frame.title == (
        "The number of States Parties rose from 36 to 111; the share of Japan fell from 24.1 to "
        "16.8 per cent"
    )


def test_states_that_came_late_or_left() -> None:
    found = chart(states=("CHN,AND", "LTU"))
    by_code = {series.code: series for series in found.series}
    assert by_code["CHN"].shares[-1] is None and by_code["CHN"].last.endswith("% (2014)")
    assert by_code["AND"].shares[0] is None
    assert "(2014 to 2025)" in chart(states=("AND",)).frame.title


WISHES = [
    {},
    {"states": ("GBR,BOL,FRA,NLD,LAO",)},
    {"states": ("AND,LIE,MCO,SMR,PLW",)},
    {"states": ("GBR",)},
    {"states": ("CHN,CAN,LKA,AND",), "rule": "article-14-1-straight"},
    {"kind": "review_conference"},
    {"kind": "preparatory_meeting", "rule": "article-14-2"},
]


@pytest.mark.parametrize("wishes", WISHES, ids=str)
def test_the_chart_is_fit_to_show(wishes: dict[str, object]) -> None:
    sheet = chart(**wishes).draw()
    assert_fit_to_show(sheet)


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
@pytest.mark.parametrize("wishes", WISHES[:4], ids=str)
def test_the_chart_is_fit_to_show_in_every_language(
    wishes: dict[str, object], language: str
) -> None:
    """Every word of it is in the language, and the data behind it are the same."""
    made, english = chart(language, **wishes), chart(**wishes)
    sheet = made.draw()
    assert_fit_to_show(sheet)
    assert told(sheet).replace(" ", "").count(joined_up(made.frame.title)) == 1
    words = " ".join(made.frame[1:4])
    assert language in ("fr", "es") or not re.findall("[a-z]{4,}", words)
    assert to_csv(made.table) == to_csv(english.table)


def test_labels_keep_their_distance_and_their_order() -> None:
    assert spread([10.0, 10.0, 90.0], [20.0, 20.0, 20.0], (0.0, 100.0)) == [10.0, 33.0, 84.0]
    assert spread([90.0, 89.0], [20.0, 20.0], (0.0, 100.0)) == [84.0, 61.0]


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"states": ("USA",)}, "United States of America (USA) bears no share"),
        ({"states": ("JPN,DEU,FRA,ITA,CAN,ESP",)}, "the chart can tell 5 apart"),
        ({"states": ("JAP",)}, "is not recognised as the name of a State"),
        ({"kind": "review"}, "Did you mean review_conference?"),
        ({"kind": "amendment_conference"}, "no meeting of this kind"),
        ({"rule": "article-15"}, "there is no rule"),
    ],
)
def test_wrong_wishes_are_told_what_to_write(wishes: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words.replace("(", r"\(").replace(")", r"\)")):
        chart(**wishes)


def test_the_command_prints_and_writes_the_same(run: Run, tmp_path: Path) -> None:
    done = run("chart", "history", "--as-of", "2023-10-01")
    assert done.returncode == 0, done.stderr
    assert max(len(line) for line in done.stdout.splitlines()) <= 80
    folder = tmp_path / "reports" / "history"
    rows = list(csv.DictReader((folder / "history.csv").read_text(encoding="utf-8").splitlines()))
    found = chart()
    assert [row["meeting"] for row in rows] == MSPS
    for index, row in enumerate(rows):
        assert row["sum_of_rates"] == rate_text(found.occasions[index].sum_of_rates)
        for series in found.series:
            share = series.shares[index]
            assert row[f"share_{series.code}"] == (share_text(share) if share is not None else "")
    document = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert [output["path"] for output in document["outputs"]] == [
        "alt-text.csv",
        "history.csv",
        "history.png",
        "history.svg",
    ]
    assert {"treaty_status.csv", "participants/msp13.csv"} <= {
        each["name"] for each in document["inputs"]
    }
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    homeless = {
        "HOME": "/dev/null",
        "XDG_CONFIG_HOME": "",
        "XDG_CACHE_HOME": "",
        "MPLCONFIGDIR": "",
    }
    done = run(
        "chart",
        "history",
        "--as-of",
        "2023-10-01",
        env={"TZ": "America/Lima", "PYTHONHASHSEED": "9", **homeless},
    )
    assert done.stderr == "", "the drawing library has nothing to say to a person"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.slow
def test_several_languages_have_a_folder_each(run: Run, tmp_path: Path) -> None:
    assert run("chart", "history", "--lang", "fr,ar").returncode == 0
    folder = tmp_path / "reports" / "history"
    assert {path.name for path in folder.iterdir()} == {"fr", "ar", "manifest.json"}
    assert 'lang="ar"' in (folder / "ar" / "history.svg").read_text(encoding="utf-8")[:400]


def test_no_files(run: Run, tmp_path: Path) -> None:
    done = run("chart", "history", "--no-files", "--states", "JPN,AND")
    assert done.returncode == 0 and "JPN %" in done.stdout
    assert not list(tmp_path.iterdir())


def test_languages_of_a_chart_that_is_not_written_are_refused(run: Run) -> None:
    for arguments in (
        ("chart", "history", "--no-files", "--lang", "fr"),
        ("compare", "rc1", "--rules", "article-14-1,article-14-2", "--lang", "fr"),
    ):
        done = run(*arguments)
        assert done.returncode == 2 and "--lang chooses the languages of the chart" in done.stderr


def test_a_meeting_that_cannot_be_counted_is_named(run: Run, tmp_path: Path) -> None:
    run("init")
    added = run(
        "meeting",
        "add",
        "msp14",
        "--name",
        "Fourteenth Meeting",
        "--start",
        "2031-09-01",
        "--end",
        "2031-09-02",
    )
    assert added.returncode == 0, added.stderr
    text = " ".join(run("chart", "history", "--no-files").stdout.split())
    assert "Fourteenth Meeting (no scale covers 1 September 2031)" in text
