"""Hostile CSV, TOML, JSON, HTML and plain text, and hostile ids on the command line."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from copy import deepcopy
from typing import Any

from ccmcost.ledger.events import canonical, hash_of
from ccmcost.model.books import Event
from tests.hostile.nasty import DATES, NUMBERS, PATHS, bent, broken, value
from tests.hostile.room import Case, Dice, Room

RECEIPTS = (
    "statement,line,value_date,amount,currency,reference,iso3,meeting,part\n"
    "S1,1,2024-03-01,100.00,USD,REF,JPN,msp11,\nS1,2,2024-03-01,50.00,USD,REF,,,\n"
    "S1,3,2024-03-02,30.00,USD,REF,FRA,msp12,10.00\nS1,3,2024-03-02,30.00,USD,REF,FRA,msp11,20.00\n"
)
OPENING = (
    "iso3,meeting,external_number,issued_on,requested_by,assessed,received,source\n"
    "JPN,msp3,INV-1,2013-01-01,2013-06-01,100.00,0.00,ERP\nFRA,msp3,INV-2,2013-01-01,2013-06-01,80.00,80.00,ERP\n"
)
ESTIMATE = (
    "Item,Amount\nConference services,1000.00\nRoom,500.00\nContingency 15%,225.00\nTotal,1725.00\n"
)
PROBABILITIES = "iso3,probability,basis\nJPN,0.9,registered\nFRA,0.5,judgement\nCHN,0.1,judgement\n"
ALIASES = "name,iso3\nIvory Cst,CIV\nNowhere,-\n"
GIVEN = "iso3,role\nJPN,state_party\nFRA,state_party\nUSA,observer_state\n"
CONTACTS = (
    "iso3,mission,email,language\nAUS,Mission of Australia,a@example.org,en\nSWE,Mission of "
    "Sweden,b@example.org,fr\n"
)
ISSUED = "iso3,amount\nAUS,300.00\nSWE,400.00\n"
CLERK = ("--recorded-by", "A. Clerk")
LEDGER = (
    "office/ledger.sqlite",
    "office/ledger.sqlite-journal",
    "office/.ledger.sqlite.holder",
    "office/notices",
)
LEDGER += ("office/data/accounts",)
DATA_COMMANDS = (
    *(
        ("apportion", "msp11", "--no-files"),
        ("check",),
        ("explain", "rc1", "FRA"),
        ("show", "msp11"),
        ("meetings",),
    ),
    *(
        ("apportion", "rc1", "--no-files", "--format", "csv"),
        ("apportion", "msp13", "--no-files", "--format", "json"),
    ),
    *(
        ("cost", "lines", "msp13"),
        ("compare", "msp3"),
        ("status",),
        ("whatif", "msp13", "--without", "FRA"),
    ),
    *(("statement", "SWE"), ("calendar",), ("calendar", "2024", "--format", "ics"), ("doctor",)),
    ("meeting", "expect", "rc2"),
    *(
        ("budget", "FRA", "--years", "2025"),
        ("forecast", "msp13", "--trials", "50"),
        ("ledger", "verify"),
        ("ledger", "journal", "--all", "--own-names", "--format", "csv"),
    ),
    *(
        ("page", "rc1"),
        ("estimate", "msp13"),
        ("letters", "msp12", "--kind", "cover", "--state", "SWE"),
    ),
)
SLOW_COMMANDS = (
    ("report", "2024"),
    ("audit-pack", "msp12"),
    ("apportion", "msp11", "--state", "JPN"),
    ("chart", "history"),
)
REPORTS = ("office/reports", "office/data/participants")
DATA_TABLES = (
    *(
        "data/states.csv",
        "data/treaty_status.csv",
        "data/participants/msp11.csv",
        "data/un_scale/un-2022-2024.csv",
    ),
    *(
        "data/un_scale/notional.csv",
        "data/participants/evidence.csv",
        "data/state_names.csv",
        "data/organizations.csv",
    ),
    "data/contacts.csv",
)
DATA_TOML = (
    *(
        "data/convention.toml",
        "data/meetings.toml",
        "data/costs.toml",
        "data/issuer.toml",
        "data/accounts.toml",
        "data/rules/article-14-1.toml",
    ),
)


def _data_command(dice: Dice) -> tuple[str, ...]:
    """A command that reads the data; one in twenty takes longer than the others."""
    return dice.choice(DATA_COMMANDS if dice.random() < 0.95 else SLOW_COMMANDS)


def bent_table(text: str, dice: Dice) -> bytes:
    """A table with cells, columns or rows made nasty, or broken as bytes."""
    rows = list(csv.reader(io.StringIO(text)))
    for _ in range(dice.choice((1, 1, 2, 5))):
        how, row = dice.randrange(8), dice.choice(rows)
        at = dice.randrange(len(row)) if row else 0
        if how < 4 and row:
            row[at] = bent(row[at], dice)
        elif how == 4 and row:
            del row[at]
        elif how == 5:
            rows.insert(dice.randrange(len(rows) + 1), list(row) * dice.choice((1, 1, 3, 400)))
        elif how == 6 and len(rows) > 1:
            rows.remove(row)
        else:
            dice.shuffle(rows)
    written = io.StringIO()
    csv.writer(written, delimiter=dice.choice(",,,,;\t")).writerows(rows)
    content = written.getvalue().encode("utf-8", "surrogatepass")
    return broken(content, dice) if dice.random() < 0.3 else content


def csv_case(dice: Dice, room: Room) -> Case:
    """A table of the data folder, of the office, or of the command line."""
    name = "in/" + dice.choice(("x.csv", "x.csv", "x.CSV", "x.tsv"))
    given: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
        RECEIPTS: (("import", "receipts", name, *CLERK), LEDGER),
        OPENING: (("import", "opening", name, "--as-at", "2023-12-31", *CLERK), LEDGER),
        ESTIMATE: (("import", "costs", name, "--meeting", "msp13", "--dry-run"), ()),
        PROBABILITIES: (("forecast", "msp13", "--probabilities", name, "--trials", "100"), ()),
        ALIASES: (
            ("import", "participants", "msp11", "in/list.txt", "--alias-file", name, "--dry-run"),
            (),
        ),
        GIVEN: (("apportion", "msp11", "--no-files", "--participants", name), ()),
        ISSUED: (("reconcile", "msp12", name), ()),
    }
    if dice.random() < 0.4:
        target = dice.choice(DATA_TABLES)
        content = bent_table((room.office / target).read_text(encoding="utf-8"), dice)
        return Case(_data_command(dice), {target: content}, REPORTS, target)
    if dice.random() < 0.3:
        text = (room.office / dice.choice(DATA_TABLES[:4])).read_text(encoding="utf-8")
        command = ("import", dice.choice(("treaty-status", "scale")), name, "--dry-run")
        if dice.random() < 0.5:
            command = ("import", "participants", "msp11", name, "--dry-run", "--document", "X/1")
        return Case(command, {name: bent_table(text, dice)}, (), "import")
    text = dice.choice(sorted(given))
    command, writes = given[text]
    files = {name: bent_table(text, dice)} | (
        {"in/list.txt": b"STATES PARTIES\n\nJapan\n\nFrance\n"} if text == ALIASES else {}
    )
    return Case(command, files, writes, command[1])


_TOML_VALUES = (
    *(
        "[]",
        "{}",
        "inf",
        "-nan",
        "true",
        "1e400",
        "9" * 5000,
        "-1",
        "0",
        "0x" + "f" * 3000,
        "2023-02-30",
        "12:00:00",
    ),
    *(
        "2023-09-11T00:00:00Z",
        "0001-01-01",
        "9999-12-31",
        '"\\u0000"',
        '"\\ud800"',
        '"\\u202e"',
        '"""\n"""',
        "'''x'''",
    ),
    *(
        '"../../x"',
        '"/etc/passwd"',
        "[[1], [2]]",
        "[" * 200 + "]" * 200,
        "[" * 5000,
        '{a = "b"}',
        "10000000000000000000",
    ),
)


def bent_toml(text: str, dice: Dice) -> bytes:
    """A document with values, keys or tables made nasty, or broken as bytes."""
    lines = text.splitlines()
    for _ in range(dice.choice((1, 1, 2, 4))):
        at = dice.randrange(len(lines))
        key, equals, _old = lines[at].partition(" = ")
        how = dice.randrange(8)
        if how < 3 and equals:
            lines[at] = f"{key} = {dice.choice(_TOML_VALUES)}"
        elif how == 3 and equals:
            quoted = json.dumps(value(dice), ensure_ascii=dice.random() < 0.5)
            lines[at] = f"{key} = {quoted}"
        elif how == 4:
            del lines[at]
        elif how == 5:
            lines.insert(dice.randrange(len(lines) + 1), lines[at])
        elif how == 6:
            lines[at] = lines[at].replace(
                key, dice.choice((".".join("a" * 2000), '"../x"', '""', "x", '"\\u0000"')), 1
            )
        else:
            lines.insert(
                at,
                dice.choice(
                    (
                        "[held]",
                        "[[meeting]]",
                        "[[cost]]",
                        "[names]",
                        "[" + ".".join("b" * 3000) + "]",
                    )
                ),
            )
        lines = lines or [""]
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    return broken(content, dice) if dice.random() < 0.25 else content


def toml_case(dice: Dice, room: Room) -> Case:
    """A document of the data folder, or a rule given on the command line."""
    target = dice.choice(DATA_TOML)
    content = bent_toml((room.office / target).read_text(encoding="utf-8"), dice)
    if "rules" in target and dice.random() < 0.5:
        return Case(
            ("apportion", "msp11", "--no-files", "--rule", "in/x.toml"),
            {"in/x.toml": content},
            (),
            "rule",
        )
    command = _data_command(dice)
    if dice.random() < 0.02:
        command = ("apportion", "msp11", "--state", "JPN", "--out", "../out")
    return Case(command, {target: content}, (*REPORTS, "out", ".out.new", ".out.old"), target)


def _leaves(node: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    pairs = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    return [at] + [leaf for key, below in pairs for leaf in _leaves(below, (*at, key))]


_JSON_VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        0,
        -1,
        1.5,
        10**18,
        10**30,
        float("nan"),
        float("inf"),
        "",
        "x",
        "\ud800",
        "\0",
        [],
        {},
        [[]],
        {"a": 1},
    ),
)


def bent_json(document: Any, dice: Dice) -> Any:
    """A copy of a document with some of its leaves or branches nasty, gone, or twice."""
    document = json.loads(json.dumps(document))
    for _ in range(dice.choice((1, 1, 2, 6))):
        path = dice.choice(_leaves(document))
        if not path:
            if dice.random() < 0.1:
                return deepcopy(dice.choice(_JSON_VALUES))
            continue
        node = document
        for key in path[:-1]:
            node = node[key]
        how = dice.randrange(5)
        if how == 0:
            del node[path[-1]]
        elif how == 1 and isinstance(node, list):
            node.insert(path[-1], deepcopy(node[path[-1]]))
        elif how == 2 and isinstance(node, dict):
            node[value(dice)] = deepcopy(node[path[-1]])
        elif how == 3:
            node[path[-1]] = value(dice)
        else:
            node[path[-1]] = deepcopy(dice.choice(_JSON_VALUES))
    return document


def sealed(document: Any) -> Any:
    """The export with every hash set right again, as one would who forges it."""
    previous = "0" * 64
    try:
        for number, event in enumerate(document["events"], start=1):
            event |= {"seq": number, "previous": previous}
            sealed = Event(**{**event, "body": canonical(event["body"])})
            previous = event["hash"] = hash_of(sealed)
        document["last"] = {"seq": len(document["events"]), "hash": previous}
    except (TypeError, KeyError, AttributeError, ValueError, RecursionError):
        pass
    return document


def json_case(dice: Dice, room: Room) -> Case:
    """An export of a ledger (forged with right hashes, or not), or the manifest of a folder."""
    if dice.random() < 0.35:
        manifest = {
            "made_by": "ccmcost",
            "outputs": [{"path": "a.csv", "bytes": 1, "sha256": "00"}],
            "meeting": "msp11",
        }
        manifest["outputs"].append({"path": dice.choice(PATHS), "sha256": "0" * 64})  # type: ignore[attr-defined]
        content = json.dumps(bent_json(manifest, dice)).encode()
        content = broken(content, dice) if dice.random() < 0.4 else content
        content = b"[" * 100_000 if dice.random() < 0.02 else content
        files = {"in/set/manifest.json": content, "in/set/a.csv": b"x"}
        if dice.random() < 0.1:
            return Case(
                ("apportion", "msp11", "--state", "JPN", "--out", "in/set"),
                files,
                ("office/in",),
                "made_here",
            )
        return Case(("verify", "in/set"), files, (), "manifest")
    document = bent_json(json.loads(EXPORT), dice)
    if dice.random() < 0.7:
        document = sealed(document)
    content = json.dumps(document, ensure_ascii=dice.random() < 0.5).encode(
        "utf-8", "surrogatepass"
    )
    content = broken(content, dice) if dice.random() < 0.2 else content
    writes = tuple(place.replace("office", "new", 1) for place in LEDGER)
    command = ("ledger", "import", "in/x.json", "--data", "../new/data", *CLERK)
    return Case(command, {"in/x.json": content}, writes, "export")


def html_case(dice: Dice, room: Room) -> Case:
    """A saved web page of treaty status."""
    text = (room.office / "data" / "treaty_status.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    lines = [
        f"<tr><td>{row[1]}</td><td>{row[2]}</td><td>{row[3]} {row[4]}</td></tr>"
        for row in rows[: dice.choice((3, 200))]
    ]
    head = "<tr><th>Participant</th><th>Signature</th><th>Ratification</th></tr>"
    page = (
        "<html><body><p>As at: 1 January "
        f"2025</p><table>{head}{''.join(lines)}</table></body></html>"
    )
    for _ in range(dice.choice((0, 1, 2, 6))):
        tag = dice.choice(re.findall(r"<[^<>]+>", page) or ["<a>"])
        put = dice.choice(
            (
                *(
                    "<table>",
                    "</td>",
                    "<tr>",
                    "<script>",
                    "<!--",
                    "<![CDATA[",
                    "&#0;",
                    "&#x110000;",
                    "&nbsp;",
                    "<td colspan=1e9>",
                ),
                *(
                    "<" * dice.choice((1, 20_000)),
                    "<a " * 5_000,
                    "&" * 20_000,
                    "<!" * 9_000,
                    "</" * 9_000,
                    "<td>" * 5_000,
                    value(dice),
                ),
            )
        )
        page = page.replace(tag, dice.choice((put, tag + put, "")), dice.choice((1, 1, -1)))[
            :3_000_000
        ]
    content = page.encode("utf-8", "surrogatepass")
    content = broken(content, dice) if dice.random() < 0.4 else content
    meeting = ("import", "participants", "msp11", "in/x.html", "--dry-run")
    command = (
        ("import", "treaty-status", "in/x.html", "--dry-run") if dice.random() < 0.8 else meeting
    )
    return Case(command, {"in/x.html": content}, (), command[1])


def text_case(dice: Dice, room: Room) -> Case:
    """A list of participants as plain text: sections, names, delegates,
    and what does not belong there.
    """
    from tests import intake_documents as documents

    language = dice.choice(("en", "fr", "es"))
    groups = documents.Groups(
        documents.PARTIES[: dice.choice((2, 8, 30))],
        documents.SIGNATORIES[:3],
        documents.OBSERVERS[:3],
    )
    if dice.random() < 0.5:
        lines = documents.report_paragraphs(language, groups)
    else:
        lines = [text for _, text in documents.listing(language, groups, dice.random() < 0.5)]
    for _ in range(dice.choice((1, 3, 10))):
        at = dice.randrange(len(lines))
        lines[at] = bent(lines[at], dice)
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    content = broken(content, dice) if dice.random() < 0.4 else content
    more = dice.choice(
        (
            (),
            ("--leave-doubtful",),
            ("--section", "NGO=none"),
            ("--alias", f"{bent('Japan', dice)}=JPN"),
        )
    )
    return Case(
        ("import", "participants", "msp11", "in/x.txt", "--dry-run", *more),
        {"in/x.txt": content},
        (),
        language,
    )


OUTS = (
    "../out",
    "out",
    "a/b",
    "in/x.csv/x",
    "in",
    "data",
    "/proc/x",
    "/dev/null",
    "x" * 300,
    "../out/" + "d/" * 40,
    "\u202ex",
)
_PLACES = (
    *(
        "apportion {} --no-files",
        "apportion msp11 --no-files --rule={}",
        "apportion msp11 --no-files --scale={}",
        "show {}",
    ),
    *(
        "apportion msp11 --no-files --scale-provisional={}",
        "apportion msp11 --no-files --participants={}",
        "verify {}",
    ),
    *(
        "apportion msp11 --no-files --with={}",
        "apportion msp11 --no-files --without={}",
        "apportion msp11 --state={}",
    ),
    *(
        "apportion msp11 --lang={}",
        "apportion msp11 --no-files --cost={}",
        "apportion msp11 --no-files --data={}",
    ),
    *(
        "apportion msp11 --no-files --cost=5 --currency={}",
        "apportion msp11 --no-files --as-of={}",
        "explain msp11 {}",
    ),
    *(
        "apportion msp11 --format={}",
        "explain {} JPN",
        "compare rc1 --rules={}",
        "compare rc1 --scales={}",
        "{}",
    ),
    *(
        "whatif {} --without=FRA",
        "whatif msp13 --with={}",
        "forecast {}",
        "budget {} --years=2025",
        "cost lines {}",
    ),
    *(
        "import participants {} in/x.csv",
        "import participants msp11 {}",
        "import receipts {}",
        "import scale {}",
        "init {}",
    ),
    *(
        "cost set {} --status=estimate --amount=1.00 --source=X --adopted-on=2024-01-01",
        "receive {} JPN 1 --on=2024-01-01",
    ),
    *(
        "receive msp11 {} 1.00 --on=2024-01-01 --reference=X",
        "meeting add {} --name=X --start=open",
        "meeting set {} --city=X",
    ),
    *(
        "meeting expect {}",
        "statement {}",
        "status --state={}",
        "reconcile {}",
        "chart {}",
        "ledger export {}",
        "ledger import {}",
    ),
    *(
        "issue {} --rule=article-14-1 --adopted-by=X --pay-by=2025-01-01 --approved-by=B "
        "--issued-on=2024-01-01",
        "import {} x",
    ),
    *(
        "estimate {}",
        "estimate msp13 --lang={}",
        "estimate msp13 --symbol={}",
        "report {}",
        "report --from={} --to=2012",
    ),
    *(
        "page {}",
        "page rc1 --lang={}",
        "calendar {}",
        "calendar 2024 --format={}",
        "calendar 2024 --as-of={}",
    ),
    *(
        "letters {} --kind=cover",
        "letters msp12 --kind={}",
        "letters msp12 --kind=cover --state={}",
        "audit-pack {}",
    ),
    *(
        "letters msp12 --kind=reminder2 --state=SWE --earlier={}",
        "status --as-at={}",
        "statement JPN --known-on={}",
    ),
    *(
        "record reverse {} --on=2024-07-01 --reason=X",
        "record reverse 4 --on={} --reason=X",
        "reconcile {} in/x.csv",
    ),
    "settle {} --adopted-by=X --issued-on=2025-01-01 --pay-by=2025-02-01 --approved-by=B",
    *(
        "adjust --scale={} --participants=in/x.csv --total=1",
        "adjust --scale=un-2022-2024 --participants={} --total=1",
    ),
)


_RECORDED = ("office/ledger.sqlite", "office/ledger.sqlite-wal", "office/ledger.sqlite-shm")
_EFFECTS = {
    **{
        "meeting": ("office/data",),
        "import": ("office/data", *_RECORDED),
        "cost": ("office/data", *_RECORDED),
    },
    **{"receive": _RECORDED, "record": _RECORDED, "ledger": _RECORDED},
    **{"issue": ("office/notices", *_RECORDED), "settle": ("office/notices", *_RECORDED)},
}
"""What a command may write when what it was given turns out to be a good id: `MSP11` is one."""


def ids_case(dice: Dice, room: Room) -> Case:
    """One argument of a command that is no id, no path, no number,
    or ten million characters long.
    """
    word = dice.choice(
        (
            *PATHS,
            value(dice),
            bent("msp11", dice),
            bent("JPN", dice),
            dice.choice(NUMBERS),
            dice.choice(DATES),
        )
    )
    if dice.random() < 0.1:
        word += dice.choice(("\0", "\udcff", "\u202e", "\n", "x" * 300, "x" * 5000, "/" * 5000))
    if dice.random() < 0.01:
        word = dice.choice("xJ9/.,=" + "\u202e") * 10_000_000
    command = dice.choice(_PLACES)
    arguments = tuple(part.replace("{}", word) for part in command.split(" "))
    writes = ("office/reports", *_EFFECTS.get(command.split(" ")[0], ()))
    if dice.random() < 0.3:
        out = dice.choice(OUTS)
        arguments = (*arguments, f"--out={out}")
        writes = (
            *writes,
            "/".join(os.path.normpath(f"office/{out}").split("/")[:2]) if out[0] != "." else "out",
        )
    # a name is a name: what may be written under one stays in the room
    named = command.startswith(("init", "ledger export"))
    return Case(arguments, {"in/x.csv": GIVEN.encode()}, ("",) if named else writes, command)


EXPORT = "{}"
"""An export of a ledger with every kind of event that a file may bring; set by `load_export`."""


def load_export(text: str) -> None:
    """Take the export that `json_case` forges."""
    global EXPORT  # noqa: PLW0603
    EXPORT = text
