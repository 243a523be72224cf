"""What a word that is not known was meant for: taken where it has one meaning, else suggested."""

from __future__ import annotations

from pathlib import Path

import pytest

from ccmcost.errors import UsageError
from ccmcost.load.data import Data
from ccmcost.near import hint, meant, near, one_of
from ccmcost.sharing.request import (
    find_group,
    find_languages,
    find_meeting,
    find_rule,
    find_scale,
    group_name,
)
from ccmcost.workspace import open_workspace
from tests.conftest import Run

MEETINGS = ("msp1", "msp2", "msp9", "msp10", "msp11", "msp12", "rc1", "rc1-pm1", "rc2-pm1", "rc2")
RULES = ("article-14-1", "article-14-1-straight", "article-14-1-all-parties", "article-14-2")
NOTICES = ("CCM-AN-2024-0001", "CCM-AN-2024-0011")


@pytest.fixture(scope="module")
def data() -> Data:
    return Data(open_workspace())


@pytest.mark.parametrize(
    ("word", "known", "taken"),
    [
        ("MSP 12", MEETINGS, "msp12"),
        ("12MSP", MEETINGS, "msp12"),
        ("msp-12", MEETINGS, "msp12"),
        ("Msp_12", MEETINGS, "msp12"),
        ("msp‑12", MEETINGS, "msp12"),
        ("12 msp", MEETINGS, "msp12"),
        ("rc 1", MEETINGS, "rc1"),
        ("RC1 PM1", MEETINGS, "rc1-pm1"),
        ("rc1pm1", MEETINGS, "rc1-pm1"),
        ("msp1 2", MEETINGS, None),  # two numbers are not one
        ("msp1-2", MEETINGS, None),
        ("1 1msp", MEETINGS, None),
        ("msp13", MEETINGS, None),
        ("msp", MEETINGS, None),
        ("12", MEETINGS, None),
        ("msp12?", MEETINGS, None),
        ("../msp12", MEETINGS, None),
        ("", MEETINGS, None),
        ("ARTICLE 14 1", RULES, "article-14-1"),
        ("14-1", RULES, None),
        ("Revised Estimate", ("estimate", "revised_estimate"), "revised_estimate"),
        ("ccm-an-2024-1", NOTICES, "CCM-AN-2024-0001"),
        ("ccm-an-2024-111", NOTICES, None),
        ("a 1", ("a1", "a-1"), None),  # two that are written alike
    ],
)
def test_what_has_one_meaning_is_taken(word: str, known: tuple[str, ...], taken: str) -> None:
    assert meant(word, known) == taken


@pytest.mark.parametrize(
    ("word", "known", "suggested"),
    [
        ("mps11", MEETINGS, ("msp11",)),
        ("msp14", MEETINGS, ()),  # another number is another meeting
        ("msp", MEETINGS, ()),  # six are equally near
        ("14-1", RULES, RULES[:3]),
        ("straight", RULES, ("article-14-1-straight",)),
        ("artcle-14-2", RULES, ("article-14-2",)),
        ("reminder", ("cover", "reminder1", "reminder2"), ("reminder1", "reminder2")),
        ("recipt", ("receipt", "refund", "issue"), ("receipt",)),
        ("2022", ("un-2022-2024", "un-2025-2027"), ("un-2022-2024",)),
        ("x" * 5000, RULES, ()),
        ("?", RULES, ()),
    ],
)
def test_what_is_near_is_suggested(
    word: str, known: tuple[str, ...], suggested: tuple[str, ...]
) -> None:
    assert near(word, known) == suggested


def test_a_hint_says_what_is_near_and_all_there_is() -> None:
    assert hint("cvoer", ("cover", "credit")) == " Did you mean cover? Known: cover, credit."
    assert hint("zzz", ("cover", "credit"), "Kinds") == " Kinds: cover, credit."
    assert hint("zzz", ()) == ""
    assert "Known" not in hint("zzz", [f"word{at}" for at in range(100)])


def test_a_choice_is_taken_or_refused_with_the_near_one() -> None:
    known = ("refund", "apply", "leave")
    assert one_of("Refund", known, "--choice") == "refund"
    with pytest.raises(UsageError) as refused:
        one_of("refnd", known, "--choice")
    assert str(refused.value) == (
        '--choice: "refnd" is not one of refund, apply, leave. Did you mean refund?'
    )


def test_ids_of_the_data(data: Data) -> None:
    assert find_meeting(data, " MSP 12 ").id == "msp12"
    assert [each.id for each in find_group(data, "RC 2")] == ["rc2-pm1", "rc2-pm2", "rc2"]
    assert group_name(data, "RC-2") == "rc2" and group_name(data, "12MSP") == "msp12"
    rule = find_rule(data, "Article 14-1 straight")
    assert rule is not None and rule.id == "article-14-1-straight"
    assert find_scale(data, "UN 2022-2024") == "un-2022-2024"


@pytest.mark.parametrize("year", ["2022", "2023", "2024"])
def test_a_year_suggests_the_scale_that_covers_it(data: Data, year: str) -> None:
    with pytest.raises(UsageError, match="Did you mean un-2022-2024"):
        find_scale(data, year)


def test_languages_by_name(data: Data) -> None:
    known = ("en", "fr", "es", "ar", "ru", "zh")
    assert find_languages(["French, ESPAÑOL", "中文"], known, "{}") == ("fr", "es", "zh")
    assert find_languages(["FR"], known, "{}") == ("fr",)
    with pytest.raises(UsageError, match=r"Did you mean French \(fr\)\? Known: en, fr"):
        find_languages(["frnch"], known, '"{}" is not a language of notices')


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("report 2022-2023", "ccmcost report --from 2022 --to 2023"),
        ("report 2022-23", "ccmcost report --from 2022 --to 2023"),
        ("calendar 2022-2023", "without a year, ccmcost calendar shows all"),
        ("letters --kind reminder", "Did you mean reminder1 or reminder2?"),
        ("explain msp11 Swedn", "Did you mean Sweden (SWE)?"),
        ("apportion msp11 --format jsn", "Did you mean json?"),
        ("explain msp11 Swedn", 'ccmcost: STATE: "Swedn"'),
        ("cost set msp12 --status estimte", "Did you mean estimate?"),
        ("apportion msp11 --no_files", "Did you mean --no-files?"),
        ("reprot 2022", "Did you mean report?"),
    ],
)
def test_near_misses_on_the_command_line(run: Run, tmp_path: Path, line: str, said: str) -> None:
    done = run(*line.split())
    assert done.returncode == 2 and said in done.stderr and not done.stdout
    assert not list(tmp_path.iterdir())


def test_a_word_in_a_file_is_answered_with_the_near_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("iso3,role\nJPN,state_partie\n", encoding="utf-8")
    line = "adjust --scale un-2022-2024 --participants list.csv --total 1000"
    wrong = run(*line.split())
    assert wrong.returncode == 1
    assert '"state_partie" is not a role. Did you mean state_party? Roles are' in wrong.stderr
