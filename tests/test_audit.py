"""An audit pack proves itself: every amount again from its own files, every hash, every sum,
the same bytes twice.
"""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import re
import shlex
import shutil
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ccmcost.documents.audit import bank, basis
from ccmcost.ledger.queries import Billed
from ccmcost.ledger.standing import View
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import Posting
from ccmcost.model.money import scaled_int
from tests.browser import CHROMIUM, MISSING, chromium
from tests.ledger_office import EXPECTED, OFFICIAL, Office
from tests.test_ledger_year import JUNE_AFTER, PAGE, play

pytestmark = pytest.mark.slow

HOSTILE = """<script>alert(1)</script> "><img src=x onerror=alert(2)> =cmd|'/c calc'!A1 {{ 7*7 }} \u202e"""  # noqa: E501
GROUP = ("rc2-pm1", "rc2-pm2", "rc2")


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    made = pytest.MonkeyPatch()
    yield made
    made.undo()


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Office:
    office = Office(tmp_path_factory.mktemp("year"), patch)
    play(office, PAGE.read_text(encoding="utf-8"))
    office.ok("audit-pack msp12 --as-of 2025-06-30")
    return office


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Office:
    """The Second Review Conference and its preparatory meetings, billed together, revised,
    partly paid.
    """
    office = Office(tmp_path_factory.mktemp("group"), patch)
    office.on("2020-03-01")
    for meeting, amount in zip(GROUP, ("10000.01", "20000.02", "300000.03"), strict=True):
        office.listed("expected", EXPECTED if meeting != "rc2-pm2" else EXPECTED[:3], meeting)
        office.cost(amount, meeting=meeting)
    said = office.issue("--on-expected-list", on="2020-03-01", meeting="rc2")
    assert said.code == 0, said.err
    office.ok(
        f"receive rc2 SWE 1000.00 --on 2020-02-20 --reference {shlex.quote(HOSTILE)[:400]}".replace(
            "\u202e", ""
        )
    )
    office.ok("receive rc2-pm1 SWE 12.34 --on 2020-02-21 --reference second")
    office.on("2021-10-01")
    office.listed("official", OFFICIAL, "rc2")
    said = office.issue(
        "--on-expected-list", "--credit-absent-parties", on="2021-10-01", meeting="rc2"
    )
    assert said.code == 0, said.err
    office.ok("audit-pack rc2 --as-of 2021-10-01")
    return office


@pytest.fixture(params=["year", "group"])
def packed(request: pytest.FixtureRequest) -> tuple[Office, Path]:
    office = request.getfixturevalue(request.param)
    office.patch.chdir(office.folder)
    return office, office.folder / "reports" / (
        "audit-msp12" if request.param == "year" else "audit-rc2"
    )


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def cents(text: str) -> int:
    minor = scaled_int(text, 2)
    assert minor is not None
    return minor


def commands(folder: Path) -> list[tuple[str, str]]:
    """The commands that the index prints, each with the file that it must print."""
    text = (folder / "index.html").read_text(encoding="utf-8")
    found = re.findall(
        r"<pre>(ccmcost adjust .*?)</pre>\s*<p class=\"note\">[\w ]+ <a [^>]*>(.*?)</a>",
        text,
    )
    return [(html.unescape(re.sub("<.*?>", "", command)), file) for command, file in found]


def test_every_amount_again_from_the_pack_alone(
    packed: tuple[Office, Path], tmp_path: Path
) -> None:
    office, folder = packed
    alone = tmp_path / "elsewhere" / "pack"
    shutil.copytree(folder, alone)
    office.patch.chdir(alone)
    register = table(alone / "notices" / "register.csv")
    issues = [(row["event"], row["meeting"]) for row in table(alone / "decisions.csv")]
    assert len(commands(alone)) == len(issues) >= 4
    for (event, meeting), (command, file) in zip(issues, commands(alone), strict=True):
        said = office(*shlex.split(command)[1:])
        assert said.code == 0, said.err
        assert said.out.encode() == (alone / file).read_bytes()
        billed: dict[str, int] = {}
        for row in register:
            if row["meeting"] == meeting and int(row["event"]) <= int(event):
                billed[row["iso3"]] = billed.get(row["iso3"], 0) + cents(row["amount"])
        again = {row["iso3"]: cents(row["amount"]) for row in csv.DictReader(io.StringIO(said.out))}
        assert {code: amount for code, amount in billed.items() if amount} == again


