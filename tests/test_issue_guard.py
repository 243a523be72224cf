"""A ledger restored from a backup gives no number twice and replaces no notice;
before each issue a backup is made.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ccmcost.desk import issue as issue_guard
from ccmcost.ledger.store import Ledger
from tests.ledger_office import Office


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office that issued to three States on its first day."""
    made = Office(tmp_path, monkeypatch)
    made.listed("official", ("AUS", "AUT", "CUB"))
    made.cost("288500.00")
    assert made.issue().code == 0
    return made


def notices(office: Office) -> dict[str, bytes]:
    found = (path for path in sorted((office.folder / "notices").rglob("*")) if path.is_file())
    return {path.relative_to(office.folder).as_posix(): path.read_bytes() for path in found}


def test_a_restored_ledger_gives_no_number_again(office: Office) -> None:
    office.ok("ledger backup ../old.sqlite")
    office.cost("577000.00", "revised_estimate")
    office.on("2024-03-01")
    assert office.issue(on="2024-03-01").code == 0
    shutil.copy(office.folder / "ledger.sqlite", office.folder.parent / "new.sqlite")
    sent = notices(office)
    shutil.copy(office.folder.parent / "old.sqlite", office.folder / "ledger.sqlite")
    office.cost("865500.00", "revised_estimate")
    issue = (
        "issue msp12 --rule article-14-1 --adopted-by 'D, 2' --issued-on 2024-03-01 --pay-by "
        "2025-01-01 --approved-by B"
    )
    office.refused(
        issue,
        "CCM-AN-2024-0004-AUS-en.pdf and 3 more bear notice numbers that this ledger has not given",
    )
    said = office(
        *("issue", "msp12", "--rule", "article-14-1", "--adopted-by", "D, 2", "--approved-by", "B"),
        *("--issued-on", "2024-03-01", "--pay-by", "2025-01-01"),
    )
    assert (
        "backups/ holds a backup from before each issue" in said.err
        and "set them aside" in said.err
    )
    assert notices(office) == sent
    for name in sent:
        if any(f"-{number:04d}-" in name for number in (4, 5, 6)):
            (office.folder / name).rename(office.folder.parent / Path(name).name)
    office.ok(issue)
    office.ok("ledger verify")


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("2024/CCM-AN-2024-0004-AUS-en.pdf", True),
        ("2024/scans/signed ccm-an-2024-0004.pdf", True),
        ("CCM-AN-2023-0001.eml", True),
        ("2025/CCM-AN-2025-10000-AUS-fr.pdf", True),
        ("2024/CCM-AN-2024-0001 and CCM-AN-2024-0009.zip", True),
        ("2024/CCM-AN-2024-0001-AUS-en signed.pdf", False),
        ("2024/mail of 3 March.eml", False),
        ("2024/XCCM-AN-2024-0009.pdf", False),
    ],
)
def test_a_file_with_an_unknown_number_stops_an_issue_and_other_files_are_left(
    office: Office, name: str, refused: bool
) -> None:
    path = office.folder / "notices" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("scan")
    office.cost("577000.00", "revised_estimate")
    line = (
        "issue msp12 --rule article-14-1 --adopted-by 'D, 2' --issued-on 2024-02-02 --pay-by "
        "2025-01-01 --approved-by B"
    )
    office.on("2024-02-02")
    if refused:
        office.refused(line, f"notices/{name} bears a notice number that this ledger has not given")
    else:
        said = office(*DECIDED)
        assert (
            said.code,
            f"notices/{name} is not an issued document. It was left in place." in said.err,
        ) == (0, True)
    assert path.read_text() == "scan"


DECIDED = (
    "issue",
    "msp12",
    "--rule",
    "article-14-1",
    "--adopted-by",
    "D, 2",
    "--issued-on",
    "2024-02-02",
    "--pay-by",
    "2025-01-01",
    "--approved-by",
    "B",
)


def test_a_link_with_an_unknown_number_is_seen_too(office: Office) -> None:
    (office.folder / "notices" / "2024" / "CCM-AN-2024-0004-AUS-en.pdf").symlink_to(
        office.folder / "nowhere"
    )
    office.refused(" ".join(f"'{word}'" for word in DECIDED), "has not given")


