"""Files of others and files that a person edited: nothing is followed, nothing is overwritten,
nothing is lost.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from ccmcost import atomic, publish
from ccmcost.accounts import notices_folder
from ccmcost.errors import Replaced, SetAside, WriteError
from ccmcost.ledger import store
from ccmcost.publish import replacing, write_file
from tests.conftest import ROOT, Run

DAY = "2026-11-28"
EPOCH = {"SOURCE_DATE_EPOCH": "1795860000"}


def listed(folder: Path) -> dict[str, str] | None:
    """As a manifest does it: each name with the hash of what was written."""
    mark = folder / "made"
    rows = [line.split(" ") for line in mark.read_text().splitlines()] if mark.is_file() else None
    return None if rows is None else {**dict(rows), "made": ""}


def put(target: Path, keep: Callable[[str], bool] | None = None, **files: str) -> None:
    with replacing(target, listed, keep) as staging:
        named = {name.replace("_", "."): text for name, text in files.items()}
        for name, text in named.items():
            staging.write(name, text.encode())
        rows = [f"{name} {sha256(text.encode()).hexdigest()}" for name, text in named.items()]
        staging.write("made", "\n".join(rows).encode())


def contents(target: Path) -> dict[str, str]:
    files = {
        path.relative_to(target).as_posix(): path
        for path in sorted(target.rglob("*"))
        if path.is_file()
    }
    return {name: path.read_text() for name, path in files.items() if name != "made"}


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH["SOURCE_DATE_EPOCH"])


# Names that somebody else prepared


@pytest.mark.parametrize("dangling", [False, True], ids=["a file behind it", "nothing behind it"])
@pytest.mark.parametrize("prepared", [".costs.toml.new", ".costs.toml.lock"])
def test_a_prepared_link_is_not_followed_by_a_file(
    tmp_path: Path, prepared: str, dangling: bool
) -> None:
    foreign = tmp_path / "elsewhere" / "foreign"
    foreign.parent.mkdir()
    if not dangling:
        foreign.write_text("foreign")
    home = tmp_path / "data"
    home.mkdir()
    (home / prepared).symlink_to(foreign)
    write_file(home / "costs.toml", b"mine")
    assert (home / "costs.toml").read_bytes() == b"mine" and not (home / "costs.toml").is_symlink()
    assert foreign.exists() is not dangling and (dangling or foreign.read_text() == "foreign")
    assert [path.name for path in home.iterdir()] == ["costs.toml"]


def test_a_hard_link_is_not_written_into(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.write_text("foreign")
    (tmp_path / ".costs.toml.new").hardlink_to(foreign)
    write_file(tmp_path / "costs.toml", b"mine")
    assert foreign.read_text() == "foreign"


@pytest.mark.parametrize("prepared", [".out.new", ".out.old", ".out.lock"])
@pytest.mark.parametrize("there", [False, True], ids=["first run", "later run"])
def test_a_prepared_link_is_not_followed_by_a_folder(
    tmp_path: Path, prepared: str, there: bool
) -> None:
    foreign, target = tmp_path / "foreign", tmp_path / "work" / "out"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("years")
    target.parent.mkdir()
    if there:
        put(target, a="1")
    (target.parent / prepared).symlink_to(foreign)
    put(target, a="2")
    assert contents(target) == {"a": "2"} and not target.is_symlink()
    assert contents(foreign) == {"thesis.txt": "years"}
    assert [path.name for path in target.parent.iterdir()] == ["out"]


def test_a_link_in_the_place_of_an_old_folder_is_no_crash_to_finish(tmp_path: Path) -> None:
    foreign, target = tmp_path / "foreign", tmp_path / "work" / "out"
    foreign.mkdir()
    target.parent.mkdir()
    for name in (".out.old", ".out.new"):
        (target.parent / name).symlink_to(foreign)
    put(target, a="1")
    assert not target.is_symlink() and contents(target) == {"a": "1"} and not any(foreign.iterdir())


def test_a_name_made_between_look_and_write_stops_the_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = tmp_path / "foreign"
    foreign.write_text("foreign")
    held = Path.unlink

    def slow(path: Path, missing_ok: bool = False) -> None:
        held(path, missing_ok=missing_ok)
        if path.name == ".costs.toml.new":
            path.symlink_to(foreign)

    monkeypatch.setattr(Path, "unlink", slow)
    with pytest.raises(WriteError, match="cannot write"):
        write_file(tmp_path / "costs.toml", b"mine")
    assert foreign.read_text() == "foreign"


def test_without_o_nofollow_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "_FLAGS", 0)
    for prepared in (".costs.toml.new", ".costs.toml.lock"):
        (tmp_path / prepared[-3:]).mkdir()
        test_a_prepared_link_is_not_followed_by_a_file(
            tmp_path / prepared[-3:], prepared, dangling=False
        )


def test_the_holder_of_a_ledger_follows_no_link(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.write_text("foreign")
    path = tmp_path / "office" / "ledger.sqlite"
    path.parent.mkdir()
    store.create(path)
    (path.parent / ".ledger.sqlite.holder").symlink_to(foreign)
    with store.opened(path) as ledger, ledger.writing("A. Clerk", "test"):
        assert foreign.read_text() == "foreign"
    assert foreign.read_text() == "foreign" and [each.name for each in path.parent.iterdir()] == [
        "ledger.sqlite"
    ]


@pytest.mark.parametrize("there", [False, True], ids=["a new year", "a later notice"])
def test_the_staging_of_notices_follows_no_link(tmp_path: Path, there: bool) -> None:
    foreign, folder = tmp_path / "foreign", tmp_path / "office" / "notices"
    (foreign / "2026").mkdir(parents=True)
    (foreign / "2026" / "a.pdf").write_text("foreign")
    folder.parent.mkdir()
    store.create(folder.parent / "ledger.sqlite")
    if there:
        folder.mkdir()
    notices_folder.staging_of(folder).symlink_to(foreign)
    with store.opened(folder.parent / "ledger.sqlite") as ledger:
        notices_folder.finish_moves(ledger, folder)
        notices_folder.stage(folder, {"2026/a.pdf": b"mine"})
    assert contents(foreign) == {"2026/a.pdf": "foreign"}
    assert contents(notices_folder.staging_of(folder)) == {"2026/a.pdf": "mine"}


# What a person edited


def test_what_a_person_edited_is_set_aside(tmp_path: Path) -> None:
    target = tmp_path / "out"
    put(target, book_xlsx="1", page_csv="1")
    (target / "book.xlsx").write_text("edited")
    with pytest.warns(SetAside) as said:
        put(target, book_xlsx="2", page_csv="2")
    assert contents(target) == {
        "book.xlsx": "2",
        "page.csv": "2",
        f"book-edited-{DAY}.xlsx": "edited",
    }
    sentence, other = (str(each.message) for each in said)
    assert other.endswith("out, 1 file of an earlier run was replaced.")
    assert (
        sentence.count("\n") == 0
        and str(target / "book.xlsx") in sentence
        and f"book-edited-{DAY}.xlsx" in sentence
    )
    (target / "book.xlsx").write_text("edited again")
    with pytest.warns(SetAside):
        put(target, page_csv="3")
    assert contents(target) == {
        "page.csv": "3",
        f"book-edited-{DAY}.xlsx": "edited",
        f"book-edited-{DAY}-2.xlsx": "edited again",
    }


def test_what_is_written_in_the_place_of_an_earlier_run_is_told(tmp_path: Path) -> None:
    """What nobody edited is not set aside; and the same again takes nobody's place."""
    target = tmp_path / "out"
    put(target, book_xlsx="1", page_csv="1")
    with pytest.warns(Replaced, match="out, 1 file of an earlier run was replaced and 1 was remov"):
        put(target, page_csv="2")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (target / "page.csv").write_text("3")
        put(target, page_csv="3")  # edited into the very same that is written now
        put(target, page_csv="3")
    assert contents(target) == {"page.csv": "3"}


