"""Notes verbales: every figure is the ledger's, every name stays text, the same bytes twice,
drafts that open anywhere.
"""

from __future__ import annotations

import email
import email.policy
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from ccmcost.documents.letters.mail import mail_draft
from ccmcost.load.office import EMPTY_CONTACTS
from ccmcost.model.office import Contact, is_address
from ccmcost.tables.docx_check import FIELDS, Fields
from ccmcost.words.catalogue import LANGUAGES
from tests.ledger_office import DECISION, Office
from tests.letters_office import CONTACTS, GROUP, balances, minor, worked_office

RATES = {"AUS": 2111, "AUT": 679, "CUB": 95, "SWE": 871, "ZAF": 244}
"""Thousandths of a per cent in the scale of 2022-2024; 4.000 in all."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    patch = pytest.MonkeyPatch()
    try:
        yield worked_office(tmp_path_factory.mktemp("letters"), patch)
    finally:
        patch.undo()


def written(office: Office, name: str, kind: str, day: str, *more: str) -> tuple[Path, str]:
    said = office("letters", name, "--kind", kind, "--as-of", day, *more)
    assert said.code == 0, said.err
    return office.folder / "reports" / f"letters-{name}" / f"{day}-{kind}", said.err


def document(folder: Path, start: str) -> docx.document.Document:
    (path,) = folder.glob(f"{start}*.docx")
    return docx.Document(path)


def table(document: docx.document.Document, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[number].rows]


def text_of(document: docx.document.Document) -> str:
    """The text with plain blanks."""
    return "\n".join(paragraph.text for paragraph in document.paragraphs).replace("\u00a0", " ")


def test_cover_transmits_the_notice_of_the_last_issue(office: Office) -> None:
    folder, said = written(office, "msp12", "cover", "2024-02-10")
    for code, rate in RATES.items():
        _, row, total = table(document(folder, f"CCM-MSP12-{code}-"))
        assert minor(row[2]) == minor(total[2]) == rate * 100_00
    text = text_of(document(folder, "CCM-MSP12-AUT-cover-fr"))
    assert (
        "Le Bureau d’essai présente ses compliments à la Mission permanente de l’Autriche" in text
    )
    assert "CCM-AN-2024-0002" in text and "1er mai 2024" in text
    assert "CCM/MSP/2023/9, paragraphe 41" in text
    assert "États parties à l’égard desquels" in text
    assert "SWE: no contact in contacts.csv" in said and "ZAF: no e-mail address" in said


def test_cover_of_a_group_has_a_line_for_each_meeting(office: Office) -> None:
    folder, _ = written(office, "rc2", "cover", "2024-02-10", "--lang", "en,fr,es")
    shared = balances(office, "2024-02-10")
    assert len(list(folder.glob("*.docx"))) == 3 + 2 * 3
    for code in RATES:
        for path in folder.glob(f"CCM-RC2-{code}-*.docx"):
            rows = table(docx.Document(path))[1:]
            assert [minor(row[2]) for row in rows[:-1]] == [
                minor(shared[code, each]["assessed"]) for each in GROUP
            ]
            assert minor(rows[-1][2]) == sum(minor(row[2]) for row in rows[:-1])
    said = text_of(document(folder, "CCM-RC2-SWE-cover-en"))
    assert "force on 29 June 2020, 4 September 2020 and 25 November 2020 and will" in said


def test_credit_says_what_stands_in_favour_and_what_is_owed(office: Office) -> None:
    folder, _ = written(office, "msp12", "credit", "2024-10-10")
    now = balances(office, "2024-10-10")
    for code, rate in RATES.items():
        note = document(folder, f"CCM-MSP12-{code}-")
        _, row, total = table(note)
        assert [minor(cell) for cell in row[1:]] == [rate * 100_00, rate * 90_00, rate * 10_00]
        assert minor(total[3]) == rate * 10_00
        figures = {
            minor(each)
            for each in re.findall(r"[\d.,\u00a0\u202f]*\d{2}[,.]\d{2}\b", text_of(note))
        }
        wanted = {minor(now[code, "msp12"][column]) for column in ("outstanding", "credit")} - {0}
        assert wanted and wanted <= figures


def test_credit_says_that_nothing_remains_to_be_paid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a State that owed as much as is credited does not expect money."""
    office = worked_office(tmp_path, monkeypatch)
    code, owed = next(
        (state, row["outstanding"])
        for (state, meeting), row in balances(office, "2024-10-10").items()
        if meeting == "msp12" and minor(row["outstanding"])
    )
    office.on("2024-10-10")
    office.ok(f"receive msp12 {code} {owed} --on 2024-10-09 --reference T")
    folder, _ = written(
        office, "msp12", "credit", "2024-10-10", "--state", code, "--lang", "en,fr,es"
    )
    for language, said in {
        "en": "As at 10 October 2024, nothing remains to be paid in this regard.",
        "fr": "Au 10 octobre 2024, il ne reste rien à régler à ce titre.",
        "es": "Al 10 de octubre de 2024, no queda ningún importe pendiente de pago a este "
        "respecto.",
    }.items():
        assert said in text_of(document(folder, f"CCM-MSP12-{code}-credit-{language}"))


