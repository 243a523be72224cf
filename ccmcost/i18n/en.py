"""English."""

WORDS = {
    "status_illustrative": "illustrative",
    "status_given": "given by the user",
    "status_estimate": "estimate",
    "status_revised_estimate": "revised estimate",
    "status_actual": "actual cost",
    "total": "Total cost to share: {total} ({status}).",
    "total_credit": "Total to credit: {total} ({status}). A credit is the exact mirror of the same charge.",
    "pool_participants": ("It is shared by the {n} that take part: {parties} States Parties and {others} States not party."),
    "pool_all_parties": (
        "It is shared by all {parties} States Parties, present or not, and {others} participating States not party: {n}."
    ),
    "pool_parties_only": "It is shared by the {n} States Parties alone.",
    "pool_without_roles_participants": "It is shared by the {n} on the list.",
    "rate_adopted": "Rate of {state} in the scale {scale}: {rate} per cent ({basis}).",
    "rate_notional": "{state} is not in the scale {scale}; its notional rate is {rate} per cent ({basis}).",
    "rate_assumed": "{state} is not in the scale {scale}; its rate is assumed to be {rate} per cent ({basis}).",
    "rate_rule": "The rule gives {state} the rate {rate} per cent ({basis}).",
    "sum_of_rates": "Sum of the rates of the {n} that share in proportion: {sum} per cent.",
    "set_apart": "{apart} shares are set by the rule itself; {remaining} per cent of the cost remains for {n}.",
    "share_pro_rata": "Share of {state}: {rate} / {sum} = {share} per cent of the cost.",
    "share_of_remaining": "Share of {state}: {remaining} x {rate} / {sum} = {share} per cent of the cost.",
    "share_fixed": "The rule fixes the share of {state}: {share} per cent of the cost.",
    "share_straight": "A State not party pays its plain rate: {share} per cent of the cost.",
    "share_held": "The rule keeps this minimum rate unscaled: {share} per cent of the cost.",
    "share_ceiling": "In proportion, {state} would pass the ceiling; its share is the ceiling: {share} per cent.",
    "share_ldc_ceiling": (
        "In proportion, {state} would pass the ceiling for least developed countries; its share is that ceiling: "
        "{share} per cent."
    ),
    "share_floor": "In proportion, {state} would fall below the floor; its share is the floor: {share} per cent.",
    "share_rounded_largest_remainder": (
        "Shares are rounded to {decimals} decimals by largest remainder, so that they sum to 100: {share} per cent."
    ),
    "share_rounded_largest_shares": (
        "Shares are rounded to {decimals} decimals, what is left going to the largest shares: {share} per cent."
    ),
    "exact_plain": "Exact amount: {total} x {rate} / {sum} = {exact}",
    "exact_of_remaining": "Exact amount: {total} x {remaining} per cent x {rate} / {sum} = {exact}",
    "exact": "Exact amount: {total} x {share} per cent = {exact}",
    "rounded_half_up": "Rounded to the nearest {unit}: {amount}.",
    "rounded_down": "Rounded down to a multiple of {unit}: {amount}.",
    "residual_zero": "The rounded amounts sum to the total, so nothing is added or taken away: {amount}.",
    "residual_left": "The rounded amounts leave {residual}, which no State bears. The amount stays {amount}.",
    "residual_largest_amounts_short_borne": (
        "Rounding + {unit}: rounded amounts would fall {residual} short; {unit} is placed on each of the {count} "
        "largest assessments, and {state} is one of them: {amount}."
    ),
    "residual_largest_amounts_short_borne_one": (
        "Rounding + {unit}: rounded amounts would fall {residual} short; {unit} is placed on the largest "
        "assessment, that of {state}: {amount}."
    ),
    "residual_largest_amounts_short_others": (
        "Rounded amounts would fall {residual} short; {unit} is placed on each of the {count} "
        "largest assessments, and {state} is not one of them: {amount}."
    ),
    "residual_largest_amounts_short_others_one": (
        "Rounded amounts would fall {residual} short; {unit} is placed on the largest "
        "assessment, not that of {state}: {amount}."
    ),
    "residual_largest_amounts_over_borne": (
        "Rounding - {unit}: rounded amounts would exceed the total by {residual}; {unit} is taken off each of the {count} "
        "largest assessments, and {state} is one of them: {amount}."
    ),
    "residual_largest_amounts_over_borne_one": (
        "Rounding - {unit}: rounded amounts would exceed the total by {residual}; {unit} is taken off the largest "
        "assessment, that of {state}: {amount}."
    ),
    "residual_largest_amounts_over_others": (
        "Rounded amounts would exceed the total by {residual}; {unit} is taken off each of the {count} "
        "largest assessments, and {state} is not one of them: {amount}."
    ),
    "residual_largest_amounts_over_others_one": (
        "Rounded amounts would exceed the total by {residual}; {unit} is taken off the largest "
        "assessment, not that of {state}: {amount}."
    ),
    "residual_largest_remainder_short_borne": (
        "Rounding + {unit}: amounts rounded down fall {residual} short; {unit} is placed on each of the {count} amounts "
        "that lost most by rounding down, and {state} is one of them: {amount}."
    ),
    "residual_largest_remainder_short_borne_one": (
        "Rounding + {unit}: amounts rounded down fall {residual} short; {unit} is placed on the amount that lost most "
        "by rounding down, that of {state}: {amount}."
    ),
    "residual_largest_remainder_short_others": (
        "Amounts rounded down fall {residual} short; {unit} is placed on each of the {count} amounts "
        "that lost most by rounding down, and {state} is not one of them: {amount}."
    ),
    "residual_largest_remainder_short_others_one": (
        "Amounts rounded down fall {residual} short; {unit} is placed on the amount that lost most "
        "by rounding down, not that of {state}: {amount}."
    ),
    "reason_not_liable": "This rule charges {state} nothing: {n} share the cost instead of {n_here}.",
    "reason_never_liable": "This rule charges {state} nothing either.",
    "reason_becomes_liable": "This rule charges {state} too: {n} share the cost instead of {n_here}.",
    "reason_same": "The same States with the same shares.",
    "reason_plain_rate": "{state} pays its plain rate, {rate} per cent of the cost, not rescaled to the pool.",
    "reason_share_the_rest": (
        "{others} States not party pay {apart} per cent at their plain rates; the States Parties share the rest, "
        "and their rates sum to {parties_sum}."
    ),
    "reason_other_pool": "{n} share instead of {n_here}; their rates sum to {sum} instead of {sum_here}.",
}
