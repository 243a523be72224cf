"""The report on four pages at most: the first page, then the tables that most readers ask for."""

from __future__ import annotations

from collections.abc import Mapping

from ccmcost.documents.annual import Year
from ccmcost.documents.annual.blocks import Block, Section
from ccmcost.documents.annual.change_tables import largest_table
from ccmcost.documents.annual.glance import glance_section
from ccmcost.documents.annual.report import Report
from ccmcost.documents.annual.sections import meetings_section, notes_of
from ccmcost.documents.annual.tables import collection_table, parts_table, states_table
from ccmcost.tables.paper import shown_on
from ccmcost.tables.table import Table, in_order
from ccmcost.words.speaker import Speaker


def brief_sections(report: Report, words: Speaker, figures: Mapping[str, Block]) -> list[Section]:
    """The sections of the short form: no figure but the first, no list of sources, no method."""
    year, compared, collection = report.year, report.compared, report.collection
    found = [
        glance_section(report, words, figures["shares"]),
        meetings_section(year, words),
        Section(words("h_states"), [_totals(year, words)]),
        Section(words("h_groups"), [parts_table("group", year, words)]),
    ]
    if compared is not None and compared.largest(1):
        table = largest_table(year, compared, words)
        found.append(Section(words("h_changes", year=compared.earlier), [table]))
    if collection is not None and collection.total is not None:
        table = collection_table(year, collection, words)
        as_at = shown_on(collection.as_at, collection.known_on, words)
        found.append(Section(words("h_collection"), [as_at, table]))
    notes = [*notes_of(report, words), words("p_brief", year=year)]
    return [*found, Section(words("h_notes"), [notes])]


def _totals(year: Year, words: Speaker) -> Table:
    """What each State was assessed in all."""
    table = in_order(states_table(year, words), words)
    return table.pick("iso3", "named", "rate", "total")
