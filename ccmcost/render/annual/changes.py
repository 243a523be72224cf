"""What changed since the earlier year and why: the sums of the effects, who came and went, and every State."""

from __future__ import annotations

from ccmcost.render.annual.blocks import Block, Bullets, Column, Figure, Paragraph, Section, Table
from ccmcost.render.annual.words import ReportWords
from ccmcost.statement.annual.change import ChangeRow, Compared
from ccmcost.statement.annual.report import Report
from ccmcost.statement.annual.year import Year
from ccmcost.words.numbers import rate


def changes_sections(report: Report, words: ReportWords, figure: Figure | None) -> list[Section]:
    """The change and its reasons, then every State; or one sentence if there is nothing to compare with."""
    year, found = report.year, report.compared
    passed = words("p_passed_over", years=", ".join(str(each) for each, _ in report.passed_over))
    if found is None:
        text = Paragraph(passed if report.passed_over else words("p_first_year", year=str(year.year)))
        return [Section(words("h_changes_none"), 1, (text,), new_page=True)]
    earlier = str(found.earlier.year)
    blocks: list[Block] = [Paragraph(text) for text in _intro(year, found, words, passed if report.passed_over else "")]
    blocks.append(_sums(found, words))
    if figure is not None:
        blocks.append(figure)
    blocks.append(Bullets(tuple(_causes(year, found, words))))  # last: however many States it names, the figure stays
    states = Section(words("h_changes_states"), 2, (_table(found, words),), landscape=True, new_page=True)
    return [Section(words("h_changes", year=earlier), 1, tuple(blocks), new_page=True), states]


def _intro(year: Year, found: Compared, words: ReportWords, passed: str) -> list[str]:
    earlier = str(found.earlier.year)
    texts = [words("p_compared", year=earlier, meetings=words.meetings(found.earlier))]
    if found.earlier.year != year.year - 1:
        texts.append(passed or words("p_gap", year=earlier))
    if found.with_cost:
        texts.append(words("p_effects", year=earlier))
    else:
        texts.append(words(f"p_why_{found.comparable}", year=earlier))
        texts.append(words("p_equal_cost", year=earlier, cost=words.money(found.after)))
    return texts


def _causes(year: Year, found: Compared, words: ReportWords) -> list[str]:
    old, new = found.earlier.meetings[-1].result, year.meetings[-1].result
    causes = []
    if found.with_cost:
        causes.append(words("b_cost", before=words.money(found.earlier.total), after=words.money(year.total)))
    sums = (rate(each.assessment.sum_of_rates, words.language) for each in (old, new))
    before, after = sums
    count = {"before_n": words.count(len(found.earlier.rows)), "after_n": words.count(len(year.rows))}
    causes.append(words("b_states", before=before, after=after, **count))
    if found.joined:
        causes.append(words("b_joined", states=words.listed(found.joined)))
    if found.left:
        causes.append(words("b_left", states=words.listed(found.left)))
    same = old.scale.id == new.scale.id
    scales = {"before": words.quoted(old.scale.resolution), "after": words.quoted(new.scale.resolution)}
    causes.append(words("b_scale_same" if same else "b_scale_new", **scales))
    if old.rule.id != new.rule.id:
        causes.append(words("b_rule", before=old.rule.id, after=new.rule.id))
    return causes


def effect_heads(found: Compared, words: ReportWords) -> list[str]:
    """The heads of the columns of effects, in the order of substitution."""
    return [*([words("c_effect_cost")] if found.with_cost else []), words("c_effect_participation"), words("c_effect_rates")]


def effects_of(row: ChangeRow, found: Compared) -> list[int]:
    """The effects of a row in that order, without rounding."""
    return [*([row.cost or 0] if found.with_cost else []), row.participation, row.rates]


def _sums(found: Compared, words: ReportWords) -> Table:
    before, after, _, cost, participation, rates, rounding = found.sums()
    named = [("c_effect_cost", cost)] if found.with_cost else []
    named += [("c_effect_participation", participation), ("c_effect_rates", rates), ("c_rounding", rounding)]
    columns = (
        Column(words("h_changes_none"), wide=1),
        Column(words("col_amount", currency=found.after.currency), right=True),
    )
    rows = (
        (words("v_amounts_of", year=str(found.earlier.year)), words.amount(before)),
        *((words(key), words.signed(value)) for key, value in named),
    )
    foot = ((words("c_this_year"), words.amount(after)),)
    return Table(words("t_sums"), columns, rows, foot, (words("n_shown"),))


def _table(found: Compared, words: ReportWords) -> Table:
    heads = [words("c_change_plain"), *effect_heads(found, words), words("c_rounding")]
    columns = (
        Column(words("col_code")),
        Column(words("col_state"), wide=1),
        Column(str(found.earlier.year), right=True),
        Column(words("c_this_year"), right=True),
        *(Column(head, right=True) for head in heads),
        Column(words("c_reason")),
    )
    rows = tuple(
        (
            row.code,
            words.state(row.code),
            words.amount(row.before),
            words.amount(row.after),
            *(words.signed(each) for each in (row.difference, *effects_of(row, found), row.rounding)),
            words(f"reason_{row.reason}"),
        )
        for row in found.rows
    )
    before, after, *rest = found.sums()
    if not found.with_cost:
        del rest[1]
    total = ("", words("row_total"), words.amount(before), words.amount(after), *(words.signed(each) for each in rest), "")
    caption = words("t_changes", year=str(found.earlier.year), currency=found.after.currency)
    return Table(caption, columns, rows, (total,), dense=True)
