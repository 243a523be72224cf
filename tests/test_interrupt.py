"""An interrupt is one line and exit code 130, wherever it falls: imports, finalizers, the end, a
commit.

The moments are not chosen by a clock: at each of them the command is forked, and the copy is
interrupted.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from ccmcost.interrupt import held
from tests.conftest import slow_but
from tests.ledger_office import Office

LINE = "ccmcost: interrupted; nothing was left half written.\n"

AT_EACH_MOMENT = r"""
import json, os, signal, sys, tempfile
every, kind = int(sys.argv[1]), sys.argv[2]
sys.argv[1:] = sys.argv[3:]
count, wrong, tried, copy = 0, [], 0, False
main, known = os.getpid(), set(json.load(sys.stdin))

def moment(what):
    global count, tried, copy
    count += 1
    if copy or count % every or os.getpid() != main:
        return
    tried += 1
    told = tempfile.TemporaryFile()
    child = os.fork()
    if not child:
        copy = True
        os.dup2(told.fileno(), 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.kill(os.getpid(), signal.SIGINT)
        return
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    told.seek(0)
    text = told.read().decode()
    if code != 130 or not text.endswith(LINE) or "Traceback" in text or "Exception" in text:
        wrong.append([what, code, text[-2000:]])

LINE = "ccmcost: interrupted; nothing was left half written.\n"
import ccmcost.__main__  # from here on it has taken over

class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        frame = sys._getframe(1)
        while "importlib" in frame.f_code.co_filename:
            frame = frame.f_back
        what = f"import of {name} in line {frame.f_lineno} of {frame.f_code.co_filename}"
        if what not in known:
            known.add(what)
            moment(what)

def profile(frame, event, argument):
    if event == "call" and "importlib" not in frame.f_code.co_filename and frame.f_code is not moment.__code__:
        moment(f"{frame.f_code.co_filename}:{frame.f_code.co_name}")

def report(code):
    sys.setprofile(None)
    sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not Finder]
    sys.stderr.write("\n" + json.dumps({"wrong": wrong, "tried": tried, "code": code, "known": [*known]}))

if kind == "import":
    sys.meta_path.insert(0, Finder)
else:
    sys.setprofile(profile)
code = 0
try:
    ccmcost.__main__.main()
except SystemExit as end:
    code = end.code
if copy:
    sys.exit(code)
report(code)
"""  # noqa: E501


def at_each_moment(
    folder: Path, every: int, kind: str, *command: str, known: Iterable[str] = ()
) -> dict[str, Any]:
    """What became of a command that was interrupted at each moment but imports that are known."""
    done = subprocess.run(
        [sys.executable, "-c", AT_EACH_MOMENT, str(every), kind, *command],
        cwd=folder,
        input=json.dumps([*known]),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=600,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    found = json.loads(done.stderr.splitlines()[-1])
    return dict(found)


@pytest.fixture(scope="module")
def imports() -> set[str]:
    """The imports, each with the line that asks for it, that were interrupted in a command: most
    are the same in the next one.
    """
    return set()


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@forks
@pytest.mark.parametrize(
    "command", slow_but(("apportion msp11 --no-files",), ("check", "apportion msp11 --no-files"))
)
def test_an_interrupt_of_any_import(tmp_path: Path, command: str, imports: set[str]) -> None:
    found = at_each_moment(tmp_path, 1, "import", *command.split())
    assert found["wrong"] == [] and found["code"] == 0
    assert found["tried"] > 40
    imports.update(found["known"])


@pytest.mark.slow
@forks
@pytest.mark.parametrize(
    ("command", "every"),
    [
        ("compare rc1", 1),
        ("calendar 2023", 1),
        ("chart history", 4),
        ("explain msp11 JPN", 1),
        ("--help", 1),
    ],
)
def test_an_interrupt_of_any_import_of_heavier_commands(
    tmp_path: Path, command: str, every: int, imports: set[str]
) -> None:
    """Of each import that was not met before; of the many of a chart, each fourth."""
    found = at_each_moment(tmp_path, every, "import", *command.split(), known=imports)
    assert found["wrong"] == [] and found["code"] == 0
    imports.update(found["known"])


@pytest.mark.slow
@forks
@pytest.mark.parametrize(
    ("command", "every"),
    [("check", 10_007), ("whatif msp13 --without FRA", 5003), ("compare rc1", 10_007)],
)
def test_an_interrupt_of_any_call(tmp_path: Path, command: str, every: int) -> None:
    """Of every so many calls of a Python function, whatever they are:
    finalizers, callbacks, the framework, the end.
    """
    found = at_each_moment(tmp_path, every, "call", *command.split())
    assert found["wrong"] == [] and found["code"] == 0
    assert found["tried"] > 10


def interrupted(folder: Path, before: str, *command: str) -> subprocess.CompletedProcess[str]:
    """A command whose process runs some lines after it has taken over;
    they can use `hit`, which interrupts it.
    """
    code = (
        "import atexit, os, signal, sys, threading, time\nimport ccmcost.__main__\n"
        "def hit(*_): os.kill(os.getpid(), signal.SIGINT)\n"
        f"{before}\nccmcost.__main__.main()"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


@pytest.mark.parametrize(
    "moment",
    [
        "hit()",
        "atexit.register(hit)",
        "threading.Thread(target=lambda: (threading.main_thread().join(), hit())).start()",
        "class Last:\n    def __del__(self): hit()\nfrom ccmcost.cli import entry\nheld = "
        "entry.run\ndef run(arguments):\n    last = Last()\n    del last\n    "
        "time.sleep(20)\nentry.run = run",
        "from ccmcost.cli import entry\n"
        "def run(arguments):\n    try:\n        hit()\n        time.sleep(20)\n"
        "    except KeyboardInterrupt:\n        raise ImportError('as a compiled module "
        "does')\nentry.run = run",
    ],
    ids=["start", "atexit", "thread", "finalizer", "replaced"],
)
def test_an_interrupt_of_a_moment_that_python_would_answer_itself(
    tmp_path: Path, moment: str
) -> None:
    done = interrupted(tmp_path, moment, "meetings")
    assert (done.returncode, done.stderr) == (130, LINE)


def test_an_interrupt_between_a_commit_and_the_word_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits until the record of what was done is made; the answer tells what must not be done
    again.
    """
    office = Office(tmp_path, monkeypatch)
    moment = (
        "from ccmcost.ledger import store\nkept = store.remember_recorded\n"
        "def torn(events):\n    hit()\n    time.sleep(0.01)\n    "
        "kept(events)\nstore.remember_recorded = torn"
    )
    command = ("receive", "msp12", "AUS", "10.00", "--on", "2024-01-04", "--reference", "BANK")
    done = interrupted(tmp_path, moment, *command)
    assert done.returncode == 130
    assert (
        done.stderr
        == f"{LINE[:-1]} Event 1 (receipt) was recorded in the ledger and counts: do not record "
        "it again.\n"
    )
    assert "10.00" in office.ok("statement AUS")


def test_an_interrupt_waits_where_it_is_held() -> None:
    steps = []
    with pytest.raises(ZeroDivisionError), held():
        steps.append(1)
        _ = 1 / 0
    assert steps == [1]


def test_the_library_leaves_interrupts_alone() -> None:
    before, after = (
        "import signal; before = signal.getsignal(2)",
        "print(signal.getsignal(2) is before)",
    )
    code = f"{before}; import ccmcost; ccmcost.apportion('msp11'); {after}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_the_installed_command_takes_over_as_well(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("ccmcost")
    assert "from ccmcost.__main__ import main" in script.read_text(encoding="utf-8")
