"""One prepares an issue, another approves it: what was prepared is issued, and nothing else."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from ccmcost.desk.drafts import Prepared, _seal, read
from ccmcost.errors import UsageError
from ccmcost.ledger.codec import body_of
from ccmcost.ledger.events import content_hash, events
from ccmcost.ledger.store import opened
from ccmcost.load.data import Data
from ccmcost.model.books import Event
from ccmcost.workspace import open_workspace
from tests.ledger_office import EXPECTED, OFFICIAL, Office
from tests.pdfs import pages
from tests.terminal import at_terminal

DECIDED = "--adopted-by 'CCM/MSP/2023/9, para. 41' --issued-on 2024-02-01 --pay-by 2025-12-31"
ISSUE = f"issue msp12 --rule article-14-1 {DECIDED} --on-expected-list"
PREPARE = f"{ISSUE} --prepare"
APPROVE = "approve msp12 --approved-by 'B. Chief' --reference 'mail of 2 February'"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office(tmp_path / "office", monkeypatch)
    made.cost("400000.00")
    return made


def draft_in(office: Office) -> Path:
    (found,) = (office.folder / "drafts").glob("*.json")
    return found


def recorded(office: Office) -> list[Event]:
    with opened(office.folder / "ledger.sqlite") as ledger:
        return list(events(ledger))


def changed(path: Path, seal: bool, **values: Any) -> None:
    """A draft with other values, under its old seal or one of its own."""
    content = json.loads(path.read_text(encoding="utf-8"))
    old = content.pop("seal")
    content |= values
    content["seal"] = _seal(content) if seal else old
    path.write_text(json.dumps(content), encoding="utf-8")


def test_what_is_prepared_is_issued_once_another_approved_it(office: Office) -> None:
    before = recorded(office)
    said = office.ok(PREPARE)
    path = draft_in(office)
    for shown in (
        "This will be issued (nothing is recorded yet)",
        "5 notices        USD 400,000.00",
        "Prepared by      A. Clerk",
        "Approved by      (a second person, on the approval sheet)",
        "Prepared; nothing was recorded.",
        f"ccmcost approve {path.stem} --approved-by NAME --reference TEXT",
    ):
        assert shown in said, said
    assert recorded(office) == before and not list((office.folder / "notices").rglob("*.pdf"))
    assert {each.stat().st_mode & 0o777 for each in path.parent.iterdir()} == {0o600}
    assert f"ccmcost approve {path.stem} " in office.ok("next")
    assert "ccmcost issue msp12" not in office.ok("next")
    said = office.ok(APPROVE)
    assert "event 2, approved by B. Chief" in said and "5 notices: USD 400,000.00" in said
    event = recorded(office)[-1]
    control = json.loads(event.body)["control"]
    assert control["prepared_by"] == "A. Clerk" and control["approved_how"] == "sheet"
    assert control["approval_reference"] == "mail of 2 February"
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content_hash(body_of(event)) == content["hash"]
    assert path.stem == f"msp12-{content['hash'][:12]}"
    assert len(list((office.folder / "backups").iterdir())) == 1
    assert "0 problems; 2 events, 5 notices, 6 documents" in office.ok("ledger verify")
    assert "ccmcost approve" not in office.ok("next")
    listed = " ".join(office.ok("ledger list").split())
    assert "approved by B. Chief (mail of 2 February), prepared by A. Clerk" in listed.replace(
        "CCM/MSP/2023/9, para. 41; ", ""
    ).replace("  ", " ")
    assert "A. Clerk,mail of 2 February" in office.ok("ledger list --format csv")
    assert "prepared by A. Clerk" in " ".join(office.ok("ledger list --find February").split())
    # what was issued is issued once
    again = office.ok(APPROVE)
    assert "nothing has changed since the last issue (event 2, 2024-02-01)" in again
    assert len(recorded(office)) == 2


def test_the_same_issue_by_one_command_has_the_same_content(office: Office) -> None:
    office.ok(PREPARE)
    hash_ = json.loads(draft_in(office).read_text(encoding="utf-8"))["hash"]
    office.ok(f"{ISSUE} --approved-by 'B. Chief'")
    assert content_hash(body_of(recorded(office)[-1])) == hash_
    assert "nothing has changed since the last issue" in office.ok(APPROVE)
    nothing = office.ok(PREPARE)
    assert "nothing has changed since the last issue" in nothing and "was prepared" in nothing


def test_what_was_prepared_before_stays_as_it_was(office: Office) -> None:
    office.ok(PREPARE)
    before = {path: path.read_bytes() for path in (office.folder / "drafts").iterdir()}
    office.on("2024-02-03")
    said = office.ok(f"{PREPARE} --recorded-by 'D. Other'")
    assert "Prepared before, by A. Clerk on 1 February 2024; nothing was recorded." in said
    draft_in(office).with_suffix(".pdf").unlink()
    office.ok(f"{PREPARE} --recorded-by 'D. Other'")
    assert {path: path.read_bytes() for path in before} == before


def test_a_draft_that_was_spoilt_is_prepared_again(office: Office) -> None:
    office.ok(PREPARE)
    path = draft_in(office)
    before = path.read_bytes()
    path.write_bytes(before[:-100])
    assert "Prepared; nothing was recorded." in office.ok(PREPARE)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("recorded_by", "approved_by", "wording"),
    [
        ("A. Clerk", "a. clerk", "another person than the one who prepared this"),
        ("C. Third", "A  Clerk", "another person than the one who prepared this"),
        ("C. Third", "C. Third", "two different people must do this"),
        ("C. Third", " ", "--approved-by: this cannot be empty"),
    ],
)
def test_another_person_approves(
    office: Office, recorded_by: str, approved_by: str, wording: str
) -> None:
    office.ok(PREPARE)
    line = f"approve msp12 --reference R --recorded-by '{recorded_by}'"
    office.refused(f"{line} --approved-by '{approved_by}'", wording)
    office.ok(f"{line} --approved-by 'B. Chief'")


def test_the_ledger_itself_refuses_who_prepared_it(office: Office) -> None:
    """Whatever command records it."""
    from ccmcost.ledger.rules import broken
    from ccmcost.ledger.rules.books import BooksBefore

    office.ok(PREPARE)
    office.ok(APPROVE)
    event = recorded(office)[-1]
    body = body_of(event)
    forged = body._replace(control=body.control._replace(prepared_by="B Chief"))
    with opened(office.folder / "ledger.sqlite") as ledger:
        told = [each.rule for each in broken(BooksBefore(ledger), event, forged)]
    assert "same-person" in told


def cost(office: Office) -> None:
    office.cost("410000.00", "revised_estimate")


def official(office: Office) -> None:
    office.listed("official", OFFICIAL)


def bank(office: Office) -> None:
    path = office.folder / "data" / "issuer.toml"
    path.write_text(path.read_text("utf-8").replace("CH00 0000 0000", "CH11 1111"), "utf-8")


def numbers(office: Office) -> None:
    office.listed("expected", EXPECTED, "msp11")
    office.cost("5000.00", meeting="msp11")
    assert office.issue("--on-expected-list", meeting="msp11").code == 0


def issued(office: Office) -> None:
    office.ok(f"{ISSUE.replace('para. 41', 'para. 42')} --approved-by 'B. Chief'")


def language(office: Office) -> None:
    path = office.folder / "data" / "contacts.csv"
    path.write_text("iso3,mission,email,language\nSWE,Mission of Sweden,,\n", "utf-8")


@pytest.mark.parametrize(
    ("change", "wording"),
    [
        (cost, "cost of msp12: USD 400000.00 (estimate, DOC) as prepared, USD 410000.00"),
        (official, "list of msp12: expected, 5 States as prepared, official, 7 States now"),
        (bank, 'payment details, account: "CH00 0000 0000" as prepared, "CH11 1111" now'),
        (numbers, "numbers: CCM-AN-2024-0001 to CCM-AN-2024-0005 as prepared, CCM-AN-2024-0006"),
        (issued, "it was issued since, by another order"),
        (language, "all totals are the same; documents, data or amounts"),
    ],
)
def test_nothing_else_is_issued_than_what_was_approved(
    office: Office, change: Any, wording: str
) -> None:
    office.ok(PREPARE)
    change(office)
    backups = list((office.folder / "backups").glob("*"))
    for more in ("", " --yes"):
        office.refused(f"{APPROVE}{more}", wording)
        office.refused(f"{APPROVE}{more}", "It must be prepared anew: ccmcost issue msp12 ...")
    assert list((office.folder / "backups").glob("*")) == backups
    assert not (office.folder / ".notices.new").exists()


def test_what_no_longer_fits_is_told_with_the_line_that_prepares_it_anew(office: Office) -> None:
    """An option that the message names is one of that line."""
    assert office.issue("--on-expected-list").code == 0
    office.on("2024-03-01")
    cost(office)
    office.ok(PREPARE)
    bank(office)
    office.refused(APPROVE, "It must be prepared anew: ccmcost issue msp12 ... --prepare")
    office.refused(APPROVE, "if they are right, say --new-payment-details")
    office.ok(f"{PREPARE} --new-payment-details")
    office.ok(
        APPROVE.replace("msp12", max((office.folder / "drafts").glob("*.json"), key=_age).stem)
    )


def _age(path: Path) -> int:
    return path.stat().st_mtime_ns


@pytest.mark.parametrize(
    ("content", "wording"),
    [
        (b"", "it is not valid JSON"),
        (b"\xff\x00", "it is not valid JSON"),
        (b"[" * 100_000, "it is not valid JSON"),
        (b"[]", "it is not a draft of ccmcost"),
        (b'{"format": "ccmcost ledger"}', "it is not a draft of ccmcost"),
        (b'{"format": "ccmcost draft", "version": 2}', "a version that this ccmcost does not know"),
        (b'{"format": "ccmcost draft", "version": 1}', '"made_by" is missing'),
    ],
)
def test_a_file_that_is_no_draft_is_refused(office: Office, content: bytes, wording: str) -> None:
    (office.folder / "drafts").mkdir()
    path = office.folder / "drafts" / "msp12-0123456789ab.json"
    path.write_bytes(content)
    office.refused(APPROVE.replace("msp12", str(path)), wording)
    assert office("next").code == 0


def test_what_cannot_be_opened_is_no_draft(office: Office) -> None:
    path = office.folder / "drafts" / "msp12-0123456789ab.json"
    path.mkdir(parents=True)
    assert "ccmcost approve" not in office.ok("next")
    with pytest.raises(UsageError, match=r"drafts/msp12-0123456789ab\.json cannot be read: "):
        read(path, "ccm")


@pytest.mark.parametrize(
    ("values", "seal", "wording"),
    [
        ({"prepared_by": "D. Other"}, False, "was changed after it was prepared"),
        ({"hash": "0" * 64}, False, "was changed after it was prepared"),
        ({"hash": "0" * 64}, True, "is not what A. Clerk prepared on 2024-02-01"),
        ({"prepared_by": "D.\u202eOther"}, True, "was changed after it was prepared"),
        ({"convention": "kites"}, True, "is a draft of the convention kites, not of ccm"),
        ({"more": 1}, True, '"more" is not known here'),
        ({"after": "x"}, True, "after must be a whole number"),
    ],
)
def test_a_draft_that_was_changed_is_refused(
    office: Office, values: dict[str, Any], seal: bool, wording: str
) -> None:
    office.ok(PREPARE)
    changed(draft_in(office), seal, **values)
    office.refused(APPROVE.replace("msp12", f"drafts/{draft_in(office).name}"), wording)


def test_an_order_that_was_changed_is_refused(office: Office) -> None:
    office.ok(PREPARE)
    path = draft_in(office)
    order = json.loads(path.read_text(encoding="utf-8"))["order"]
    changed(path, True, order={**order, "decision": ["DOC"]})
    office.refused(APPROVE, "was changed after it was prepared")
    changed(path, True, order={**order, "pay_by": "2026-01-31"})
    office.refused(APPROVE, "is not what A. Clerk prepared on 2024-02-01")


def test_a_draft_is_named_by_path_name_or_meeting(office: Office) -> None:
    office.refused(APPROVE, 'DRAFT: there is no draft "msp12". Drafts lie in drafts/')
    office.ok(PREPARE)
    name = draft_in(office).stem
    office.refused(APPROVE.replace("msp12", name[:-1]), "DRAFT: there is no draft")
    office.ok(PREPARE.replace("2025-12-31", "2025-11-30"))
    office.refused(APPROVE, "DRAFT: there are several drafts of msp12. Name one: msp12-")
    office.ok(APPROVE.replace("msp12", f"./drafts/{name}.json"))
    office.ok(APPROVE.replace("msp12", name))


def test_prepare_goes_with_nothing_that_decides(office: Office) -> None:
    office.refused(f"{PREPARE} --dry-run", "write the draft, or look only (--dry-run), not both")
    office.refused(f"{PREPARE} --approved-by 'B. Chief'", "with --prepare nobody approves yet")
    said = office(*shlex.split(f"{PREPARE} --approved-by 'B. Chief'")).err
    complete = said.partition("Complete: ")[2]
    assert "--prepare" in complete and "--approved-by" not in complete  # no line to refuse again
    office.refused(ISSUE, "--approved-by NAME: The second person, who approves this; not with")
    office.refused(PREPARE.replace("2024-02-01", "2024-04-01"), "--dated-ahead")


def test_a_settlement_is_prepared_and_approved_alike(office: Office) -> None:
    assert office.issue("--on-expected-list").code == 0
    office.on("2025-03-01")
    office.cost("398200.10", "actual")
    line = f"settle msp12 {DECIDED.replace('2024-02-01', '2025-03-01')} --on-expected-list"
    office.ok(f"{line} --prepare")
    assert "Settlement of the Twelfth Meeting" in pages(draft_in(office).with_suffix(".pdf"))[0]
    issuer = office.folder / "data" / "issuer.toml"
    before = issuer.read_bytes()
    bank(office)
    office.refused(APPROVE, "It must be prepared anew: ccmcost settle msp12 ... --prepare")
    issuer.write_bytes(before)
    assert "5 credits: USD -1,799.90" in office.ok(APPROVE)
    assert "0 problems" in office.ok("ledger verify")


def test_a_line_to_copy_prepares_as_the_one_that_was_typed(office: Office) -> None:
    assert office.issue("--on-expected-list").code == 0
    office.on("2025-03-01")
    official(office)
    office.cost("398200.10", "actual")
    line = f"settle msp12 {DECIDED.replace('2024-02-01', '2025-03-01')} --prepare"
    said = office(*shlex.split(line))
    assert said.code == 2 and "would be credited in full" in said.err
    first, _ = (each.strip() for each in said.err.splitlines() if "  ccmcost " in each)
    assert first.endswith("--credit-absent-parties --prepare") and "--approved-by" not in first
    assert "Prepared; nothing was recorded." in office.ok(first.removeprefix("ccmcost "))


def test_a_billing_group_is_prepared_together(office: Office) -> None:
    from tests.letters_office import GROUP

    for meeting in GROUP:
        office.listed("expected", EXPECTED, meeting)
        office.cost("30000.00", meeting=meeting)
    office.ok(PREPARE.replace("msp12", "rc2"))
    told = office.ok("next")
    assert told.count("ccmcost approve rc2-") == 3 and "ccmcost issue rc2" not in told
    (sheet,) = pages(draft_in(office).with_suffix(".pdf"))
    names = Data(open_workspace(office.folder / "data")).meetings
    assert all(names[each].names["en"] in " ".join(sheet.split()) for each in GROUP)
    assert "rc2-pm1" not in sheet and "article-14-1" not in sheet
    assert "5 notices: USD 90,000.00" in office.ok(APPROVE.replace("msp12", "rc2"))


def test_a_token_goes_with_what_is_issued_alone(office: Office) -> None:
    office.patch.setenv("CCMCOST_REQUEST", "token-of-the-form")
    office.ok(PREPARE)
    office.ok(APPROVE)
    office.refused(APPROVE, "This was recorded already, as event 2, on 2024-02-01 by A. Clerk")


def test_the_sheet_shows_all_of_it_on_one_page(office: Office) -> None:
    """Every State with its amount, the sums, the payment details and the hash; PDF/UA by the
    typesetter; the draft is attached.
    """
    data = Data(open_workspace(office.folder / "data"))
    parties = sorted(each.iso3 for each in data.checked(data.states).values() if each.iso3)
    codes = parties[:120]
    office.listed("expected", tuple(codes))
    office.ok(PREPARE)
    path = draft_in(office)
    sheet = path.with_suffix(".pdf")
    (text,) = pages(sheet)
    found: Prepared | dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    (kind,) = found["totals"]["notices"]
    flat = " ".join(text.split())
    for shown in (
        *("Approval sheet", "Notices for the Twelfth Meeting of States Parties"),
        *("CCM/MSP/2023/9, para. 41", "1 February 2024", "31 December 2025", "in one pool"),
        *("A/RES/76/238", "expected", "estimate, DOC", "USD 400,000.00", "CH00 0000 0000"),
        *("EXAMCHGG", found["hash"], "Prepared by A. Clerk on 1 February 2024"),
        *("Name", "Signature", "Day", "Approval by the second person"),
        f"{kind['number']} notices",
    ):
        assert shown in flat, (shown, flat)
    document = pypdfium2.PdfDocument(sheet.read_bytes())
    attached = json.loads(bytes(document.get_attachment(0).get_data()))
    assert attached == found
    office.ok(APPROVE)
    for notice in json.loads(recorded(office)[-1].body)["notices"]:
        amount = sum(line["amount"] for line in notice["lines"])
        assert f"{amount // 100:,}.{amount % 100:02d}" in flat
        assert data.states.name(notice["state"]) in flat.replace("\u2019", "'")


@pytest.mark.slow
def test_a_person_is_shown_it_again_and_says_yes(office: Office) -> None:
    pytest.importorskip("pty", reason="terminals are made by pty, which Windows lacks")
    office.ok(PREPARE)
    line, before = shlex.split(APPROVE), recorded(office)
    seen = at_terminal(office.folder, line, ("Issue this? [y/N]", "n\n"))
    assert seen.code == 2 and recorded(office) == before, seen.screen
    seen = at_terminal(office.folder, line, ("Issue this? [y/N]", "y\n"))
    for shown in (
        "Prepared by",
        "Approved by      B. Chief",
        "Reference        mail of 2 February",
    ):
        assert shown in seen.screen, seen.screen
    assert seen.code == 0 and "event 2, approved by B. Chief" in seen.screen


def test_an_issue_by_a_sheet_that_died_is_finished_by_the_next_command(office: Office) -> None:
    from ccmcost.desk import issue

    class Died(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Died

    office.ok(PREPARE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(issue, "finish_moves", die)
        with pytest.raises(Died):
            office(*shlex.split(APPROVE))
    assert (office.folder / ".notices.new").is_dir()
    assert "nothing has changed since the last issue (event 2" in office.ok(APPROVE)
    assert "0 problems; 2 events, 5 notices, 6 documents" in office.ok("ledger verify")


@pytest.mark.parametrize(("states", "meetings", "named"), [(120, 1, True), (197, 3, False)])
def test_the_sheet_is_one_page_for_many_states(
    office: Office, states: int, meetings: int, named: bool
) -> None:
    """With their names where there is room for them, with their codes elsewhere."""
    from ccmcost.documents.approval import Approval, approval_sheet
    from ccmcost.ledger.bodies import Issue, Notice
    from ccmcost.tables.paper import Office as OnPaper

    assert office.issue("--on-expected-list").code == 0
    data = Data(open_workspace(office.folder / "data"))
    body = body_of(recorded(office)[-1])
    assert isinstance(body, Issue)
    first = body.notices[0]
    codes = sorted(data.checked(data.states))[:states]
    notices: list[Notice] = []
    for at, code in enumerate(codes, 1):
        line = first.lines[0]._replace(amount=123_456_789 // at)
        notices.append(first._replace(number=f"CCM-AN-2024-{at:04}", state=code, lines=(line,)))
    body = body._replace(meetings=body.meetings * meetings, notices=tuple(notices))
    approval = Approval(
        body, "msp12-0123456789ab", "a" * 64, "A. Clerk", "2024-02-01T00:00:00Z", ()
    )
    paper = OnPaper(data.convention, data.states, data.meetings)
    path = office.folder / "sheet.pdf"
    path.write_bytes(approval_sheet(approval, paper, data.checked(data.issuer), {}))
    (text,) = pages(path)
    flat = " ".join(text.split()).replace("\u2019", "'")
    for at, code in enumerate(codes, 1):
        assert (data.states.name(code) if named else code) in flat
        minor = 123_456_789 // at
        assert f"{minor // 100:,}.{minor % 100:02}" in flat
