"""The office of a made-up convention, and its year: every command, and all that it writes.

`YEAR` is one line a command; a line "# DATE" sets the clock. A new command needs a line here, and
one of `PRINTED` if it prints data.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest

from ccmcost.cli.reference import leaves
from tests.ledger_office import said_by
from tests.machine import Station, linked, state
from tests.test_intake_figures import resolution

HERE = Path(__file__).resolve().parent / "second_convention"
ANSWERS = (
    "names.en=Treaty on the Flight of Kites",
    "prefix=KITE",
    "cost_article.number=23",
    "cost_article.title=Expenses",
    "cost_article.source=Register of Kites, vol. 1",
    "cost_article=4: The expenses shall be shared among those that attend.",
    "entry_into_force.article=31",
    "entry_into_force.first=20 March 2015",
    "entry_into_force.days=90",
    "treaty_status.source=Register of the Kite Depositary",
    "meeting_kinds=asm; Assembly; art. 23(4)",
    "meeting_kinds=kday; Kite Day; art. 23(4)",
    "liable=all_parties",
    "states_not_party=pooled",
)
"""What `init` asks of a convention, for one that begins as this one does."""
CLERK = '--recorded-by "A. Clerk"'
BY = f'{CLERK} --approved-by "B. Chief"'
DECISION = f'--adopted-by "KITE/9, para. 3" --issued-on 2023-02-01 --pay-by 2023-05-01 {BY}'

YEAR = f"""
# 2023-01-09
init
help
check
doctor
meetings
show asm1
show asm2
show kday1
show asm4
apportion asm1 --lang en,fr,es,ar,ru
apportion asm2 --cost 412345 --currency USD --rule straight-23 --out given
apportion asm1 --format json --no-files
adjust --scale un-2022-2024 --participants bare.csv --total 1000000 --rule pooled-23
explain asm1 JPN
explain asm1 CHN --rule straight-23
chart history
compare asm1 --out compared
whatif asm1 --with USA --without FRA --out whatif
whatif asm1 --each-observer --out each
forecast asm3 --probabilities likely.csv --cost 4000,5000,6000 --trials 2000 --out forecast
budget JPN --years 2025-2026 --cost 4000,5000,6000 --lang fr --out budget
page asm1 --rules
page --all
report 2022
calendar
calendar 2023 --write
verify reports/asm1
meeting add asm5 --name "Fifth Assembly" --city Suva --start open
meeting set asm5 --start 2027-05-10 --end 2027-05-12 --source KITE/LETTER/12
meeting expect asm5
import participants asm2 present.csv --document KITE/5 --states 6 --yes
import scale ../official/resolution.pdf --dry-run
import treaty-status data/treaty_status.csv --source "Register of the Kite Depositary" --dry-run
import costs estimate.csv --meeting asm3 --document KITE/8 --yes
cost lines asm3
import opening opening.csv --as-at 2022-12-31
cost set asm2 --status estimate --amount 41234.50 --source KITE/6 --adopted-on 2022-12-01
apportion asm2 --lang es --state JPN,DEU
estimate asm2 --lang en,fr,es
estimate asm3 --lang es
estimate kday1 --symbol KITE/6/ADD.1
# 2023-02-01
issue asm2 --rule pooled-23 {DECISION} --lang en,fr
issue asm2 --rule pooled-23 {DECISION}
letters asm2 --kind cover --lang en,fr,es
# 2023-03-10
receive asm2 JPN 100.00 --on 2023-03-06 --reference "KITE-ASM2-JPN"
import receipts bank.csv
record unidentified 50.00 --on 2023-03-06 --reference "NO NAME"
match
next
record identify 9 BRA asm2 --document LETTER-12
record bank-charge asm2 JPN 2.00 --on 2023-03-07 --document ADVICE-3
record exchange-difference asm2 JPN 1.00 --on 2023-03-07 --original USD --original-amount 111.10 --rate 1.1000 \
 --rate-date 2023-03-07 --source "rate of the bank" --document ADVICE-4
