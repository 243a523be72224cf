"""UN lists of participants: section headings, a State's name as a heading line, its delegates below it.

A heading is recognised by how it stands: space above it, letters and size, a line of persons below. Words alone decide
nothing, since delegates carry "NGO" or "United Nations" as their affiliation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ccmcost.intake.account import SETTLE_NAME, Account
from ccmcost.intake.found import Mention, Place, Taken, TextLine, shown
from ccmcost.intake.names import NameIndex
from ccmcost.intake.nobody import ask_about_nobody
from ccmcost.intake.phrases import LEFT_OUT_REASONS, heading_of, stated_count
from ccmcost.intake.rows import Headings, Row, rows_of
from ccmcost.intake.stands import (
    STATE_SECTIONS,
    Stand,
    Style,
    is_dense,
    is_headed,
    is_of_states,
    is_styled,
    stands_of,
    style_of,
)
from ccmcost.intake.unknown_headings import ask_about_headings, stands_like_heading


def read_listing(lines: Sequence[TextLine], index: NameIndex, account: Account, headings: Headings) -> Taken | None:
    """The States of a list of participants, or None if the text is none: it has neither a section over States nor States
    that stand as headings.

    A line that stands like a State's heading and names no State is a finding; so is a State's name in a doubtful place,
    unless a person has settled it, and a heading that nobody can place. The account gets every State.
    """
    rows = rows_of(lines, index, headings)
    stands, sections = stands_of(rows)
    style = style_of(stands)
    listed = [s for s in stands if s.row.match is not None and is_of_states(s.section)]
    keep = [s for s in listed if is_styled(s, style)]
    dense = is_dense([s for s in stands if is_of_states(s.section)])
    if not keep or not (sections & STATE_SECTIONS or dense or is_headed(keep, style)):
        return None
    sure = {s.row.match.iso3 for s in keep if s.row.match}
    kept = {id(s) for s in keep}
    left = [s for s in stands if s.row.match is not None and s.section in LEFT_OUT_REASONS]
    for each in left:
        _leave_out(each, sure, account)
    gone = {s.row.match.iso3 for s in left if s.row.match}
    for each in stands:
        match = each.row.match
        if match is None or id(each) in kept or each.section in LEFT_OUT_REASONS or match.iso3 in sure | gone:
            continue
        if _took_part(each, style, account):
            keep.append(each)
            sure.add(match.iso3)
    ask_about_headings(stands, style, keep, index, account, dense)
    organizations = _organizations(stands, style, index, account)
    _check_counts(rows, stands, keep, account)
    _check_statistics(lines, rows, keep, account)
    nobody = ask_about_nobody(stands, keep, account, dense)
    taken = [_mention(each) for each in keep]
    return Taken("list", tuple(each for each in taken if each.iso3 not in nobody), tuple(organizations))


def _leave_out(each: Stand, sure: set[str], account: Account) -> None:
    assert each.row.match is not None and each.section is not None
    code, place = each.row.match.iso3, each.row.line.place
    if code in sure and each.row.match.kind == "alias":
        return
    if code in sure and each.section == "absent" and each.row.match.kind != "left_out":
        message = f'"{shown(each.row.text)}" stands among those that took part and among those that did not.'
        account.open("name-doubtful", f"{message} {SETTLE_NAME}", each.row.text, place, code)
    else:
        account.leave_out(each.row.text, place, LEFT_OUT_REASONS[each.section], code)


def _took_part(each: Stand, style: Style, account: Account) -> bool:
    """Whether a person has said that a State in a doubtful place took part; else it is left out or a question."""
    row = each.row
    assert row.match is not None
    unlike = style.capitals and row.text != row.text.upper() and (each.section == "organization" or row.continues)
    if unlike or (row.continues and style.is_known):
        account.leave_out(row.text, row.line.place, "in the address or office of a delegate", row.match.iso3)
        return False
    where = "under organizations" if each.section == "organization" else "among delegates, not written like the headings"
    message = f'"{shown(row.text)}" stands alone on a line {where}, and this State is listed nowhere else.'
    return account.doubt(message, f"stands {where}", row.text, row.line.place, row.match.iso3)


def _organizations(stands: Sequence[Stand], style: Style, index: NameIndex, account: Account) -> list[tuple[str, Place]]:
    """What stands as a heading under organizations, known or not, and known organizations anywhere: none of them pays."""
    named: list[tuple[str, Place]] = []
    for each, below in pairwise([*stands, None]):
        assert each is not None
        row = each.row
        under = each.section == "organization"
        stands_out = stands_like_heading(each, below, style, False)
        known = row.is_organization and (under or stands_out or not style.is_known)
        heading = under and stands_out and row.match is None and not row.is_person and not row.is_word and len(row.text) > 2
        if known or heading:
            named.append((shown(row.text), row.line.place))
            reason = "under organizations" if each.section == "organization" else "an organization"
            account.leave_out(row.text, row.line.place, reason)
    return named


def _check_counts(rows: Sequence[Row], stands: Sequence[Stand], keep: Sequence[Stand], account: Account) -> None:
    """`STATES PARTIES (112)`: the number that a heading states must be that of the States below it."""
    headings = [row for row in rows if row.opens in STATE_SECTIONS and stated_count(row.text) is not None]
    for row in headings:
        later = next((r for r in rows[rows.index(row) + 1 :] if r.opens is not None and r.opens != row.opens), None)
        end = later.line.place if later is not None else None
        below = {
            s.row.match.iso3
            for s in keep
            if s.row.match and row.line.place <= s.row.line.place and (end is None or s.row.line.place < end)
        }
        account.check(f'States under "{shown(row.text)}"', str(stated_count(row.text)), str(len(below)), row.line.place)


_STATISTIC = re.compile(r"\s*(?P<head>\S.*?)(?:\s{3,}|\t\s*|\s*\.{3,}\s*)(?P<stated>[0-9]{1,3})\s*")


def _check_statistics(lines: Sequence[TextLine], rows: Sequence[Row], keep: Sequence[Stand], account: Account) -> None:
    """`Parties      112` in a table above the list, unless the heading of the section states its number as well."""
    sections = {row.opens for row in rows} & STATE_SECTIONS
    sections -= {row.opens for row in rows if stated_count(row.text) is not None}
    for line in lines:
        match = _STATISTIC.fullmatch(line.text)
        section = heading_of(match["head"]) if match is not None and not line.unseen else None
        if match is None or section not in sections:
            continue
        sections.discard(section)
        read = {each.row.match.iso3 for each in keep if each.row.match and each.section == section}
        account.check(f'States stated in "{shown(line.text)}"', str(int(match["stated"])), str(len(read)), line.place)


def _mention(each: Stand) -> Mention:
    match = each.row.match
    assert match is not None
    until = match.until.isoformat() if match.until else ""
    return Mention(match.iso3, each.section, each.row.text, each.row.line.place, match.kind, until)