def test_credits_without_a_document_get_no_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path, monkeypatch)
    issuer = tmp_path / "data" / "issuer.toml"
    issuer.write_text(
        'adjust_minimum = "1000.00"\n' + issuer.read_text(encoding="utf-8"), encoding="utf-8"
    )
    office.cost("400000.00")
    assert office.issue("--on-expected-list").code == 0
    office.cost("360000.00", "revised_estimate")
    assert office.issue("--on-expected-list").code == 0
    folder, said = written(office, "msp12", "credit", "2024-02-01")
    assert sorted(path.name[10:13] for path in folder.glob("*.docx")) == [
        "AUS",
        "AUT",
        "SWE",
        "ZAF",
    ]
    assert "CUB: CCM-AN-2024-0008 was posted without a document" in said
    folder, said = written(
        office, "msp12", "credit", "2024-02-01", "--state", "CUB", "--out", "none"
    )
    assert "CUB: CCM-AN-2024-0008" in said and not (tmp_path / "none").exists()


def test_no_notice_to_transmit_is_said(office: Office) -> None:
    before = office("letters", "msp12", "--kind", "cover", "--as-of", "2024-01-31")
    assert before.code == 2 and "nothing was issued for msp12 by 2024-01-31" in before.err
    last = office("letters", "msp12", "--kind", "cover", "--as-of", "2024-10-10")
    assert last.code == 2 and "made no notice" in last.err


def test_reminders_list_debts_by_meeting_and_leave_out_plans(office: Office) -> None:
    folder, said = written(office, "msp12", "reminder1", "2024-06-30")
    now = balances(office, "2024-06-30")
    assert sorted(path.name[10:13] for path in folder.glob("*.docx")) == ["CUB", "ZAF"]
    assert "SWE: left out, pays for msp12 by a plan until 2024-12-31." in said
    for code, meetings in (
        ("ZAF", ("msp11", "rc2-pm1", "rc2-pm2", "rc2", "msp12")),
        ("CUB", (*GROUP, "msp12")),
    ):
        rows = table(document(folder, f"CCM-MSP12-{code}-"))[1:]
        order = sorted(meetings, key=lambda each: list(now).index((code, each)))
        for row, meeting in zip(rows[:-1], order, strict=True):
            ledger = now[code, meeting]
            assert minor(row[2]) == minor(ledger["assessed"]) + minor(ledger["adjustments"])
            assert minor(row[3]) == minor(ledger["received"]) + minor(ledger["other"])
            assert minor(row[4]) == minor(ledger["outstanding"])
        assert minor(rows[-1][4]) == sum(minor(row[4]) for row in rows[:-1])


