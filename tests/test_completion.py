"""What a shell completes, asked as bash and zsh ask it; that it never fails and never prints."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ccmcost.cli import complete
from ccmcost.cli.complete import completed
from ccmcost.cli.declared import Argument, Option, Parameter
from ccmcost.cli.reference import leaves
from tests.ledger_office import Office


def bash(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """What `ccmcost LINE<TAB>` gives in bash."""
    words = ["ccmcost", *shlex.split(line), *([""] if line.endswith(" ") or not line else [])]
    asked = {
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
        "_CCMCOST_COMPLETE": "complete_bash",
    }
    return subprocess.run(
        [sys.executable, "-c", "from ccmcost.__main__ import main; main()"],
        env=os.environ | asked,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("line", "there"),
    [
        ("apportion msp1", "msp1 msp10 msp11 msp12 msp13"),
        ("show RC1", "rc1-pm1 rc1-pm2 rc1"),
        ("apportion msp11 --rule article-14-1-", "article-14-1-all-parties article-14-1-straight"),
        ("apportion msp11 --lang fr,e", "fr,en fr,es"),
        ("explain msp11 sw", "SWE SWZ"),
        ("apportion msp11 --with JPN,Swed", "JPN,SWE"),
        ("compare rc1 --scales un-2013-2015,un-2016", "un-2013-2015,un-2016-2018"),
        ("letters msp12 --kind rem", "reminder1 reminder2"),
        ("cost set msp12 --status rev", "revised_estimate"),
        ("record apply-credit SWE msp12 1.00 --choice ", "refund apply leave"),
        ("report 202", "2020 2022 2023 2024 2025"),
        ("chart history --kind rev", "review_conference"),
        ("apportion msp11 --format ", "table csv json"),
        ("help meth", "method"),
        ("record rev", "reverse"),
        ("apportion msp11 --data nowhere --rule ", ""),
        ("apportion msp11 --rule nothing", ""),
    ],
)
def test_bash(tmp_path: Path, line: str, there: str) -> None:
    done = bash(line, tmp_path)
    assert (done.stdout.split(), done.stderr, done.returncode) == (there.split(), "", 0)
    assert not list(tmp_path.iterdir())


def test_zsh_shows_what_a_word_is(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from ccmcost.__main__ import main; main()"],
        env=os.environ
        | {
            "_TYPER_COMPLETE_ARGS": "ccmcost explain msp11 SWE",
            "_CCMCOST_COMPLETE": "complete_zsh",
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert '"SWE":"Sweden"' in done.stdout and not done.stderr


def test_broken_data_give_nothing_and_say_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for text in ("x = [", 'id = "ccm"\n', "\x00"):
        (data / "convention.toml").write_text(text, encoding="utf-8")
        for source in SOURCES:
            assert isinstance(completed(source, str(data), ""), list)
    assert completed(complete.meetings, str(data), "") == []
    assert completed(complete.events, None, "") == []  # the packaged data have no ledger
    assert capfd.readouterr() == ("", "")


def test_a_source_that_fails_or_prints_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    def talking(at: complete.AtHand) -> list[complete.Word]:
        print("a library has something to say")
        return [complete.Word("word")]

    def failing(at: complete.AtHand) -> list[complete.Word]:
        raise RuntimeError("no")

    assert completed(talking, None, "w") == [("word", "")]
    assert completed(failing, None, "w") == []
    assert capfd.readouterr() == ("", "")


SOURCES = [
    *(complete.meetings, complete.groups, complete.states, complete.rules, complete.scales),
    *(complete.years, complete.languages, complete.template_languages, complete.currencies),
    *(complete.meeting_kinds, complete.letter_kinds, complete.statuses, complete.choices),
    *(complete.event_kinds, complete.events, complete.unidentified, complete.notices),
    complete.topics,
    complete.batches,
    complete.drafts,
]
WITHOUT = {"NAME=STATE", "STATE=DATE", "MEETING=AMOUNT"}


def declared() -> list[tuple[str, Parameter]]:
    return [
        (name, each) for name, command in leaves().items() for each in command.callback.parameters
    ]


def test_every_option_that_names_something_at_hand_completes() -> None:
    named = ("MEETING", "STATE", "CODES", "LANG", "KIND", "STATUS", "CHOICE", "EVENT", "NOTICE")
    lacking = []
    for command, each in declared():
        said: Option | Argument = each.said
        metavar = said.metavar or ""
        if any(part in metavar for part in (*named, "|csv", "YEAR")) and metavar not in WITHOUT:
            lacking += [f"{command} {each.name}"] * (said.complete is None)
    assert lacking == ["meeting add meeting", "import scale period"]  # new ones


def test_events_and_notices_of_an_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    office = Office(tmp_path, monkeypatch)
    office.cost("100000")
    office.issue("--on-expected-list")
    office.on("2024-03-05")
    office.ok('receive msp12 SWE 100.00 --on 2024-03-04 --reference "SWEDEN"')
    office.ok('record unidentified 500.00 --on 2024-03-04 --reference "NO NAME"')
    office.ok('record reverse 3 --reason "typed twice"')
    capfd.readouterr()
    before = (tmp_path / "ledger.sqlite").read_bytes()
    assert completed(complete.unidentified, None, "") == [("4", "2024-03-04 USD 500.00 NO NAME")]
    standing = completed(complete.events, None, "")
    assert standing[0] == ("4", "2024-03-04 receipt")  # the latest first
    assert "3" not in dict(standing) and "5" not in dict(standing)  # undone, and what undid it
    numbers = completed(complete.notices, None, "ccm-an")
    assert numbers[0] == ("CCM-AN-2024-0001", "AUS") and len(numbers) == 5
    assert completed(complete.notices, None, "swe") == [("CCM-AN-2024-0004", "SWE")]
    assert dict(completed(complete.currencies, None, "")) == {"USD": ""}
    assert (tmp_path / "ledger.sqlite").read_bytes() == before
    assert bash("record identify ", tmp_path).stdout.split() == ["4"]
    # a ledger that another program holds is not waited for, a damaged one gives nothing
    (tmp_path / "ledger.sqlite").write_bytes(b"no ledger" * 1000)
    for source in (complete.events, complete.unidentified, complete.notices):
        assert completed(source, None, "") == []
    assert capfd.readouterr() == ("", "")
