"""The cost document for the meeting that decides: costs, lines, earlier meetings, formula, every State's amount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.errors import UsageError
from ccmcost.ledger.queries import billed
from ccmcost.ledger.verify import sound
from ccmcost.load.data import Data
from ccmcost.manifest import NAME, inputs_of, publish_folder, rule_of, specimen_name
from ccmcost.model.cost_lines import CostLine, faults_of
from ccmcost.model.meeting import Cost, Meeting
from ccmcost.sharing.basis import Basis, load_basis
from ccmcost.sharing.compute import compute
from ccmcost.sharing.issued import cost_of
from ccmcost.sharing.request import Request, find_group
from ccmcost.statement.estimate import Earlier, Estimate, Estimated, Reading, earlier, reading
from ccmcost.tables.docx.template import load_templates
from ccmcost.workspace import Workspace

Costs = Mapping[str, Sequence[Cost]]


class EstimateWish(NamedTuple):
    """What is asked for; `version` chooses a version of the cost, by default the last estimate."""

    name: str
    languages: tuple[str, ...]
    on: date
    symbol: str = ""
    version: int | None = None


def estimate(workspace: Workspace, wish: EstimateWish, request: Request) -> Estimate:
    """The view of the document. Raises UsageError for a wrong request, DataError with all findings."""
    data = Data(workspace)
    data.checked(data.meetings)
    chosen = find_group(data, wish.name)
    if len(chosen) > 1 and (request.cost is not None or wish.version is not None):
        raise UsageError("--cost and --cost-version go with one meeting: costs are set for each meeting of a group.")
    costs = data.checked(data.costs)
    made = tuple(_estimated(workspace, meeting, wish, request, costs) for meeting in chosen)
    currencies = sorted({each.total.currency for each in made})
    if len(currencies) > 1:
        raise UsageError(f"meetings billed together must have one currency, not {', '.join(currencies)}.")
    return Estimate(made, _history(workspace, data.meetings, made, costs), wish.symbol)


def _estimated(workspace: Workspace, meeting: Meeting, wish: EstimateWish, request: Request, costs: Costs) -> Estimated:
    basis = load_basis(workspace, meeting.id, request)
    lines: tuple[CostLine, ...] = ()
    if request.cost is None:
        basis = basis._replace(cost=_version(meeting, costs.get(meeting.id, ()), wish.version))
        lines = basis.data.cost_lines(meeting.id).get(basis.cost.version, ())
        for fault in faults_of(lines, basis.cost.total.minor) if lines else ():
            message = f"{meeting.id}, version {basis.cost.version}: {fault}."
            basis.data.findings.error("cost-sum", message, "costs.toml")
        basis.data.checked(lines)
    result = compute(basis, request)
    return Estimated(result, lines, _reading(basis, request))


def _version(meeting: Meeting, versions: Sequence[Cost], wish: int | None) -> Cost:
    """The version that is put up for decision: the last estimate, else the illustrative cost."""
    if wish is not None:
        for each in versions:
            if each.version == wish:
                return each
        known = ", ".join(str(each.version) for each in versions)
        raise UsageError(f"--cost-version: {meeting.id} has no version {wish} of its cost. Known: {known}.")
    for statuses in (("estimate", "revised_estimate"), ("illustrative",)):
        own = [each for each in versions if each.status in statuses]
        if own:
            return own[-1]
    raise UsageError(f"no estimate of {meeting.id} is at hand. Give one: --cost AMOUNT, or ccmcost cost set {meeting.id}.")


def _reading(basis: Basis, request: Request) -> Reading | None:
    """The rule of the convention that differs in nothing but how States not party are charged."""
    rule = basis.rule
    for rule_id in basis.convention.rules:
        other = basis.data.rule(rule_id)
        if other is None or other.states_not_party == rule.states_not_party:
            continue
        if (
            other._replace(
                id=rule.id, title=rule.title, states_not_party=rule.states_not_party, file=rule.file, text=rule.text
            )
            == rule
        ):
            result, there = compute(basis, request), compute(basis._replace(rule=other), request)
            return reading(result, there)
    return None


def _history(
    workspace: Workspace, meetings: Mapping[str, Meeting], made: Sequence[Estimated], costs: Costs
) -> tuple[Earlier, ...]:
    """Meetings before the first of those in hand for which anything was published, in costs.toml or in the ledger.

    Then those in hand whose estimate is a revised one, with what was said of them until then.
    """
    first = min(each.result.day for each in made)
    issued = _issued(workspace)
    until = {each.meeting.id: each.result.cost.version for each in made if each.result.cost.status == "revised_estimate"}
    found = []
    for meeting in sorted(
        (each for each in meetings.values() if each.day is not None and (each.day < first or each.id in until)),
        key=lambda each: (each.day, each.id),
    ):
        versions = {each.version: each for each in (*issued.get(meeting.id, ()), *costs.get(meeting.id, ()))}
        last = until.get(meeting.id)
        row = earlier(meeting, [versions[number] for number in sorted(versions) if last is None or number <= last])
        found += [row] if row else []
    return tuple(found)


def _issued(workspace: Workspace) -> dict[str, list[Cost]]:
    """The versions of costs on which notices were issued, as the ledger froze them."""
    found: dict[str, list[Cost]] = {}
    if not workspace.has_ledger:
        return found
    with sound(workspace.ledger) as ledger:
        for each in billed(ledger):
            found.setdefault(each.part.meeting, []).append(cost_of(each.part.cost, each.cost))
    return found


def write_estimate(workspace: Workspace, view: Estimate, wish: EstimateWish, folder: Path) -> tuple[str, ...]:
    """Write document and workbook in each language into `folder`, all or nothing; returns the paths."""
    from ccmcost.render.docx.estimate import estimate_fields, estimate_title
    from ccmcost.render.xlsx.estimate import estimate_xlsx
    from ccmcost.words.speaker import Speaker

    first = view.meetings[0].result
    data = Data(workspace)
    templates = load_templates(data, "estimate", list(wish.languages))
    office = Data(workspace)
    issuer = office.checked(office.issuer)
    files: dict[str, bytes] = {}
    for language in wish.languages:
        words = Speaker(language, first.convention, first.states)
        fields, title = estimate_fields(view, issuer, words, wish.on), estimate_title(view, words)
        name = specimen_name(f"estimate-{language}", view.is_specimen)
        files[f"{name}.docx"] = templates[language].fill(fields, title, language, wish.on)
        files[f"{name}.xlsx"] = estimate_xlsx(view, words, wish.on)
    name = specimen_name(NAME, view.is_specimen)
    publish_folder(folder, files, _about(view, wish, data, issuer_source=issuer.source), name)
    return tuple((folder / name).as_posix() for name in sorted(files))


def _about(view: Estimate, wish: EstimateWish, data: Data, issuer_source: object) -> dict[str, object]:
    sources = {each for item in view.meetings for each in item.result.sources} | set(data.sources)
    sources |= {issuer_source} if issuer_source else set()  # type: ignore[arg-type]
    return {
        "document": "estimate",
        "as_of": wish.on.isoformat(),
        "estimate": {"of": wish.name, "symbol": wish.symbol},
        "meetings": [
            {
                "meeting": each.meeting.id,
                "cost": {
                    "total": str(each.total),
                    "status": each.result.cost.status,
                    "version": each.result.cost.version,
                },
                "rule": rule_of(each.result.rule),
                "scale": {"id": each.result.scale.id, "chosen": each.result.scale_chosen},
                "list": each.result.list.status,
            }
            for each in view.meetings
        ],
        "inputs": inputs_of(sorted(sources, key=lambda each: (each.name, each.origin))),
    }
