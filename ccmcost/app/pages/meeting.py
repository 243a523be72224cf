"""A meeting: what is known of it, who takes part and what it costs as fields of a form whose
address is the whole wish, and the table that `ccmcost apportion` gives for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from ccmcost.app.forms import Field, in_labels
from ccmcost.app.links import path_of
from ccmcost.app.pages.home import Step, steps
from ccmcost.app.pages.wish import Wish, refused, wish_of
from ccmcost.app.place import Asked, Place, Shown, first
from ccmcost.calc.liable import liable_at_meeting
from ccmcost.cli.output import ASSUMED
from ccmcost.documents.meetings import known_facts
from ccmcost.errors import CcmcostError, UsageError
from ccmcost.ledger.queries import billed
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment
from ccmcost.model.states import Role
from ccmcost.sharing.closing import points
from ccmcost.sharing.compute import Basis, basis_of, compute
from ccmcost.sharing.register import register_of
from ccmcost.sharing.request import Request, find_rule, find_states
from ccmcost.sharing.table import assessment_table
from ccmcost.sharing.variants import Case, compare
from ccmcost.tables.page import to_page
from ccmcost.tables.table import Column, Row, Table
from ccmcost.text import alphabetical
from ccmcost.words.numbers import day as day_in_words
from ccmcost.words.numbers import days as days_words
from ccmcost.words.speaker import english
from ccmcost.words.status import ROLE_WORDS, status_of

GROUPS = {
    "for_cost": ("meeting_set", "cost_set", "estimate"),
    "for_list": ("meeting_expect", "import_participants"),
    "for_bills": ("prepare", "issue", "settle"),
    "for_after": ("letters", "audit_pack"),
}
"""What is done for a meeting, by what it is about."""
Faults = Mapping[str, list[str]]
QUIET = ("scale", "list", "cost")
"""What the head of a meeting says beside its days and place; all else is one click away."""


class Tick(NamedTuple):
    """A State that may take part: `is_own` tells that it bears the cost as the meeting stands."""

    code: str
    name: str
    role: str
    is_in: bool
    is_own: bool


def meeting(place: Place, asked: Asked) -> Shown:
    """The page of a meeting. What its form sends is first brought to the shortest address."""
    try:
        wish = wish_of(place, asked)
    except UsageError as error:
        return refused(404, "no_meeting", error)
    if "was" in asked:
        return _shortest(wish, asked, _grounds(wish))
    register = register_of(wish.data, (wish.meeting,))
    grounds = _grounds(wish)
    result, faults, status = _result(wish)
    facts, add = known_facts(register), _add(wish, asked, faults)
    sort = first(asked, "sort")
    data = {
        "here": "home",
        "meeting": wish.meeting,
        "where": _where(wish, facts),
        "facts": {key: facts.pop(key) for key in QUIET if key in facts},
        "others": {key: text for key, text in facts.items() if key != "place"},
        "fields": _fields(wish, grounds, faults),
        "add": add,
        "faults": faults.get("", []),
        "ticks": _ticks(wish, grounds),
        "more": _more(wish, grounds),
        "was": grounds.rule.id if grounds else "",
        "sort": sort,
        "address": wish.address,
        "query": wish.query,
        "line": wish.line("apportion"),
        "actions": _actions(wish) if place.workspace.has_ledger else (),
        "steps": _steps(wish) if place.workspace.has_ledger and not wish.said else (),
        "issued": _issued(wish) if place.workspace.has_ledger else (),
        "warnings": [] if result else [each.message for each in register.warnings],
        "result": _shown(wish, result, sort) if result else None,
        "told": points(result)[0][1] if result else _in_words(faults, add),
    }
    return Shown("meeting", data, 422 if add.faults else status)


def _issued(wish: Wish) -> list[tuple[int, str]]:
    """Each issue that billed the meeting: its event, and what it issued."""
    say = english("app")
    books = wish.place.books
    found = [each for each in billed(books.ledger) if each.part.meeting == wish.meeting.id]
    return [
        (
            each.event.seq,
            say.for_number(
                "was_issued",
                len(each.issue.notices),
                number=len(each.issue.notices),
                day=day_in_words(each.day),
            ),
        )
        for each in found
    ]


def _in_words(faults: Faults, add: Field) -> str:
    """What a person hears instead of a result."""
    told = [*(text for texts in faults.values() for text in texts), *add.faults]
    return " ".join(dict.fromkeys(told))


def _where(wish: Wish, facts: Mapping[str, str]) -> str:
    days = wish.meeting.dates
    when = days_words(days) if days else english("app")("no_day")
    return ", ".join(filter(None, (when, facts.get("place"))))


def _grounds(wish: Wish) -> Basis | None:
    """What the shares rest on, whatever the meeting costs, by another rule and scale where those
    that are wished are wrong; None if there are none yet.
    """
    wished = wish.request._replace(currency=None, credit=False)
    if wish.fault:
        wished = wished._replace(rule=None)
    for request in (wished, Request()):
        with suppress(CcmcostError):
            return basis_of(wish.data, wish.meeting.id, request.for_shares())
    return None


def _result(wish: Wish) -> tuple[Apportionment | None, Faults, int]:
    """The result, or what is wrong, and the status of the page that says it."""
    result, faults, status = None, dict[str, list[str]](), 200
    if wish.fault:
        faults = {"rule": [wish.fault]}
    else:
        try:
            result = compute(basis_of(wish.data, wish.meeting.id, wish.request), wish.request)
        except CcmcostError as error:
            faults, status = wish.faults(error), 422 if isinstance(error, UsageError) else 200
    return result, faults, 422 if wish.fault else status


def _bearing(grounds: Basis, rule: str | None = None) -> dict[str, Role]:
    """Who bears the cost by a rule, as the meeting stands."""
    found = find_rule(grounds.data, rule) if rule in grounds.data.rule_ids else None
    return liable_at_meeting(found or grounds.rule, grounds.listed, grounds.treaty, grounds.day)


def _shortest(wish: Wish, asked: Asked, grounds: Basis | None) -> Shown:
    """Lead to the address that says no more than what was changed. The ticks were made under one
    rule, and may be sent together with another.
    """
    more = {name: first(asked, name) for name in ("add", "sort")}
    if grounds is not None:
        before, now = _bearing(grounds, first(asked, "was")), _bearing(grounds)
        sent = asked.get("s", ())
        ticked = {code for code in sent if code in grounds.states or code in before}
        with suppress(UsageError):
            ticked |= {*find_states((more["add"],), "", grounds.states)}
            more["add"] = ""
        more["with"] = ",".join(sorted(ticked - before.keys() - now.keys()))
        more["without"] = ",".join(sorted((before.keys() - ticked) & now.keys()))
    to = f"{wish.address}{wish.query(**more)}"
    return Shown(status=303, content=b"", headers=(("Location", to),))


def _fields(wish: Wish, grounds: Basis | None, faults: Faults) -> dict[str, Field]:
    say, data = english("app"), wish.data
    by_day = data.scale_of(wish.meeting)
    own = data.convention.of(wish.meeting.instrument).rules
    ids = (each for each in data.rule_ids if each in own or each not in data.convention.rules)
    rules = [(each, _title(data, each)) for each in ids]
    scales = [
        ("", say("scale_of_day", scale=by_day) if by_day else say("scale_none")),
        *((each, each) for each in data.scale_periods if each != by_day),
    ]
    known = {"rule": rules, "scale": scales}
    values = {"rule": wish.meeting.rule, **wish.said}
    rule = grounds.rule.title if grounds else ""
    return {
        name: Field(
            name,
            say(f"label_{name}"),
            say(f"about_{name}", currency=wish.meeting.currency, rule=rule),
            "choice" if name in known else "text",
            False,
            tuple(known.get(name, ())),
            (values.get(name, ""),),
            tuple(faults.get(name, ())),
        )
        for name in ("cost", "currency", "credit", "rule", "scale")
    }


def _title(data: Data, rule: str) -> str:
    found = data.rule(rule)
    return found.title if found else ""


def _add(wish: Wish, asked: Asked, faults: Faults) -> Field:
    """The field for a State that is not ticked, with what is wrong with any of them."""
    say, text = english("app"), first(asked, "add")
    told = [*faults.get("with", ()), *faults.get("without", ())]
    if text:
        try:
            find_states((text,), "", wish.data.states)
        except UsageError as error:
            told.append(str(error).removeprefix(": "))
    return Field("add", say("label_add"), say("about_add"), "text", False, (), (text,), tuple(told))


def _ticks(wish: Wish, grounds: Basis | None) -> dict[str, list[Tick]]:
    """Who may be ticked, by role: those who bear the cost as the meeting stands, those who were
    added, and each alphabetically.
    """
    if grounds is None:
        return {}
    own = _bearing(grounds)
    added, removed = (_known(wish.said.get(name), grounds) for name in ("with", "without"))
    ticks: dict[str, list[Tick]] = {"added": [], "parties": [], "others": []}
    for code in sorted({*own, *added}, key=lambda code: alphabetical(grounds.states.name(code))):
        role = own.get(code)
        kind = "added" if role is None else "parties" if role == "state_party" else "others"
        shown = "" if kind == "parties" else ROLE_WORDS[role] if role else ""
        name = grounds.states.name(code)
        ticks[kind].append(Tick(code, name, shown, code not in removed, code in own))
    return {kind: found for kind, found in ticks.items() if found}


def _known(text: str | None, grounds: Basis) -> tuple[str, ...]:
    try:
        return find_states((text or "",), "", grounds.states)
    except UsageError:
        return ()


def _more(wish: Wish, grounds: Basis | None) -> list[tuple[str, str]]:
    """Every other State, by name and code."""
    if grounds is None:
        return []
    shown = {*_bearing(grounds), *_known(wish.said.get("with"), grounds)}
    names = ((grounds.states.name(code), code) for code in grounds.states if code not in shown)
    return sorted(names, key=lambda each: alphabetical(each[0]))


def _shown(wish: Wish, result: Apportionment, sort: str) -> dict[str, Any]:
    """The result as the page shows it."""
    table = assessment_table(result, largest_first=sort == "amount")
    own = _own(wish, result)
    if own is not None:
        table = _with_differences(table, own, result)
    heading = english("app")("col_amount_in", currency=result.cost.total.currency)
    columns = (
        each._replace(heading=heading) if each.name == "amount" else each for each in table.columns
    )
    table = table._replace(columns=tuple(columns))
    status = status_of(result)
    (_, total), *others = points(result)
    return {
        "title": status.title,
        "is_specimen": result.is_specimen,
        "table": to_page(table, "en"),
        "names": [column.name for column in table.shown("page").columns],
        "codes": table.column_of("iso3"),
        "bearing": {line.code for line in result.assessment.lines},
        "status": status,
        "total": total,
        "points": others,
        "notes": [
            in_labels(("apportion",), each)
            for each in (
                *status.open,
                *(each.message for each in result.warnings if each.code != ASSUMED),
            )
        ],
        "differs": own is not None,
        "changed": bool(result.added or result.removed),
    }


def _own(wish: Wish, result: Apportionment) -> Apportionment | None:
    """The meeting's own calculation, if the result is another one that can be held against it."""
    if wish.own == wish.request:
        return None
    try:
        own = compute(basis_of(wish.data, wish.meeting.id, wish.own), wish.own)
    except CcmcostError:
        return None
    same = own.cost.total.currency == result.cost.total.currency
    return own if same and own.assessment != result.assessment else None