record reverse 11 --on 2023-03-08 --reason "wrong State"
record erp-number KITE-AN-2023-0001 5100017
record refund asm2 FJI 40.00 --on 2023-03-09 --document LETTER-13 {BY}
record write-off asm1 KEN 5 --on 2023-03-09 --document KITE/10 {BY}
record payment-plan asm2 DEU --on 2023-03-10 --until 2024-06-30 --document LETTER-14
record apply-credit asm2 FJI 5.00 --choice leave --on 2023-03-10 --document LETTER-15 {BY}
status --as-at 2023-12-31 --all --write --lang en,ar
statement JPN --write --lang en,ar
state JPN --as-at 2024-12-31 --write --lang en,ar
reconcile asm2 issued.csv
report 2023 --lang en,fr,ar
calendar --write
ledger journal
ledger journal --hand-over --own-names
audit-pack asm2
audit-pack asm2 --zip --out pack.zip
letters asm2 --kind reminder1 --lang en,fr --as-of 2023-06-01
letters asm2 --kind reminder2 --lang es --as-of 2023-07-01
letters asm2 --kind receipt --lang en,es --as-of 2023-07-01
# 2024-02-01
cost set asm2 --status actual --amount 40000.00 --source KITE/14 --adopted-on 2024-01-15
settle asm2 {DECISION.replace("2023", "2024")} --lang en,ru
status --as-at 2024-12-31
letters asm2 --kind credit --lang en
letters --templates
ledger list --state JPN
ledger verify
ledger export ledger.json
ledger backup ledger-copy.sqlite
cost set asm2 --status actual --amount 39900.00 --source KITE/15 --adopted-on 2024-01-20
settle asm2 {DECISION.replace("2023", "2024").replace(BY, CLERK)} --prepare
approve asm2 --reference "approval sheet of 1 February 2024" {BY}
check
"""  # noqa: E501

PRINTED = """
meetings --format csv
apportion asm1 --format csv --no-files
adjust --scale un-2022-2024 --participants bare.csv --total 1000000 --rule pooled-23 --format csv
adjust --scale un-2022-2024 --participants bare.csv --total 1000000 --rule pooled-23 --format json
compare asm1 --format csv
compare asm1 --format json
whatif asm1 --with USA --without FRA --format csv
whatif asm1 --with USA --without FRA --format json
whatif asm1 --each-observer --format json
whatif asm1 --each-observer --state JPN --format csv
forecast asm3 --probabilities likely.csv --cost 4000,5000,6000 --trials 2000 --more-than 500 --format csv
forecast asm3 --probabilities likely.csv --cost 4000,5000,6000 --trials 2000 --more-than 500 --format json
budget JPN --years 2025-2026 --cost 4000,5000,6000 --format csv
budget JPN --years 2025-2026 --cost 4000,5000,6000 --format json
calendar --format csv
status --all --format csv
statement JPN --format csv
state JPN --format csv
reconcile asm2 issued.csv --format csv
ledger list --format csv
ledger list --format json
ledger journal --all --own-names --format csv
ledger export postings.csv
import opening older.csv --as-at 2022-12-31
report 2023 --as-at 2024-12-31 --out late-annual
import participants asm5 named.csv --document KITE/15 --alias "Land of Kites=BRA" --states 3 --yes
ledger journal --hand-over --own-names --out copies
"""  # noqa: E501

MISTAKES = """
apportion asm9
apportion asm4
meeting add Bad! --name X --start open
issue asm2 --rule pooled-23 --adopted-by nothing --issued-on 2024-02-01 --pay-by 2024-05-01 --approved-by B
chart history --kind nothing
apportion asm1 --rule nothing
show nothing
"""  # noqa: E501

FILES = {
    "data/contacts.csv": "iso3,mission,email,language\nJPN,Permanent Mission of "
    "Japan,japan@example.org,\n",
    "bare.csv": "iso3\nBRA\nJPN\nFRA\n",
    "likely.csv": "iso3,probability,basis\nNZL,0.25,desk\nFRA,0.9,desk\n",
    "present.csv": "iso3,role\nBRA,state_party\nCOK,state_party\nDEU,state_party\nFJI,state_party\n"
    "JPN,state_party\n"
    "NZL,signatory\n",
    "named.csv": "State\nJapan\nLand of Kites\nGermany\n",
    "estimate.csv": "item,kind,amount\nHall,conference_servicing,4000\nKites,other,1000\n"
    "Total,,5000\n",
    "opening.csv": "iso3,meeting,external_number,issued_on,requested_by,assessed,received,source,currency\n"  # noqa: E501
    "KEN,asm1,ERP-1,2022-02-01,2022-04-01,16,0,aged list,JPY\n"
    "JPN,asm1,ERP-2,2022-02-01,2022-04-01,4318,4318,aged list,JPY\n",
    "older.csv": "iso3,meeting,external_number,issued_on,requested_by,assessed,received,source,currency\n"  # noqa: E501
    "FRA,kday1,ERP-3,2020-02-01,2020-04-01,100.00,0.00,aged list,EUR\n",
    "bank.csv": "statement,line,value_date,amount,currency,reference,iso3,meeting,part\n"
    "2023/03,1,2023-03-06,60.00,EUR,FIJI KITE-ASM2-FJI,FJI,asm2,\n"
    "2023/03,2,2023-03-06,7.00,EUR,ELSEWHERE,,other convention,\n",
    "issued.csv": "iso3,amount\nBRA,4000.00\nJPN,16000.00\n",
}


class Written(NamedTuple):
    """A CSV or JSON that a command wrote or printed. `path` is relative to the office; what a PDF,
    a page or a ZIP file carries stands below it. What was printed has its line as its path.
    """

    command: str
    path: str
    content: bytes


class Kites(NamedTuple):
    """The folder, what each command printed, the data that it left, and the folder before each line
    that changed it.
    """

    folder: Path
    printed: dict[str, str]
    written: list[Written]
    stations: list[Station]


def year(folder: Path) -> Kites:
    """The office after its year, its mistakes, and what it can print besides."""
    shutil.copytree(HERE / "data", folder / "data")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    official = folder.parent / "official"
    official.mkdir()
    resolution(official / "resolution.pdf")
    made = Kites(folder, {}, [], [])
    known, before = _files(folder), state(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("CCMCOST_DATA", raising=False)
        patch.setenv("CCMCOST_RECORDED_BY", "A. Clerk")
        lines = f"{YEAR}{PRINTED}".replace("\\\n", "").strip().splitlines()
        for line in filter(None, lines):
            if line.startswith("# "):
                moment = datetime.fromisoformat(line[2:]).replace(tzinfo=UTC)
                patch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
                continue
            kept = linked(folder, folder.parent / "stations" / f"{len(made.printed)}")
            said = said_by(*shlex.split(line))
            assert said.code == 0, f"{line}: {said.out}{said.err}"
            after = state(folder)
            if after == before:
                shutil.rmtree(kept)
            else:
                epoch = os.environ["SOURCE_DATE_EPOCH"]
                made.stations.append(Station(line, epoch, kept, before, after))
                before = after
            made.printed[line] = said.out + said.err
            command = command_of(line)
            if re.search("--format (csv|json)", line):
                content = said.out.encode()
                made.written.append(Written(command, line, content))
            now = _files(folder)
            for path in sorted(path for path, stamp in now.items() if known.get(path) != stamp):
                name = path.relative_to(folder).as_posix()
                found = data_in(name, path.read_bytes())
                made.written.extend(Written(command, *each) for each in found)
            known = now
        for line in MISTAKES.strip().splitlines():
            said = said_by(*shlex.split(line))
            assert said.code in (1, 2), f"{line}: {said.out}"
            made.printed[line] = said.out + said.err
    return made


def command_of(line: str) -> str:
    """The command that a line calls: `ledger journal`."""
    return next(each for each in _commands() if f"{line} ".startswith(f"{each} "))


@cache
def _commands() -> list[str]:
    """All commands, the longest names first."""
    return sorted(leaves(), key=len, reverse=True)


def _files(folder: Path) -> dict[Path, tuple[int, int]]:
    """The files of a folder, each with the time and the size that it has."""
    found = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return {path: (stat.st_mtime_ns, stat.st_size) for path, stat in found}


def data_in(path: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The CSV and JSON that a file is or carries, each with its path."""
    if path.endswith((".csv", ".json")):
        yield path, content
    elif path.endswith(".pdf"):
        document = pypdfium2.PdfDocument(content)
        for place in range(document.count_attachments()):
            attachment = document.get_attachment(place)
            yield f"{path}/{attachment.get_name()}", bytes(attachment.get_data())
    elif path.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            for name in pack.namelist():  # its PDF files lie in notices/ as well
                if not name.endswith(".pdf"):
                    yield from data_in(f"{path}/{name}", pack.read(name))
    elif path.endswith(".html"):
        for block in re.findall(rb'<script type="application/json".*?>(.*?)</script>', content):
            yield f"{path}/data", block
