"""The sample of the goldens: what offices, treasuries and delegates do, in scenes that need nothing
of each other.

A scene is a folder and the commands that are given in it, one after the other. Days, zone, width
and names are fixed.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.golden_texts import text_of, without_hashes
from tests import ledger_life, ledger_office, letters_office
from tests.lists_maker import ALL, document

ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-02-03"
LANGUAGES = "en,fr,es,ar,ru,zh"
RULES = ("article-14-1", "article-14-1-all-parties", "article-14-1-straight", "article-14-2")
MEETINGS = (
    *(
        "msp1",
        "msp2",
        "msp3",
        "msp4",
        "msp5",
        "rc1-pm1",
        "rc1-pm2",
        "rc1",
        "msp6",
        "msp7",
        "msp8",
        "msp9",
    ),
    *("rc2-pm1", "rc2-pm2", "rc2", "msp10", "msp11", "msp12", "msp13"),
)
STATES = "JPN,DEU,TUV,SOM,HND,CHN,COK"
"""The largest, the smallest, least developed, not party, and with a notional rate,
as far as a meeting has them.
"""


class Stage:
    """The folder of a scene, and everything that was seen there."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.texts = folder, dict[str, str]()
        folder.mkdir(parents=True)
        passed = {
            key: value
            for key, value in os.environ.items()
            if key in ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP")
        }
        self.environment = passed | {
            **{
                "TZ": "UTC",
                "COLUMNS": "80",
                "LINES": "40",
                "LANG": "C.UTF-8",
                "PYTHONPATH": str(ROOT),
            },
            "CCMCOST_RECORDED_BY": "A. Clerk",
        }
        self.on(DAY)

    def on(self, day: str) -> None:
        """Set the clock."""
        self.environment["SOURCE_DATE_EPOCH"] = str(
            int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())
        )

    def file(self, name: str, content: str | bytes) -> None:
        """Put a file in place."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def __call__(self, line: str) -> None:
        """Give a command; what it said and how it ended are kept."""
        command = [sys.executable, "-m", "ccmcost", *shlex.split(line)]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        said = [f"exit {done.returncode}\n", done.stdout.decode("utf-8", "backslashreplace")]
        said += ["--- standard error\n", done.stderr.decode("utf-8", "backslashreplace")]
        key, number = f"said/{self._plain(line)}", 1
        while key in self.texts:
            number += 1
            key = f"said/{self._plain(line)} ({number})"
        self.texts[key] = self._plain(without_hashes("".join(said)))

    def _plain(self, text: str) -> str:
        return text.replace(str(self.folder), "FOLDER").replace(str(ROOT), "PROJECT")

    def keep(self) -> dict[str, str]:
        """What was said and what every file of the folder says now."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(self.folder).as_posix()
                self.texts[f"files/{name}"] = self._plain(text_of(name, path.read_bytes()))
        return self.texts


def meetings(stage: Stage, some: tuple[str, ...]) -> None:
    """Meetings in English by the default rule, with everything that a run leaves, verified."""
    for meeting in some:
        stage(f"apportion {meeting}")
        stage(f"verify reports/{meeting}")


def languages(stage: Stage, meeting: str, cost: str) -> None:
    """A meeting by each rule in all languages."""
    for rule in RULES:
        listed = stage_states(meeting, rule)
        stage(
            f"apportion {meeting} --rule {rule} --lang {LANGUAGES} --state {listed} --out {rule} "
            f"{cost}"
        )
    stage(f"page {meeting} --rules --lang ar --out page {cost}")


def stage_states(meeting: str, rule: str) -> str:
    """The States of the sample that a rule charges for a meeting."""
    from ccmcost.sharing.compute import apportion_meeting
    from ccmcost.sharing.request import Request
    from ccmcost.workspace import open_workspace

    result = apportion_meeting(open_workspace(ROOT / "data"), meeting, Request(rule=rule))
    charged = {line.code for line in result.assessment.lines}
    return ",".join(code for code in STATES.split(",") if code in charged)


def look(stage: Stage) -> None:
    """The commands that look, calculate and plan, and what they refuse."""
    stage.file(
        "parties.csv",
        "iso3,role\nJPN,state_party\nDEU,state_party\nCHN,observer_state\nTUV,state_party\n",
    )
    stage.file("low.csv", "iso3\nJPN\nDEU\nTUV\n")
    stage.file("likely.csv", "iso3,probability,basis\nCHN,0.2,news\nUSA,0.1,news\nFRA,0.9,note\n")
    stage.file("issued.csv", "iso3,amount\nJPN,500.00\nDEU,300.00\n")
    lines = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8").splitlines()
    heads = [line.lstrip("# ") for line in lines if line.startswith(("## ccmcost", "### ccmcost"))]
    for head in ("ccmcost", *heads):
        stage(f"{head.removeprefix('ccmcost').strip()} --help")
    for line in LOOKING.strip().splitlines():
        stage(line)