def test_a_document_that_appears_while_issuing_is_not_replaced(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look into the folder and the move, someone puts a file there:
    the issued one waits beside it.
    """
    target = office.folder / "notices" / "2024" / "CCM-AN-2024-0004-AUS-en.pdf"
    whole = issue_guard.refuse_existing

    def meddled(folder: Path, names: object) -> None:
        whole(folder, names)  # type: ignore[arg-type]
        target.write_text("scan")

    monkeypatch.setattr("ccmcost.desk.issue.refuse_existing", meddled)
    office.cost("577000.00", "revised_estimate")
    office.on("2024-02-02")
    said = office(*DECIDED)
    assert (said.code, "is another file, and it is not replaced" in said.err) == (1, True)
    assert target.read_text() == "scan"
    monkeypatch.undo()
    monkeypatch.chdir(office.folder)
    target.rename(office.folder / "scan.pdf")
    office.ok("status")
    assert target.read_bytes().startswith(b"%PDF")
    office.ok("ledger verify")


def test_a_backup_is_made_before_each_issue(office: Office) -> None:
    (first,) = (office.folder / "backups").iterdir()
    assert first.name.startswith("ledger-2024-02-01-event-1-")
    assert first.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(first)) as copy:
        assert copy.execute("SELECT COUNT(*), MAX(kind) FROM event").fetchone() == (1, "cost")
    assert office.issue().code == 0  # nothing changed, nothing issued, no backup
    assert list((office.folder / "backups").iterdir()) == [first]
    shutil.copy(first, office.folder / "ledger.sqlite")
    shutil.rmtree(office.folder / "notices" / "2024")
    assert office.issue().code == 0
    assert list((office.folder / "backups").iterdir()) == [first]


def test_the_first_event_of_a_ledger_needs_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cost that was written into costs.toml by hand is billed without being recorded."""
    made = Office(tmp_path / "other", monkeypatch)
    with (made.folder / "data" / "costs.toml").open("a", encoding="utf-8") as stream:
        stream.write(
            '\n[[cost]]\nmeeting = "msp12"\nversion = 2\nstatus = "estimate"\nsource = "DOC"\n'
            'amount = "400000.00"\ncurrency = "USD"\nadopted_on = 2023-11-24\n'
        )
    assert made.issue("--on-expected-list").code == 0
    assert not (made.folder / "backups").exists()
    made.ok("ledger verify")


def test_what_stands_where_a_document_would_is_not_replaced(office: Office) -> None:
    """Also what is no file, in which nobody looks for numbers."""
    place = office.folder / "notices" / "2024" / "CCM-AN-2024-0004-AUS-en.pdf"
    place.mkdir()
    office.cost("577000.00", "revised_estimate")
    office.on("2024-02-02")
    office.refused(
        " ".join(f"'{word}'" for word in DECIDED),
        f"{place.name} exists, and an issued document is never replaced. Nothing was issued.",
    )
    assert len(list((office.folder / "backups").iterdir())) == 1


def test_notices_that_do_not_sum_to_the_cost_are_not_issued(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ccmcost itself, such as an entry that a new kind of event forgets."""
    office.cost("577000.00", "revised_estimate")
    before, sent = (office.folder / "ledger.sqlite").read_bytes(), notices(office)
    whole = issue_guard.charged
    places: list[object] = []

    def charged(ledger: Ledger, meeting: str) -> dict[str, int]:
        places.append(meeting)
        return whole(ledger, meeting) if len(places) == 1 else {"AUS": 1}

    monkeypatch.setattr(issue_guard, "charged", charged)
    office.on("2024-02-02")
    said = office(*DECIDED)
    assert said.code == 3 and "of msp12 do not sum to its cost; nothing was issued." in said.err
    assert (office.folder / "ledger.sqlite").read_bytes() == before
    assert notices(office).keys() == sent.keys()


def test_only_the_last_backups_are_kept_and_nothing_else_is_removed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issue_guard, "KEPT", 2)
    (office.folder / "backups" / "ledger-mine.sqlite").write_text("mine")
    for day, cost in (
        ("2024-02-02", "577000.00"),
        ("2024-02-03", "865500.00"),
        ("2024-02-04", "288500.00"),
    ):
        office.on(day)
        office.cost(cost, "revised_estimate")
        assert office.issue(on=day).code == 0
    names = sorted(path.name for path in (office.folder / "backups").iterdir())
    events = [name.split("-event-")[1].split("-")[0] for name in names if "-event-" in name]
    assert (events, len(names)) == (["5", "7"], 3)
    assert (office.folder / "backups" / "ledger-mine.sqlite").read_text() == "mine"


def test_nothing_is_issued_without_its_backup(office: Office) -> None:
    shutil.rmtree(office.folder / "backups")
    (office.folder / "backups").write_text("a file in the way")
    office.cost("577000.00", "revised_estimate")
    office.on("2024-02-02")
    said = office(*DECIDED)
    assert (said.code, "backup" in said.err and "Nothing was issued" in said.err) == (1, True)
    assert (office.folder / "backups").read_text() == "a file in the way"
