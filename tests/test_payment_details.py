"""Payment details: what some banks need besides, and numbers that cannot be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger_office import ISSUER, Office
from tests.pdfs import pages

MORE = """
routing = "026009593"
correspondent = "Bank of Elsewhere, New York"
correspondent_swift = "CITIUS33"
further_credit = "Trust fund, account 17"
[payment]"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office(tmp_path, monkeypatch)
    made.cost("412345.67")
    return made


def written(office: Office, text: str) -> None:
    (office.folder / "data" / "issuer.toml").write_text(text, encoding="utf-8")


def test_what_some_banks_need_besides_is_on_the_notice_in_every_language(office: Office) -> None:
    written(office, ISSUER.replace("[payment]", MORE))
    assert office.issue("--on-expected-list", "--lang", "en,fr").code == 0
    for language, words in (("en", "For further credit to"), ("fr", "Banque correspondante")):
        (path,) = (office.folder / "notices").rglob(f"*AUS-{language}.pdf")
        text = " ".join(pages(path.read_bytes()))
        assert words in text and "Bank of Elsewhere, New York" in text
        assert "026009593" in text and "Trust fund, account 17" in text


@pytest.mark.parametrize(
    ("before", "after", "wording"),
    [
        ('"CH00 0000 0000"', '"CH93 0076 2011 6238 5295 8"', "no valid IBAN"),
        ('"EXAMCHGG"', '"EXAMPLE"', "no valid BIC"),
        ("[payment]", 'routing = "026009594"\n[payment]', "no valid routing number (ABA)"),
    ],
)
def test_a_number_that_cannot_be_right_is_a_warning(
    office: Office, before: str, after: str, wording: str
) -> None:
    pytest.importorskip("stdnum", reason="needs python-stdnum (the extra bank)")
    written(office, ISSUER.replace(before, after))
    said = office("check")
    assert wording in said.out + said.err


def test_an_account_without_the_form_of_an_iban_is_no_matter_of_the_check(office: Office) -> None:
    written(office, ISSUER.replace('"CH00 0000 0000"', '"CH93 0076 2011 6238 5295 7"'))
    said = office("check")
    assert "IBAN" not in said.out + said.err
    written(office, ISSUER)
    said = office("check")
    assert "IBAN" not in said.out + said.err
