"""The command line as a person and a script meet it: results, mistakes, exit codes, streams."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import random
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccmcost.cli import main_job
from ccmcost.cli.app import made_command
from ccmcost.cli.commands import COMMANDS
from ccmcost.cli.declared import WORDS as DECLARED_WORDS
from ccmcost.cli.declared import Option, bundle_of
from ccmcost.cli.main_job import Options
from ccmcost.desk import register as meeting_edit
from ccmcost.errors import WriteError
from ccmcost.workspace import open_workspace
from tests.conftest import DATA, ROOT, SPECIMEN_TITLE, Run


def test_csv_is_as_documented(run: Run) -> None:
    done = run("apportion", "rc1", "--format", "csv", "--no-files")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert list(rows[0]) == ["iso3", "name", "role", "rate", "share", "amount", "rounding"]
    assert [row["iso3"] for row in rows] == sorted(row["iso3"] for row in rows)
    assert sum(Decimal(row["amount"]) for row in rows) == Decimal("100000.00")
    assert {row["role"] for row in rows} == {"state_party", "signatory", "observer_state"}
    france = next(row for row in rows if row["iso3"] == "FRA")
    assert france == {
        "iso3": "FRA",
        "name": "France",
        "role": "state_party",
        "rate": "5.593",
        "share": "8.813842",
        "amount": "8813.83",
        "rounding": "-1",
    }
    assert "\r" not in done.stdout


def test_json_holds_the_same_rows(run: Run) -> None:
    document = json.loads(run("apportion", "rc1", "--format", "json", "--no-files").stdout)
    table = run("apportion", "rc1", "--format", "csv", "--no-files").stdout
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [{key: state[key] for key in rows[0]} for state in document["states"]] == rows
    assert {
        "meeting",
        "scale",
        "rule",
        "cost",
        "residual",
        "list_status",
        "warnings",
        "states",
    } <= set(document)
    assert document["title"].startswith(
        "Specimen: illustrative calculation for a cost of USD 100,000"
    )
    assert all(isinstance(value, str) for state in document["states"] for value in state.values())


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/Lima", "PYTHONHASHSEED": "2"},
        {
            "LC_ALL": "POSIX",
            "PYTHONUTF8": "0",
            "PYTHONIOENCODING": "latin-1",
            "PYTHONHASHSEED": "3",
        },
    ],
)
def test_nothing_around_it_changes_the_csv(run: Run, environment: dict[str, str]) -> None:
    plain = run("apportion", "msp11", "--format", "csv", "--no-files").stdout
    assert "Türkiye" not in plain and "Côte d'Ivoire" in plain
    assert (
        run("apportion", "msp11", "--format", "csv", "--no-files", env=environment).stdout == plain
    )


def test_the_order_of_the_list_never_counts(run: Run, tmp_path: Path) -> None:
    header, *rows = (DATA / "participants" / "msp11.csv").read_text(encoding="utf-8").splitlines()
    plain = run("apportion", "msp11", "--format", "csv", "--no-files").stdout
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        listed = tmp_path / "list.csv"
        listed.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        assert (
            run(
                "apportion", "msp11", "--participants", str(listed), "--format", "csv", "--no-files"
            ).stdout
            == plain
        )


@pytest.mark.slow
def test_the_table_fits_eighty_columns_and_has_no_escape_codes(run: Run) -> None:
    for arguments in (
        ["apportion", "rc1"],
        ["apportion", "msp11", "--cost", "9999999999999.99"],
        ["meetings"],
        ["show", "rc2"],
    ):
        text = run(*arguments).stdout
        assert max(len(line) for line in text.splitlines() if "/" not in line) <= 80
        assert "\x1b" not in text


def test_the_register_as_csv(run: Run) -> None:
    done = run("meetings", "--format", "csv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
    assert (len(rows), done.stderr) == (len(run("meetings").stdout.splitlines()) - 1, "")
    held = rows["rc1"]
    assert (held["opening"], held["closing"], held["country"]) == (
        "2015-09-07",
        "2015-09-11",
        "HRV",
    )
    assert (held["list_status"], held["states_parties"], held["states_not_party"]) == (
        "expected",
        "91",
        "26",
    )
    assert (held["cost"], held["currency"], held["cost_status"]) == (
        "100000.00",
        "USD",
        "illustrative",
    )
    assert rows["rc3"]["opening"] == rows["rc3"]["scale"] == rows["rc3"]["go_no_go"] == ""
    assert run("meetings", "--format", "json").returncode == 2


def test_the_table_says_what_it_rests_on(run: Run) -> None:
    text = " ".join(run("apportion", "msp11").stdout.split())
    for said in (
        SPECIMEN_TITLE,
        "USD 100,000.00, illustrative",
        "111 States Parties (expected list)",
        "un-2022-2024 (A/RES/76/238)",
        "article-14-1: Article 14(1)",
        "Total (111 States) 45.116 100.000000 100,000.00",
        "Provisional: expected list (States not party",
        "Open: reports/msp11/SPECIMEN-apportionment.xlsx",
    ):
        assert said in text
    assert "due" not in text.replace("residue", "")


def test_given_cost_is_no_specimen(run: Run, tmp_path: Path) -> None:
    text = run("apportion", "msp11", "--cost", "412345.67").stdout
    assert "SPECIMEN" not in text and "Specimen" not in text
    folder = tmp_path / "reports" / "msp11"
    assert sorted(path.name for path in folder.iterdir()) == [
        "apportionment.csv",
        "apportionment.json",
        "apportionment.xlsx",
        "charts",
        "invoices",
        "manifest.json",
    ]
    assert not [path for path in folder.rglob("*") if "SPECIMEN" in path.name]
    assert len(list((folder / "invoices" / "en").glob("CCM-MSP11-*.pdf"))) == 111


@pytest.mark.parametrize(
    ("currency", "cost"),
    [("JPY", "1234567"), ("KWD", "1234.567"), ("USD", "0.01"), ("USD", "10000000000000.00")],
)
def test_currencies(run: Run, currency: str, cost: str) -> None:
    done = run(
        "apportion",
        "msp11",
        "--cost",
        cost,
        "--currency",
        currency,
        "--format",
        "csv",
        "--no-files",
    )
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert sum(Decimal(row["amount"]) for row in rows) == Decimal(cost)
    assert all(
        row["amount"].partition(".")[2] == "0" * 0 or len(row["amount"].partition(".")[2]) in (2, 3)
        for row in rows
    )


def test_a_credit_mirrors_the_charge(run: Run) -> None:
    charge = run("apportion", "rc1", "--cost", "1234.56", "--format", "csv", "--no-files").stdout
    credit = run(
        "apportion", "rc1", "--cost", "-1234.56", "--credit", "--format", "csv", "--no-files"
    ).stdout
    plus, minus = (list(csv.DictReader(io.StringIO(text))) for text in (charge, credit))
    assert [Decimal(row["amount"]) for row in plus] == [-Decimal(row["amount"]) for row in minus]


def test_with_and_without(run: Run) -> None:
    done = run(
        "apportion",
        "msp13",
        "--with",
        "CHN,USA",
        "--without",
        "FRA",
        "--format",
        "json",
        "--no-files",
    )
    document = json.loads(done.stdout)
    codes = {state["iso3"]: state["role"] for state in document["states"]}
    assert codes["CHN"] == codes["USA"] == "observer_state"
    assert "FRA" not in codes
    assert (document["with"], document["without"]) == (["CHN", "USA"], ["FRA"])


MISTAKES = [
    (
        ["apportion", "mps11"],
        2,
        'there is no meeting "mps11" in the register. Did you mean msp11?',
    ),
    (["apportion", "../../etc/passwd"], 2, "there is no meeting"),
    (["apportion", "msp11\x1b[31m"], 2, '"msp11\\x1b[31m" holds a control character'),
    (["apportion", "rc3"], 1, "Third Review Conference (rc3) has no date yet"),
    (
        ["apportion", "msp11", "--cost", "1.234"],
        2,
        '--cost: "1.234" can be read as USD 1,234.00, or',
    ),
    (["apportion", "msp11", "--cost", "1e5"], 2, '"1e5" is not a valid USD amount'),
    (["apportion", "msp11", "--cost", "NaN"], 2, '"NaN" is not a valid USD amount'),
    (["apportion", "msp11", "--cost", "10.005"], 2, "can be read as USD 10,005.00"),
    (
        ["apportion", "msp11", "--cost", "-5"],
        2,
        "A credit is shared by ccmcost apportion with --credit",
    ),
    (["apportion", "msp11", "--cost", "5", "--credit"], 2, "Write it with a minus sign"),
    (
        ["apportion", "msp11", "--cost", "0"],
        2,
        '"0" is out of range. It must be more than zero and at most USD 10,000,000,000,000.00.',
    ),
    (
        ["apportion", "msp11", "--cost", "\u30000 USD\u2009"],
        2,
        r'"\x30000 USD\x2009" is out of range',
    ),
    (["apportion", "msp11", "--cost", "10000000000000.01"], 2, "at most USD 10,000,000,000,000.00"),
    (
        ["apportion", "msp11", "--cost", "5", "--currency", "XYZ"],
        2,
        '"XYZ" is not a currency code of ISO 4217',
    ),
    (
        ["apportion", "msp11", "--currency", "EUR"],
        2,
        "--currency: this goes with a cost that is given",
    ),
    (
        ["apportion", "msp11", "--with", "Frence"],
        2,
        '"Frence" is not recognised as the name of a State. Did you mean France',
    ),
    (["apportion", "msp11", "--with", "JPN"], 2, "Japan (JPN) bears the cost already"),
    (["apportion", "msp11", "--without", "USA"], 2, "does not bear the cost anyway"),
    (
        ["apportion", "msp11", "--rule", "article-14"],
        2,
        'there is no rule "article-14". Rules: article-14-',
    ),
    (
        ["apportion", "msp11", "--rule", "nowhere.toml"],
        1,
        "nowhere.toml  file-missing  the file does not exist.",
    ),
    (
        ["apportion", "msp11", "--participants", "nowhere.csv"],
        1,
        "nowhere.csv  file-missing  the file does not exist.",
    ),
    (
        ["apportion", "msp11", "--scale", "un-2031"],
        2,
        'there is no scale "un-2031". Scales: un-2010-2012',
    ),
    (
        ["apportion", "msp11", "--scale-provisional", "un-2025-2027"],
        2,
        "so no provisional scale is needed",
    ),
    (["apportion", "msp11", "--as-of", "yesterday"], 2, '--as-of: "yesterday" is not a valid date'),
    (["apportion", "msp11", "--format", "yaml"], 2, "is not one of table, csv, json"),
    (["apportion", "msp11", "--data", "nowhere"], 2, '--data: there is no folder "nowhere"'),
    (["apportion", "msp11", "--nonsense"], 2, "No such option: --nonsense"),
    (["apportion"], 2, "Complete: ccmcost apportion MEETING"),
    (
        ["explain", "msp11", "XXX"],
        2,
        'STATE: "XXX" is not recognised as the name of a State. Write its name',
    ),
    (
        ["adjust", "--scale", "un-2022-2024", "--participants", "x.csv", "--total", "68.000"],
        2,
        "or USD 68,000.00",
    ),
    (["meeting", "set", "msp11", "--city", "Bonn"], 2, 'Run "ccmcost init"'),
    (["nonsense"], 2, "No such command"),
    (["whatif", "msp13"], 2, "say what changes: --with, --without or --variant-cost"),
    (
        ["compare", "msp11", "--rules", "article-14-1"],
        2,
        "cases asked for: 1; from 2 to 12 can be compared",
    ),
    (
        ["aportion", "msp11"],
        2,
        "No such command: ccmcost aportion. Did you mean apportion? Commands: ccmcost --help",
    ),
    (
        ["apportion", "msp11", "--cost", "5", "--currency", "usx"],
        2,
        '"usx" is not a currency code of ISO 4217, such as USD.',
    ),
    (
        ["apportion", "msp11", "--state", "japn"],
        2,
        '--state: "japn" is not recognised as the name of a State. Did you mean',
    ),
]


@pytest.mark.parametrize(
    ("arguments", "code", "said"), MISTAKES, ids=[" ".join(case[0])[:40] for case in MISTAKES]
)
def test_mistakes_get_a_clear_message(
    run: Run, tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    done = run(*arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr and "\x1b" not in done.stderr
    assert not done.stdout
    assert not list(tmp_path.iterdir())


def test_all_faults_at_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("iso3\nFRA\nFRA\nXYZ\n")
    (tmp_path / "rule.toml").write_text(
        'id = "x"\ntitle = "x"\nlegal_source = "x"\nresidual = "odd"\nfoo = 1\n'
    )
    done = run("apportion", "msp11", "--participants", "list.csv", "--rule", "rule.toml")
    assert done.returncode == 1
    codes = [line.split("  ")[1] for line in done.stderr.splitlines()]
    assert codes == ["state-twice", "state-unknown", "value-bad", "key-unknown"]


def test_adjust_needs_roles_for_rules_that_ask_for_them(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("iso3\nFRA\n")
    options = [
        "--scale",
        "un-2022-2024",
        "--participants",
        "list.csv",
        "--total",
        "100",
        "--rule",
        "article-14-1-straight",
    ]
    done = run("adjust", *options)
    assert (done.returncode, 'Add a column "role"' in done.stderr) == (2, True)
    (tmp_path / "list.csv").write_text("iso3,role\nFRA,state_party\nUSA,observer_state\n")
    text = run("adjust", *options, "--format", "csv").stdout
    assert "USA,United States of America,observer_state,22.000,22.000000,22.00,0" in text
    assert "FRA,France,state_party,4.318,78.000000,78.00,0" in text


@pytest.mark.slow
def test_provisional_scale_is_marked(run: Run, tmp_path: Path) -> None:
    assert run("init").returncode == 0
    assert (
        run(
            "meeting", "add", "msp20", "--name", "Twentieth Meeting", "--start", "2031-09-01"
        ).returncode
        == 0
    )
    assert run("meeting", "expect", "msp20").returncode == 0
    assert "scale-none" in run("apportion", "msp20").stderr
    text = run("apportion", "msp20", "--scale-provisional", "un-2025-2027").stdout
    assert text.count("PROVISIONAL SCALE") == 2


def test_a_meeting_and_its_cost_are_written_together_or_not_at_all(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("init").returncode == 0
    data, replace, done = tmp_path / "data", os.replace, list[str]()
    before = {path: path.read_bytes() for path in data.glob("*.toml")}

    def one_file(source: Path, target: Path) -> None:
        if done and not str(source).endswith(".old"):
            raise OSError(errno.ENOSPC, "no space left")
        done.append(str(target))
        replace(source, target)

    with monkeypatch.context() as patch, pytest.raises(WriteError):
        patch.setattr(os, "replace", one_file)
        meeting_edit.write_register(
            meeting_edit.new_meeting(
                open_workspace(data), "msp20", meeting_edit.MeetingChange(name="Twentieth")
            )
        )
    assert len(done) == 2
    assert {path: path.read_bytes() for path in data.glob("*.toml")} == before


def test_a_workspace_of_ones_own(run: Run, tmp_path: Path) -> None:
    assert run("init", "office").returncode == 0
    office = tmp_path / "office"
    assert run("init", "office").returncode == 2
    assert run("check", cwd=office).returncode == 0
    assert f'Did you mean "{Path("office", "data")}"?' in run("check", "--data", "office").stderr
    done = run(
        "meeting",
        "set",
        "rc3",
        "--start",
        "2026-09-14",
        "--end",
        "2026-09-18",
        "--source",
        "a letter",
        cwd=office,
    )
    assert (done.returncode, "Next: ccmcost meeting expect rc3" in done.stdout) == (0, True)
    blanks = "\u2009New  York\u3000"
    assert run("meeting", "set", "rc3", "--city", blanks, cwd=office).returncode == 0
    assert 'city = "New York"' in (office / "data" / "meetings.toml").read_text(encoding="utf-8")
    shown = run("show", "rc3", cwd=office).stdout
    assert "14 to 18 September 2026" in shown and "a letter" in shown and "no source" not in shown
    for _ in range(2):
        assert run("meeting", "set", "rc3", "--end", "2026-09-19", cwd=office).returncode == 0
    assert (
        " ".join(run("show", "rc3", cwd=office).stdout.split()).count(
            "days set by the office, which named no source"
        )
        == 1
    )
    assert (
        run(
            "meeting", "set", "rc3", "--start", "2026-09-14", "--end", "2026-09-01", cwd=office
        ).returncode
        == 2
    )
    assert run("meeting", "set", "rc3", cwd=office).returncode == 2
    assert run("meeting", "add", "RC 4", "--name", "x", cwd=office).returncode == 2
    assert run("meeting", "add", "rc4", cwd=office).returncode == 2
    before = (office / "data" / "meetings.toml").read_text(encoding="utf-8")
    assert before.startswith("# The register of formal meetings")
    assert (
        run("apportion", "msp11", "--format", "csv", "--no-files", cwd=office).stdout
        == run("apportion", "msp11", "--format", "csv", "--no-files").stdout
    )


def test_the_data_that_came_along_become_nobodys_workspace(run: Run) -> None:
    done = run("init", cwd=ROOT)
    assert (done.returncode, "Name a folder of your own: ccmcost init office" in done.stderr) == (
        2,
        True,
    )
    assert not (ROOT / "ledger.sqlite").exists()


def test_scripts_run_works_in_the_folder_of_its_user(tmp_path: Path) -> None:
    project, office = tmp_path / "a project", tmp_path / "office"
    for folder in (project / "scripts", project / ".venv" / "bin", office):
        folder.mkdir(parents=True)
    (project / "scripts" / "run").write_bytes((ROOT / "scripts" / "run").read_bytes())
    (project / "scripts" / "set-up.sh").write_text("[ -d scripts ]\n")
    command = project / ".venv" / "bin" / "ccmcost"
    command.write_text('#!/bin/sh\necho "$PWD $*"\n')
    command.chmod(0o755)
    for words, called in (([], "apportion msp11"), (["show", "rc2"], "show rc2")):
        done = subprocess.run(
            ["sh", "../a project/scripts/run", *words],
            cwd=office,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stdout == f"{office} {called}\n"


def test_another_convention_takes_only_the_general_files(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    text = (
        (DATA / "convention.toml").read_text(encoding="utf-8").replace('id = "ccm"', 'id = "other"')
    )
    (data / "convention.toml").write_text(text, encoding="utf-8")
    done = run("apportion", "msp11")
    assert done.returncode == 1
    assert "data/meetings.toml  file-missing" in done.stderr


def test_every_command_has_help_with_an_example(run: Run) -> None:
    assert "apportion" in run("--help").stdout
    for command in COMMANDS:
        done = run(command, "--help")
        assert done.returncode == 0
        assert "ccmcost" in done.stdout
        assert "Examples:" in done.stdout or command == "meeting"
    assert run("--version").stdout.startswith("ccmcost ")


def test_completion_knows_the_meetings(run: Run) -> None:
    environment = {
        "_CCMCOST_COMPLETE": "complete_bash",
        "COMP_WORDS": "ccmcost show rc",
        "COMP_CWORD": "2",
    }
    assert run(env=environment).stdout.split() == [
        "rc1-pm1",
        "rc1-pm2",
        "rc1",
        "rc2-pm1",
        "rc2-pm2",
        "rc2",
        "rc3",
    ]


def test_the_short_way_knows_exactly_the_options_of_the_long_way() -> None:
    options = {}
    for parameter in made_command(main_job.apportion).params:
        for name in parameter.opts:
            options[name] = (
                parameter.name,
                bool(getattr(parameter, "is_flag", False)),
                bool(getattr(parameter, "multiple", False)),
            )
    known = {
        name: (each.name, each.kind is bool, each.kind == DECLARED_WORDS)
        for each in bundle_of(Options).parameters
        if isinstance(each.said, Option)
        for name in each.names
    }
    assert known == {
        name: option
        for name, option in options.items()
        if name.startswith("--") and name != "--help"
    }
    assert {"--cost", "--with", "--no-files"} <= set(known)


WORDS = st.sampled_from(
    [
        "msp11",
        "--cost",
        "100",
        "-5",
        "--cost=7",
        "--currency",
        "EUR",
        "--with",
        "CHN",
        "--with=USA",
        "--lang",
        "fr,es",
        "--state=JPN",
        "--credit",
        "--no-files",
        "--format",
        "csv",
        "--",
        "-h",
        "--rule",
        "x.toml",
        "--cos",
        "--data=",
        "--as-of",
        "2026-01-01",
        "--out",
        "o",
        "",
    ]
)


@settings(max_examples=400)
@given(st.lists(WORDS, max_size=8))
def test_both_ways_read_the_same(words: list[str]) -> None:
    """Whatever the short way accepts, the long way reads alike."""
    short = main_job.read(["apportion", *words])
    if short is None:
        return
    seen = []

    def run(options: Options) -> None:
        seen.append(options)

    made_command(main_job.apportion._replace(run=run)).main(words, standalone_mode=False)
    assert seen == [short]
