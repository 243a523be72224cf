"""The table of hidden characters: as Unicode has it, one for all,
and names are compared by what is seen.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from ccmcost import text
from ccmcost.cli.entry import main
from ccmcost.findings import Findings
from ccmcost.load.convention import load_convention
from ccmcost.load.office import load_issuer
from ccmcost.load.reader import Reader
from ccmcost.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
HIDDEN = (
    "\x00\x07\x1b\x7f\x85\u00ad\u034f\u061c\u115f\u1160\u17b4\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e"
    "\u2060\u2066\u2069\u206a\u2800\u3164\ufe00\ufe0f\ufeff\uffa0\ufff9\uffff\ud800\udfff\U0001d173\U000e0001\U000e0020\U000e0100"
)
"""One of each kind."""
INNOCENT = (
    "Straße, Türkiye, Côte d'Ivoire – «Ñandú» \u00a0\u202f1 000,50 € 日本 중화 الأردن हिन्दी 𝔄 🙂"
)


def test_the_table_holds_every_format_character_that_cannot_be_seen() -> None:
    # signs with ink
    visible = set(
        "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    )
    for number in range(0x110000):
        char = chr(number)
        if (
            unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")
            and char not in "\t\n\r"
            and char not in visible
        ):
            assert text.hidden_in(f"a{char}b") == char, f"U+{number:04X}"


@pytest.mark.parametrize("char", HIDDEN, ids=lambda char: f"U+{ord(char):04X}")
def test_every_question_knows_the_same_characters(char: str) -> None:
    name = f"Secretariat{char}"
    assert text.hidden_in(name) == char
    assert not text.is_line(name)
    assert text.spelt_out(name) == f"Secretariat\\x{ord(char):02x}"
    assert text.blanked(name) == "Secretariat "
    assert text.without_hidden(name) == "Secretariat"
    assert text.same_person(name, "secretariat")


def test_what_has_ink_or_parts_words_stays() -> None:
    assert text.hidden_in(INNOCENT + "\t\r\n") == "" and text.is_line(INNOCENT)
    assert (
        text.spelt_out(INNOCENT)
        == text.blanked(INNOCENT)
        == text.without_hidden(INNOCENT)
        == INNOCENT
    )
    assert not text.is_line("a\tb") and not text.is_line("a\nb") and not text.is_line("a\rb")
    assert text.quoted("1\u00a0000\u2009m") == "1\\xa0000\\x2009m"
    assert (
        text.spelt_out("a\tb\u202e", "\t") == "a\tb\\x202e" and text.without_hidden("a\nb") == "a b"
    )


def test_no_other_table_is_kept() -> None:
    kept = re.compile(r"isprintable|\\u200[b-f]|\\u202[a-e]|\\u061c|\\ufeff", re.IGNORECASE)
    allowed = {
        "text.py",
        "tables/screen.py",  # the one mark that a screen in Arabic keeps
        *("charts/lettering.py", "charts/sheet.py"),  # the direction of a line in a picture
    }
    found = {
        path.relative_to(ROOT / "ccmcost").as_posix()
        for path in (ROOT / "ccmcost").rglob("*.py")
        if kept.search(path.read_text(encoding="utf-8"))
    }
    assert found <= allowed


ALIKE = (
    *(
        "A. Clerk",
        "a clerk",
        "A.  CLERK",
        "A.Clerk.",
        "A\u00a0Clerk",
        "\u200eA. Clerk",
        "A. Cle\u034frk",
        "A. Clerk\u3164",
    ),
    *(
        "\u0410. Clerk",
        "\u0391. Clerk",
        "A. \u0421l\u0435rk",
        "Ａ. Ｃｌｅｒｋ",
        "𝐀. 𝐂𝐥𝐞𝐫𝐤",
        "A. C1erk",
        "A. CIerk",
        "A. Cl\u00e9rk",
        "A-Clerk",
    ),
    *("A. Cl\u2800erk", "A. Clerk\ufe0f", "ꓮ. ꓚlerk", "Ꭺ. Ꮯlerk"),
)


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(ALIKE, 2)))
def test_the_same_to_the_eye_is_the_same_person(one: str, other: str) -> None:
    assert text.same_person(one, other) and text.same_person(other, one)


def test_the_same_person_in_letters_of_their_own() -> None:
    assert text.same_person("ΝΙΚΟΣ ΠΑΠΠΑΣ", "Νίκος Παππάς")
    assert text.same_person("Анна Петрова", "АННА ПЕТРОВА")
    assert text.same_person("ΑΝΝΑ ΤΟΚΑ", "ANNA TOKA")
    assert text.same_person("...", "A. Clerk"), "a name without letters could be anyone's"


@pytest.mark.parametrize(
    "other",
    [
        "Clerk, A.",
        "CLERK A",
        "Mr A. Clerk",
        "Dr. A. Clerk",
        "A. Clerk (chief of finance)",
        "[acting] A. Clerk",
        "7",
        "1.2",
    ],
)
def test_another_order_a_title_or_a_remark_makes_no_second_person(other: str) -> None:
    assert text.same_person("A. Clerk", other) and text.same_person(other, "A. Clerk")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("M. Clerk", "A. Clerk"),
        ("Mr A. Clerk", "Mr B. Clerk"),
        ("A. Clerk", "B. Chief"),
        ("Officer 1", "Officer 2"),
        ("王芳", "王丽"),
        ("Анна Петрова", "Анна Петренко"),
        ("علي", "عمر"),
        ("राम", "रमा"),
    ],
)
def test_two_people_are_two(one: str, other: str) -> None:
    assert not text.same_person(one, other)


def test_mixed_scripts_are_named() -> None:
    assert text.mixed_scripts("\u0410. Clerk") == ("CYRILLIC", "LATIN")
    assert text.mixed_scripts("Νικ Clerk") == ("GREEK", "LATIN")
    for name in (
        "A. Clerk",
        "Ｃｌｅｒｋ",
        "Анна О\u02bcКоннор",
        "山田はなこ カナ",
        "O'Neil-Müller 2",
        "محمد",
        "",
    ):
        assert text.mixed_scripts(name) == (), name


@pytest.mark.parametrize("char", ["\u200f", "\u061c", "\u200b", "\u034f", "\u3164", "\ufe0f"])
@pytest.mark.parametrize("written", ["as it is", "as an escape"])
def test_nothing_hidden_stands_in_the_name_of_the_office(
    char: str, written: str, tmp_path: Path
) -> None:
    workspace = _with_office(tmp_path, char if written == "as it is" else f"\\u{ord(char):04x}")
    reader = Reader(workspace, Findings())
    load_issuer(reader, load_convention(reader))
    assert any(
        "issuer.toml" in found.file and "hidden character" in found.message
        for found in reader.findings.errors
    )


def test_check_finds_what_is_hidden(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    _with_office(tmp_path, "\u200f")
    done = _run(tmp_path, "check")
    assert done.returncode == 1 and "U+200F" in done.stderr


def test_an_argument_with_a_hidden_character_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    for char in "\u200b\u034f\u3164\u2800\ufe0f":
        monkeypatch.setattr(sys, "argv", ["ccmcost", "explain", "msp11", f"JP{char}N"])
        with pytest.raises(SystemExit) as end:
            main()
        assert end.value.code == 2 and f"\\x{ord(char):02x}" in capsys.readouterr().err


def _with_office(folder: Path, char: str) -> Workspace:
    (folder / "data").mkdir(exist_ok=True)
    text = f'[office.names]\nen = "Secretariat{char}"\n'
    (folder / "data" / "issuer.toml").write_text(text, encoding="utf-8")
    return Workspace(folder / "data", ROOT / "data")


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ccmcost", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=folder, capture_output=True, check=False, env=environment, encoding="utf-8"
    )
