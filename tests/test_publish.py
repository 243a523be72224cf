"""Files reach a folder all at once or not at all: crashes, locks, foreign files,
folders that cannot be written.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from ccmcost import atomic
from ccmcost.errors import WriteError
from ccmcost.interrupt import forget, lasting
from ccmcost.manifest import made_here
from ccmcost.publish import placed, replacing, write_files
from tests.conftest import ROOT, Run
from tests.faulty import failing


def owned(folder: Path) -> dict[str, str] | None:
    mark = folder / "made"
    return dict.fromkeys(mark.read_text().split(), "") if mark.is_file() else None


def put(target: Path, **files: str) -> None:
    with replacing(target, owned) as staging:
        for name, text in files.items():
            staging.write(name, text.encode())
        staging.write("made", " ".join([*files, "made"]).encode())


def contents(target: Path) -> dict[str, str]:
    return {
        path.relative_to(target).as_posix(): path.read_text()
        for path in sorted(target.rglob("*"))
        if path.is_file()
    }


def neighbours(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "out"
    put(target, a="1", b="1")
    put(target, b="2", c="2")
    assert contents(target) == {"b": "2", "c": "2", "made": "b c made"}
    assert neighbours(target) == ["out"]


def test_foreign_files_are_carried_over(tmp_path: Path) -> None:
    target = tmp_path / "out"
    put(target, a="1")
    (target / "notes").mkdir()
    (target / "notes" / "mine.txt").write_text("keep")
    put(target, b="2")
    assert contents(target) == {"b": "2", "made": "b made", "notes/mine.txt": "keep"}


def test_a_folder_of_someone_else_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "thesis.txt").write_text("years of work")
    with pytest.raises(WriteError, match="holds files that ccmcost did not make"):
        put(target, a="1")
    assert contents(target) == {"thesis.txt": "years of work"}
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="is a file, not a folder"):
        put(tmp_path / "file", a="1")


def test_an_error_while_writing_leaves_everything_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "out"
    put(target, a="1")
    with pytest.raises(KeyboardInterrupt), replacing(target, owned) as staging:
        staging.write("b", b"2")
        raise KeyboardInterrupt
    assert contents(target) == {"a": "1", "made": "a made"}
    assert neighbours(target) == ["out"]


@pytest.mark.parametrize("step", range(1, 5))
def test_a_crash_at_any_step_is_finished_or_undone(tmp_path: Path, step: int) -> None:
    """The folder as a crash after each step of publish.py's docstring leaves it;
    then the next run.
    """
    target, new, old = tmp_path / "out", tmp_path / ".out.new", tmp_path / ".out.old"
    put(target, a="1")
    if step == 1:
        new.mkdir()
        (new / "half").write_text("x")
    if step in (2, 3):
        os.rename(target, old)
        new.mkdir()
        (new / "b").write_text("2")
        (new / "made").write_text("b made")
    if step == 3:
        os.rename(new, target)
    with pytest.raises(ZeroDivisionError), replacing(target, owned):
        raise ZeroDivisionError
    expected = {"b": "2", "made": "b made"} if step in (2, 3) else {"a": "1", "made": "a made"}
    assert contents(target) == expected
    assert neighbours(target) == ["out"]


def test_a_waiting_writer_gives_up_with_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "PATIENCE_SECONDS", 0.1)
    with (
        replacing(tmp_path / "out", owned),
        pytest.raises(WriteError, match="another ccmcost"),
        replacing(tmp_path / "out", owned),
    ):
        pass


def verified(folder: Path) -> None:
    """The folder holds one complete set: exactly what its manifest lists,
    with the recorded hashes.
    """
    (path,) = folder.glob("*manifest.json")
    listed = {
        output["path"]: output["sha256"] for output in json.loads(path.read_text())["outputs"]
    }
    there = {
        file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and file != path
    }
    assert there == listed


@pytest.mark.slow
def test_killed_at_any_moment_the_next_run_makes_it_whole(tmp_path: Path, run: Run) -> None:
    command = [sys.executable, "-m", "ccmcost", "apportion", "msp11", "--state", "JPN", "--cost"]
    assert run("apportion", "msp11", "--cost", "1.00").returncode == 0
    for attempt in range(12):
        process = subprocess.Popen(
            [*command, f"{attempt + 2}.00"],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.02 * attempt)
        process.send_signal(signal.SIGKILL if attempt % 2 else signal.SIGINT)
        process.wait()
    assert run("apportion", "msp11", "--cost", "99.00").returncode == 0
    verified(tmp_path / "reports" / "msp11")
    assert neighbours(tmp_path / "reports" / "msp11") == ["msp11"]


@pytest.mark.slow
def test_two_at_once_leave_one_complete_set(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ccmcost", "apportion", "msp11", "--state", "JPN", "--cost"]
    running = [
        subprocess.Popen(
            [*command, f"{n}.00"],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for n in range(1, 7)
    ]
    assert [process.wait() for process in running] == [0] * 6
    verified(tmp_path / "reports" / "msp11")
    assert neighbours(tmp_path / "reports" / "msp11") == ["msp11"]


def test_unwritable_folder(tmp_path: Path, run: Run) -> None:
    (tmp_path / "reports").write_text("a file where the folder should be")
    done = run("apportion", "msp11")
    assert done.returncode == 1
    assert "cannot write" in done.stderr and "choose another folder" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "reports").read_text() == "a file where the folder should be"


def test_manifest_names_what_was_made(tmp_path: Path, run: Run) -> None:
    assert run("apportion", "msp11", "--as-of", "2026-01-02").returncode == 0
    folder = tmp_path / "reports" / "msp11"
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(made_here(folder) or ()) == written
    assert {
        "SPECIMEN-manifest.json",
        "SPECIMEN-apportionment.csv",
        "SPECIMEN-apportionment.json",
    } <= written
    document = json.loads((folder / "SPECIMEN-manifest.json").read_text())
    assert document["as_of"] == "2026-01-02"
    assert {entry["name"]: entry["sha256"] for entry in document["inputs"]}[
        "un_scale/un-2022-2024.csv"
    ] == sha256((ROOT / "data" / "un_scale" / "un-2022-2024.csv").read_bytes()).hexdigest()
    assert made_here(tmp_path) is None


@pytest.mark.slow
def test_no_command_replaces_the_files_of_another(run: Run, tmp_path: Path) -> None:
    assert run("calendar", "2023", "--write", "--out", "shared").returncode == 0
    before = sorted(path.name for path in (tmp_path / "shared").iterdir())
    for command in (
        ("apportion", "msp11", "--state", "JPN"),
        ("chart", "history"),
        ("page", "msp11"),
        ("estimate", "msp12"),
    ):
        done = run(*command, "--out", "shared")
        assert done.returncode == 1 and "shared holds the files of another command" in done.stderr
    assert sorted(path.name for path in (tmp_path / "shared").iterdir()) == before


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_files_that_belong_together_are_replaced_all_or_none(tmp_path: Path, error: int) -> None:
    old, new = tmp_path / "costs.toml", tmp_path / "accounts" / "cost.csv"
    forget()
    moment, ended = 0, False
    while not ended:
        moment += 1
        old.write_bytes(b"before")
        new.unlink(missing_ok=True)
        with failing(tmp_path, moment, error) as machine:
            try:
                write_files({old: b"after", new: b"new"})
                ended = machine.count < moment
            except WriteError as fault:
                is_unchanged = old.read_bytes() == b"before" and not new.exists()
                # where the disk takes nothing more, nothing can be put back either
                assert ("What was there before is unchanged" in str(fault)) == is_unchanged
                assert is_unchanged or "costs.toml" in lasting()
    assert (old.read_bytes(), new.read_bytes()) == (b"after", b"new") and moment > 6
    assert neighbours(old) == ["accounts", "costs.toml"]


def test_what_is_done_with_files_and_fails_lets_what_was_there_return(tmp_path: Path) -> None:
    old, new = tmp_path / "costs.toml", tmp_path / "cost.csv"
    old.write_bytes(b"before")
    with pytest.raises(ZeroDivisionError), placed({old: b"after", new: b"new"}):
        assert (old.read_bytes(), new.read_bytes()) == (b"after", b"new")
        raise ZeroDivisionError
    assert old.read_bytes() == b"before" and neighbours(old) == ["costs.toml"]


def test_a_file_that_another_command_changed_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "costs.toml"
    path.write_bytes(b"of another")
    for read in (b"as it was read", b""):
        for wish in (b"mine", b"of another"):  # the same change by two is made once as well
            with pytest.raises(WriteError, match="changed by another command meanwhile"):
                write_files({path: wish}, made_from={path: read})
    write_files({path: b"mine"}, made_from={path: b"of another"})
    assert path.read_bytes() == b"mine" and neighbours(path) == ["costs.toml"]


def test_what_another_command_has_begun_is_not_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "PATIENCE_SECONDS", 0.05)
    theirs = tmp_path / "b.csv"
    with atomic.locked(theirs):
        begun = theirs.with_name(".b.csv.new")
        begun.write_bytes(b"theirs")
        with pytest.raises(WriteError, match="another ccmcost has been writing"):
            write_files({tmp_path / "a.csv": b"mine", theirs: b"mine"})
        assert begun.read_bytes() == b"theirs"
    assert [path.name for path in tmp_path.iterdir()] == [begun.name]