LOOKING = """
--version
help
help method
help nothing
nothing
meetings
meetings --format csv
meetings --format xml
show msp11
show rc3
show msp99
apportion msp11 --no-files
apportion msp11 --format csv --no-files
apportion msp11 --format json --no-files
apportion rc1 --no-files --cost 412,345.67
apportion rc1 --no-files --format json --rule article-14-1-straight
apportion rc1 --no-files --rule article-14-2
apportion msp11 --no-files --cost 68.000
apportion msp11 --no-files --cost -5
apportion msp11 --no-files --cost 500 --credit --format csv
apportion msp11 --no-files --cost 500 --currency JPY
apportion msp11 --no-files --currency XXZ
apportion msp11 --no-files --with China --without FRA,DEU
apportion msp11 --no-files --with Atlantis
apportion msp11 --no-files --state XXX
apportion msp11 --no-files --scale un-1999-2001
apportion msp11 --no-files --scale un-2019-2021
apportion msp11 --no-files --lang en,xx
apportion msp11 --no-files --rule nothing
apportion msp11 --no-files --format pdf
apportion msp11 --no-files --as-of yesterday
apportion msp11 --no-files --participants low.csv
apportion msp11 --no-files --participants absent.csv
apportion rc3 --no-files
apportion
apportion msp11 --unknown
adjust --scale un-2022-2024 --participants parties.csv --total 1000000
adjust --scale un-2022-2024 --participants parties.csv --total 1000000 --format csv
adjust --scale un-2022-2024 --participants parties.csv --total 1000000 --format json
adjust --scale un-2022-2024 --participants low.csv --total 1000 --rule article-14-1-straight
adjust --scale un-2022-2024 --participants low.csv --total 1.234
explain msp11 JPN
explain msp11 Japón
explain rc1 CHN
explain rc1 CHN --rule article-14-1-straight
explain rc1 DEU --rule article-14-1-all-parties
explain msp11 TUV --cost 1000
explain msp11 CHN
explain msp1 COK
explain msp11 Congo
verify absent
compare rc1
compare rc1 --rules article-14-1,article-14-1-straight
compare rc1 --scales un-2013-2015,un-2016-2018 --out comparison
compare msp13 --participants low.csv,parties.csv --cost 450000 --format csv
compare rc1 --rules nothing
whatif msp13 --with CHN,USA --without FRA --cost 450000
whatif msp13 --each-observer --cost 450000 --state JPN
whatif msp13 --with CHN --without CHN
forecast msp13 --probabilities likely.csv --cost 400000,450000,600000 --more-than 10000
forecast msp13 --probabilities likely.csv
budget JPN --years 2026-2027 --cost 400000,450000,600000
budget JPN --years 2027-2028 --cost 450000 --cost 2028=700000 --scale-provisional un-2025-2027
budget JPN --years 1999
calendar 2024
calendar 2024 --format csv
calendar 2024 --format ics
calendar --write
estimate msp13 --symbol CCM/MSP/2025/8 --lang en,fr,es
estimate rc2 --lang en,fr,es
estimate rc1 --lang en,fr,es
estimate rc2 --cost 450000
estimate msp13 --lang ar
page msp12 --cost 412345.67 --lang fr
page --all --out pages
report 2015 --lang en,fr
report 2023 --cost msp11=412345.67 --cost msp10=398000.00 --lang en,fr,es,ar,ru,zh
report 2010 --lang en,ar,ru
report --from 2015 --to 2017 --cost msp9=1
report 1999
chart history --states JPN,DEU,FRA
chart history --states XXX
reconcile msp11 issued.csv
reconcile msp11 issued.csv --format csv
budget JPN --years 1999 --cost 5
check
status
statement JPN
issue msp12
receive msp12 JPN 1.00 --on 2024-03-04 --reference X
settle msp12
letters msp12 --kind cover
audit-pack msp12
ledger verify
cost lines msp13
cost set msp12 --status estimate --amount 1 --source X --adopted-on 2023-11-24
"""


def bad_files(stage: Stage) -> None:
    """What is said of each bad file of the gallery."""
    gallery = ROOT / "tests" / "bad_files"
    for folder in sorted(path for path in gallery.iterdir() if path.is_dir()):
        case = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
        stage(shlex.join(each.replace("{here}", str(folder)) for each in case["args"]))


def imports(stage: Stage) -> None:
    """Accounts of documents that are taken in."""
    stage("init .")
    for number in range(24):
        made = document(number, 1, ALL)
        stage.file(f"documents/{number:02}-{made.name}", made.content)
        stage(f"import participants msp13 documents/{number:02}-{made.name} --dry-run")
    for path in (stage.folder / "documents").iterdir():
        path.unlink()
    stage.file("costs.csv", COSTS)
    stage("import costs costs.csv --meeting msp13 --dry-run")
    stage("import costs costs.csv --meeting msp13 --adopted-on 2025-01-31 --document DOC --yes")
    stage("import costs costs.csv --meeting msp13 --total 1 --dry-run")
    stage.file("scale.csv", "period,iso3,rate,basis\nun-2025-2027,JPN,6.930,x\n")
    stage("import scale scale.csv --dry-run")
    stage.file(
        "status.csv",
        "Participant,Signature,Ratification\nJapan,3 Dec 2008,14 Jul 2009\nAtlantis,,\n",
    )
    stage("import treaty-status status.csv --dry-run")
    name = "Fourteenth Meeting of States Parties"
    stage(f'meeting add msp14 --name "{name}" --city Geneva --start open')
    stage("meeting set rc3 --start 2026-09-14 --end 2026-09-18 --source LETTER")
    stage("meeting expect rc3")
    stage("show rc3")
    stage("check")
    stage("estimate rc3 --cost 300000")