def test_every_hash(packed: tuple[Office, Path]) -> None:
    office, folder = packed
    files = content(folder)
    manifest = json.loads(files.pop("manifest.json"))
    assert {each["path"]: (each["bytes"], each["sha256"]) for each in manifest["outputs"]} == {
        name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()
    }
    assert f"{len(files)} files are as the manifest says" in office.ok(f"verify {folder}")
    assert f"<dd>{len(files)}, each with its SHA-256" in files["index.html"].decode()
    for row in table(folder / "notices" / "documents.csv"):
        assert hashlib.sha256(files[row["file"]]).hexdigest() == row["sha256"]
    chain = table(folder / "ledger" / "chain.csv")
    assert (
        chain[0]["previous"] == "0" * 64 and chain[-1]["sha256"] == manifest["ledger"]["last_hash"]
    )
    assert [row["previous"] for row in chain[1:]] == [row["sha256"] for row in chain[:-1]]
    hashes = {int(row["event"]): row for row in chain}
    for row in table(folder / "approvals.csv"):
        text = files[f"ledger/events/{int(row['event']):06d}.json"]
        assert (
            hashlib.sha256(text).hexdigest() == row["sha256"] == hashes[int(row["event"])]["sha256"]
        )
        assert json.loads(text)[-1] == hashes[int(row["event"])]["previous"]
    office.ok(f"ledger verify --head {manifest['ledger']['last_hash']}")
    for row in table(folder / "sources.csv"):
        if row["in_this_pack"] == "as at issue":
            assert hashlib.sha256(files[row["file"]]).hexdigest() == row["sha256"]


def test_totals_tie_to_the_ledger(packed: tuple[Office, Path]) -> None:
    office, folder = packed
    register, balances = (
        table(folder / "notices" / "register.csv"),
        table(folder / "bank" / "balances.csv"),
    )
    costs = {row["meeting"]: cents(row["cost"]) for row in table(folder / "decisions.csv")}
    for meeting, cost in costs.items():
        assert sum(cents(row["amount"]) for row in register if row["meeting"] == meeting) == cost
        received = [r for r in table(folder / "bank" / "receipts.csv") if r["meeting"] == meeting]
        own = [row for row in balances if row["meeting"] == meeting]
        assert sum(cents(row["amount"]) for row in received) == -sum(
            cents(row["received"]) for row in own
        )
    status = {
        (row["iso3"], row["meeting"]): cents(row["outstanding"]) - cents(row["credit"])
        for row in csv.DictReader(io.StringIO(office.ok("status --format csv --as-at 2030-12-31")))
        if row["meeting"] in costs
    }
    assert {(row["iso3"], row["meeting"]): cents(row["balance"]) for row in balances} == status
    movements: dict[tuple[str, str], int] = {}
    for row in table(folder / "ledger" / "postings.csv"):
        key = (row["iso3"], row["meeting"])
        movements[key] = movements.get(key, 0) + cents(row["amount"])
    assert movements == status


