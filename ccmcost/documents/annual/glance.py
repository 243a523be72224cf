"""The first page: what was assessed and on whom, what changed, what is outstanding (or what an
illustrative cost means); three figures; a map.
"""

from __future__ import annotations

from ccmcost.documents.annual import Compared, Year
from ccmcost.documents.annual.blocks import Block, Highlights, Quiet, Section
from ccmcost.documents.annual.report import Collection, Report
from ccmcost.documents.annual.tables import named
from ccmcost.model.meeting import Meeting
from ccmcost.words.speaker import Speaker
from ccmcost.words.steps import Code


def glance_section(report: Report, words: Speaker, figure: Block) -> Section:
    """The section that the document opens with."""
    blocks = (*paragraphs(report, words), highlights(report, words), figure)
    return Section(words("h_glance"), (*blocks, Quiet(words("g_tiles"))), is_numbered=False)


def paragraphs(report: Report, words: Speaker) -> tuple[str, ...]:
    """What was assessed and on whom; what changed; what is outstanding, or what figures mean."""
    return (_assessed(report.year, words), _changed(report, words), _outstanding(report, words))


def highlights(report: Report, words: Speaker) -> Highlights:
    """Cost, States, and what is outstanding for the year, else the largest share; each with its
    label and a note.
    """
    year, collection = report.year, report.collection
    currency, first = year.total.currency, year.ranked()[0]
    statuses = words.joined(words(f"status_{status}") for status in year.costs)
    cost = (words.plain(year.total), words("g_head_cost", currency=currency), statuses)
    states = (words.shown(year.payers), words("g_head_states"), parts_told(year, words))
    if collection is None or collection.total is None:
        share = words.per_cent(first.share, 2)
        return Highlights((cost, states, (share, words("g_head_largest"), words.state(first.code))))
    owed = words.plain(collection.money.of(collection.total.outstanding))
    head = words("g_head_outstanding", year=str(year), currency=currency)
    settled = collection.total.settled or 0
    note = words("g_note_settled", share=settled, day=collection.as_at)
    return Highlights((cost, states, (owed, head, note)))


def parts_told(year: Year, words: Speaker) -> str:
    """How many of the States are States Parties, and how many are not; a State that was both in
    the year counts as a State Party.
    """
    parties = sum("state_party" in row.roles for row in year.rows)
    others = sum(
        "state_party" not in row.roles and {"signatory", "observer_state"} & set(row.roles) != set()
        for row in year.rows
    )
    told = words("g_parts", parties=parties, others=others)
    rest = {
        "organization": sum(row.roles == ("organization",) for row in year.rows),
        "no_role": sum(row.roles == (None,) for row in year.rows),
    }
    more = (words("v_part", part=words(f"part_{key}"), n=n) for key, n in rest.items() if n)
    return words.joined((told, *more))


def _meeting(meeting: Meeting, words: Speaker) -> str:
    shown = words.meeting(meeting)
    city = words.place(meeting.city)
    return words("g_meeting" if city else "g_meeting_near", **{**shown, "place": city})


def _assessed(year: Year, words: Speaker) -> str:
    first, status = year.ranked()[0], next(iter(year.costs))
    meetings = words.joined(_meeting(each, words) for each in named(year.meetings))
    largest: dict[str, object] = {
        "state": Code(first.code),
        "amount": year.total.of(first.total),
    }
    texts = [
        words.for_number(
            "g_assessed",
            len(year.meetings),
            year=year,
            count=words.shown(len(year.meetings)),
            meetings=meetings,
            cost=words.said(year.total),
            status=words(f"status_{status}"),
            n=words.shown(year.payers),
            parts=parts_told(year, words),
        ),
        words("g_largest", share=first.share, **_tied(largest, words)),
    ]
    if any(each.result.on_expected_list for each in year.meetings):
        texts.append(words("g_expected"))
    return words.paragraph(texts)


def _tied(figures: dict[str, object], words: Speaker) -> dict[str, object]:
    """Figures with amounts that no end of a line parts."""
    return {name: words.said(each) for name, each in figures.items()}


def _changed(report: Report, words: Speaker) -> str:
    year, compared = report.year, report.compared
    if compared is None:
        return passed_over(report, words) or words("p_first_year", year=year)
    earlier = compared.earlier
    moved = {"joined": len(compared.joined), "left": len(compared.left)}
    counts = {"before": len(earlier.rows), "after": len(year.rows)}
    texts = [words("g_states", earlier=earlier, year=year, **counts, **moved)]
    if compared.with_cost:
        costs: dict[str, object] = {"before": compared.before, "after": compared.after}
        texts.append(words("g_cost", earlier=earlier, year=year, **_tied(costs, words)))
    which, scales = scale_change(compared, year, words)
    texts.append(words(f"g_scale_{which}", **scales))
    return words.paragraph([*texts, _largest_change(compared, words)])


def passed_over(report: Report, words: Speaker) -> str:
    """That amounts of earlier years cannot be computed; empty if none are passed over."""
    years = words("join_states").join(str(number) for number, _ in report.passed_over)
    return words("p_passed_over", years=years) if years else ""


def scale_change(compared: Compared, year: Year, words: Speaker) -> tuple[str, dict[str, str]]:
    """Whether the scale of the year's last meeting is a `new` one or the `same` as at the last
    meeting before, and both.
    """
    old, new = compared.earlier.meetings[-1].result.scale, year.meetings[-1].result.scale
    scales = {"before": words.quoted(old.resolution), "after": words.quoted(new.resolution)}
    return ("same" if old.id == new.id else "new"), scales


def _largest_change(compared: Compared, words: Speaker) -> str:
    largest = compared.largest(1)
    if not largest:
        return words("g_unchanged", earlier=compared.earlier)
    difference = largest[0].difference
    amount = words.said(compared.after.of(abs(difference)))
    change = words("g_more" if difference > 0 else "g_less", amount=amount)
    key = "g_change" if compared.with_cost else "g_change_equal"
    return words(key, state=Code(largest[0].code), change=change)


def _outstanding(report: Report, words: Speaker) -> str:
    year, collection = report.year, report.collection
    if report.is_specimen:
        key = "g_illustrative" if set(year.costs) == {"illustrative"} else "g_part_illustrative"
        return words(key, year=year, cost=words.said(year.total))
    if collection is None:
        return words("b_no_ledger" if report.ledger_as_at is None else "b_empty_ledger")
    return _collected(year, collection, words)


def _collected(year: Year, collection: Collection, words: Speaker) -> str:
    total, of = collection.total, collection.money.of
    if total is None:
        return words("p_none_issued", year=year)
    sums: dict[str, object] = {
        "received": of(total.received),
        "outstanding": of(total.outstanding),
        "owed": of(collection.owed),
    }
    key = "g_collected" if total.outstanding or collection.owed else "g_paid"
    told = [words(key, day=collection.as_at, year=year, **_tied(sums, words))]
    told += [words("lead_refunded", amount=of(total.passed_on))] if total.passed_on else []
    told += [words("lead_credit", amount=of(total.credit))] if total.credit else []
    return words.paragraph(told)
