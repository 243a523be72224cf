"""Systems without fcntl, resource, fork and what else only POSIX has:
the same files, by other ways.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.ledger_office import Office
from tests.test_intake import docx_report_fr

POORER = """
import fcntl, multiprocessing, os, signal, sys, types
import subprocess  # it knows a system by the modules that it finds

def locking(number, mode, size, lock=fcntl.flock, how=fcntl.LOCK_EX | fcntl.LOCK_NB):
    try:
        lock(number, how)
    except OSError:
        raise PermissionError(13, "Permission denied") from None

sys.modules["msvcrt"] = types.SimpleNamespace(locking=locking, LK_NBLCK=2)
for name in ("fcntl", "resource", "pwd", "grp", "termios", "tty", "syslog", "readline"):
    sys.modules[name] = None
for name in dir(os):
    if name in ("fork", "forkpty", "killpg", "statvfs", "mkfifo", "chown", "fchown", "fchmod", "O_NOFOLLOW", "O_DIRECTORY",
                "O_CLOEXEC", "getuid", "geteuid", "getgid", "getegid", "setsid", "getpgid", "sched_getaffinity",
                "register_at_fork"):
        delattr(os, name)
for name in ("pthread_sigmask", "setitimer", "SIGALRM", "SIGHUP"):
    delattr(signal, name)
multiprocessing.get_all_start_methods = lambda: ["spawn"]
"""  # noqa: E501


@pytest.fixture
def poorer(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a Python, and of the processes that it starts,
    without what only POSIX has.
    """
    folder = tmp_path_factory.mktemp("poorer")
    (folder / "sitecustomize.py").write_text(POORER, encoding="utf-8")
    return {"PYTHONPATH": str(folder), "USERNAME": "A. Clerk"}


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_it_is_taken_away(poorer: dict[str, str]) -> None:
    code = "import os, sys; print(hasattr(os, 'fork'), sys.modules['fcntl'])"
    env = {**os.environ, **poorer}
    assert (
        subprocess.run(
            [sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True
        ).stdout
        == "False None\n"
    )


@pytest.mark.parametrize(
    "wish", [("--state", "JPN"), pytest.param((), marks=pytest.mark.slow)], ids=["one", "all"]
)
def test_the_same_files_without_them(
    run: Run, poorer: dict[str, str], tmp_path: Path, wish: tuple[str, ...]
) -> None:
    command = ("apportion", "msp11", *wish, "--as-of", "2026-01-02", "--out")
    for folder, env in (("here", {}), ("there", poorer)):
        done = run(*command, folder, env=env)
        assert (done.returncode, done.stderr) == (0, "")
    assert files(tmp_path / "here") == files(tmp_path / "there") and files(tmp_path / "here")
    assert run("verify", "there", env=poorer).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.endswith(".lock")) == [
        "here",
        "there",
    ]


def test_an_office_works_without_them(
    run: Run, poorer: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path, monkeypatch)
    monkeypatch.delenv("CCMCOST_RECORDED_BY")
    for line in (
        "cost set msp12 --status estimate --amount 400000.00 --source DOC --adopted-on 2023-11-24",
        "receive msp12 SWE 10.00 --on 2024-01-05 --reference BANK",
        "import participants msp12 official.csv --yes --states 7 --document DOC",
        "check",
        "doctor",
        "ledger verify",
        "ledger backup copy.sqlite",
    ):
        done = run(
            *line.split(),
            cwd=office.folder,
            env=poorer | {"SOURCE_DATE_EPOCH": os.environ["SOURCE_DATE_EPOCH"]},
        )
        assert done.returncode == 0 and "Traceback" not in done.stderr, (line, done.stderr)


def test_a_document_is_read_without_limits_of_the_system(
    run: Run, poorer: dict[str, str], tmp_path: Path
) -> None:
    document = docx_report_fr(tmp_path)
    line = ("import", "participants", "msp11", str(document), "--dry-run", "--document", "DOC")
    here, there = run(*line), run(*line, env=poorer)
    assert here.returncode == there.returncode == 0 and here.stdout == there.stdout


def test_two_at_once_still_wait_for_each_other(poorer: dict[str, str], tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom ccmcost.atomic import locked\n"
        "with locked(Path('x')):\n    was = Path('log').read_text() if Path('log').exists() else "
        "''\n    time.sleep(0.2)\n    Path('log').write_text(was + 'x')\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([poorer["PYTHONPATH"], str(ROOT)])}
    running = [
        subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, env=env) for _ in range(4)
    ]
    assert [process.wait(timeout=120) for process in running] == [0] * 4
    assert (tmp_path / "log").read_text() == "xxxx"


def test_windows_is_set_up_by_the_same_lock() -> None:
    script = (ROOT / "scripts" / "run.cmd").read_bytes()
    assert script.isascii() and script.count(b"\r\n") == script.count(b"\n") == len(
        script.splitlines()
    )
    for part in (
        b"--no-deps --require-hashes -r",
        b"--no-deps --no-build-isolation -e",
        b"check",
        b"apportion msp11",
    ):
        assert part in script
    assert "not yet on Windows or macOS" in " ".join(
        (ROOT / "README.md").read_text(encoding="utf-8").split()
    )
