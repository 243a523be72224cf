"""UN lists of participants: section headings, a State's name as a heading line, its delegates below
it.

A heading is recognised by how it stands: space above it, letters and size, a line of persons below.
Words alone decide nothing, since delegates carry "NGO" or "United Nations" as their affiliation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ccmcost.intake.account import SETTLE_NAME, Account
from ccmcost.intake.attendance import says_nobody
from ccmcost.intake.doubles import further
from ccmcost.intake.found import Headings, Place, Taken, TextLine, mention_of, shown
from ccmcost.intake.names import NameIndex, narrowed
from ccmcost.intake.phrases import LEFT_OUT_REASONS, bare_name, heading_of, stated_count
from ccmcost.intake.rows import rows_of
from ccmcost.intake.stands import STATE_SECTIONS, Row, Style, stands_of, style_of
from ccmcost.intake.stated import hold_numbers, hold_states, numbers_of, states_counted
from ccmcost.intake.unknown_headings import ask_about_headings

_FEWEST_HEADED = 3
_STATISTIC = re.compile(r"\s*(?P<head>\S.*?)(?:\s{3,}|\t\s*|\s*\.{3,}\s*)(?P<stated>[0-9]{1,3})\s*")
_NUMBERED = re.compile(r"\s*\(?([0-9]{1,3})\s*[.)]\s")
_NONE = re.compile(r"(?:^|[\s.…_(\[–-])0\s*[)\]]?\s*$")


def read_listing(
    lines: Sequence[TextLine], index: NameIndex, account: Account, headings: Headings
) -> Taken | None:
    """The States of a list of participants, or None if the text is none: it has neither a section
    over States nor States that stand as headings.

    A line that stands like a State's heading and names no State is a finding; so is a State's name
    in a doubtful place, unless a person has settled it, and a heading that nobody can place. The
    account gets every State.
    """
    rows = rows_of(lines, index, headings)
    stands, sections = stands_of(rows)
    style = style_of(stands)
    named = [row for row in stands if row.match]
    keep = [row for row in named if row.is_of_states and style.fits(row)]
    within = [row for row in stands if row.is_of_states]
    known = sum(row.match is not None or row.is_organization for row in within)
    # little else than names, so that every other line must be one too
    dense = 5 * known >= 3 * len(within)
    totals = [row for row in rows if row.is_total and states_counted(row.text) is None]
    for row in totals if len(totals) > 1 and not dense else ():
        row.is_total = False  # each delegation has its own
    headed = (
        len(keep) >= _FEWEST_HEADED
        and style.is_known
        and 2 * sum(row.heads for row in keep) >= len(keep)
    )
    if not keep or not (sections & STATE_SECTIONS or dense or headed):
        return None
    sure = {row.code for row in keep}
    left = [row for row in named if row.section in LEFT_OUT_REASONS]
    for row in left:
        _leave_out(row, sure, account)
    gone = {row.code for row in left}
    for row in named:
        if row.code in sure | gone:
            continue
        if _took_part(row, style, account):
            keep.append(row)
            sure.add(row.code)
    ask_about_headings(stands, style, keep, index, account, dense)
    organizations = _organizations(stands, style, account)
    _check_counts(lines, rows, keep, account)
    numbers = [_NUMBERED.match(row.line.text) for row in keep]
    hold_numbers([int(each[1]) if each else 0 for each in numbers], keep[-1].line.place, account)
    nobody = _ask_about_nobody(stands, keep, account, dense)
    mentions = tuple(
        mention_of(row.match, row.section, row.text, row.line.place) for row in keep if row.match
    )
    # what is repeated above delegates goes on there, as at the top of a page
    again = further(mentions) if dense else ()
    return Taken("list", mentions, tuple(organizations), again=again).without(nobody)


def _leave_out(row: Row, sure: set[str], account: Account) -> None:
    assert row.match and row.section
    kind, place = row.match.kind, row.line.place
    if row.code in sure and row.section == "absent" and kind not in ("alias", "left_out"):
        account.open(
            "name-doubtful",
            f'"{shown(row.text)}" stands among those that took part and among those that did not.'
            f" {SETTLE_NAME}",
            row.text,
            place,
            row.code,
        )
    elif row.code not in sure or kind != "alias":
        account.leave_out(row.text, place, LEFT_OUT_REASONS[row.section], row.code)


def _took_part(row: Row, style: Style, account: Account) -> bool:
    """Whether a person has said that a State in a doubtful place took part;
    else it is left out or a question.
    """
    under = row.section == "organization"
    unlike = under and style.capitals and not row.is_upper
    if unlike or (row.continues and style.is_known):
        account.leave_out(
            row.text, row.line.place, "in the address or office of a delegate", row.code
        )
        return False
    where = "under organizations" if under else "among delegates, not written like the headings"
    return account.doubt(
        f'"{shown(row.text)}" stands alone on a line {where}, and this State is listed nowhere '
        "else.",
        f"stands {where}",
        row.text,
        row.line.place,
        row.code,
    )


def _organizations(
    stands: Sequence[Row], style: Style, account: Account
) -> list[tuple[str, Place]]:
    """What stands as a heading under organizations, known or not,
    and known organizations anywhere: none of them pays.
    """
    named: list[tuple[str, Place]] = []
    for row in stands:
        under, stands_out = row.section == "organization", style.is_heading(row)
        known = row.is_organization and (under or stands_out or not style.is_known)
        plain = row.match is None and not row.is_person and not row.is_word and len(row.text) > 2
        if known or (under and stands_out and plain):
            named.append((shown(row.text), row.line.place))
            account.leave_out(
                row.text, row.line.place, "under organizations" if under else "an organization"
            )
    return named


def _check_counts(
    lines: Sequence[TextLine], rows: Sequence[Row], keep: Sequence[Row], account: Account
) -> None:
    """The number that a heading states, `STATES PARTIES (112)`, must be that of the States below
    it.

    So must that of a section in a table above the list, `Parties      112`, unless its heading
    states its number as well.
    """
    sections = {row.opens for row in rows} & STATE_SECTIONS
    for at, row in enumerate(rows):
        stated = stated_count(row.text.rstrip(":")) if row.opens else None
        if stated is None:
            continue
        sections.discard(row.opens)
        if row.opens not in STATE_SECTIONS:
            continue
        later = next(
            (other for other in rows[at:] if other.opens and other.opens != row.opens),
            None,
        )
        end = later.line.place if later else None
        after = [each for each in keep if row.line.place <= each.line.place]
        below = {each.code for each in after if not end or each.line.place < end}
        below = below or {each.code for each in keep}  # it stands at the end of the list
        account.check(
            f'States under "{shown(row.text)}"', str(stated), str(len(below)), row.line.place
        )
    _hold_totals(rows, keep, account)
    for line in lines:
        match = _STATISTIC.fullmatch(line.text)
        if match is None or line.unseen:
            continue
        section = heading_of(match["head"])
        if section in sections:
            sections.discard(section)
            read = {row.code for row in keep if row.section == section}
            account.check(
                f'States stated in "{shown(line.text)}"',
                str(int(match["stated"])),
                str(len(read)),
                line.place,
            )


def _hold_totals(rows: Sequence[Row], keep: Sequence[Row], account: Account) -> None:
    """A line that states the total is held against the States, or else the persons, above it."""
    for row in rows:
        if not row.is_total or _STATISTIC.fullmatch(row.line.text):
            continue
        place = row.line.place
        above = [each for each in keep if each.line.place < place] or keep
        opened = [each for each in above if each.section == above[-1].section]
        fits = {len({each.code for each in part}) for part in (above, opened, keep)}
        persons = 0 if states_counted(row.text) else sum(each.is_person for each in rows)
        for number in numbers_of(row.text):
            if number != persons:
                read = len({each.code for each in above})
                hold_states(row.text, number, fits, read, place, account)


def _ask_about_nobody(
    stands: Sequence[Row], keep: Sequence[Row], account: Account, dense: bool
) -> set[str]:
    """States for which nobody came by what stands beside or below them, are asked or left out;
    returns them.

    So are those with nothing below them, in a list where most others have delegates; not in a
    `dense` list of names.
    """
    kept = set(keep)
    blocks: dict[str, list[tuple[Row, list[Row]]]] = {}
    below: list[Row] = []
    for above, row in pairwise([None, *stands]):
        assert row
        if row in kept:
            below = []
            blocks.setdefault(row.code, []).append((row, below))
        elif above and above.section != row.section:
            below = []
        else:
            below.append(row)
    doubts = {code: why for code, lines in blocks.items() if (why := _why_nobody(lines))}
    filled = {
        code
        for code, lines in blocks.items()
        if any(rows or row.is_item or row.has_person for row, rows in lines)
    }
    empty = blocks.keys() - filled - doubts.keys()
    if not dense and any(row.is_person for row in stands) and len(empty) < len(filled):
        doubts |= dict.fromkeys(
            empty, "has no delegate below it, as most other States of the list do"
        )
    nobody: set[str] = set()
    for code, why in doubts.items():
        row = blocks[code][0][0]
        name = bare_name(row.text)
        if not account.doubt(
            f'"{shown(name)}" {why}.',
            "named without a delegate",
            name,
            row.line.place,
            code,
        ):
            nobody.add(code)
    return nobody


def _why_nobody(lines: Sequence[tuple[Row, Sequence[Row]]]) -> str:
    """Why it seems that nobody came, if every line of a State says so:
    in a number, in words, of each delegate.
    """
    found = ""
    for row, below in lines:
        beside = row.line.text.partition(row.text)[2].strip(" :–—-") if row.has_person else ""
        persons = [each for each in below if each.is_person]
        says = [each for each in persons or below if says_nobody(each.text)]
        if _NONE.search(narrowed(row.line.text)):
            found = "stands with the number 0"
        elif says_nobody(beside):
            found = f'stands with "{shown(beside, 40)}"'
        elif says and (len(says) == len(persons) or not persons):
            found = f'stands above "{shown(says[0].text, 40)}"'
        else:
            return ""
    return found