def test_the_worked_year_by_hand(year: Office) -> None:
    folder = year.folder / "reports" / "audit-msp12"
    found = {row["iso3"]: row for row in table(folder / "bank" / "balances.csv")}
    for (code, meeting), (
        assessed,
        adjusted,
        received,
        _,
        outstanding,
        credit,
    ) in JUNE_AFTER.items():
        if meeting == "msp12":
            row = found[code]
            assert (row["assessed"], row["adjusted"]) == (assessed, adjusted)
            assert cents(row["received"]) == -cents(received)
            assert cents(row["balance"]) == cents(outstanding) - cents(credit)
    others = [
        (row["kind"], row["iso3"], row["amount"]) for row in table(folder / "bank" / "others.csv")
    ]
    assert others == [
        ("bank charge", "CUB", "-25.00"),
        ("refund", "AUS", "211100.00"),
        ("refund", "AUT", "68000.00"),
        ("apply credit", "CUB", "50.00"),  # 50.00 of the credit pays msp11
        ("write off", "EGY", "-15.00"),
    ]
    decisions = table(folder / "decisions.csv")
    assert [
        (row["event"], row["decision"], row["paragraph"], row["cost"], row["approved_by"])
        for row in decisions
    ] == [
        ("5", "CCM/MSP/2023/9", "para. 41", "400000.00", "B. Chief"),
        ("21", "CCM/MSP/2023/9", "para. 41", "400000.00", "B. Chief"),
        ("23", "CCM/MSP/2024/9", "para. 30", "450000.00", "B. Chief"),
        ("26", "CCM/MSP/2024/9", "para. 30", "425000.00", "B. Chief"),
    ]
    page = (folder / "index.html").read_text(encoding="utf-8")
    # Australia: 85.00 for a thousandth, times 2,111
    assert "425,000.00 × 2.111 ÷ 5.000 = 179,435.00</p>" in page
    events = [row["kind"] for row in table(folder / "approvals.csv")]
    assert {
        "issue",
        "receipt",
        "identify",
        "reverse",
        "refund",
        "write off",
        "apply credit",
        "payment plan",
    } <= set(events)
    assert "opening" not in events  # bills of another meeting
    lists = table(folder / "lists.csv")
    assert [row["status"] for row in lists] == ["expected", "official", "official", "official"]
    assert lists[0]["remark"].endswith("issues/000005/msp12/participants.csv")


def test_a_pocket_amount_with_a_residual_unit_or_another_share(group: Office) -> None:
    page = (group.folder / "reports" / "audit-rc2" / "index.html").read_text(encoding="utf-8")
    shown = re.findall(
        r'<p class="pocket">([\d,.]+) × ([\d.]+) ÷ ([\d.]+) = ([\d,.]+?)(?:\.\.\.)?</p>', page
    )
    assert len(shown) == len(GROUP)
    for cost, rate, whole, exact in shown:
        thousandths = [cents(cost.replace(",", "")), scaled_int(rate, 3), scaled_int(whole, 3)]
        assert all(thousandths)
        ten_thousandths = thousandths[0] * thousandths[1] * 10_000 // thousandths[2]
        assert scaled_int(exact.replace(",", ""), 6) == ten_thousandths


RULES = {
    "article-14-1-straight": "",
    "article-14-1-all-parties": "",
    "odd.toml": """id = "odd"
title = "fixed, limited and rounded shares"
legal_source = "a decision"
liable = "participants"
states_not_party = "pooled"
residual = "largest_remainder"
ceiling = "40"
floor = "2"
limits = "iterated"
share_decimals = 3
share_residual = "largest_shares"
unit = "1"
[fixed]
EUU = "2.5"
""",
}


@pytest.mark.parametrize("rule", RULES)
def test_every_kind_of_rule_is_computed_again(
    rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "office", monkeypatch)
    office.listed("official", (*OFFICIAL, "JPN"))
    if RULES[rule]:
        (office.folder / rule).write_text(RULES[rule], encoding="utf-8")
        listed = office.folder / "data" / "participants" / "msp12.csv"
        with listed.open("a", encoding="utf-8") as stream:
            stream.write("EUU,organization,official,test,test,DOC,,,\n")
    office.cost("412345.00")
    order = (
        "--rule",
        rule,
        "--adopted-by",
        "DOC, para. 1",
        "--approved-by",
        "B. Chief",
        "--issued-on",
        "2024-02-01",
    )
    said = office("issue", "msp12", *order, "--pay-by", "2024-05-01")
    assert said.code == 0, said.err
    # the ledger holds the rule; the file is no longer needed
    (office.folder / rule).unlink(missing_ok=True)
    assert "1 of 1 assessments recalculated" in office.ok("audit-pack msp12")
    folder = office.folder / "reports" / "audit-msp12"
    register = table(folder / "notices" / "register.csv")
    assert sum(cents(row["amount"]) for row in register) == 41_234_500
    page = (folder / "index.html").read_text(encoding="utf-8")
    keyed = re.search(r'<p class="pocket">([\d,.]+) × ([\d.]+) ÷ ([\d.]+) = ', page)
    assert keyed is not None and ("." in keyed[2]) == (rule == "article-14-1-all-parties")
    office.patch.chdir(folder)
    ((command, file),) = commands(folder)
    assert office(*shlex.split(command)[1:]).out.encode() == (folder / file).read_bytes()


