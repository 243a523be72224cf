"""The annual report in English."""

WORDS = {
    "title_report": "Annual cost report {year}",
    "title_specimen_report": "Specimen annual cost report {year}. Not a request for payment",
    "v_made_on": "Made on {day}",
    "w_table": "Table",
    "w_figure": "Figure",
    "w_caption": "{word} {number}: {text}",
    "h_contents": "Contents",
    "h_tables": "Tables",
    "h_figures": "Figures",
    "h_summary": "Summary",
    "h_meetings": "Meetings of the year",
    "h_states": "Assessments by State",
    "h_changes": "Changes since {year}",
    "h_changes_none": "Changes",
    "h_changes_states": "Changes by State",
    "h_parts": "By regional group, development and role",
    "h_collection": "Collection and arrears",
    "h_notes": "Notes on the data",
    "h_sources": "Sources",
    "h_method": "Method",
    "caution_report_specimen": (
        "The costs of this report are illustrative: no published cost is at hand. Its amounts show how a cost would be "
        "shared. Effects of a changed cost, and what was collected, are left out."
    ),
    "caution_expected": (
        "Lists of participants marked “expected” are not official. States not party that they lack would lower every "
        "amount; States Parties that stayed away would raise the amounts of the others."
    ),
    "f_meetings": "Meetings",
    "f_cost": "Total cost",
    "f_states": "States that shared",
    "f_largest": "Largest assessment",
    "f_compared": "Compared with",
    "f_moved": "Came and went",
    "f_collected": "Collected",
    "f_outstanding": "Outstanding for the year",
    "f_arrears": "Outstanding for all meetings",
    "v_largest": "{state}: {amount}, {share} per cent",
    "v_moved": "new: {joined}; no longer: {left}",
    "v_collected": "{amount} ({share} per cent)",
    "v_none_issued": "no notice of these meetings was issued",
    "v_states": "States: {n}",
    "c_list": "List",
    "c_states": "States",
    "c_status": "Status of the cost",
    "c_meetings": "Meetings",
    "c_cost": "Cost ({currency})",
    "c_total": "Total ({currency})",
    "c_this_year": "This year",
    "c_change": "Change ({currency})",
    "c_change_plain": "Change",
    "c_reason": "Mainly by",
    "c_effect_cost": "Cost effect",
    "c_effect_participation": "Participation effect",
    "c_effect_rates": "Rate effect",
    "c_rounding": "Rounding",
    "c_group": "Regional group",
    "c_development": "Development",
    "c_item": "Item",
    "c_file": "File",
    "c_from": "From",
    "c_origin": "Origin",
    "c_basis": "Basis",
    "reason_new": "new",
    "reason_gone": "no longer",
    "reason_cost": "cost",
    "reason_participation": "participation",
    "reason_rates": "rates",
    "reason_rounding": "rounding",
    "reason_none": "unchanged",
    "t_meetings": "Meetings that opened in {year}",
    "t_costs": "Costs by status",
    "t_largest": "The {count} largest changes since {year}",
    "t_lines": "Lines of the cost: {meeting}",
    "t_states": "Assessments of {year}, in order of code",
    "t_sums": "The change of all amounts together",
    "t_changes": "Changes since {year} and their reasons, in order of code ({currency})",
    "t_groups": "By regional group of the United Nations",
    "t_development": "Least developed countries (LDC) and others",
    "t_roles": "By role at the meeting",
    "t_collection": "Assessed, received and outstanding, by meeting of the year ({currency})",
    "t_arrears": "Outstanding for all meetings, by age ({currency})",
    "t_rates": "Rates that are not those of the adopted scale",
    "t_files": "Files that this report was made from",
    "n_states_once": "In the total, a State that shared several meetings counts once.",
    "n_rate_last": "Rate: that of the State's last meeting of the year. Share: of the cost of the year.",
    "n_counts_twice": "A State that changed its role or its place on the list of LDCs during the year counts in both.",
    "n_equal_cost": "Both years at the cost of this one: the amounts of {year} are restated.",
    "n_shown": (
        "Each effect is shown in whole minor units that keep its sum over all States; rounding then completes each change."
    ),
    "n_assumed": "Assumed: no published figure is at hand.",
    "n_hashes": "The full hashes are in manifest.json.",
    "n_other_currencies": "Accounts in other currencies are not added in: {currencies}.",
    "n_carried_over": "Bills carried over from before the ledger; assessments here are computed and can differ: {meetings}.",
    "n_figures_english": "Words in the figures are in English.",
    "f_shared_by": "Shared by",
    "f_sum_of_rates": "Sum of their rates (%)",
    "f_scale": "Scale of assessments",
    "f_rule": "Rule",
    "f_residual": "Rounding",
    "f_issued": "Notices",
    "v_version": "version {version}",
    "v_adopted": "adopted on {day}",
    "v_listed": "on the list: {n}",
    "v_issued": "as last issued on {day}",
    "v_residual_left": "{amount} that no State bears",
    "v_residual_none": "the rounded amounts sum to the cost",
    "v_residual_borne": "{amount}, placed on {n} of the amounts",
    "base_items": "of the items above",
    "base_running": "of all above",
    "p_no_lines": "No breakdown of this cost by line is at hand.",
    "p_states": "What each State was assessed for the meeting of {year}.",
    "p_states_many": "What each State was assessed for each meeting of {year}, and for all of them together.",
    "p_first_year": "No meeting opened in a year before {year}, so there is nothing to compare with.",
    "p_compared": "Compared with {year}: {meetings}.",
    "p_passed_over": "This year is not compared with {years}, whose amounts could not be computed.",
    "p_gap": "No meeting opened between {year} and this year.",
    "p_effects": (
        "Three effects explain each change, substituted in this order: the cost of the year; the meetings held and the "
        "States that shared them; the rates of the scale. With rounding they add up to the change exactly. The amounts of "
        "{year} are those that were assessed then."
    ),
    "p_why_illustrative": "The costs of both years are illustrative.",
    "p_why_illustrative_before": "The cost of {year} is illustrative.",
    "p_why_illustrative_now": "The cost of this year is illustrative.",
    "p_why_currency": "The cost of {year} is in another currency.",
    "p_equal_cost": (
        "Both years are therefore taken at this year's cost of {cost}, and there is no cost effect: the amounts of "
        "{year} are what its States would have borne of that sum. Two effects then explain each change, substituted in "
        "this order: the meetings held and the States that shared them; the rates of the scale. With rounding they add "
        "up to the change exactly."
    ),
    "b_cost": "Cost: {before} before, {after} now.",
    "b_states": (
        "States that share: {before_n} before, {after_n} now. Sum of rates at the last meeting: {before} per cent before, "
        "{after} per cent now."
    ),
    "b_joined": "Share that did not before: {states}.",
    "b_left": "Shared before and do not now: {states}.",
    "b_scale_same": "The scale of assessments is the same ({after}), so that rates did not change, except those assumed.",
    "b_scale_new": "The scale of assessments is a new one: {after} instead of {before}.",
    "b_rule": "The rule is another one: {after} instead of {before}. Its effect is part of participation.",
    "v_amounts_of": "Amounts of {year}",
    "p_none_issued": "No notice of the meetings of this year was issued.",
    "p_no_arrears": "Nothing is outstanding for any meeting.",
    "b_left_out": "Collection and arrears are left out, since illustrative costs are never billed.",
    "b_no_ledger": "No ledger is at hand, so that nothing is said of collection and arrears.",
    "b_empty_ledger": "The ledger holds no account yet, so that nothing is said of collection and arrears.",
    "b_cost_illustrative": "Illustrative cost (a round sum to read shares from; no published cost is at hand): {meetings}.",
    "b_cost_given": "Cost given by the user: {meetings}.",
    "b_cost_estimate": "Cost as estimated; the actual cost will differ: {meetings}.",
    "b_cost_revised_estimate": "Cost as last estimated; the actual cost will differ: {meetings}.",
    "b_cost_actual": "Actual cost: {meetings}.",
    "b_cost_later": "{meeting}: a later cost is recorded and was not issued yet: {cost} ({status}).",
    "b_list_expected": (
        "Expected list (the States Parties for which the Convention is in force on the opening day, and the States not "
        "party that public evidence places at the meeting), not official: {meetings}."
    ),
    "b_list_given": "List given by the user: {meetings}.",
    "b_list_official": "List taken from an official document: {meetings}.",
    "b_open_in_law": (
        "Who is liable and how rounding is placed are not settled for this Convention by any document at hand; each "
        "meeting names the rule that was applied."
    ),
    "b_group_remarks": "Regional groups, as the list of States remarks: {remarks}.",
    "origin_notional": "notional",
    "origin_assumed": "assumed",
    "origin_rule": "rule",
    "origin_none": "none",
    "from_package": "ccmcost",
    "from_workspace": "workspace",
    "from_command_line": "named by the user",
    "s_register": "Register: {source}.",
    "s_rule": "Rule: {source}.",
    "s_scale": "Scale: {source}.",
    "s_list": "List: {source}.",
    "s_cost": "Cost: {source}.",
    "m_year": (
        "A meeting belongs to the year in which it opened. Its opening day governs the scale of assessments, the role of "
        "each State and the list of least developed countries. Each meeting is assessed by itself, as follows."
    ),
    "m_liable_participants": "Those that take part bear the cost, States Parties and States not party.",
    "m_liable_all_parties": (
        "All States Parties bear the cost, present or not, and so do the States not party that take part."
    ),
    "m_liable_parties_only": "The States Parties alone bear the cost, present or not.",
    "m_pool_pooled": "They form one pool: the share of a State is its rate divided by the sum of the rates.",
    "m_pool_straight": (
        "A State not party pays its plain rate of the cost; the States Parties share the rest in proportion to their rates."
    ),
    "m_departures": "The rule also says: {text}",
    "m_residual_largest_amounts": (
        "Every amount is rounded to the nearest unit, halves away from zero. The units then missing or in excess go one "
        "each to, or come one each from, the largest amounts."
    ),
    "m_residual_largest_remainder": (
        "Every amount is rounded down. The units then missing go one each to the amounts that lost most by rounding down."
    ),
    "m_residual_none": "Every amount is rounded to the nearest unit, halves away from zero. What is left over nobody bears.",
    "m_ties": "Ties are cut by the larger rate, then by the alphabetical order of the codes.",
    "m_change": (
        "Changes are counted from the last year before with a meeting, {year}. The share of a State in a year is the sum "
        "of its shares in the meetings of that year, each weighted by the cost of the meeting. One thing after the other "
        "is substituted, and what came before stays substituted:"
    ),
    "m_effect_cost": "Cost effect: the difference of the costs of the two years × the State's share in {year}.",
    "m_no_cost": "There is no cost effect: both years are taken at one cost.",
    "m_effect_participation": (
        "Participation effect: this year's cost × (the State's share with this year's meetings and States at the rates of "
        "{year} - its share in {year}). A State that had no rate then comes in with its new one."
    ),
    "m_effect_rates": (
        "Rate effect: this year's cost × (the State's share this year - its share with this year's meetings and States at "
        "the rates of {year})."
    ),
    "m_effect_rounding": (
        "Rounding: what completes the change, to the minor unit. It holds the rounding of the bills of both years, and "
        "that of the effects as shown."
    ),
    "m_parts": (
        "Regional groups are those of the United Nations. Development and role are those of the opening day of each meeting."
    ),
    "m_collection": (
        "Collection and arrears are those of the ledger on the day stated. What reduces a debt counts against the oldest "
        "notice first, within one State and one meeting."
    ),
    "m_exact": (
        "Shares and effects are computed as exact fractions and amounts in whole minor units; shown shares are rounded and "
        "never computed with. Before this report was written, all its sums were recomputed and found to agree with no "
        "tolerance: amounts with costs, groups and roles with amounts, effects and rounding with changes."
    ),
    "part_african_states": "African States",
    "part_asia_pacific_states": "Asia-Pacific States",
    "part_eastern_european_states": "Eastern European States",
    "part_latin_american_and_caribbean_states": "Latin American and Caribbean States",
    "part_western_european_and_other_states": "Western European and other States",
    "part_none": "No regional group",
    "part_organizations": "Organizations",
    "part_ldc": "Least developed countries",
    "part_other": "Other States",
    "part_state_party": "States Parties",
    "part_signatory": "Signatories",
    "part_observer_state": "Observer States",
    "part_organization": "Organizations",
    "part_no_role": "No role on the list",
    "ch_foot": "List: {list}. Cost: {cost}. Scale: {scale}. Rule: {rule}.",
    "ch_rest": "The other {n} together",
    "ch_amounts": (
        "{state} carries {share} per cent of the cost; the {rest} smallest of {all} assessments make up {small} per cent"
    ),
    "ch_amounts_one": "{state} carries {share} per cent of the cost",
    "ch_amounts_shows": "Amounts in {currency}, the {n} largest, with shares in per cent; white bars: States not party",
    "ch_amounts_caption": "The largest assessments of {year}",
    "ch_parts": "{group} ({n}) carry {share} per cent of the cost",
    "ch_parts_shows": "Shares of the cost in per cent and amounts in {currency}",
    "ch_parts_key": "Thin grey bars: number of States, out of {n}",
    "ch_parts_caption": "The cost of {year} by regional group and by role",
    "ch_by_group": "By regional group",
    "ch_by_role": "By role at the meeting",
    "ch_changes": "The largest change since {year}: {state}, {amount}",
    "ch_changes_shows": "Changes since {year} in {currency}, the {n} largest, split by their reasons",
    "ch_changes_caption": "The largest changes since {year} and their reasons",
    "ch_net": "Change",
    "ch_ages": "{amount} is outstanding; {share} per cent of it for more than a year",
    "ch_ages_shows": "Outstanding for all meetings in {currency}, by age, as at {day}",
    "ch_ages_caption": "Outstanding by age",
    "x_summary": "Summary",
    "x_states": "States",
    "x_changes": "Changes",
    "x_parts": "Groups",
    "x_collection": "Collection",
    "x_arrears": "Arrears",
    "x_about": "About",
    "x_check": "Check",
    "x_check_note": "Every check reads 0: the sums of the sheets against one another.",
    "x_check_states": "Sum of the States, with what nobody bears, less the cost",
    "x_check_groups": "Sum of the groups less the sum of the States",
    "x_check_development": "Sum by development less the sum of the States",
    "x_check_roles": "Sum by role less the sum of the States",
    "x_check_changes": "Effects and rounding less the change, over all States",
    "x_live": "Sums, changes and checks are formulas; the figures below them are those of the report.",
}