def test_a_reminder_asks_for_what_is_overdue_and_tells_what_falls_due_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a further notice whose day of payment lies ahead; `next` counts the same."""
    office = Office(tmp_path / "later", monkeypatch)
    office.cost("400000.00")
    assert office.issue("--on-expected-list").code == 0
    office.on("2026-01-05")
    office.cost("500000.00", "revised_estimate")
    days = ("--issued-on", "2026-01-05", "--pay-by", "2026-06-30")
    assert office("issue", "msp12", *DECISION, *days, "--on-expected-list").code == 0
    office.on("2026-02-01")
    assert "5 States owe USD 400,000.00, and their days" in office.ok("next")
    folder, _ = written(office, "msp12", "reminder1", "2026-02-01", "--lang", "en,fr")
    note = document(folder, "CCM-MSP12-SWE-reminder1-en")
    first = balances(office, "2025-12-31")["SWE", "msp12"]["assessed"]
    _, row, total = table(note)
    assert row[1] == "31\u00a0December 2025" and row[0].endswith("AN-2024-0004")
    assert minor(row[2]) == minor(row[4]) == minor(total[4]) == minor(first) and minor(row[3]) == 0
    rest = minor(balances(office, "2026-02-01")["SWE", "msp12"]["outstanding"]) - minor(first)
    text, (later,) = text_of(note), re.findall("USD ([0-9,.]+) by 30 June 2026", text_of(note))
    assert minor(later) == rest > 0 and "Amounts that are not yet due are not included: USD" in text
    assert f"payment of USD {row[4].removeprefix('USD').strip()} could be made" in text
    assert "pas encore exigibles" in text_of(document(folder, "CCM-MSP12-SWE-reminder1-fr"))
    office.on("2026-07-01")
    assert "5 States owe USD 500,000.00, and their days" in office.ok("next")


@pytest.mark.parametrize("kind", ["reminder1", "reminder2"])
def test_a_reminder_quotes_what_stands_for_all_that_it_lists(office: Office, kind: str) -> None:
    """So that who pays its total quotes every meeting; nothing is recalled again that was never
    reminded.
    """
    folder, _ = written(office, "msp12", kind, "2024-06-30", "--lang", "en,fr,es")
    for language in ("en", "fr", "es"):
        text = text_of(document(folder, f"CCM-MSP12-ZAF-{kind}-{language}"))
        listed = r"(?:references|les références|las referencias) (.+?) (?:and|et|y) ([A-Z0-9-]+)"
        (quoted,) = re.findall(listed, text)
        codes = ["CCM-MSP11-ZAF", "CCM-MSP12-ZAF", "CCM-RC2-ZAF"]
        assert sorted([*quoted[0].split(", "), quoted[1]]) == codes
        assert f"CCM-MSP12-ZAF-{kind.upper()}" in text
        assert not any(each in text for each in ("recall again", "de nouveau", "nuevamente"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_says_which_reminder_it_is_and_asks_for_what_the_note_asks(
    office: Office, language: str
) -> None:
    """The total of the table, which leaves out what is not yet due."""

    def plain(text: str) -> str:
        return " ".join(re.sub("[\u2066\u2069]", "", text).split())

    contacts = office.folder / "data" / "contacts.csv"
    contacts.write_text(CONTACTS.replace("example.org,es", f"example.org,{language}"), "utf-8")
    said = {}
    try:
        for kind in ("reminder1", "reminder2"):
            folder, _ = written(office, "msp12", kind, "2024-06-30", "--state", "CUB")
            (path,) = folder.glob("*.eml")
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            said[kind] = plain(mail["Subject"]), plain(mail.get_body().get_content())
            total = table(document(folder, "CCM-MSP12-CUB-"))[-1][4]
            assert minor(total) and all(plain(total) in part for part in said[kind])
    finally:
        contacts.write_text(CONTACTS, "utf-8")
    first, second = said["reminder1"], said["reminder2"]
    again = {
        "en": ("Second reminder", "second reminder"),
        "fr": ("Deuxième rappel", "deuxième rappel"),
        "es": ("Segundo recordatorio", "segundo recordatorio"),
        "ru": ("Второе напоминание", "второе напоминание"),
        "ar": ("تذكير ثانٍ", "التذكير الثاني"),
        "zh": ("第二次催缴", "第二次催缴"),
    }
    for place, mark in enumerate(again[language]):
        assert mark in second[place] and mark not in first[place]


def test_reminders_cite_the_general_assembly_from_a_day_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = worked_office(tmp_path, monkeypatch)
    path = office.folder / "data" / "convention.toml"
    text = path.read_text(encoding="utf-8")
    said = {}
    for since in ("2023-01-01", "2024-06-30", "2024-07-01"):
        path.write_text(text.replace("since = 2023-01-01", f"since = {since}"), encoding="utf-8")
        for kind in ("reminder1", "reminder2"):
            folder, _ = written(office, "msp12", kind, "2024-06-30", "--lang", "en,fr,es")
            for language in ("en", "fr", "es"):
                said[since, kind, language] = text_of(
                    document(folder, f"CCM-MSP12-ZAF-{kind}-{language}")
                )
    cited = {
        key: "A/RES/77/79" in letter and "A/RES/76/47" in letter for key, letter in said.items()
    }
    assert cited == {key: key[0] != "2024-07-01" for key in said}
    assert (
        "prompt payment of respective shares of the estimated costs” (A/RES/76/47"
        in said["2024-06-30", "reminder1", "en"]
    )
    assert not any(
        "“" in said["2024-06-30", "reminder1", language] for language in ("fr", "es")
    )  # no official words at hand
    path.write_text(
        text[: text.index("[appeal]")] + text[text.index("[treaty_status]") :], encoding="utf-8"
    )
    folder, _ = written(office, "msp12", "reminder1", "2024-06-30")
    assert "General Assembly" not in text_of(document(folder, "CCM-MSP12-ZAF-reminder1-en"))


def test_reminders_are_as_at_a_date(office: Office) -> None:
    folder, said = written(office, "msp12", "reminder1", "2024-04-30")
    assert (
        not folder.exists()
        and "CUB: left out, payment for msp12 is requested by 2024-05-01 only." in said
    )
    folder, said = written(
        office, "msp12", "reminder2", "2025-01-01", "--earlier", "30 June 2024", "--lang", "es"
    )
    assert "SWE: its payment plan for msp12 ran out on 2024-12-31, so it is reminded." in said
    assert "(30 June 2024)" in text_of(document(folder, "CCM-MSP12-SWE-reminder2-es"))
    folder, said = written(office, "msp12", "reminder1", "2024-06-30", "--state", "AUS,SWE")
    assert "AUS: nothing is outstanding for msp12." in said


def test_a_plan_of_another_meeting_is_named_as_left_out(office: Office) -> None:
    folder, _ = written(office, "rc2", "reminder1", "2024-06-30", "--lang", "en")
    note = document(folder, "CCM-RC2-SWE-")
    assert "agreed payment plan are not included: Twelfth Meeting of States Parties." in text_of(
        note
    )
    assert len(table(note)) == 1 + len(GROUP) + 1


def test_receipts_sum_and_leave_out_what_was_taken_back(office: Office) -> None:
    for name, states in (("msp12", {"AUS", "AUT", "CUB"}), ("rc2", {"AUS", "ZAF"})):
        folder, _ = written(office, name, "receipt", "2024-06-30")
        now = balances(office, "2024-06-30")
        assert {path.name.split("-")[2] for path in folder.glob("*.docx")} == states
        for code in states:
            note = document(folder, f"CCM-{name.upper()}-{code}-")
            paid, account = table(note), table(note, 1)
            meeting = "rc2-pm1" if name == "rc2" else name
            ledger = now[code, meeting]
            assert (
                sum(minor(row[3]) for row in paid[1:-1])
                == minor(paid[-1][3])
                == minor(ledger["received"])
            )
            figures = [minor(cell) for cell in account[1][1:]]
            settled = minor(ledger["received"]) + minor(ledger["other"])
            whole = minor(ledger["assessed"]) + minor(ledger["adjustments"])
            assert figures == [
                whole,
                settled,
                minor(ledger["outstanding"]),
                minor(ledger["credit"]),
            ]
            assert "NOT CUBA" not in str(paid)
            # identified later: what the bank said when it came in
            assert ("NO NAME" in str(paid)) == (code == "ZAF")
    said = office(
        "letters", "msp12", "--kind", "receipt", "--since", "2024-03-06", "--state", "AUS,CUB"
    )
    assert "AUS: no payment for msp12 since 2024-03-06." in said.err


def test_what_the_bank_says_stays_text(office: Office) -> None:
    folder, _ = written(office, "msp12", "receipt", "2024-05-30")
    assert table(document(folder, "CCM-MSP12-AUS-"))[1][2] == "AUSTRALIA {{ 7*7 }} <w:p>"


def test_same_bytes_twice_and_only_own_files_with_state(office: Office) -> None:
    folder, _ = written(office, "msp12", "cover", "2024-02-11")
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    written(office, "msp12", "cover", "2024-02-11", "--state", "CUB")
    now = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {name: now[name] for name in first if name != "manifest.json"} | {
        "manifest.json": b""
    } == first | {"manifest.json": b""}
    assert (
        json.loads(now["manifest.json"])["outputs"] == json.loads(first["manifest.json"])["outputs"]
    )
    office.patch.setenv("TZ", "Asia/Tokyo")
    written(office, "msp12", "cover", "2024-02-11")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_drafts_open_with_the_issued_notice_and_name_the_mission(office: Office) -> None:
    folder, _ = written(office, "msp12", "cover", "2024-02-12")
    register = {
        path.name: path.read_bytes() for path in (office.folder / "notices" / "2024").glob("*.pdf")
    }
    drafts = sorted(folder.glob("*.eml"))
    assert [path.name for path in drafts] == [
        f"CCM-MSP12-{each}.eml" for each in ("AUS-cover-en", "AUT-cover-fr", "CUB-cover-es")
    ]
    missions = (
        "Permanent Mission of Australia to the United Nations Office at Geneva",
        "Mission permanente de l’Autriche",
        "Misión Permanente de Cuba",
    )
    for path, mission, code in zip(drafts, missions, ("AUS", "AUT", "CUB"), strict=True):
        draft = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert (
            not draft.defects and draft["X-Unsent"] == "1" and draft["From"] == "office@example.org"
        )
        assert {each.display_name for each in draft["To"].addresses} == {mission}
        said = draft.get_body().get_content()
        assert mission in said
        note = path.stem[:-3].upper()
        assert said.count(note) == 2, "the note is announced, and listed: the office attaches it"
        attached, statement = draft.iter_attachments()
        assert attached.get_content_type() == statement.get_content_type() == "application/pdf"
        assert attached.get_content() == register[attached.get_filename()]
        assert statement.get_filename() == f"{path.stem[:-3]}-statement-{path.stem[-2:]}.pdf"
        assert statement.get_content() == (folder / statement.get_filename()).read_bytes()
        assert f"-{code}-" in attached.get_filename() and attached.get_filename().endswith(
            f"-{path.stem[-2:]}.pdf"
        )
    assert (
        len(
            email.message_from_bytes(drafts[0].read_bytes(), policy=email.policy.default)[
                "To"
            ].addresses
        )
        == 2
    )


def test_a_notice_that_was_changed_is_never_sent(office: Office) -> None:
    (path,) = (office.folder / "notices" / "2024").glob("*-0001-AUS-en.pdf")
    kept = path.read_bytes()
    path.write_bytes(kept + b" ")
    try:
        said = office("letters", "msp12", "--kind", "cover", "--as-of", "2024-02-13")
    finally:
        path.write_bytes(kept)
    assert said.code == 1 and "output-changed" in said.err and path.name in said.err
    assert not (office.folder / "reports" / "letters-msp12" / "2024-02-13-cover").exists()


@pytest.mark.parametrize(
    "address",
    [
        "a@b.c\nBcc: x@y.z",
        "a@b.c\r\nBcc: x@y.z",
        "a b@c.d",
        "a@b.c,x@y.z",
        "Name <a@b.c>",
        "a@b",
        "@b.c",
        "a@b..c",
        "à@b.c",
        "",
    ],
)
def test_no_address_can_be_a_header(address: str) -> None:
    assert not is_address(address)


def test_no_name_can_add_a_header() -> None:
    hostile = 'Mission"\r\nBcc: x@y.z\n\n<evil@y.z>, other@y.z'
    contact = Contact("AUS", hostile, ("a@example.org",), "en")
    draft = mail_draft(
        contact, "x@y.z\nBcc: x@y.z", "subject\r\nBcc: x@y.z", "text", [("a.pdf", b"%PDF")]
    )
    read = email.message_from_bytes(draft, policy=email.policy.default)
    assert set(read.keys()) == {"X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"}
    assert [each.addr_spec for each in read["To"].addresses] == ["a@example.org"]


@pytest.mark.parametrize(
    "subject",
    [
        "Avis de recouvrement CCM-AN-2024-0002\u00a0: 67\u202f900,00\u00a0USD, paiement demandé "
        "pour le 1er mai 2024 au plus tard",
        "إشعار \u2066CCM-AN-2024-0005\u2069: \u206624\u00a0400,00\u00a0USD\u2069، المطلوب سداده",
        "摊款通知（CCM-AN-2024-0005）：USD\u00a024,400.00，请于2024年5月1日之前付款，" * 3,
    ],
)
def test_a_subject_arrives_as_it_was_written(subject: str) -> None:
    """In letters that every program shows, with plain blanks, each once."""
    contact = Contact("AUS", "Mission permanente de l’Autriche", ("a@example.org",), "fr")
    draft = mail_draft(contact, "x@example.org", subject, "text", [])
    head = draft.split(b"\r\n\r\n")[0]
    assert head.isascii() and all(len(line) <= 998 for line in head.splitlines())
    plain = re.sub("[\u2066\u2069]", "", re.sub("[\u00a0\u202f]", " ", subject))
    assert email.message_from_bytes(draft, policy=email.policy.default)["Subject"] == plain


def test_contacts_are_checked(office: Office) -> None:
    path = office.folder / "data" / "contacts.csv"
    path.write_text(
        CONTACTS + 'XXX,Mission,a@b.org,en\nAUS,Twice,a@b.org,de\nSWE,"two\nlines",a b@c.d,\n',
        encoding="utf-8",
    )
    try:
        for command in (("check",), ("letters", "msp12", "--kind", "receipt")):
            said = office(*command)
            assert said.code == 1
            for wanted in (
                "state-unknown",
                "state-twice",
                "contacts.csv:9:mission  value-bad",
                "contacts.csv:9:email",
                "contacts.csv:7:language",
            ):
                assert wanted in said.err + said.out
    finally:
        path.write_text(CONTACTS, encoding="utf-8")


def test_manifest_says_what_the_notes_rest_on(office: Office) -> None:
    folder, _ = written(office, "msp12", "cover", "2024-02-14")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (
        manifest["letters"] == {"kind": "cover", "meeting": "msp12"}
        and manifest["ledger"]["events"] > 5
    )
    assert {each["path"] for each in manifest["outputs"]} == {
        path.name for path in folder.iterdir()
    } - {"manifest.json"}
    names = {each["name"]: each["origin"] for each in manifest["inputs"]}
    assert names["contacts.csv"] == "workspace" and names["templates/fr/cover.docx"] == "package"


@pytest.mark.parametrize(
    ("arguments", "wording"),
    [
        (["msp12"], "this is missing:\n  --kind KIND: cover, reminder1"),
        (["--kind", "cover"], "this is missing:\n  MEETING|GROUP: "),
        (["msp12", "--kind", "invoice"], "is not one of cover, reminder1"),
        (["msp99", "--kind", "cover"], "there is no meeting"),
        (
            ["msp12", "--kind", "cover", "--state", "XXX"],
            '"XXX" is not recognised as the name of a State',
        ),
        (["msp12", "--kind", "cover", "--lang", "de"], "there is no template"),
        (["msp12", "--kind", "cover", "--earlier", "x"], "--earlier goes with"),
        (["msp12", "--kind", "cover", "--since", "2024-01-01"], "--since goes with"),
        (
            ["msp3", "--kind", "reminder1", "--as-of", "2024-02-10"],
            "so there is nothing to remind of. Issue first: ccmcost issue",
        ),
    ],
)
def test_wrong_requests_are_told(office: Office, arguments: list[str], wording: str) -> None:
    said = office("letters", *arguments)
    assert said.code == 2 and wording in said.err


def test_letters_change_nothing_in_the_ledger(office: Office) -> None:
    before = (office.folder / "ledger.sqlite").read_bytes()
    written(office, "msp12", "cover", "2024-02-16")
    assert (office.folder / "ledger.sqlite").read_bytes() == before
    assert office.ok("ledger verify").startswith("0 problems")


def test_letters_need_a_ledger(run: object, tmp_path: Path) -> None:
    done = run("letters", "msp12", "--kind", "cover")  # type: ignore[operator]
    assert done.returncode == 2 and "ccmcost init" in done.stderr and not list(tmp_path.iterdir())


def same_shape(context: object, fields: Fields | str) -> bool:
    """Whether a context holds exactly the fields that are promised,
    rows and their fields included.
    """
    if isinstance(fields, str):
        return isinstance(context, str | bool)
    named = {key for key in fields if key}
    if isinstance(context, list):
        wanted: Fields | str = {key: fields[key] for key in named} if named else ""
        return all(same_shape(row, wanted) for row in context)
    return (
        isinstance(context, dict)
        and context.keys() == named
        and all(same_shape(context[k], fields[k]) for k in named)
    )


def test_every_promised_field_is_provided_and_no_other(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ccmcost.tables.docx_template import Template

    seen: dict[str, int] = {}
    real = Template.fill

    def spy(self: Template, context: dict[str, object], *rest: object) -> bytes:
        assert same_shape(context, FIELDS[self._kind]), self._kind
        seen[self._kind] = seen.get(self._kind, 0) + 1
        return real(self, context, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Template, "fill", spy)
    for kind, day in (
        ("cover", "2024-02-10"),
        ("credit", "2024-10-10"),
        ("reminder1", "2024-06-30"),
        ("reminder2", "2024-06-30"),
        ("receipt", "2024-06-30"),
    ):
        written(office, "msp12", kind, day)
    written(office, "rc2", "cover", "2024-02-10")
    assert office("estimate", "rc2", "--out", "fields").code == 0
    assert seen.keys() == FIELDS.keys()


def test_documents_have_language_styles_pages_and_repeated_headings(office: Office) -> None:
    folder, _ = written(office, "rc2", "cover", "2024-02-15", "--lang", "fr", "--state", "SWE")
    note = document(folder, "CCM-RC2-SWE-cover-fr")
    assert 'w:val="fr-FR"' in note.styles.element.xml
    assert (note.sections[0].page_width.mm, note.sections[0].page_height.mm) == pytest.approx(
        (210, 297), abs=0.1
    )
    assert (
        "PAGE" in note.sections[0].footer._element.xml
        and "CCM-RC2-SWE-COVER" in note.sections[0].footer.paragraphs[0].text
    )
    assert "w:tblHeader" in note.tables[0].rows[0]._tr.xml
    assert {paragraph.style.name for paragraph in note.paragraphs} >= {
        "Title",
        "Body Text",
        "Addressee",
    }
    assert (
        note.core_properties.language == "fr"
        and note.core_properties.created.isoformat() == "2024-02-15T00:00:00+00:00"
    )
    buffer = io.BytesIO()
    note.save(buffer)
    assert "{" not in text_of(note)


def test_notes_of_another_kind_stay_in_the_same_folder(office: Office) -> None:
    folder, _ = written(office, "msp12", "cover", "2024-02-12")
    covers = {path.name for path in folder.glob("*-cover-*")}
    said = office(
        "letters", "msp12", "--kind", "receipt", "--as-of", "2024-06-30", "--out", str(folder)
    )
    assert said.code == 0, said.err
    assert {path.name for path in folder.glob("*-cover-*")} == covers and list(
        folder.glob("*-receipt-*")
    )
    office(
        "letters",
        "msp12",
        "--kind",
        "cover",
        "--as-of",
        "2024-02-12",
        "--lang",
        "fr",
        "--out",
        str(folder),
    )
    assert {path.name for path in folder.glob("*-SWE-cover-*")} == {
        "CCM-MSP12-SWE-cover-fr.docx",
        "CCM-MSP12-SWE-cover-statement-fr.pdf",
    }
    assert list(folder.glob("*-receipt-*"))


def test_a_first_reminder_named_by_its_date_stands_in_words(office: Office) -> None:
    folder, _ = written(
        office, "msp12", "reminder2", "2025-02-15", "--earlier", "2025-01-20", "--lang", "fr"
    )
    assert "(20 janvier 2025)" in text_of(document(folder, "CCM-MSP12-SWE"))


def test_a_debt_is_recalled_again_only_where_a_reminder_was_written_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = worked_office(tmp_path, monkeypatch)
    for kind, day in (("reminder2", "2025-01-10"), ("reminder1", "2025-01-10")):
        folder, said = written(office, "msp12", kind, day, "--state", "SWE")
        assert ("SWE: no earlier reminder on msp12 lies in" in said) == (kind == "reminder2")
        assert "again" not in text_of(document(folder, "CCM-MSP12-SWE")), "not of the same day"
    for language, again in {
        "en": "the earlier reminder (note verbale CCM-MSP12-SWE-REMINDER2 of 10 January 2025) and "
        "to recall once again that",
        "fr": "au rappel précédent (note verbale CCM-MSP12-SWE-REMINDER2 du 10 janvier 2025) et de "
        "lui rappeler de nouveau",
        "ru": "на предыдущее напоминание (вербальная нота CCM-MSP12-SWE-REMINDER2 от 10 января "
        "2025 года) и вновь напомнить",
    }.items():
        folder, said = written(
            office, "msp12", "reminder2", "2025-03-10", "--state", "SWE", "--lang", language
        )
        assert again in text_of(document(folder, "CCM-MSP12-SWE")) and "no earlier" not in said
    folder, said = written(office, "rc2", "reminder2", "2025-03-10", "--state", "SWE")
    assert "SWE: no earlier reminder on rc2" in said, "a reminder on another meeting is none"


def test_enclosures_are_named_as_they_are_attached(office: Office) -> None:
    folder, _ = written(office, "msp12", "cover", "2024-02-18", "--lang", "en,fr,es,ar,ru,zh")
    for language, enclosed in {
        "en": [
            "Assessment notice CCM-AN-2024-0004, 1 February 2024",
            "Statement of account as at 18 February 2024",
        ],
        "zh": ["摊款通知（CCM-AN-2024-0004，2024年2月1日）", "截至2024年2月18日的账户对账单"],
    }.items():
        note = document(folder, f"CCM-MSP12-SWE-cover-{language}")
        listed = [
            each.text.replace("\u00a0", " ")
            for each in note.paragraphs
            if each.style.name == "Enclosure"
        ]
        assert listed == enclosed
        assert [each.text for each in note.paragraphs if each.style.name == "Initials and Seal"]
    reminder, _ = written(office, "msp12", "reminder1", "2024-06-29", "--lang", "en")
    note = document(reminder, "CCM-MSP12-ZAF-")
    listed = [each.text for each in note.paragraphs if each.style.name == "Enclosure"]
    assert listed[:-1] == ["Notice CCM-AN-2024-0010", "Notice CCM-AN-2024-0005"], "not ERP-9003"
    receipt, _ = written(office, "msp12", "receipt", "2024-06-29")
    assert "Enclosures" not in text_of(document(receipt, "CCM-MSP12-AUS-"))
    assert not list(receipt.glob("*statement*"))


def test_no_line_end_parts_a_reference_or_a_day(office: Office) -> None:
    folder, _ = written(office, "msp12", "cover", "2024-02-19", "--lang", "en")
    xml = document(folder, "CCM-MSP12-SWE-").element.xml
    assert not re.search(r"[A-Z0-9]-[A-Z0-9]", re.sub(r"<[^>]*>", "", xml))
    assert xml.count("<w:noBreakHyphen/>") > 5
    assert "1\u00a0May 2024" in xml and "paragraph\u00a041" in xml


def test_what_a_person_types_keeps_its_order_in_an_arabic_note(office: Office) -> None:
    earlier = "30 June 2024, CCM-MSP12-SWE-REMINDER1"
    folder, _ = written(
        office, "msp12", "reminder2", "2025-01-01", "--earlier", earlier, "--lang", "ar"
    )
    note = document(folder, "CCM-MSP12-SWE-reminder2-ar")
    kept = earlier.replace("30 ", "30\u202f\u202f")
    assert f"(\u2066{kept}\u2069)" in "".join(each.text for each in note.paragraphs)
    for amount in re.findall("\u2066([^\u2069]* ?USD)\u2069", text_of(note)):
        assert re.fullmatch("[0-9\u202f]+,[0-9]{2}\u202f\u202fUSD", amount), "one that LO breaks"


def test_place_stands_before_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = worked_office(tmp_path, monkeypatch)
    issuer = tmp_path / "data" / "issuer.toml"
    text = issuer.read_text(encoding="utf-8")
    issuer.write_text(text.replace("[office]", '[office]\nplace = "Geneva"', 1), encoding="utf-8")
    folder, _ = written(office, "msp12", "cover", "2024-02-10", "--lang", "en,fr,es,ar,ru,zh")
    for language, said in {
        "en": "Geneva, 10 February 2024",
        "fr": "Genève, le 10 février 2024",
        "es": "Ginebra, 10 de febrero de 2024",
        "ar": "جنيف، 10 شباط/فبراير 2024",
        "ru": "Женева, 10 февраля 2024 года",
        "zh": "2024年2月10日，日内瓦",
    }.items():
        assert f"\n{said}\n" in text_of(document(folder, f"CCM-MSP12-SWE-cover-{language}"))


def test_contacts_without_rows_change_nothing(office: Office) -> None:
    path = office.folder / "data" / "contacts.csv"
    kept = path.read_bytes()
    try:
        path.write_text(EMPTY_CONTACTS, encoding="utf-8")
        folder, said = written(office, "msp12", "cover", "2024-02-14")
        with_it = {each.name: each.read_bytes() for each in folder.iterdir()}
        assert "contacts.csv" not in office("check").err
        path.unlink()
        folder, without = written(office, "msp12", "cover", "2024-02-14")
        without_it = {each.name: each.read_bytes() for each in folder.iterdir()}
        assert with_it.pop("manifest.json") and without_it.pop("manifest.json")
        assert (with_it, said) == (without_it, without)
    finally:
        path.write_bytes(kept)


def test_templates_are_copied_for_nobody_so_that_nothing_is_asked_of_a_meeting(
    office: Office,
) -> None:
    said = office("letters", "--templates", "--since", "yesterday")
    assert said.code == 2 and '--since: "yesterday" is not a valid date' in said.err
    assert "MEETING" not in said.err and not (office.folder / "templates").exists()