def test_the_same_bytes_twice_as_folder_and_as_zip(packed: tuple[Office, Path]) -> None:
    office, folder = packed
    name, as_of = (
        folder.name.removeprefix("audit-"),
        json.loads((folder / "manifest.json").read_text())["as_of"],
    )
    first = content(folder)
    office.patch.setenv("SOURCE_DATE_EPOCH", "2000000000")
    office.ok(f"audit-pack {name} --as-of {as_of}")
    assert content(folder) == first
    office.ok(f"audit-pack {name} --zip --as-of {as_of}")
    archive = (folder.parent / f"{folder.name}.zip").read_bytes()
    office.ok(f"audit-pack {name} --zip --as-of {as_of} --out twice.zip")
    assert (office.folder / "twice.zip").read_bytes() == archive
    office.refused("verify twice.zip", "Unpack it, then verify the folder")
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.namelist() == sorted(first)
        assert {name: opened.read(name) for name in opened.namelist()} == first
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


class Tags(HTMLParser):
    """The tags of a page, what its links lead to, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links.update(value or "" for name, value in attrs if name in ("href", "src"))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_index_is_one_page_without_script_and_hostile_text_stays_text(group: Office) -> None:
    folder = group.folder / "reports" / "audit-rc2"
    page = Tags()
    page.feed((folder / "index.html").read_text(encoding="utf-8"))
    assert not {"script", "img", "iframe", "object", "form", "link"} & page.tags
    assert (
        not {name for name in page.attributes if name.startswith("on")}
        and "style" not in page.attributes
    )
    assert (
        HOSTILE.replace("\u202e", "").split("{{")[0].strip() in page.text
        and "{{ 7*7 }}" in page.text
    )
    assert "default-src 'none'" in (folder / "index.html").read_text(encoding="utf-8")
    for link in page.links:
        assert link.startswith("#") or (folder / link).is_file(), link
    receipts = table(folder / "bank" / "receipts.csv")
    assert receipts[0]["reference"].startswith("<script>alert(1)</script>")


def test_hostile_names_of_meeting_and_decision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "office", monkeypatch)
    register = office.folder / "data" / "meetings.toml"
    text = register.read_text(encoding="utf-8")
    # hidden characters are refused where data are read
    name = json.dumps(HOSTILE.replace("\u202e", ""))
    register.write_text(
        text.replace('en = "Twelfth Meeting of States Parties"', f"en = {name}"), encoding="utf-8"
    )
    office.cost("400000.00")
    decision = (
        "--adopted-by",
        "<b>DOC</b>, <i>para</i> 1",
        "--approved-by",
        "<u>B. Chief</u>",
        "--rule",
        "article-14-1",
    )
    order = (
        "issue",
        "msp12",
        *decision,
        "--issued-on",
        "2024-02-01",
        "--pay-by",
        "2024-05-01",
        "--on-expected-list",
    )
    said = office(*order)
    assert said.code in (0, 1), said.err
    if said.code:  # a name that no font can set is refused before anything is issued
        register.write_text(
            text.replace("Twelfth Meeting of States Parties", "<script>x</script>"),
            encoding="utf-8",
        )
        said = office(
            "issue",
            "msp12",
            *decision,
            "--issued-on",
            "2024-02-01",
            "--pay-by",
            "2024-05-01",
            "--on-expected-list",
        )
        assert said.code == 0, said.err
    office.ok("audit-pack msp12")
    page = Tags()
    page.feed(
        (office.folder / "reports" / "audit-msp12" / "index.html").read_text(encoding="utf-8")
    )
    assert not {"script", "b", "i", "u", "img"} & page.tags
    assert "<b>DOC</b>" in page.text and "<u>B. Chief</u>" in page.text and "<script>" in page.text


def test_one_meeting_of_a_group_and_money_nobody_could_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "office", monkeypatch)
    office.listed("expected", EXPECTED, "rc2-pm1")
    office.cost("10000.00", meeting="rc2-pm1")
    assert office.issue("--on-expected-list", meeting="rc2-pm1").code == 0
    (office.folder / "bank.csv").write_text(
        "statement,line,value_date,amount,currency,reference,iso3,meeting,part,original_currency,original_amount,rate,"
        "rate_date,rate_source\n"
        "2024/01,1,2024-01-05,77.00,USD,NO NAME,,,,,,,,\n"
        "2024/01,2,2024-01-06,108.50,USD,SWEDEN,SWE,rc2-pm1,,EUR,100.00,1.0850,2024-01-06,UN "
        "rate\n",
        encoding="utf-8",
    )
    office.ok("import receipts bank.csv")
    office.ok(
        "record exchange-difference rc2-pm1 SWE 1.50 --on 2024-02-01 --document advice "
        "--original EUR "
        '--original-amount 100.00 --rate 1.1000 --rate-date 2024-01-06 --source "UN rate"'
    )
    said = office("audit-pack", "rc2")
    assert (
        said.code == 0
        and "No notices have been issued for rc2-pm2." in said.err
        and "No notices have been issued for rc2." in said.err
    )
    folder = office.folder / "reports" / "audit-rc2"
    assert "No notices have been issued for rc2-pm2." in (folder / "index.html").read_text(
        encoding="utf-8"
    )
    assert [
        (row["reference"], row["amount"]) for row in table(folder / "bank" / "unidentified.csv")
    ] == [("NO NAME", "77.00")]
    receipts = table(folder / "bank" / "receipts.csv")
    assert [(row["meeting"], row["amount"], row["sent"], row["rate"]) for row in receipts] == [
        ("unidentified", "77.00", "", ""),
        ("rc2-pm1", "108.50", "EUR 100.00", "1.0850"),
    ]
    (sweden,) = [row for row in table(folder / "bank" / "balances.csv") if row["iso3"] == "SWE"]
    assert (sweden["received"], sweden["exchange"]) == ("-108.50", "-1.50")
    (moved,) = table(folder / "bank" / "others.csv")
    assert (moved["kind"], moved["amount"], moved["sent"], moved["rate"]) == (
        *("exchange difference", "-1.50", "EUR 100.00", "1.1000"),
    )
    office.refused("audit-pack rc2 --alone", "No notices have been issued for rc2.")
    office.ok("audit-pack rc2-pm1 --zip")


def test_nothing_to_audit_says_what_is_missing_and_writes_nothing(year: Office) -> None:
    year.patch.chdir(year.folder)
    before = sorted(content(year.folder))
    year.refused(
        "audit-pack msp13",
        "there is nothing to audit yet.\nNo notices have been issued for msp13. Missing: "
        "an adopted cost",
    )
    year.refused(
        "audit-pack rc3",
        "Missing: an opening day; an adopted cost (ccmcost cost set rc3); an official list",
    )
    year.refused("audit-pack msp11", "bills were carried over into the ledger")
    year.refused("audit-pack msp99", "msp99")
    assert sorted(content(year.folder)) == before


def test_a_changed_document_or_ledger_stops_the_pack(year: Office, tmp_path: Path) -> None:
    copy = tmp_path / "office"
    shutil.copytree(year.folder, copy)
    shutil.rmtree(copy / "reports")
    year.patch.chdir(copy)
    document = copy / "notices" / "2024" / "CCM-AN-2024-0003-CUB-en.pdf"
    document.write_bytes(document.read_bytes() + b" ")
    said = year("audit-pack", "msp12")
    assert (
        said.code == 1
        and "is not the one that was issued" in said.err
        and not (copy / "reports").exists()
    )
    year.patch.chdir(year.folder)


def test_a_scale_that_changed_since_is_told_and_not_passed_over(
    year: Office, tmp_path: Path
) -> None:
    copy = tmp_path / "office"
    shutil.copytree(year.folder, copy)
    year.patch.chdir(copy)
    scale = copy / "data" / "un_scale" / "un-2022-2024.csv"
    text = scale.read_text(encoding="utf-8")
    swapped = text.replace("AUS,Australia,2.111", "AUS,Australia,2.112").replace(
        "JPN,Japan,8.033", "JPN,Japan,8.032"
    )
    assert swapped.count("2.112") == 1 and swapped != text
    scale.write_text(swapped, encoding="utf-8")
    said = year("audit-pack", "msp12")
    assert said.code == 0
    assert "0 of 4 assessments recalculated" in said.out
    assert "changed since the issue or no longer available: un_scale/un-2022-2024.csv" in said.err
    page = (copy / "reports" / "audit-msp12" / "index.html").read_text(encoding="utf-8")
    assert (
        "do not give the issued amounts exactly" in page
        and "recalculated from these files" not in page
    )
    year.patch.chdir(year.folder)


def test_amounts_that_do_not_follow_stop_the_pack(
    year: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    year.patch.chdir(year.folder)
    before = content(year.folder)
    true = basis._computed

    def off_by_a_cent(billed: Billed, root: Path) -> object:
        cost = billed.part.cost._replace(amount=billed.part.cost.amount + 1)
        return true(billed._replace(part=billed.part._replace(cost=cost)), root)

    monkeypatch.setattr(basis, "_computed", off_by_a_cent)
    said = year("audit-pack", "msp12")
    assert said.code == 3 and "do not give its issued amounts" in said.err
    assert content(year.folder) == before


@pytest.mark.parametrize("account", ["assessed", "received", "bank_charge"])
def test_a_posting_that_is_not_found_stops_the_pack(
    year: Office, monkeypatch: pytest.MonkeyPatch, account: str
) -> None:
    """Each sum is found in two ways: without one posting they differ."""
    year.patch.chdir(year.folder)
    before = content(year.folder)
    true = bank.postings

    def one_less(ledger: Ledger, view: View) -> list[Posting]:
        found = true(ledger, view)
        found.remove(next(posting for posting in found if posting.account == account))
        return found

    monkeypatch.setattr(bank, "postings", one_less)
    said = year("audit-pack", "msp12")
    assert said.code == 3 and "the audit pack was not written" in said.err
    assert content(year.folder) == before


def test_a_folder_of_another_command_is_left_alone(year: Office) -> None:
    year.patch.chdir(year.folder)
    year.ok("calendar 2024 --out somewhere")
    year.refused("audit-pack msp12 --out somewhere", "holds the files of another command")
    (year.folder / "dir.zip").mkdir()
    year.refused("audit-pack msp12 --zip --out dir.zip", "is a folder")


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
def test_the_index_in_a_browser(packed: tuple[Office, Path]) -> None:
    """Nothing is fetched or refused, nothing is cut off, and the rules of accessible pages hold."""
    from axe_playwright_python.sync_playwright import Axe

    _, folder = packed
    with chromium() as browser:
        strict = browser.new_page(viewport={"width": 1100, "height": 900})
        told: list[str] = []
        strict.on("console", lambda message: told.append(message.text))
        strict.on("request", lambda request: told.append(request.url))
        strict.goto((folder / "index.html").as_uri())
        assert told == [(folder / "index.html").as_uri()]
        for width in (1100, 360):
            strict.set_viewport_size({"width": width, "height": 900})
            assert strict.evaluate("document.documentElement.scrollWidth") <= width, (
                "wide tables scroll, the page does not"
            )
        # the policy would keep the tool out as well
        page = browser.new_context(bypass_csp=True).new_page()
        page.goto((folder / "index.html").as_uri())
        assert Axe().run(page).response["violations"] == []
