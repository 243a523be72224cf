"""Shared by all tests. In CI a skipped test is a failure: nothing is passed over quietly."""

from __future__ import annotations

import fcntl
import os
import pickle
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests import quick_lane

if TYPE_CHECKING:
    from tests.kites import Kites

ROOT = Path(__file__).resolve().parent.parent
SPECIMEN_TITLE = (
    "Specimen: illustrative calculation for a cost of USD 100,000. Not a request for payment."
)
DATA = ROOT / "data"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


if not os.environ.get("CI"):  # hypothesis has a profile of its own for CI, with no deadline either
    settings.register_profile("here", deadline=None)
    settings.load_profile("here")
LONGEST = ("test_app_year.py", "test_howto_year.py", "test_readme.py", "test_workbook_office.py")
"""Begun first, so that no worker is left with minutes of work when the others have done."""
LEFT_OUT = pytest.StashKey[int]()
"""How many tests the quick lane left out; with workers, each of them knows the number."""


def slow_but(quick: Iterable[Any], values: Iterable[Any]) -> list[Any]:
    """Values of a parameter of which only some belong to the quick lane; the others are slow."""
    chosen = list(quick)
    return [
        value
        if value in chosen
        else pytest.param(
            *(value if isinstance(value, tuple) else (value,)), marks=pytest.mark.slow
        )
        for value in values
    ]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONGEST)
    if config.option.markexpr == "not slow":
        quick_lane.leave_out(items)
        config.stash[LEFT_OUT] = sum(item.get_closest_marker("slow") is not None for item in items)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    left = config.stash.get(LEFT_OUT, 0)
    if left:
        terminalreporter.write_line(
            f"{left} longer tests were left out. All tests: sh scripts/test --all", yellow=True
        )


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(LEFT_OUT, 0)
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") and skipped and exitstatus == 0:
        reporter.write_line(f"CI: {len(skipped)} skipped tests count as failures", red=True)
        session.exitstatus = 1


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `ccmcost` as a process of its own in an empty folder;
    returns what it printed and its exit code.
    """

    def call(
        *arguments: str, cwd: Path | None = None, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        clean = {
            key: value
            for key, value in os.environ.items()
            if key not in ("CCMCOST_DATA", "SOURCE_DATE_EPOCH")
        }
        command = [sys.executable, "-m", "ccmcost", *arguments]
        return subprocess.run(
            command,
            cwd=cwd or tmp_path,
            env=clean | (env or {}),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return call


@pytest.fixture(scope="session", autouse=True)
def every_command_is_loaded() -> None:
    """A command that is first loaded while a test has put a stand-in for a function that it imports
    would keep the stand-in, and the tests after it would meet that.
    """
    from ccmcost.cli.reference import leaves

    leaves()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Give the answers of a person to come; returns the questions, as they are asked."""

    def answer(*answers: str) -> list[str]:
        left, questions = list(answers), list[str]()

        def ask(question: str) -> str:
            questions.append(question.strip())
            if not left:
                raise KeyboardInterrupt
            return left.pop(0)

        monkeypatch.setattr("ccmcost.cli.agreeing.ask", ask)
        monkeypatch.setattr("ccmcost.cli.asking.ask", ask)
        monkeypatch.setattr("ccmcost.cli.output.ask", ask)
        return questions

    for module in ("agreeing", "app", "asking", "issue", "output", "templates"):
        monkeypatch.setattr(f"ccmcost.cli.{module}.somebody_there", lambda: True)
    return answer


def bare_environment() -> dict[str, str]:
    """The environment without what tells Python or ccmcost where to look."""
    return {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "CCMCOST", "SOURCE_DATE"))
    }


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Any]) -> Any:
    """What is made in a folder once for all workers of a run: the others wait for it."""
    home = factory.getbasetemp()
    home = home.parent if "PYTEST_XDIST_WORKER" in os.environ else home
    kept = home / f"{name}.pickle"
    with (home / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            (home / name).mkdir()
            kept.write_bytes(pickle.dumps(make(home / name)))
        return pickle.loads(kept.read_bytes())


@pytest.fixture(scope="session")
def kites(tmp_path_factory: pytest.TempPathFactory) -> Kites:
    """The office of another convention after its year; nothing in it is changed."""
    from tests.kites import year

    made: Kites = once(tmp_path_factory, "kites", lambda home: year(home / "office"))
    return made


@pytest.fixture(scope="session")
def life(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office after a year with every kind of event; nothing in it is changed."""
    from tests.ledger_life import lived

    made: Path = once(tmp_path_factory, "life", lambda home: lived(home / "office"))
    return made


@pytest.fixture(scope="session")
def billed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office that has issued; each test works on a copy of it."""
    from tests.ledger_office import Office

    with pytest.MonkeyPatch.context() as patch:
        return Office.billed(tmp_path_factory.mktemp("billed") / "office", patch).folder


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project built as a wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the wheel and its dependencies, and no source tree."""
    home = tmp_path_factory.mktemp("installed") / "env"
    venv.create(home, with_pip=False, symlinks=True)
    site = next(home.glob("lib/python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    packages = Path(next(path for path in sys.path if path.endswith("site-packages")))
    for path in packages.iterdir():
        if (
            not path.name.startswith(("ccmcost", "_ccmcost", "_editable", "__editable"))
            and not (site / path.name).exists()
        ):
            (site / path.name).symlink_to(path)
    return home / "bin" / "python"
