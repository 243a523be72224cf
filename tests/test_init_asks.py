"""`ccmcost init` asks for office and bank; its file keeps its explanations and reads back."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccmcost.desk.questions import OFFICE, answers_in, filled, remarks_on
from ccmcost.model.office import Issuer
from ccmcost.text import is_line
from ccmcost.words.speaker import english
from ccmcost.workspace import packaged_data
from tests.ledger_office import said_by
from tests.terminal import CLOSED, ENTER, INTERRUPT, at_terminal

TEMPLATE = (packaged_data() / OFFICE.file).read_text("utf-8")
KEYS = [each.key for each in OFFICE.questions]
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
LINE = st.text(min_size=1, max_size=40).map(str.strip).filter(lambda text: text and is_line(text))


def comments(text: str) -> list[str]:
    """What the file explains, line by line."""
    return [line.partition("# ")[2] for line in text.splitlines() if "# " in line]


def test_all_that_a_notice_needs_is_asked_and_explained() -> None:
    say = english()
    assert set(Issuer().gaps) <= set(KEYS)
    for question in OFFICE.questions:
        assert say(question.label) and len(say(f"why_{question.label}")) <= 80
    assert set(answers_in(OFFICE, TEMPLATE)) == set(KEYS)
    assert not any(answers_in(OFFICE, TEMPLATE).values())


@given(st.dictionaries(st.sampled_from(KEYS), LINE), st.lists(LINE, max_size=4))
def test_what_is_answered_reads_back_and_the_explanations_stay(
    said: dict[str, str], lines: list[str]
) -> None:
    answers = {key: (text,) for key, text in said.items()} | {"office.address": tuple(lines)}
    text = filled(OFFICE, TEMPLATE, answers)
    assert answers_in(OFFICE, text) == {**dict.fromkeys(KEYS, ()), **answers}
    for comment in comments(TEMPLATE):
        assert comment in text or comment.split(" = ")[0] in {key.split(".")[-1] for key in KEYS}
    back = filled(OFFICE, text, dict.fromkeys(KEYS, ()))
    assert not any(answers_in(OFFICE, back).values())
    again = filled(OFFICE, text, {"bank.swift": ("EXAMCHGG",)})
    assert answers_in(OFFICE, again) == {**answers_in(OFFICE, text), "bank.swift": ("EXAMCHGG",)}


def test_what_an_office_wrote_itself_stays() -> None:
    text = (
        'adjust_minimum = "10.00"  # ours\n[office]\nnames.en = "A"\nnames.fr = "B"\n'
        'address = [\n  "1 Example Street",  # door\n]\n'
    )
    done = filled(OFFICE, text, {"office.names.en": ("C",), "bank.swift": ("EXAMCHGG",)})
    assert 'adjust_minimum = "10.00"  # ours' in done and 'names.fr = "B"' in done
    assert "# door" in done and answers_in(OFFICE, done)["bank.swift"] == ("EXAMCHGG",)


@pytest.mark.parametrize(
    ("key", "answer", "remark"),
    [
        ("bank.account", "CH00 0000 0000 0000 0000 0", "is no valid IBAN"),
        ("bank.account", "0123456", ""),
        ("bank.swift", "XX", "is no valid BIC"),
        ("bank.correspondent_swift", "XX", "is no valid BIC"),
        ("bank.routing", "021000022", "is no valid routing number (ABA)"),
        ("bank.routing", "021000021", ""),
        ("office.contact", "office@example.org", ""),
        ("office.contact", "A. Example, office@example.org; +00 22 000 00 00", ""),
        ("office.contact", "A. Example, office(at)example.org, x@example", "not a valid e-mail"),
        ("office.names.en", "office@example.org", "is not a name"),
        ("office.signatory", "0123456", "is not a name"),
        ("bank.beneficiary", "0123456", "is not a name"),
        ("bank.account", "the same", "is not the number of an account"),
        ("bank.swift", "EXAMCHGG0123", "is no valid BIC"),
        ("office.contact", "office\u202e@example.org", "hidden character"),
    ],
)
def test_an_answer_is_checked_as_the_file_is(key: str, answer: str, remark: str) -> None:
    pytest.importorskip("stdnum")
    found = list(remarks_on(OFFICE, TEMPLATE, key, (answer,), LANGUAGES))
    assert [remark in each.message for each in found] == ([True] if remark else [])


def test_without_a_terminal_it_is_said_with_options(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "office.names.en=Secretariat (example)"
    lines = ("office.address=1 Example Street", "office.address=Geneva = GE")
    said = said_by(
        "init", "office", *(f"--set={each}" for each in (name, *lines, "bank.swift=EXAMCH"))
    )
    assert said.code == 0 and said.err == (
        'Warning: "EXAMCH" is no valid BIC. Look at the bank\'s own letter.\n'
    )
    path = tmp_path / "office" / "data" / "issuer.toml"
    answers = answers_in(OFFICE, path.read_text("utf-8"))
    assert answers["office.address"] == ("1 Example Street", "Geneva = GE")
    assert answers["office.names.en"] == ("Secretariat (example)",)
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = said_by("init", "office", "--office", "--set", "bank.swift=EXAMCHGG")
    assert (again.code, again.out) == (0, "wrote office/data/issuer.toml\n"), again.err
    assert answers_in(OFFICE, path.read_text("utf-8")) == {**answers, "bank.swift": ("EXAMCHGG",)}


def test_what_cannot_be_said_is_refused_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words, wording in (
        (("--set", "bank.swfit=X"), "Did you mean bank.swift?"),
        (("--set", "bank.swift"), "is not KEY=TEXT"),
        (("--set", "bank.swift=A", "--set", "bank.swift=B"), "said twice"),
        (("--set", "bank.name=a\u202eb"), "hidden"),
        (("--office",), "there is no workspace"),
    ):
        said = said_by("init", "office", *words)
        assert said.code in (1, 2) and wording in said.err, said.err
        assert not (tmp_path / "office").exists()
    assert said_by("init", "office").code == 0
    before = (tmp_path / "office" / "data" / "issuer.toml").read_bytes()
    assert before == TEMPLATE.encode()
    refused = said_by("init", "office")
    assert refused.code == 2 and "ccmcost init --office" in refused.err
    assert "asks at a terminal" in said_by("init", "office", "--office").err
    (tmp_path / "office" / "data" / "issuer.toml").write_text("= broken")
    broken = said_by("init", "office", "--office", "--set", "bank.swift=EXAMCHGG")
    assert broken.code == 1 and "is not valid TOML" in broken.err


TALK = (
    ("  Office: ", "Secretariat (example)\n"),
    ("  Address, line 1: ", "1 Example Street\n"),
    ("  Address, line 2: ", "Geneva\n"),
    ("  Address, line 3: ", ENTER),
    ("  Contact: ", "office@example.org\n"),
    ("  Signatory: ", "A. Example\n"),
    ("  Function: ", "Head of Finance\n"),
    ("  Beneficiary: ", 'Fund "A"\n'),
    ("  Bank: ", "Bank of Examples\n"),
    ("  Bank address: ", ENTER),
    ("  Account number or IBAN: ", "0123456\n"),
    ("  SWIFT/BIC: ", "XX\n"),
    ("Press Enter to keep it all the same.", ""),
    ("  SWIFT/BIC [XX]: ", "EXAMCHGG\n"),
    ("  Routing number (ABA): ", ENTER),
    ("  Correspondent bank: ", ENTER),
    ("  SWIFT/BIC of correspondent: ", ENTER),
    ("  For further credit to: ", ENTER),
    ("  Basis of payment: ", "decision of the meeting\n"),
)
WITH_STEPS_BACK = (
    ("  Office: ", "<\n"),
    ("This is the first question.", ""),
    ("  Office: ", "Secretariat (example)\n"),
    ("  Address, line 1: ", "2 Example Street\n"),
    ("  Address, line 2: ", "<\n"),
    ("  Address, line 1 [2 Example Street]: ", "1 Example Street\n"),
    ("  Address, line 2: ", "Geneva\n"),
    ("  Address, line 3: ", ENTER),
    ("  Contact: ", "<\n"),
    ("  Address, line 1 [1 Example Street]: ", ENTER),
    ("  Address, line 2 [Geneva]: ", ENTER),
    ("  Address, line 3: ", ENTER),
    *TALK[4:],
)


@pytest.mark.slow
def test_a_person_is_asked_and_sees_what_will_be_written(tmp_path: Path) -> None:
    pytest.importorskip("pty", reason="terminals are made by pty, which Windows lacks")
    pytest.importorskip("stdnum")
    asks = "Write this to office/data/issuer.toml? [y/N]: "
    for at, end in ((0, INTERRUPT), (4, CLOSED), (len(TALK), INTERRUPT)):
        question = asks if at == len(TALK) else TALK[at][0]
        seen = at_terminal(tmp_path, ("init", "office"), *TALK[:at], (question, end))
        assert (seen.code, list(tmp_path.iterdir())) == (130, []), seen.screen
    talk = (*WITH_STEPS_BACK, (asks, "<\n"), ("decision of the meeting]: ", ENTER))
    for no in ("n\n", ENTER):
        seen = at_terminal(tmp_path, ("init", "office"), *talk, (asks, no))
        assert seen.code == 2 and seen.screen.endswith("Nothing was written.\n"), seen.screen
        assert not list(tmp_path.iterdir())
    seen = at_terminal(tmp_path, ("init", "office"), *talk, (asks, "y\n"))
    assert seen.code == 0 and "Bank address                (open)" in seen.screen, seen.screen
    path = tmp_path / "office" / "data" / "issuer.toml"
    answers = {key: lines for key, lines in answers_in(OFFICE, path.read_text()).items() if lines}
    assert answers == {
        "office.names.en": ("Secretariat (example)",),
        "office.address": ("1 Example Street", "Geneva"),
        "office.contact": ("office@example.org",),
        "office.signatory": ("A. Example",),
        "office.function.en": ("Head of Finance",),
        "bank.beneficiary": ('Fund "A"',),
        "bank.name": ("Bank of Examples",),
        "bank.account": ("0123456",),
        "bank.swift": ("EXAMCHGG",),
        "payment.basis.en": ("decision of the meeting",),
    }
    before = path.read_bytes()
    offered = ("[Secretariat (example)]: ", CLOSED)
    again = at_terminal(tmp_path / "office", ("init", "--office"), offered)
    assert (again.code, path.read_bytes()) == (130, before)


@pytest.mark.slow
def test_who_answers_nothing_has_a_workspace_as_before(tmp_path: Path) -> None:
    pytest.importorskip("pty", reason="terminals are made by pty, which Windows lacks")
    open_ = [(asked, ENTER) for asked, _ in TALK if "line 2" not in asked and "line 3" not in asked]
    open_ = [each for each in open_ if each[0].startswith("  ") and "[" not in each[0]]
    seen = at_terminal(tmp_path, ("init",), *open_)
    assert seen.code == 0 and "Write this" not in seen.screen, seen.screen
    assert (tmp_path / "data" / "issuer.toml").read_text("utf-8") == TEMPLATE


def test_what_was_cut_short_before_its_ledger_is_completed_by_the_same_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    line = ("init", "office", "--set", "bank.swift=EXAMCHGG")
    assert said_by(*line).code == 0
    issuer = tmp_path / "office" / "data" / OFFICE.file
    before = issuer.read_bytes()
    (tmp_path / "office" / "ledger.sqlite").unlink()
    said = said_by(*line)
    assert said.code == 0 and "made office/ledger.sqlite" in said.out, said
    assert issuer.read_bytes() == before
    assert said_by(*line).code == 2
