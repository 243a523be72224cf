"""`ccmcost verify` of a notice: forgeries are named or called unproved, true ones pass."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from ccmcost.child import Child
from ccmcost.documents.assessment import proof
from ccmcost.documents.assessment.issued_list import IssuedList, issued_list
from ccmcost.documents.assessment.proof import Proof, prove
from ccmcost.errors import DataError, UsageError
from ccmcost.load.data import Data
from ccmcost.model.source import SourceFile
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import open_workspace
from tests.conftest import DATA
from tests.ledger_office import DECISION, Office
from tests.notice_forgeries import FOUND, UNPROVED, Forgery, genuine, genuine_draft
from tests.pdfs import need_chinese, need_chinese_in

QUICK = ("amount", "data, bank", "XMP, title", "7 drawn as 1", "rates exchanged")


@pytest.fixture(autouse=True)
def _chinese_font(request: pytest.FixtureRequest) -> None:
    need_chinese_in(request)


def source(content: bytes, name: str = "notice.pdf") -> SourceFile:
    return SourceFile(name, "command line", content, name)


def proved(content: bytes, issued: IssuedList | None = None, name: str = "notice.pdf") -> Proof:
    return prove(source(content, name), Data(open_workspace(DATA)), issued)


def said(found: Proof, language: str = "en") -> str:
    data = Data(open_workspace(DATA))
    words = Speaker(language, data.convention, data.states, "proof")
    return "\n".join(proof.proof_screen("notice.pdf", found, words))


def keys(found: Proof) -> list[str]:
    return [step.key for step in (*found.verdict, *found.faults)]


def listing(*contents: bytes, name: str = "CCM-AN-2024-0001-JPN-en.pdf") -> IssuedList:
    return IssuedList("SHA256SUMS.txt", {source(each).sha256: name for each in contents})


def test_there_are_more_than_fifty_forgeries_of_every_kind() -> None:
    assert len(FOUND) + len(UNPROVED) > 50
    assert len({each.name for each in (*FOUND, *UNPROVED)}) == len(FOUND) + len(UNPROVED)


@pytest.mark.parametrize(
    "forgery",
    [
        pytest.param(each, id=each.name, marks=() if each.name in QUICK else pytest.mark.slow)
        for each in FOUND
    ],
)
def test_a_forgery_is_named(forgery: Forgery) -> None:
    found = proved(forgery.make())
    assert not found.holds and forgery.key in keys(found), said(found)
    data = Data(open_workspace(DATA))
    words = Speaker("en", data.convention, data.states, "proof")
    own = [words.sentence(step) for step in found.faults if step.key == forgery.key]
    assert any(forgery.names in sentence for sentence in own), said(found)
    assert "Please do not pay on the basis of this file" in said(found)


@pytest.mark.parametrize("forgery", UNPROVED, ids=lambda each: each.name)
def test_what_only_the_list_can_tell_is_called_unproved_without_it(forgery: Forgery) -> None:
    forged = forgery.make()
    found = proved(forged)
    assert forgery.key in keys(found) and "origin is" in said(found), said(found)
    assert "issued by" not in said(found)
    held = proved(forged, listing(genuine()))
    assert not held.holds and "proof_unlisted" in keys(held)
    named = proved(forged, listing(genuine()), "mail/CCM-AN-2024-0001-JPN-en.pdf")
    assert "proof_unlisted_changed" in keys(named)
    assert "is not the document that was issued" in said(named)


def test_a_true_notice_is_right_to_the_cent_and_issued_only_with_the_list() -> None:
    alone = proved(genuine())
    assert alone.holds and keys(alone) == ["proof_consistent", "proof_ask"]
    assert "Consistent; its origin is not proved." in said(alone)
    assert "USD 73,415.76 follows from the attached rates" in said(alone)
    assert "byte for byte" in said(alone)
    listed = proved(genuine(), listing(genuine()))
    assert listed.holds and keys(listed) == ["proof_issued", "proof_list_source"]
    assert "Right to the cent, and issued by Office of Examples" in said(listed)
    assert "only if you obtained the list from the office itself" in said(listed)


def test_a_draft_is_never_issued_whatever_a_list_holds() -> None:
    draft = genuine_draft()
    assert keys(proved(draft)) == ["proof_unissued"]
    listed = proved(draft, listing(draft))
    assert keys(listed) == ["proof_unissued", "proof_unissued_listed"]
    assert "has not been issued and does not request payment" in said(listed)
    assert "issued by" not in said(listed)
    assert "proof_unlisted" in keys(proved(draft, listing(genuine())))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_given_in_six_languages(language: str) -> None:
    text = said(proved(genuine()), language)
    assert "SHA256SUMS.txt" in text and "--list FILE" in text and "\u2066" not in text
    english = said(proved(genuine())).splitlines()[1:]
    assert language == "en" or not set(english) & set(text.splitlines())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("meeting", "languages", "states", "cost"),
    [
        ("msp11", "en,fr,es,ar,ru,zh", "NRU", ""),
        ("msp10", "es,ar", "AUT,IRL", "--cost 412345.67"),
        ("rc2", "ru,zh", "AUT", "--cost 412345.67"),
    ],
)
def test_all_true_ones_pass_on_the_command_line(
    meeting: str,
    languages: str,
    states: str,
    cost: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Specimens, drafts and annexes of every language; a sample of the States."""
    count = (1 + len(states.split(","))) * len(languages.split(","))
    need_chinese()
    office = Office(tmp_path / "office", monkeypatch)
    office.ok(f"apportion {meeting} {cost} --lang {languages} --state {states} --out o")
    files = sorted(map(str, Path("o/invoices").rglob("*.pdf")))
    assert len(files) == count
    told = office("verify", *files)
    assert told.code == 0, told.out + told.err
    assert told.out.count("byte for byte") == told.out.count("Recalculated") == count
    assert told.out.count("Every text of the document follows") == count
    assert "not been issued" in told.out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "meeting"), [*zip(LANGUAGES, ("msp10", "msp12", "rc2") * 2, strict=True)]
)
def test_issued_ones_of_three_meetings_are_proved_by_the_list(language: str, meeting: str) -> None:
    for kind in ("notice", "annex"):
        content = genuine(kind, language, meeting=meeting)
        found = proved(content, listing(content))
        assert keys(found) == ["proof_issued", "proof_list_source"], said(found)
        checked = [step.key for step in found.checked]
        assert checked[-1] == "proof_same" and "proof_rates" in checked
        assert checked[0] == ("proof_amounts" if kind == "annex" else "proof_amount")


