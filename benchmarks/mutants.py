"""Mutation testing: changes the code in one place at a time and looks whether a test notices.

    .venv/bin/python benchmarks/mutants.py ROOM [--sample N --seed S] [--only PATTERN]

Tests run in this process, from a fork of it for each change, and so does every command that they
start (`python -m ccmcost ...`): the change is made in memory, in the functions of the fork. A first
run of the tests tells which lines each of them reaches; a change is then shown to the quickest of
those that reach it, until one fails. Ends with 1 if a change survives that `tests/mutants.toml`
does not explain.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import gc
import json
import os
import random
import re
import runpy
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import tomllib
import types
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["CI"] = "1"  # tests/conftest.py leaves the profile of hypothesis alone then

import pytest  # noqa: E402
from hypothesis import HealthCheck, Phase, settings  # noqa: E402

from benchmarks.mutations import Mutant, mutants_of  # noqa: E402

TESTS = {
    "calc": "calc calc_batch change rule_sums",
    "ledger": "ledger_limits ledger_issues ledger_queries ledger_verify ledger_append "
    "ledger_bodies ledger_rules ledger_damaged ledger_reversed",
    "intake": "account_lines attendance bank_camt bank_doubts bank_extracts bank_forms "
    "bank_message bank_rows bank_statements bank_totals belonging cost_choice "
    "cost_columns cost_documents cost_lines extract_rows found grid_rows grid_states "
    "intake_account list_columns list_questions list_rows list_tables listing_states "
    "lists_doubles markup_files names_index office_rows page_order page_parts "
    "participant_documents participant_files pdf_carried pdf_pieces phrases_said "
    "read_cells report_states said_elsewhere scale_tables sentence_lists sheet_files "
    "sheet_xlsx stands state_finder table_totals treaty_tables",
}
"""Files of tests for each room."""
WARM = {
    "ledger": "test_every_way_to_break_a_rule_is_told",
    "intake": "test_the_right_total_is_taken_and_told",
}
"""A test whose fixtures are made once, before any change, since they take long."""
MOST = 20.0
"""Seconds of tests, as they took without a change, that are spent on one change; seconds are of
the processor. `--most` says another number.
"""
LONGEST = 4.0
"""Seconds of a test above which it is not used."""
STUCK = 300.0
"""Seconds of the clock after which what does nothing is ended."""
ENOUGH = 100
"""Calls of a function whose lines are noted in one process."""
SURVIVED, KILLED = 0, 1


class Forked(subprocess.Popen[Any]):
    """A process that runs a module of ccmcost as a fork of this one; any other as ever."""

    def _execute_child(self, args: Any, *rest: Any) -> None:  # type: ignore[override]
        command = list(args) if isinstance(args, list | tuple) else []
        if command[:2] != [sys.executable, "-m"] or not command[2].startswith("ccmcost"):
            super()._execute_child(args, *rest)  # type: ignore[misc]
            return
        cwd, env = rest[4], rest[5]
        streams = rest[9:15]
        self.pid = os.fork()
        if self.pid == 0:
            _become(command[2:], cwd, env, streams)
        self._child_created = True
        self._close_pipe_fds(*streams)  # type: ignore[attr-defined]


def _become(command: list[str], cwd: Any, env: Any, streams: Any) -> NoReturn:
    """In the fork: the command with its streams, its folder and its environment."""
    code = 1
    try:
        gc.disable()
        signal.setitimer(signal.ITIMER_PROF, 20)
        for number, stream in ((0, streams[0]), (1, streams[3]), (2, streams[5])):
            if stream != -1:
                os.dup2(stream, number)
        for ours in (streams[1], streams[2], streams[4]):
            if ours != -1:
                os.close(ours)
        if cwd is not None:
            os.chdir(cwd)
        if env is not None:
            os.environ.clear()
            os.environ.update(env)
        sys.stdin = sys.__stdin__ = open(0, encoding="utf-8")  # type: ignore[misc]  # noqa: SIM115
        sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8")  # type: ignore[misc]  # noqa: SIM115
        sys.stderr = sys.__stderr__ = open(2, "w", encoding="utf-8")  # type: ignore[misc]  # noqa: SIM115
        sys.argv = command
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        with contextlib.suppress(Exception):
            sys.stderr.flush()
        os._exit(code)


class Lines:
    """Notes each line of the rooms that runs, in this process and in its forks, in one file."""

    def __init__(self, file: Path, room: Path) -> None:
        self._out = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._room = f"{room}{os.sep}"
        self._files: dict[str, bool] = {}
        self._seen: set[tuple[str, int]] = set()
        self._calls: Counter[types.CodeType] = Counter()

    def begin(self) -> None:
        sys.settrace(self)
        threading.settrace(self)

    def end(self) -> None:
        os.close(self._out)

    def __call__(self, frame: types.FrameType, event: str, _: Any) -> Any:
        file = frame.f_code.co_filename
        known = self._files.get(file)
        if known is None:
            known = self._files[file] = file.startswith(self._room)
        if not known:
            return None
        if event == "call":
            self._calls[frame.f_code] += 1
            if self._calls[frame.f_code] > ENOUGH:
                return None
        place = (file, frame.f_lineno)
        if place not in self._seen:
            self._seen.add(place)
            os.write(self._out, f"{file}:{frame.f_lineno}\n".encode())
        return self


class Runner:
    """Runs collected tests in forks of this process."""

    def __init__(self, items: list[pytest.Item], room: str, folder: Path) -> None:
        self.items = {item.nodeid: item for item in items}
        self._room, self._folder, self._count = ROOT / "ccmcost" / room, folder, 0
        self._caches = [
            each
            for each in gc.get_objects()
            if isinstance(each, functools._lru_cache_wrapper)
            and each.__module__.startswith(f"ccmcost.{room}.")
        ]

    def fork(
        self, tests: list[str], seconds: float, prepare: Callable[[], None]
    ) -> tuple[int, float]:
        """The tests in a fork, after `prepare`: how it ended, and how long it worked."""
        self._count += 1
        place = self._folder / f"run{self._count}"
        pid = os.fork()
        if pid == 0:
            try:
                os.setpgid(0, 0)
                for number in (signal.SIGALRM, signal.SIGPROF):
                    signal.signal(number, signal.SIG_DFL)
                signal.setitimer(signal.ITIMER_PROF, seconds)
                signal.setitimer(signal.ITIMER_REAL, STUCK)
                place.mkdir()
                for each in self._caches:  # what they hold was made by the code as it was
                    each.cache_clear()
                prepare()
                self._run(tests, place)
                os._exit(SURVIVED)
            finally:
                os._exit(KILLED)
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)
        _, status, used = os.wait4(pid, 0)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        shutil.rmtree(place, ignore_errors=True)
        return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime

    def _run(self, tests: list[str], place: Path) -> None:
        items = [self.items[test] for test in tests]
        config = items[0].config
        config._tmp_path_factory._basetemp = place  # type: ignore[attr-defined]
        items[0].session._setupstate.teardown_exact(items[0])
        for item, following in zip(items, [*items[1:], None], strict=True):
            config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def reached(self, kept: Path) -> tuple[dict[str, float], dict[str, set[str]]]:
        """How long each test takes, and which tests reach a line; without those that fail. What
        `kept` knows of a test from an earlier run is not asked again.
        """
        known = dict[str, list[Any]]()
        if kept.exists():
            known = {
                each[0]: each for each in map(json.loads, kept.read_text("utf-8").splitlines())
            }
        took, by_line = dict[str, float](), defaultdict[str, set[str]](set)
        for test in self.items:
            if test not in known:
                known[test] = [test, *self._lines(test)]
                with kept.open("a", encoding="utf-8") as out:
                    out.write(f"{json.dumps(known[test])}\n")
            _, needed, lines = known[test]
            took |= {test: needed} if lines and needed < LONGEST else {}
            for line in lines if test in took else ():
                by_line[line].add(test)
        return took, by_line

    def _lines(self, test: str) -> tuple[float, list[str]]:
        file = self._folder / "lines"
        file.unlink(missing_ok=True)
        lines = Lines(file, self._room)
        code, needed = self.fork([test], 2 * LONGEST, lines.begin)
        lines.end()
        print(f"{test} {needed:.2f} {code}", file=sys.stderr, flush=True)
        told = file.read_text("utf-8").replace(f"{ROOT}/", "").splitlines()
        return needed, sorted(set(told)) if code == SURVIVED else []


def functions_of(code: types.CodeType) -> list[types.CodeType]:
    """The outermost functions of a module, in their order."""
    found = list[types.CodeType]()
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            is_class = not const.co_flags & 2  # CO_NEWLOCALS: a body of a class has none
            found += functions_of(const) if is_class else [const]
    return found


class Module:
    """The functions of a module as they live in this process."""

    def __init__(self, path: Path, every: list[types.FunctionType]) -> None:
        self._path = path
        self._codes = functions_of(compile(path.read_bytes(), str(path), "exec"))
        self._live = defaultdict[int, list[types.FunctionType]](list)
        for each in every:
            if each.__code__.co_filename == str(path):
                for at, code in enumerate(self._codes):
                    if each.__code__ == code:
                        self._live[at].append(each)

    def change(self, tree: Any) -> Callable[[], None]:
        """What makes the change in a fork."""
        codes = functions_of(compile(tree, str(self._path), "exec"))
        assert len(codes) == len(self._codes)
        changed = [
            (function, code)
            for at, code in enumerate(codes)
            if code != self._codes[at]
            for function in self._live[at]
        ]

        def make() -> None:
            for function, code in changed:
                function.__code__ = code

        return make


class Plugin:
    """Takes the place of pytest's own loop over the tests."""

    def __init__(self, wish: argparse.Namespace, folder: Path) -> None:
        self.wish, self.folder, self.survivors = wish, folder, list[Mutant]()
        self.unreached, self.counts = list[Mutant](), Counter[str]()
        self.noticed, self.notice = Counter[str](), folder / "notice"

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            if os.environ.get("MUTANTS_SHOW"):
                print(report.longreprtext)
            self.notice.write_text(report.nodeid, "utf-8")
            os._exit(KILLED)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        os.environ.pop("CI", None)
        self.prepare(session)
        runner = Runner(session.items, self.wish.room, self.folder)
        gc.collect()
        every = [each for each in gc.get_objects() if isinstance(each, types.FunctionType)]
        gc.freeze()
        took, by_line = runner.reached(self.wish.reach or self.folder / "reach")
        print(f"{len(took)} of {len(session.items)} tests reach {len(by_line)} lines", flush=True)
        for path, number in self.chosen():
            module = Module(path, every)
            for at, (mutant, tree) in enumerate(mutants_of(path)):
                if at in number and re.search(self.wish.only, mutant.name):
                    tests = set[str]().union(
                        *(
                            by_line[f"{mutant.file}:{n}"]
                            for n in range(mutant.first, mutant.last + 1)
                        )
                    )
                    self.judge(runner, mutant, module.change(tree), tests, took)
        return True

    def prepare(self, session: pytest.Session) -> None:
        """Load everything, and make what tests only copy."""
        from ccmcost import child
        from ccmcost.cli.reference import leaves

        leaves()
        for path in sorted((ROOT / "ccmcost").rglob("*.py")):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            if "__" not in module:
                with contextlib.suppress(ImportError):
                    __import__(module)
        child.MEMORY *= 20  # a fork has all of this process
        subprocess.Popen = Forked  # type: ignore[misc]
        name = WARM.get(self.wish.room, "")
        made = [item for item in session.items if item.nodeid.partition("::")[2].startswith(name)]
        if name and len(made) > 1:
            session.config.hook.pytest_runtest_protocol(item=made[0], nextitem=made[1])

    def chosen(self) -> Iterator[tuple[Path, set[int]]]:
        """The files, and the numbers of the mutants that are tried in each."""
        files = sorted((ROOT / "ccmcost" / self.wish.room).rglob("*.py"))
        every = [(path, at) for path in files for at, _ in enumerate(mutants_of(path))]
        some = every
        if self.wish.sample:
            some = random.Random(self.wish.seed).sample(every, min(self.wish.sample, len(every)))
        print(f"{len(some)} of {len(every)} mutants", flush=True)
        for path in files:
            yield path, {at for each, at in some if each == path}

    def judge(
        self,
        runner: Runner,
        mutant: Mutant,
        change: Callable[[], None],
        tests: set[str],
        took: dict[str, float],
    ) -> None:
        order, seconds = list[str](), 0.0
        # what noticed others first, of the rest the quickest
        for test in sorted(
            tests & took.keys(), key=lambda each: took[each] / (1 + self.noticed[each]) ** 3
        ):
            seconds += took[test]
            if order and seconds > self.wish.most:
                break
            order.append(test)
        self.notice.write_text("", "utf-8")
        code, spent = runner.fork(order, 4 + 2 * seconds, change) if order else (SURVIVED, 0.0)
        self.noticed[self.notice.read_text("utf-8")] += 1
        what = "unreached" if not order else "SURVIVED" if code == SURVIVED else "killed"
        self.counts[what if code <= 1 and code >= 0 else f"ended by {-code}"] += 1
        if what != "killed":
            (self.survivors if order else self.unreached).append(mutant)
        print(f"{what} {spent:.1f} ({len(order)}) {mutant.first} {mutant.name}", flush=True)


