"""What was collected for the meetings of the year, and what States owe for all meetings, by age."""

from __future__ import annotations

from ccmcost.accounts.status import AGES, FIGURES, MeetingRow
from ccmcost.render.annual.blocks import Block, Bullets, Column, Figure, Paragraph, Section, Table
from ccmcost.render.annual.words import ReportWords
from ccmcost.statement.annual.collection import Collection
from ccmcost.statement.annual.year import Year
from ccmcost.words.numbers import day


def collection_section(year: Year, found: Collection, words: ReportWords, figure: Figure | None) -> Section:
    """The ledger as at a day."""
    opening = words("as_at", day=day(found.as_at, words.language))
    known = f" {words('known_on', day=day(found.known_on, words.language))}" if found.known_on else ""
    blocks: list[Block] = [Paragraph(opening + known)]
    if found.total is None:
        blocks.append(Paragraph(words("p_none_issued")))
    else:
        blocks.append(_meetings(year, found, found.total, words))
    if figure is not None:
        blocks.append(figure)
    blocks.append(_ages(found, words) if found.arrears else Paragraph(words("p_no_arrears")))
    notes = [words("note_days"), words("note_netting"), words("note_other")]
    if found.carried_over:
        names = {each.id: words.name(each.result.meeting) for each in year.meetings}
        notes.append(words("n_carried_over", meetings=words.joined(names[meeting] for meeting in found.carried_over)))
    if found.others:
        notes.append(words("n_other_currencies", currencies=", ".join(found.others)))
    blocks.append(Bullets(tuple(notes)))
    return Section(words("h_collection"), 1, tuple(blocks), new_page=True)


def _meetings(year: Year, found: Collection, total: MeetingRow, words: ReportWords) -> Table:
    names = {each.id: words.name(each.result.meeting) for each in year.meetings}

    def cells(row: MeetingRow, name: str) -> tuple[str, ...]:
        return (name, *(words.amount(figure) for figure in row.figures), words.per_cent(row.collected))

    columns = (
        Column(words("col_meeting"), wide=1),
        *(Column(words(key), right=True) for key in FIGURES),
        Column(words("col_collected"), right=True),
    )
    rows = tuple(cells(row, names[row.meeting]) for row in found.meetings)
    caption = words("t_collection", currency=found.money.currency)
    return Table(caption, columns, rows, (cells(total, words("row_total")),), dense=True)


def _ages(found: Collection, words: ReportWords) -> Table:
    columns = (
        Column(words("col_code")),
        Column(words("col_state"), wide=1),
        Column(words("c_meetings")),
        *(Column(words(band), right=True) for band in AGES),
        Column(words("col_outstanding"), right=True),
        Column(words("col_days"), right=True),
    )
    rows = tuple(
        (
            row.code,
            words.state(row.code),
            ", ".join(meeting.upper() for meeting in row.meetings),
            *(words.amount(band) for band in row.bands),
            words.amount(row.total),
            "" if row.days is None else words.count(row.days),
        )
        for row in found.arrears
    )
    ages = found.ages()
    foot = (("", words("row_total"), "", *(words.amount(age) for age in ages), words.amount(sum(ages)), ""),)
    return Table(words("t_arrears", currency=found.money.currency), columns, rows, foot, dense=True)
