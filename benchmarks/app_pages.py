"""The pages of the office in a browser against the commands that show the same, on a ledger of
10,000 receipts of which 200 are still to be placed.

    python benchmarks/app_pages.py [RECEIPTS]

Both run in this process, start included in neither, in turns; printed are the best times of the
processor and their ratio, which is to stay below 1.5. Ratios of one run compare, seconds of
different machines do not.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.ledger import bank_list
from ccmcost.app.guard import Guard
from ccmcost.app.office import Office, Settings
from ccmcost.app.site import site
from ccmcost.desk.init import make_workspace
from tests.ledger_office import ISSUER, said_by

PORT, RUNS, WAITING = 8000, 5, 200
HOST = {"Host": f"127.0.0.1:{PORT}"}
PAGES = {
    "/": ("meetings", "next"),
    "/meeting/msp12": ("show msp12", "apportion msp12 --no-files", "next"),
    "/meeting/msp12/JPN": ("explain msp12 JPN",),
    "/receipts": ("match",),
    "/status": ("status", "next"),
    "/status?show=all": ("status --all", "next"),
    "/states": ("status",),
    "/state/SWE": ("state SWE", "statement SWE"),
    "/ledger": ("ledger list",),
    "/ledger?state=SWE&kind=receipt": ("ledger list --state SWE --kind receipt",),
    "/ledger/17": ("ledger list --find S0",),
}
"""Each page, and the commands that show the same."""


def made(folder: Path, count: int) -> None:
    """An office that has billed a meeting and received so many payments, in the current folder."""
    make_workspace(folder)
    (folder / "data" / "issuer.toml").write_text(ISSUER, encoding="utf-8")
    os.chdir(folder)
    os.environ.pop("CCMCOST_DATA", None)
    os.environ["CCMCOST_RECORDED_BY"] = "A. Clerk"
    done("cost set msp12 --status estimate --amount 412345.67 --source D --adopted-on 2023-11-24")
    done(
        "issue msp12 --on-expected-list --rule article-14-1 --adopted-by S,41 --approved-by Chief "
        "--issued-on 2024-02-01 --pay-by 2024-05-01 --lang en --yes"
    )
    with (folder / "data" / "states.csv").open(encoding="utf-8", newline="") as stream:
        states = list(csv.DictReader(stream))
    bank_list(Path("bank.csv"), 0, count - WAITING, sorted(each["iso3"] for each in states)[:150])
    with Path("waiting.csv").open("w", encoding="utf-8", newline="") as stream:
        write = csv.writer(stream)
        write.writerow(
            [
                "statement",
                "line",
                "value_date",
                "amount",
                "currency",
                "reference",
                "iso3",
                "meeting",
            ]
        )
        for number in range(WAITING):
            text = f"{states[number % len(states)]['name_en']} CCM-AN-2024-{number % 112 + 1:04d}"
            write.writerow(("W1", number, "2024-03-06", f"{number + 1}.00", "USD", text, "", ""))
    done("import receipts bank.csv")
    done("import receipts waiting.csv")


def done(line: str) -> str:
    import shlex

    said = said_by(*shlex.split(line))
    assert said.code == 0, f"{line}: {said.err}"
    return said.out


def all_done(lines: Sequence[str]) -> None:
    for line in lines:
        done(line)


def best(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        made(Path(folder), count)
        guard = Guard(PORT)
        office = Office(Settings(), guard)
        client = site(office).test_client()
        client.set_cookie(guard.cookie, guard.enters(guard.key) or "", domain="127.0.0.1")
        root = office.places[0].root

        def page(path: str) -> None:
            assert client.get(f"{root}{path}", headers=HOST).status_code == 200, path

        print(f"{'page':34} {'page':>9} {'command':>9} {'ratio':>6}")
        for path, lines in PAGES.items():
            seconds = [float("inf"), float("inf")]
            for _ in range(RUNS):
                seconds[0] = min(seconds[0], best(partial(page, path)))
                seconds[1] = min(seconds[1], best(partial(all_done, lines)))
            shown, said = seconds
            print(f"{path:34} {shown:7.3f} s {said:7.3f} s {shown / said:6.2f}", flush=True)
        os.chdir("/")


if __name__ == "__main__":
    main()