COSTS = """Item,USD
Interpretation,120000.00
Documentation,80000.50
Programme support costs 13%,26000.07
Total,226000.57
"""


def year(stage: Stage) -> None:
    """A year of an office with every kind of event, and all documents that come of it."""
    stage("init .")
    stage.file("data/issuer.toml", ledger_office.ISSUER.replace("[bank]", letters_office.NAMES, 1))
    stage.file("data/contacts.csv", letters_office.CONTACTS)
    stage.file(
        "data/participants/msp12.csv", ledger_office.rows("expected", ledger_office.EXPECTED)
    )
    stage.file("data/participants/msp11.csv", ledger_office.rows("expected", ("AUS", "CUB", "SWE")))
    stage.file("opening.csv", ledger_life.OPENING)
    stage.file("bank.csv", ledger_life.BANK)
    known: dict[str, int] = {}
    decision = shlex.join(ledger_office.DECISION) + f" --lang {LANGUAGES}"
    settled = shlex.join(ledger_office.DECISION[2:]) + f" --lang {LANGUAGES}"
    for line in ledger_life.LIFE.strip().splitlines():
        if line[:2] == "20":
            stage.on(line)
            if line == "2024-05-01":
                stage.file(
                    "data/participants/msp12.csv",
                    ledger_office.rows("official", ledger_office.OFFICIAL),
                )
            if line == "2024-06-01":
                letters(stage, ("cover", "reminder1", "reminder2", "receipt"), "spring")
            continue
        stage(line.format(decision=decision, settled=settled, **known))
        for mark, name in (
            ("NOBODY", "unidentified"),
            ("MISTAKE", "mistake"),
            ("write-off", "write_off"),
        ):
            if mark in line:
                stage("ledger export last.json")
                known[name] = json.loads((stage.folder / "last.json").read_bytes())["last"]["seq"]
                (stage.folder / "last.json").unlink()
    stage.on("2025-02-01")
    letters(stage, ("cover", "reminder1", "reminder2", "credit", "receipt"), "winter")
    for line in AFTER.strip().splitlines():
        stage(line)


def letters(stage: Stage, kinds: tuple[str, ...], when: str) -> None:
    """Notes of these kinds in three languages."""
    for kind in kinds:
        stage(f"letters msp12 --kind {kind} --lang es --out letters/{when}-{kind}")


AFTER = f"""
status
status --all --as-at 2024-04-30
status --as-at 2024-12-31 --known-on 2024-05-01 --format csv
status --unidentified
status --meeting msp12 --all --write --lang {LANGUAGES}
statement AUS --write --lang {LANGUAGES}
statement CUB
statement CUB --format csv
statement JPN
calendar 2024
report 2024 --as-at 2024-12-31 --lang {LANGUAGES}
report 2024 --cost msp11=50000
audit-pack msp12
audit-pack msp12 --zip --out pack.zip
audit-pack msp11 --alone --out pack-msp11
ledger verify
ledger list
ledger export ledger.json
ledger export postings.csv
ledger journal --all --own-names --format csv
cost lines msp12
show msp12
verify reports/audit-msp12
receive msp12 AUT 1.00 --on 2030-03-10 --reference AUSTRIA
receive msp12 JPN 1.00 --on 2024-03-10 --reference JAPAN
record refund msp12 AUS 100000000.00 --on 2024-03-20 --document D --approved-by 'B. Chief'
record refund msp12 AUS 1.00 --on 2024-03-20 --document D --approved-by 'A. Clerk'
record write-off msp10 CUB 1000.00 --on 2024-03-22 --document D --approved-by 'B. Chief'
record reverse 999 --on 2024-03-25 --reason mistaken
import receipts bank.csv
import opening opening.csv --as-at 2024-01-31
"""


SCENES: dict[str, Callable[[Stage], None]] = {
    "year": year,
    "look": look,
    "languages-rc1": lambda stage: languages(stage, "rc1", ""),
    "languages-msp11": lambda stage: languages(stage, "msp11", "--cost 412345.67"),
    "languages-msp4": lambda stage: languages(stage, "msp4", "--cost 300000.01 --currency EUR"),
    "imports": imports,
    "bad-files": bad_files,
    **{
        f"meetings-{at}": (lambda stage, at=at: meetings(stage, MEETINGS[at::4])) for at in range(4)
    },  # type: ignore[misc]
}