def _with_differences(table: Table, own: Apportionment, result: Apportionment) -> Table:
    """The table with what each State bears more or less than in the meeting's own calculation, and
    with those who bore a part of that alone.
    """
    say, of = english("app"), result.cost.total.of
    changes = {each.iso3: each for each in compare([Case("", own), Case("", result)]).rows}
    rows: list[Row] = []
    for row in table.rows:
        rows.append((*row, of(changes.pop(str(row[0])).differences[1])))
    blank = (None,) * (len(table.columns) - 3)
    for code, each in changes.items():
        role = ROLE_WORDS[each.role or None]  # type: ignore[index]
        rows.append((code, each.name, role, *blank, of(each.differences[1])))
    here, there = result.assessment, own.assessment
    sums = [here.residual - there.residual] * bool(len(table.foot) > 1)
    sums.append(here.total.minor - there.total.minor)
    column = Column("difference", say("col_difference"), "change")
    return table._replace(
        columns=(*table.columns, column),
        rows=tuple(rows),
        foot=tuple((*row, of(each)) for row, each in zip(table.foot, sums, strict=True)),
    )


def _steps(wish: Wish) -> list[Step]:
    """What is due for the meeting, or for the group that is billed together."""
    return steps(wish.place, wish.meeting.id, wish.meeting.billing_group)


def _actions(wish: Wish) -> dict[str, list[tuple[str, str]]]:
    """What can be done for the meeting, in its order: the phrase, and the address of the form."""
    name, cost = wish.meeting.id, wish.said.get("cost", "")
    lines: Iterable[tuple[str, ...]] = (
        *((("meeting", "set", name),) if wish.meeting.day is None else ()),
        ("cost", "set", name, *(("--amount", cost) if cost else ())),
        ("meeting", "expect", name),
        ("import", "participants", name),
        ("estimate", name),
        ("issue", name, "--prepare"),
        ("issue", name),
        ("settle", name),
        ("letters", name),
        ("audit-pack", name),
    )
    actions: dict[str, list[tuple[str, str]]] = {}
    for line in lines:
        words = line[: line.index(name)]
        key = "prepare" if "--prepare" in line else "_".join(words).replace("-", "_")
        group = next(group for group, keys in GROUPS.items() if key in keys)
        actions.setdefault(group, []).append((f"act_{key}", f"{wish.place.root}{path_of(line)}"))
    return actions
