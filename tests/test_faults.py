"""Faults of the machine: nothing is lost, nothing is left half written, and the next command puts
things right.

benchmarks/faults.py does the same many times over.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from ccmcost import publish
from ccmcost.desk import documents
from ccmcost.documents.assessment.files import wished_notices
from ccmcost.errors import CcmcostError, WriteError
from ccmcost.model.office import Issuer
from ccmcost.publish import replacing, write_file
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.workspace import open_workspace
from tests.conftest import DATA, Run
from tests.faulty import failing, hit, hit_at_random, start, whole
from tests.test_publish import contents, neighbours, owned, put

HITS = int(os.environ.get("CCMCOST_HITS", "4"))


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_folder_is_replaced_whole_or_not_at_all_wherever_the_disk_fails(
    tmp_path: Path, error: int
) -> None:
    """Every single change of the disk fails once, and all after it;
    then the disk is well again and the next run comes.
    """
    target = tmp_path / "out"
    moment, ended = 0, 0
    while not ended:
        moment += 1
        put(target, a="1", b="1")
        (target / "mine.txt").write_text("keep")
        with failing(tmp_path, moment, error) as machine:
            try:
                put(target, b="2", c="2")
                ended = machine.count < moment
            except WriteError as fault:
                assert "What was there before is unchanged" in str(fault) or "outside" in str(fault)
        put(target, c="3")
        assert contents(target) == {"c": "3", "made": "c made", "mine.txt": "keep"}
        assert neighbours(target) == ["out"]
    assert moment > 10


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS])
def test_a_file_is_replaced_whole_or_not_at_all_wherever_the_disk_fails(
    tmp_path: Path, error: int
) -> None:
    path = tmp_path / "costs.toml"
    for moment in range(1, 8):
        write_file(path, b"before")
        with failing(tmp_path, moment, error) as machine:
            try:
                write_file(path, b"after, and longer")
            except WriteError as fault:
                assert "unchanged" in str(fault)
        assert path.read_bytes() in (b"before", b"after, and longer")
        if machine.count >= moment and error == errno.ENOSPC:
            assert path.read_bytes() == b"before" or machine.count > 2
        write_file(path, b"next")
        assert neighbours(path) == ["costs.toml"] and path.read_bytes() == b"next"


def test_what_a_killed_write_leaves_the_next_one_takes_away(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from ccmcost import publish\n"
        "os.replace = lambda *_: os.kill(os.getpid(), 9)\n"
        "publish.write_file(Path(sys.argv[1]), b'half')"
    )
    path = tmp_path / "costs.toml"
    path.write_bytes(b"before")
    assert (
        subprocess.run([sys.executable, "-c", program, str(path)], check=False).returncode
        == -signal.SIGKILL
    )
    assert ".costs.toml.new" in neighbours(path) and path.read_bytes() == b"before"
    write_file(path, b"after")
    assert neighbours(path) == ["costs.toml"] and path.read_bytes() == b"after"


def test_links_and_empty_folders_of_others_are_carried_over(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "big.bin").write_text("big")
    target = tmp_path / "reports" / "out"
    put(target, a="1")
    (target / "link").symlink_to(elsewhere)
    (target / "empty").mkdir()
    put(target, b="2")
    assert (target / "link").is_symlink() and (target / "link" / "big.bin").read_text() == "big"
    assert (target / "empty").is_dir()


def test_a_link_to_an_output_folder_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "disk" / "msp11", tmp_path / "msp11"
    put(real, a="1")
    link.symlink_to(real)
    put(link, b="2")
    put(link, c="3")
    assert link.is_symlink() and contents(real) == {"c": "3", "made": "c made"}
    assert neighbours(link) == ["disk", "msp11"]


@pytest.mark.parametrize("name", ["../x", "/tmp/x", "a/../../x"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with (
        pytest.raises(WriteError, match="outside the folder"),
        replacing(tmp_path / "out", owned) as staging,
    ):
        staging.write(name, b"x")
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_full_disk_really(tmp_path: Path) -> None:
    """The whole command under a limit on the size of files, which stops root too:
    clear words, and what was there stays.
    """
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (30000, 30000))\n"
        "from ccmcost.cli.entry import main; main()"
    )
    assert (
        start(tmp_path, "apportion", "msp11", "--state", "JPN", "--cost", "1.00").wait(timeout=120)
        == 0
    )
    before = contents_of(tmp_path)
    command = [
        sys.executable,
        "-c",
        limited,
        "apportion",
        "msp11",
        "--state",
        "JPN",
        "--cost",
        "2.00",
    ]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert "cannot write" in done.stderr and "free space" in done.stderr
    assert contents_of(tmp_path) == before


def contents_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "command", ["meetings", "apportion msp11 --no-files", "apportion msp11 --no-files --format csv"]
)
def test_a_standard_output_that_is_full(command: str, tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ccmcost", *command.split()],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("ccmcost: standard output: No space left on device.")
    assert len(done.stderr.splitlines()) == 1


def test_a_file_that_vanishes_between_check_and_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file that the main job opens vanishes once, just before it is opened."""
    from ccmcost.sharing.request import Request

    held, gone, moment = Path.open, 0, 0

    def vanishing(path: Path, *more: object, **options: object) -> object:
        nonlocal gone
        gone += 1
        if gone == moment:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return held(path, *more, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", vanishing)
    for moment in range(1, 12):  # noqa: B007
        gone = 0
        try:
            apportion_meeting(open_workspace(DATA), "msp11", Request())
        except CcmcostError as error:
            assert "cannot be read" in str(error) or "Check" in str(error)
    assert gone < moment + 1


@pytest.mark.slow
def test_a_current_folder_that_is_gone(tmp_path: Path) -> None:
    script = (
        "import os, sys; os.mkdir('x'); os.chdir('x'); os.rmdir(os.getcwd())\nfrom "
        "ccmcost.cli.entry import main; main()"
    )
    for arguments in (
        ["apportion", "msp11"],
        ["check"],
        ["verify", "x"],
        ["init", "office"],
        ["meetings"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode in (0, 1, 2) and "Traceback" not in done.stderr, (
            arguments,
            done.stderr,
        )


@pytest.mark.parametrize(
    "command", ["apportion msp11", "compare rc1", "check", "whatif msp13 --without FRA"]
)
def test_an_interrupt_is_one_clear_line(tmp_path: Path, command: str) -> None:
    """From the moment that ccmcost has taken over: before that,
    it is the interpreter's own start that is interrupted.
    """
    taken_over = (
        "import os, signal, sys\nfrom ccmcost.cli import entry\nheld = entry.run\n"
        "def run(arguments):\n    signal.setitimer(signal.ITIMER_REAL, "
        "float(os.environ['AFTER']))\n    held(arguments)\nsignal.signal(signal.SIGALRM, lambda "
        "*_: os.killpg(os.getpid(), signal.SIGINT))\nentry.run = run\nentry.main()"
    )
    interrupted = 0
    for after in (0.01, 0.1, 0.3):
        done = subprocess.run(
            [sys.executable, "-c", taken_over, *command.split()],
            cwd=tmp_path,
            env=os.environ | {"AFTER": str(after)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            start_new_session=True,
        )
        # which came when the work was done and Python was ending
        if done.returncode and done.returncode != -signal.SIGALRM:
            assert done.returncode == 130
            line = "ccmcost: interrupted; nothing was left half written."
            assert done.stderr in (f"{line}\n", f'{line} "msp11" was written.\n')
            interrupted += 1
    assert interrupted
    left = [path.name for path in tmp_path.iterdir()]
    assert left in ([], ["reports"]) and not list(tmp_path.glob("reports/.*"))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_hit_at_random_moments(tmp_path: Path) -> None:
    """CCMCOST_HITS (a handful here) runs with all outputs, interrupted or killed,
    each followed by another command.
    """
    began = time.monotonic()
    assert start(tmp_path, "apportion", "msp11", "--cost", "1.00").wait(timeout=120) == 0
    tally = hit_at_random(tmp_path, 1, HITS, ("apportion", "msp11"), time.monotonic() - began)
    assert sum(tally.values()) == HITS


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_nothing_lives_on_after_a_command_that_was_killed_at_its_outputs(tmp_path: Path) -> None:
    """Standard error closes once the last process that works for it is gone;
    there is none but itself.
    """
    process = start(tmp_path, "apportion", "msp11")
    threads = Path(f"/proc/{process.pid}/task")
    while process.poll() is None and threads.exists() and len(list(threads.iterdir())) < 2:
        time.sleep(0.005)
    assert process.poll() is None
    if threads.exists():
        assert not any((thread / "children").read_text().strip() for thread in threads.iterdir())
    hit(process, signal.SIGKILL, 0.05, group=False)


@pytest.mark.slow
def test_two_runs_with_all_outputs_at_once_leave_one_complete_set(tmp_path: Path) -> None:
    running = [start(tmp_path, "apportion", "msp11", "--cost", f"{number}.00") for number in (1, 2)]
    assert [process.communicate(timeout=180) and process.returncode for process in running] == [
        0,
        0,
    ]
    whole(tmp_path / "reports" / "msp11")


def test_all_outputs_are_made_without_a_process_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fork would copy the locks that other threads hold, such as those of the typesetter,
    and wait for them for ever.
    """

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a process was begun")

    for name in ("fork", "forkpty", "posix_spawn"):
        monkeypatch.setattr(os, name, refuse, raising=False)
    monkeypatch.setattr(multiprocessing.Process, "start", refuse)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        workspace = open_workspace(DATA)
        result = apportion_meeting(workspace, "msp11", Request())
        wish = wished_notices(result, ("en",), ("JPN",), Issuer())
        documents.write_outputs(result, tmp_path / "out", date(2026, 1, 2), wish)
    finally:
        stop.set()
        thread.join()
    whole(tmp_path / "out")


def test_an_error_of_one_output_ends_the_work_and_begins_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []

    def fail(*_: object, form: object, languages: object) -> dict[str, bytes]:
        raise WriteError("no picture today")

    def other(*_: object, wish: object) -> dict[str, bytes]:
        begun.append(wish)
        time.sleep(0.05)
        return {}

    monkeypatch.setattr(documents.chart_files, "compose", fail)
    monkeypatch.setattr(documents.notices, "compose", other)
    monkeypatch.setattr(documents, "NOTICES_A_JOB", 1)
    workspace = open_workspace(DATA)
    result = apportion_meeting(workspace, "msp11", Request())
    wish = wished_notices(result, (), (), Issuer())
    with pytest.raises(WriteError, match="no picture today"):
        documents.write_outputs(result, tmp_path / "out", date(2026, 1, 2), wish)
    assert len(begun) < 50 < len(wish.states)
    assert not (tmp_path / "out").exists()


def test_killed_after_the_old_folder_was_moved_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "out", a="1")

    class Died(BaseException):
        pass

    held = os.rename

    def die(old: object, new: object) -> None:
        held(old, new)  # type: ignore[arg-type]
        raise Died

    monkeypatch.setattr(publish, "_settle", lambda target, forward: None)
    monkeypatch.setattr(os, "rename", die)
    with pytest.raises(Died):
        put(tmp_path / "out", b="2")
    monkeypatch.undo()
    put(tmp_path / "out", c="3")
    assert contents(tmp_path / "out") == {"c": "3", "made": "c made"} and neighbours(
        tmp_path / "out"
    ) == ["out"]


@pytest.mark.slow
def test_verify_names_what_is_missing_changed_or_extra(tmp_path: Path, run: Run) -> None:
    assert run("apportion", "msp11", "--state", "JPN").returncode == 0
    folder = tmp_path / "reports" / "msp11"
    assert run("verify", "reports/msp11").returncode == 0
    extra = folder / "invoices" / "en" / "CCM-MSP11-XXX.pdf"
    extra.write_bytes(b"forged")
    done = run("verify", "reports/msp11")
    assert "CCM-MSP11-XXX.pdf is not in the manifest" in done.stderr
    extra.unlink()
    changed, missing = folder / "SPECIMEN-apportionment.csv", folder / "SPECIMEN-apportionment.json"
    changed.write_bytes(changed.read_bytes().replace(b"JPN", b"JPM"))
    missing.unlink()
    done = run("verify", "reports/msp11")
    assert done.returncode == 1
    assert "SPECIMEN-apportionment.csv  output-changed" in done.stderr
    assert "SPECIMEN-apportionment.json  file-missing" in done.stderr
