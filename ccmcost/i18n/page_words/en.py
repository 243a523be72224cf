"""English."""

WORDS = {
    "page_language_name": "English",
    "page_title": "Unofficial calculation aid",
    "page_disclaimer": (
        "This page recomputes how the cost of the meeting would be shared. It is no invoice, and it is not made or "
        "endorsed by the United Nations or by the secretariat of the Convention. Nothing you enter leaves this page."
    ),
    "page_asleep": (
        "This page computes in your browser. It needs JavaScript and a browser of 2021 or later, and the file must "
        "be unchanged."
    ),
    "page_skip": "Skip to the result",
    "page_language": "Language",
    "page_choose": "Your choice",
    "page_cost": "Total cost ({currency})",
    "page_cost_hint": "Plain digits and a decimal point, such as {example}.",
    "page_cost_base": "Base case: {total} ({status}).",
    "page_you": "Your State",
    "page_you_choose": "Choose a State",
    "page_you_prompt": "Choose your State to see its amount, its share and how they follow.",
    "page_rule": "Rule",
    "page_residual": "What rounding leaves over",
    "page_liable_participants_pooled": "Those that take part share the cost, all in one pool.",
    "page_liable_participants_straight": (
        "States not party that take part pay their plain UN rate; the States Parties that take part share the rest."
    ),
    "page_liable_all_parties_pooled": (
        "All States Parties, present or not, and the States not party that take part share the cost in one pool."
    ),
    "page_liable_all_parties_straight": (
        "States not party that take part pay their plain UN rate; all States Parties, present or not, share the rest."
    ),
    "page_liable_parties_only_pooled": "The States Parties alone share the cost, present or not.",
    "page_liable_parties_only_straight": "The States Parties alone bear the cost, present or not.",
    "page_residual_largest_amounts": "Units left over by rounding go to the largest amounts.",
    "page_residual_largest_remainder": "Units left over by rounding down go to the largest remainders.",
    "page_residual_none": "What rounding leaves over nobody bears; it stands on a line of its own.",
    "page_other_rule": "[not the rule in force here]",
    "page_present": "Who takes part",
    "page_count": "{ticked} of {all}",
    "page_search": "Search, in any of the six languages or by code",
    "page_only": "Show only those ticked",
    "page_parties": "All States Parties",
    "page_nobody": "Nobody",
    "page_found": "Ticked: {ticked}. Shown: {found} of {all}.",
    "page_found_none": "No State is found by that name. Ticked: {ticked}.",
    "page_reset": "Back to the base case",
    "page_result": "Result",
    "page_chosen": "What this result rests on",
    "page_same": "This is the base case: nothing has been changed.",
    "page_cost_now": "Total cost {now}; base case {before}.",
    "page_added": "Added to those that take part: {states}.",
    "page_removed": "Left out of those that take part: {states}.",
    "page_amount": "Amount",
    "page_base": "Base case",
    "page_difference": "Difference",
    "page_not_present": "{state} does not take part in this choice, so it bears nothing.",
    "page_not_charged": "This rule charges {state} nothing.",
    "page_chart": "Largest amounts",
    "page_chart_note": "Filled bar: State Party. Outlined bar: not a State Party.",
    "page_chart_note_base": (
        "Filled bar: State Party. Outlined bar: not a State Party. The upright line marks the base case."
    ),
    "page_rest": "All others ({count})",
    "page_table": "All amounts",
    "page_order": "Order",
    "page_order_amount": "Largest amount first",
    "page_order_name": "By name",
    "page_order_difference": "Largest difference first",
    "page_take": "Keep or share this result",
    "page_link": "Link that carries your choice",
    "page_copy": "Copy the link",
    "page_copied": "Copied",
    "page_copy_by_hand": "The link is selected: copy it",
    "page_csv": "Download as CSV",
    "page_print": "Print",
    "page_star": "* includes a unit of rounding, so that the amounts sum to the total.",
    "page_made": "Made with ccmcost {version}. The arithmetic is exact, in whole numbers.",
    "page_calculation": "Calculation on a total of {total} ({status}). Not a request for payment",
    "page_no_result": "No result: see what is wrong with the choice below.",
    "page_list_expected": (
        "The list of those that take part is expected, not official. States not party that it lacks would lower "
        "every amount; States Parties that stayed away would raise those of the others."
    ),
    "page_list_official": "The base case takes the official list of participants.",
    "page_list_given": "The base case takes a list of participants given by hand.",
    "page_unsettled": ("Who bears the cost, and who bears what rounding leaves over, is not settled for this Convention."),
    "page_told": "{total}, shared by {n}.",
    "page_comma": ", ",
    "page_refused": "These parts of the link say nothing to this page and were left out: {parts}",
    "page_error_amount": (
        "“{text}” is no amount of {currency}. Write plain digits, a decimal point and at most {decimals} decimals, "
        "such as {example}; no grouping, no exponent."
    ),
    "page_error_negative": "{text} is negative. This page computes charges, not credits.",
    "page_error_range": "{text} is not between 1 and 10^15 minor units of {currency}.",
    "page_error_rate": (
        "No rate in the scale and no notional rate: {states}. Untick to go on; nobody is charged zero by omission."
    ),
    "page_error_nobody": "No State is left to share the cost.",
    "page_error_unit": ("The total {total} is no multiple of the billing unit {unit}, so the amounts could not sum to it."),
    "page_error_no_party": "States not party pay their plain rate and there is no State Party to share the rest.",
    "page_error_left_over": "Every State stands at a limit of the rule and {remaining} per cent is left over.",
    "page_error_nothing_left": "Fixed shares and limits of the rule leave nothing for the other States.",
    "page_error_check": (
        "This browser does not compute the base case as ccmcost did, or the file was changed. No figure is shown; do "
        "not use it."
    ),
    "page_index_note": "One page for each meeting. Each is a file of its own and works without a network.",
    "page_index_specimen": "Specimen on an illustrative cost",
    "page_index_absent": "no page",
    "page_index_no_day": "no date yet",
}