def test_issuing_writes_the_list_that_proves_the_origin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "office", monkeypatch)
    office.cost("412345.67")
    issued = office.issue("--on-expected-list")
    assert "SHA-256 of each document: notices/2024/SHA256SUMS.txt. Please publish it" in issued.out
    folder = office.folder / "notices" / "2024"
    first = (folder / "SHA256SUMS.txt").read_text(encoding="utf-8")
    assert [line[64:66] for line in first.splitlines()] == ["  "] * 6
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert "SHA256SUMS.txt" in {each["path"] for each in manifest["outputs"]}
    checked = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS.txt"], cwd=folder, capture_output=True, check=False
    )
    assert checked.returncode == 0
    office.cost("400000.00", "revised_estimate")
    assert office.issue("--on-expected-list").code == 0
    now = (folder / "SHA256SUMS.txt").read_text(encoding="utf-8")
    assert set(first.splitlines()) < set(now.splitlines())
    files = [next(folder.glob(f"{name}*.pdf")) for name in ("*-0001-AUS", "*-annex-", "*-0006-A")]
    told = office("verify", *map(str, files), "--list", str(folder / "SHA256SUMS.txt"))
    assert told.code == 0 and told.out.count("Right to the cent, and issued by Office for") == 3
    assert told.out.count("The amount previously assessed (USD ") == 1
    assert "Credit notice" in told.out and "byte for byte" in told.out
    forged = folder.parent / "forged.pdf"
    forged.write_bytes(files[0].read_bytes() + b"% x")
    assert office("verify", str(forged), str(files[0])).code == 1
    assert office("ledger", "verify").code == 0


