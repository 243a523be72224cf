"""What an audit pack says, by the functions that choose it: what moved an account, what is no
longer as it was at the issue, what does not tie, and what a meeting lacks that was never issued.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ccmcost.accounts.books import Books, open_books
from ccmcost.documents.audit import bank, basis, folder_of, pack, register
from ccmcost.documents.audit.pack import Pack, compose, write_pack
from ccmcost.errors import CcmcostError, TieOutError, UsageError, WriteError
from ccmcost.ledger.bodies import (
    ApplyCredit,
    BankCharge,
    Contrary,
    Opening,
    Refund,
    Reverse,
)
from ccmcost.ledger.codec import Body
from ccmcost.ledger.frozen import FrozenSource
from ccmcost.ledger.queries import Billed, last_issue
from ccmcost.ledger.standing import Known
from ccmcost.model.books import Event
from ccmcost.model.money import Money
from ccmcost.workspace import open_workspace

DAY = date(2024, 6, 30)
USD = Money(0, "USD", 2)


@pytest.fixture(scope="module")
def folder(billed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that issued msp12."""
    return Path(shutil.copytree(billed, tmp_path_factory.mktemp("audit") / "office"))


@pytest.fixture(scope="module")
def books(folder: Path) -> Iterator[Books]:
    with open_books(open_workspace(folder / "data")) as found:
        yield found


@pytest.fixture(scope="module")
def issued(books: Books) -> Billed:
    found = last_issue(books.ledger, "msp12")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def packed(books: Books) -> Pack:
    return compose(books, "msp12", False, DAY, lambda: ())


def known(seq: int, kind: str, body: Body) -> Known:
    return Known(Event(seq, kind, "2024-03-01", "", "A. Clerk", "B. Chief", "", "", ""), body)


# What moved an account


def test_money_that_came_in_is_told_whatever_event_says_so() -> None:
    opening = Opening(
        *("SWE", "msp12", "E-1", DAY, DAY, 50_000, 30_000, "USD", 2, "aged list", "0" * 64)
    )
    contrary = (
        Contrary("SWE", "msp12", "received", 700, ""),
        Contrary("SWE", "msp11", "received", 600, ""),
        Contrary("SWE", "msp12", "bank_charge", -500, ""),
    )
    undone = Reverse(7, "receipt", "typed twice", contrary, "USD", 2)
    events = [
        known(1, "opening", opening),
        known(8, "reverse", undone),
        known(9, "bank_charge", BankCharge("SWE", "msp12", "advice", 500, "USD", 2)),
    ]
    table = bank.receipts(events, ["msp12"])
    columns = ("event", "reference", "iso3", "meeting", "amount")
    rows = list(zip(*(table.column_of(name) for name in columns), strict=True))
    assert rows == [
        (1, "aged list", "SWE", "msp12", USD.of(30_000)),
        (8, "event 7: typed twice", "SWE", "msp12", USD.of(-700)),
    ]
    other = bank.others(events, ["msp12"])
    assert list(zip(other.column_of("event"), other.column_of("amount"), strict=True)) == [
        (8, USD.of(-500)),
        (9, USD.of(-500)),
    ]
    assert other.column_of("document") == ["event 7: typed twice", "advice"]


def test_a_credit_that_is_applied_moves_two_meetings() -> None:
    choice = ("msp12", "letter", 900, "USD", 2)
    events = [
        known(3, "apply_credit", ApplyCredit("SWE", "msp11", "apply", *choice)),
        known(4, "apply_credit", ApplyCredit("SWE", "msp11", "leave", "", *choice[1:])),
        known(5, "refund", Refund("SWE", "msp11", "letter", 100, "USD", 2)),
    ]
    for meeting, wanted in (("msp11", [(3, 900), (5, 100)]), ("msp12", [(3, -900)])):
        table = bank.others(events, [meeting])
        amounts = [cell.minor for cell in table.column_of("amount") if isinstance(cell, Money)]
        assert list(zip(table.column_of("event"), amounts, strict=True)) == wanted


def test_a_meeting_without_a_posting_has_no_balance(books: Books) -> None:
    both = bank.balances(books, ["msp13", "msp12"])
    assert {row[0] for row in both.rows} == {"msp12"} and [row[0] for row in both.foot] == ["msp12"]


