"""The files of a cost estimate: document and workbook in each language, with a manifest."""

from __future__ import annotations

from pathlib import Path

from ccmcost.documents.estimate.document import estimate_fields, estimate_title
from ccmcost.documents.estimate.estimate import Estimate, EstimateWish
from ccmcost.documents.estimate.workbook import estimate_xlsx
from ccmcost.load.data import Data
from ccmcost.manifest import NAME, inputs_of, manifest, publish_folder, specimen_name
from ccmcost.tables.docx.template import load_templates
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import Workspace


def write_estimate(
    workspace: Workspace, view: Estimate, wish: EstimateWish, folder: Path
) -> tuple[str, ...]:
    """Write document and workbook in each language into `folder`, all or nothing;
    returns the paths.
    """
    first, data, office = view.meetings[0].result, Data(workspace), Data(workspace)
    templates = load_templates(data, "estimate", list(wish.languages))
    issuer = office.checked(office.issuer)
    files: dict[str, bytes] = {}
    for language in wish.languages:
        words = Speaker(language, first.convention, first.states, "estimate")
        fields, title = estimate_fields(view, issuer, words, wish.on), estimate_title(view, words)
        name = specimen_name(f"estimate-{language}", view.is_specimen)
        files[f"{name}.docx"] = templates[language].fill(fields, title, language, wish.on)
        files[f"{name}.xlsx"] = estimate_xlsx(view, words, wish.on)
    sources = {*data.sources, *(source for each in view.meetings for source in each.result.sources)}
    sources |= {issuer.source} if issuer.source else set()
    meetings = []
    for each in view.meetings:
        said = manifest(each.result, {}, wish.on)
        part = {key: said[key] for key in ("meeting", "cost", "rule", "scale")}
        meetings.append({**part, "list": each.result.list.status})
    about = {
        "document": "estimate",
        "as_of": wish.on.isoformat(),
        "estimate": {"of": wish.name, "symbol": wish.symbol},
        "meetings": meetings,
        "inputs": inputs_of(sorted(sources, key=lambda each: (each.name, each.origin))),
    }
    publish_folder(folder, files, about, specimen_name(NAME, view.is_specimen))
    return tuple((folder / name).as_posix() for name in sorted(files))