def test_the_list_is_held_against_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office.billed(tmp_path / "office", monkeypatch)
    folder = office.folder / "notices" / "2024"
    path, good = folder / "SHA256SUMS.txt", (folder / "SHA256SUMS.txt").read_bytes()
    path.write_bytes(good.replace(b"A", b"B", 1))
    told = office("ledger", "verify")
    assert told.code == 1 and "notices/2024/SHA256SUMS.txt: is not what the ledger says" in told.err
    path.unlink()
    assert "SHA256SUMS.txt: is missing" in office("ledger", "verify").err
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["outputs"] = [each for each in manifest["outputs"] if each["path"] != path.name]
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert office("ledger", "verify").code == 0, "a year of an earlier version has no list"


def test_a_group_and_a_notice_of_an_earlier_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "office", monkeypatch)
    for meeting in ("rc2", "rc2-pm1", "rc2-pm2"):
        office.listed("expected", ("AUT", "SWE"), meeting)
        office.cost("1000.00", meeting=meeting)
    told = office(
        *("issue", "rc2", *DECISION, "--issued-on", "2024-02-01", "--pay-by", "2024-05-01"),
        *("--on-expected-list", "--yes"),
    )
    assert told.code == 0, told.err
    files = [str(path) for path in sorted((office.folder / "notices/2024").glob("*-en.pdf"))]
    told = office("verify", *files)
    assert told.code == 0 and "Every text of the document" in told.out, told.out + told.err
    from tests.notice_forgeries import with_data

    old = with_data(genuine(), '{"document": "assessment notice", "status": "issued"}')
    assert keys(proved(old)) == ["proof_refused", "proof_other_data"]
    assert keys(proved(old, listing(old))) == ["proof_issued_only", "proof_list_source"]


def test_files_that_are_none_and_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DataError, match="cannot be read as PDF"):
        proved(b"%PDF-1.7 and nothing more")
    with pytest.raises(DataError, match="larger than"):
        proved(b"%PDF-" + b"0" * proof.LARGEST)
    from tests.notice_forgeries import with_data

    deep = with_data(genuine(), '{"document": ' + "[" * 100_000)
    assert "proof_not_ours" in keys(proved(deep))
    office = Office(tmp_path / "office", monkeypatch)
    Path("x.pdf").write_bytes(genuine())
    told = office("verify", "x.pdf", "--list", "x.pdf")
    assert told.code == 2 and "A list of issued documents has a SHA-256" in told.err
    Path("empty.txt").write_text("\n", encoding="utf-8")
    assert "empty.txt is empty" in office("verify", "x.pdf", "--list", "empty.txt").err
    assert office("verify", "x.pdf", "--lang", "xx").code == 2


def test_where_meeting_and_scale_are_not_known_what_was_not_compared_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = {kind: genuine(kind) for kind in ("notice", "annex")}
    forged = next(each for each in FOUND if each.name == "data, bank").make()
    monkeypatch.setattr(Data, "meetings", {})
    monkeypatch.setattr(Data, "scale_periods", {})
    for each in content.values():
        text = said(proved(each))
        assert "Consistent; its origin is not proved" in text and "byte for byte" in text
        assert "The rates could not be compared" in text and "Some texts differ" in text
    assert "proof_bank" in keys(proved(forged))


def test_without_the_reader_of_pdf_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Child, "ask", lambda *_: b'{"missing": "pypdfium2"}')
    with pytest.raises(UsageError, match="needs the package pypdfium2") as refused:
        proved(genuine())
    assert "import that" not in str(refused.value), "a notice is not imported"


def test_the_list_is_read_as_programs_write_it() -> None:
    one, other = "a" * 64, "B" * 64
    read = issued_list(source(f"\ufeff{one}  x.pdf\r\n{other} *2024/y.pdf\r\n".encode()))
    assert read.hashes == {one: "x.pdf", other.lower(): "y.pdf"}
    with pytest.raises(UsageError, match="line 2"):
        issued_list(source(f"{one}  x.pdf\nno hash\n".encode()))


def test_a_notice_of_another_convention_is_not_measured_by_this_one() -> None:
    from tests.notice_forgeries import with_data
    from tests.pdfs import attached

    other = with_data(genuine(), json.dumps({**attached(genuine()), "convention": "xyz"}))
    with pytest.raises(UsageError, match="not of the convention ccm"):
        proved(other)