def test_sums_that_differ_stop_the_pack(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bank, "checks", lambda *_: [bank.Check("both sums", USD, USD.of(1))])
    with pytest.raises(TieOutError, match=r"both sums: USD 0\.00 and USD 0\.01; the audit pack"):
        compose(books, "msp12", False, DAY, lambda: ())


def test_problems_stop_the_pack(books: Books) -> None:
    for count, more in ((2, False), (6, True)):
        problems = [f"fault {number}" for number in range(count)]
        with pytest.raises(WriteError, match="fault 0; fault 1") as refused:
            compose(books, "msp12", False, DAY, lambda problems=problems: problems)  # type: ignore[misc]
        assert str(refused.value).count("and more") == more and "fault 5" not in str(refused.value)


# The register


def test_what_rounding_left_stands_below_the_notices(
    books: Books, issued: Billed, packed: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = register.own_events(books, frozenset(["msp12"]), frozenset())
    (plain,) = register.register(books, events, ("msp12",)).foot
    left = issued._replace(part=issued.part._replace(residual=7))
    monkeypatch.setattr(register, "last_issue", lambda *_: left)
    residual, total = register.register(books, events, ("msp12",)).foot
    assert residual[0] == "Rounding difference, not charged to any State"
    assert residual[8] == USD.of(7) and plain[8] == USD.of(41_234_567)
    assert total[8] == USD.of(41_234_574)
    assert register.register(books, events, ("msp11",)).rows == ()


# What was read then and now


def test_what_changed_since_the_issue_is_named(books: Books, issued: Billed) -> None:
    part = issued.part
    now = basis.inputs(books, [issued])
    assert now.changed == {folder_of(issued): ()} and "issuer.toml" in now.files
    gone = FrozenSource("un_scale/gone.csv", "workspace", "0" * 64)
    scale = next(each for each in part.sources if each.name.startswith("un_scale/un-"))
    other = tuple(
        each._replace(sha256="1" * 64) if each == scale or "participants/" in each.name else each
        for each in part.sources
    )
    then = issued._replace(
        issue=issued.issue._replace(issuer_sha256=""),
        part=part._replace(sources=(*other, gone)),
    )
    found = basis.inputs(books, [then])
    # a list may change in the course of a meeting; the ledger holds what the issue took from it
    assert set(found.changed[folder_of(then)]) == {gone.name, scale.name}
    assert "issuer.toml" not in found.files and gone.name not in found.files
    states = dict(
        zip(found.sheet.column_of("file"), found.sheet.column_of("in_this_pack"), strict=True)
    )
    assert states[f"data/{gone.name}"] == "no longer available"
    assert states[f"data/{scale.name}"] == "changed since"
    assert states["data/states.csv"] == "as at issue"
    (row,) = basis.lists(found, [then]).rows
    assert row[-1] == (
        "replaced since; for the States assessed see issues/000002/msp12/participants.csv"
    )
    (row,) = basis.lists(now, [issued]).rows
    assert row[-1] == "" and row[3] == "expected"


def recalculated(
    books: Books, billed: Billed, changed: tuple[str, ...] = (), **more: bytes
) -> basis.Again:
    found = basis.inputs(books, [billed])
    files = {f"data/{name}": source.content for name, source in found.files.items()}
    files |= basis.basis_files(books, billed) | {"index.html": b""} | more
    (done,) = basis.again((billed,), files, {folder_of(billed): changed})
    return done


def test_amounts_are_recalculated_from_the_files_of_the_pack(books: Books, issued: Billed) -> None:
    done = recalculated(books, issued)
    assert done.done and done.worked is not None and done.pocket[0].startswith("412,345.67 × ")
    assert done.amounts == f"{folder_of(issued)}/amounts.csv"


def test_a_meeting_that_cost_nothing_is_recalculated_to_nothing(
    books: Books, issued: Billed
) -> None:
    part = issued.part
    lines = tuple(line._replace(amount=0, rounding=0) for line in part.lines)
    none = issued._replace(part=part._replace(cost=part.cost._replace(amount=0), lines=lines))
    done = recalculated(books, none)
    assert done.done and done.worked is None and "--total 0.01" in done.options


def test_amounts_that_do_not_follow_are_told_if_an_input_changed(
    books: Books, issued: Billed, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = issued.part.lines
    wrong = issued._replace(
        part=issued.part._replace(lines=(first._replace(amount=first.amount + 1), *others))
    )
    assert not recalculated(books, wrong, ("un_scale/x.csv",)).done
    with pytest.raises(TieOutError, match="the inputs of msp12 do not give its issued amounts"):
        recalculated(books, wrong)

    def refused(*_: object) -> object:
        raise CcmcostError("no scale")

    monkeypatch.setattr(basis, "_computed", refused)
    assert not recalculated(books, issued, ("un_scale/x.csv",)).done
    with pytest.raises(TieOutError, match="msp12 cannot be recalculated: no scale"):
        recalculated(books, issued)


def test_what_is_not_as_it_was_stands_first(packed: Pack) -> None:
    (done,) = packed.again
    told = list(pack._not_as_issued({"x": ("a.csv", "b.csv")}, (done._replace(done=False),)))
    assert told == [
        "event 2, msp12: changed since the issue or no longer available: a.csv, b.csv "
        "(sources.csv).",
        "event 2, msp12: the present data do not give the issued amounts exactly; the issued "
        "amounts are in issues/000002/msp12/amounts.csv.",
    ]
    assert list(pack._not_as_issued({"x": ()}, (done,))) == []


# What lacks


@pytest.mark.parametrize(
    ("meeting", "lacks"),
    [
        (
            "rc3",
            "Missing: an opening day; an adopted cost (ccmcost cost set rc3); an official list",
        ),
        ("msp11", "Missing: an adopted cost (ccmcost cost set msp11); an official list"),
    ],
)
def test_a_meeting_that_was_never_issued_is_told_what_it_lacks(
    books: Books, meeting: str, lacks: str
) -> None:
    with pytest.raises(UsageError, match="there is nothing to audit yet") as refused:
        compose(books, meeting, False, DAY, lambda: ())
    told = str(refused.value)
    assert lacks in told and told.endswith(f"an issue (ccmcost issue {meeting}).")
    listed = "missing" if meeting == "rc3" else "expected"
    assert f"the list is {listed}" in told


def test_a_meeting_with_cost_and_list_lacks_the_issue_alone(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = books.data.costs["msp12"]
    assert [each.status for each in versions] == ["illustrative", "estimate"]
    monkeypatch.setitem(books.data.costs, "msp11", versions)  # type: ignore[arg-type]
    monkeypatch.setattr(pack, "list_status", lambda *_: "official")
    told = pack._missing(books, "msp11")
    assert told == (
        "No notices have been issued for msp11. Missing: an issue (ccmcost issue msp11)."
    )
    monkeypatch.setattr(pack, "was_carried_over", lambda *_: True)
    assert pack._missing(books, "msp11").startswith("msp11: its bills were carried over into the")


# Folder or ZIP file


def test_a_pack_is_written_as_one_file_in_the_place_of_its_own(
    books: Books, packed: Pack, tmp_path: Path
) -> None:
    target = tmp_path / "audit-msp12"
    path = write_pack(packed, books, target, zipped=True)
    assert path == tmp_path / "audit-msp12.zip"
    with zipfile.ZipFile(path) as archive:
        assert {*packed.files, "index.html", "manifest.json"} == set(archive.namelist())
    content = path.read_bytes()
    assert write_pack(packed, books, path, zipped=True) == path and path.read_bytes() == content
    (tmp_path / "taken.zip").mkdir()
    with pytest.raises(WriteError, match=r"taken\.zip is a folder"):
        write_pack(packed, books, tmp_path / "taken.zip", zipped=True)
    assert write_pack(packed, books, target, zipped=False) == target
    assert (target / "manifest.json").is_file()


def zip_of(**files: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "document"),
    [
        (b"no ZIP file", None),
        (zip_of(other_txt="x"), None),
        (zip_of(manifest_json="{"), None),
        (zip_of(manifest_json='{"document": "audit pack of msp12"}'), None),
        (
            zip_of(manifest_json='{"document": "a pack", "made_by": "ccmcost 1", "outputs": []}'),
            "a pack",
        ),
    ],
)
def test_only_a_pack_of_ours_is_known_as_one(content: bytes, document: str | None) -> None:
    assert pack._document_of(content) == document
