"""Why an amount differs under another rule (`ccmcost explain`), in English, the language of the screen."""

REASONS = {
    "reason_never_liable": "This rule does not charge {state} either.",
    "reason_not_charged": "This rule does not charge {state}.",
    "reason_not_party": "This rule charges States Parties only, and {state} was not a State Party on {day}.",
    "reason_not_listed": "This rule charges the States on the list of participants only, and {state} is not on it.",
    "reason_charged_too": "This rule charges {state} too.",
    "reason_absent_party": (
        "This rule charges every State Party, and {state} is one, although it is not on the list of participants."
    ),
    "reason_present_non_party": (
        "This rule also charges the States not party on the list of participants, and {state} is one of them."
    ),
    "reason_same": "The same States bear the cost, with the same shares.",
    "reason_same_share": "The share of {state} is the same under both rules.",
    "reason_rounding": "The share of {state} is the same under both rules; only the rounding differs.",
    "reason_rate": "This rule applies a rate of {rate} per cent to {state} instead of {rate_here} per cent.",
    "reason_plain_rate": "{state} pays its own rate, {rate} per cent of the cost, without rescaling.",
    "reason_set_share": "This rule sets the share of {state} at {share} per cent.",
    "reason_rescaled": (
        "This rule rescales the rate of {state} together with the rates of the other States in the pool; the {n} rates add "
        "up to {sum} per cent."
    ),
    "reason_share_the_rest": (
        "The States not party ({others}) pay {apart} per cent of the cost at their own rates. The remaining cost is shared "
        "among {n} States in proportion to their rates, which add up to {sum} per cent."
    ),
    "reason_all_rescaled": (
        "This rule also rescales the rates of the States not party ({others}), so the rates of all {n} States are added up: "
        "{sum} per cent."
    ),
    "reason_others_bear_nothing": (
        "The States not party ({others}) bear nothing under this rule. The cost is shared among {n} States in proportion to "
        "their rates, which add up to {sum} per cent."
    ),
    "reason_other_pool": (
        "The cost is shared among {n} States instead of {n_here}; their rates add up to {sum} per cent instead of "
        "{sum_here} per cent."
    ),
    "reason_other_rates": (
        "The cost is shared among other States; their rates add up to {sum} per cent instead of {sum_here} per cent."
    ),
    "reason_share": "The share of {state} is {share} per cent under this rule instead of {share_here} per cent.",
    "reason_share_nearly_same": "The share of {state} differs by less than 0.000001 per cent of the cost.",
}