def explained() -> dict[str, str]:
    """Every survivor that `tests/mutants.toml` explains, with the reason."""
    groups = tomllib.loads((ROOT / "tests" / "mutants.toml").read_text("utf-8"))["same"]
    return {name: group["why"] for group in groups for name in group["mutants"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("room", choices=TESTS)
    parser.add_argument("--sample", type=int, default=0, help="so many mutants, by chance")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", default="", help="those whose name holds this pattern")
    parser.add_argument("--tests", help="names of files of tests, instead of those of the room")
    parser.add_argument("--most", type=float, default=MOST, help="seconds of tests for a change")
    parser.add_argument("--reach", type=Path, help="where to keep which tests reach a line")
    wish = parser.parse_args()
    for profile in ("mutants",):
        settings.register_profile(
            profile,
            deadline=None,
            database=None,
            derandomize=True,
            report_multiple_bugs=False,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        settings.load_profile(profile)
    home = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="mutants-", dir=home))
    plugin = Plugin(wish, folder)
    files = [f"tests/test_{name}.py" for name in (wish.tests or TESTS[wish.room]).split()]
    os.chdir(ROOT)
    options = "-s -p no:terminal -p no:cacheprovider -p no:xdist -p no:faulthandler -o addopts="
    try:
        code = pytest.main(
            [*options.split(), "-m", "(not slow)", f"--basetemp={folder}/base", *files], [plugin]
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    reasons = explained()
    new = [each for each in (*plugin.survivors, *plugin.unreached) if each.name not in reasons]
    print(", ".join(f"{count} {what}" for what, count in sorted(plugin.counts.items())))
    for mutant in new:
        print(f"not explained: {mutant.name}")
    sys.exit(1 if new or code not in (0, 5) else 0)


if __name__ == "__main__":
    main()