def test_a_file_of_others_is_not_overwritten_by_a_new_output(tmp_path: Path) -> None:
    target = tmp_path / "out"
    put(target, page_csv="1")
    (target / "notes.txt").write_text("by a person")
    (target / "link.txt").symlink_to(tmp_path / "far")
    with pytest.warns(SetAside):
        put(target, notes_txt="by ccmcost", link_txt="by ccmcost")
    assert contents(target)[f"notes-edited-{DAY}.txt"] == "by a person"
    assert (target / f"link-edited-{DAY}.txt").is_symlink() and not (
        target / "link.txt"
    ).is_symlink()
    assert contents(target)["notes.txt"] == contents(target)["link.txt"] == "by ccmcost"


@pytest.mark.slow
@pytest.mark.parametrize("step", range(1, 30))
def test_no_crash_loses_what_a_person_edited(tmp_path: Path, step: int) -> None:
    """Killed at each single change of the disk; then the next run comes."""
    program = (
        "import os, sys; sys.path.insert(0, sys.argv[3])\n"
        "from pathlib import Path; from ccmcost import publish\n"
        "from tests.test_files import put\nleft = [int(sys.argv[2])]\n"
        "def counted(real):\n"
        "    def call(*a, **k):\n"
        "        left[0] -= 1\n"
        "        if not left[0]: os.kill(os.getpid(), 9)\n"
        "        return real(*a, **k)\n"
        "    return call\n"
        "for name in ('rename', 'mkdir', 'unlink', 'rmdir', 'replace', 'open'):\n"
        "    setattr(os, name, counted(getattr(os, name)))\n"
        "put(Path(sys.argv[1]), book_xlsx='2', page_csv='2')"
    )
    target = tmp_path / "out"
    put(target, book_xlsx="1", page_csv="1")
    (target / "book.xlsx").write_text("edited")
    done = subprocess.run(
        [sys.executable, "-c", program, str(target), str(step), str(ROOT)],
        check=False,
        env=os.environ,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        put(target, book_xlsx="3", page_csv="3")
    assert contents(target) == {
        "book.xlsx": "3",
        "page.csv": "3",
        f"book-edited-{DAY}.xlsx": "edited",
    }
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert done.returncode in (0, -signal.SIGKILL)


def test_a_file_that_is_open_elsewhere_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows has it: neither the file nor a folder above it can be renamed while a program
    holds it.
    """
    target = tmp_path / "out"
    put(target, book_xlsx="1", page_csv="1")
    held = {name: getattr(os, name) for name in ("rename", "replace")}

    def refusing(name: str) -> Callable[..., None]:
        def call(source: os.PathLike[str], place: os.PathLike[str]) -> None:
            for path in (Path(source), Path(place)):
                if (target / "book.xlsx").exists() and (target / "book.xlsx").is_relative_to(path):
                    raise PermissionError(13, "The process cannot access the file", str(path))
            held[name](source, place)

        return call

    for name in held:
        monkeypatch.setattr(os, name, refusing(name))
    with pytest.raises(WriteError) as error:
        put(target, book_xlsx="2", page_csv="2")
    assert str(target / "book.xlsx") in str(error.value) and "another program has it open" in str(
        error.value
    )
    assert contents(target) == {"book.xlsx": "1", "page.csv": "1"} and [
        p.name for p in tmp_path.iterdir()
    ] == ["out"]
    with pytest.raises(
        WriteError, match=r"book\.xlsx cannot be replaced while another program has it open"
    ):
        write_file(target / "book.xlsx", b"2")
    assert contents(target) == {"book.xlsx": "1", "page.csv": "1"}


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "costs.toml"
    write_file(path, b"1")
    path.chmod(0o664)
    before = os.umask(0o077)
    try:
        write_file(path, b"2")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o664


@pytest.mark.slow
def test_the_commands_set_aside_what_a_person_edited(tmp_path: Path, run: Run) -> None:
    quick = ("apportion", "msp11", "--state", "JPN", "--lang", "en")
    assert run(*quick, env=EPOCH).returncode == 0
    folder = tmp_path / "reports" / "msp11"
    specimen = folder / "SPECIMEN-apportionment.xlsx"
    specimen.write_bytes(b"edited by the office")
    done = run(*quick, "--cost", "500000.00", env=EPOCH)
    assert done.returncode == 0, done.stderr
    assert (
        folder / f"SPECIMEN-apportionment-edited-{DAY}.xlsx"
    ).read_bytes() == b"edited by the office"
    assert not specimen.exists() and (folder / "apportionment.xlsx").is_file()
    line, others = done.stderr.splitlines()
    assert re.search("In reports/msp11, [0-9]+ files of an earlier run were removed", others)
    assert (
        "SPECIMEN-apportionment.xlsx was not as ccmcost had left it" in line
        and f"edited-{DAY}.xlsx" in line
    )
    done = run(*quick, "--cost", "500000.00", env=EPOCH)
    assert done.returncode == 0 and not done.stderr
    assert (
        folder / f"SPECIMEN-apportionment-edited-{DAY}.xlsx"
    ).read_bytes() == b"edited by the office"


@pytest.mark.slow
def test_one_state_replaces_only_its_own_notice(tmp_path: Path, run: Run) -> None:
    cost = ("--cost", "500000.00", "--lang", "en")
    assert run("apportion", "msp11", "--state", "JPN", *cost, env=EPOCH).returncode == 0
    notices = tmp_path / "reports" / "msp11" / "invoices" / "en"
    (japan,) = notices.glob("*JPN.pdf")
    japan.write_bytes(b"edited")
    done = run("apportion", "msp11", "--state", "FRA", *cost, env=EPOCH)
    assert done.returncode == 0 and not done.stderr and japan.read_bytes() == b"edited"
    done = run("verify", str(tmp_path / "reports" / "msp11"), env=EPOCH)
    assert done.returncode == 1 and "JPN.pdf" in done.stdout + done.stderr, (
        "an edited notice stays visible as such"
    )
    done = run("apportion", "msp11", "--state", "JPN", *cost, env=EPOCH)
    assert "JPN.pdf was not as ccmcost had left it" in done.stderr
    assert (
        japan.with_name(f"{japan.stem}-edited-{DAY}.pdf").read_bytes()
        == b"edited"
        != japan.read_bytes()
    )


@pytest.mark.slow
def test_an_edited_page_is_set_aside_even_after_other_pages_were_made(
    tmp_path: Path, run: Run
) -> None:
    pages = tmp_path / "reports" / "pages"
    assert run("page", "msp11", "--out", str(pages), env=EPOCH).returncode == 0
    (page,) = pages.glob("*msp11.html")
    page.write_text("edited")
    assert run("page", "msp10", "--out", str(pages), env=EPOCH).returncode == 0
    assert page.read_text() == "edited"
    assert (
        "was not as ccmcost had left it"
        in run("page", "msp11", "--out", str(pages), env=EPOCH).stderr
    )
    assert (pages / f"{page.stem}-edited-{DAY}.html").read_text() == "edited"


def test_every_folder_of_a_command_goes_through_one_door() -> None:
    """No other module makes, renames or removes files: what holds for publish.py holds for every
    command.
    """
    writers = (
        "write_bytes(",
        "write_text(",
        "os.replace(",
        "os.rename(",
        ".rename(",
        "rmtree(",
        "copy2(",
        "copyfile(",
    )
    allowed = {"publish.py", "atomic.py", "documents/audit/basis.py", "accounts/notices_folder.py"}
    found = {
        path.relative_to(ROOT / "ccmcost").as_posix()
        for path in (ROOT / "ccmcost").rglob("*.py")
        if any(writer in path.read_text(encoding="utf-8") for writer in writers)
    }
    assert found <= allowed


def test_the_day_of_these_tests() -> None:
    assert str(publish.as_of_day()) == DAY == str(date(2026, 11, 28))
