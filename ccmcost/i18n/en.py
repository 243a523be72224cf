"""English."""

WORDS = {
    "status_illustrative": "illustrative",
    "status_given": "given by the user",
    "status_estimate": "estimate",
    "status_revised_estimate": "revised estimate",
    "status_actual": "actual cost",
    "total": "Total cost to share: {total} ({status}).",
    "total_credit": "Total to credit: {total} ({status}). A credit is the exact mirror of the same charge.",
    "pool_participants": ("It is shared by the {n} that take part (States Parties: {parties}; States not party: {others})."),
    "pool_all_parties": (
        "It is shared by {n} (all States Parties, present or not: {parties}; participating States not party: {others})."
    ),
    "pool_parties_only": "It is shared by the {n} States Parties alone.",
    "pool_without_roles_participants": "It is shared by the {n} on the list.",
    "rate_adopted": "Rate of {state} in the scale {scale}: {rate} per cent ({basis}).",
    "rate_notional": "{state} is not in the scale {scale}; its notional rate is {rate} per cent ({basis}).",
    "rate_assumed": "{state} is not in the scale {scale}; its rate is assumed to be {rate} per cent ({basis}).",
    "rate_rule": "The rule gives {state} the rate {rate} per cent ({basis}).",
    "sum_of_rates": "Sum of the rates of the {n} that share in proportion: {sum} per cent.",
    "set_apart": "Shares set by the rule itself: {apart}; {remaining} per cent of the cost remains for {n}.",
    "share_pro_rata": "Share of {state}: {rate} / {sum} = {share} per cent of the cost.",
    "share_of_remaining": "Share of {state}: {remaining} × {rate} / {sum} = {share} per cent of the cost.",
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
    "exact_plain": "Exact amount: {total} × {rate} / {sum} = {exact}",
    "exact_of_remaining": "Exact amount: {total} × {remaining} per cent × {rate} / {sum} = {exact}",
    "exact": "Exact amount: {total} × {share} per cent = {exact}",
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
    "list_expected": "expected",
    "list_official": "official",
    "list_given": "given",
    "source_article": "{convention}, art. {article}({paragraph}) (rule {rule})",
    "source_rule": "{legal} (rule {rule})",
    "source_scale": "{scale}: {resolution}",
    "source_basis": "{basis}",
    "source_list": "list ({list}): {evidence}. {source}",
    "source_whole_list": "list ({list}): {source}",
    "source_cost": "cost ({status}): {source}",
    "source_cost_given": "cost: given by the user",
    "evidence_in_force": "in force since {day}",
    "evidence_news": "news",
    "evidence_statement": "statement",
    "evidence_office": "office",
    "evidence_evidence": "evidence",
    "evidence_part": "{evidence} (part {part})",
    "evidence_listed": 'listed as "{name}"',
    "evidence_listed_alias": 'listed as "{name}", settled by alias',
    "caution_specimen": "The cost is illustrative; amounts read as shares of {total}.",
    "caution_draft": "Draft. It has not been issued and requests no payment until it carries a number.",
    "caution_provisional_parties": (
        "Provisional assessment on the States Parties for which the Convention is in force on {day}, to be adjusted to the "
        "final list and the actual cost."
    ),
    "caution_provisional_others": (
        "Provisional assessment on an expected list (States Parties for which the Convention is in force on {day}, and "
        "States not party that public evidence places at the meeting), to be adjusted to the final list and the actual cost."
    ),
    "caution_scale_provisional": (
        "PROVISIONAL SCALE: {scale} does not cover the day of the meeting; the scale that will is not adopted."
    ),
    "caution_scale_override": "The scale {scale} was chosen by hand; it does not follow from the day of the meeting.",
    "caution_with": "Added by hand to those that share the cost: {states}.",
    "caution_without": "Left out by hand from those that share the cost: {states}.",
    "title_notice": "Assessment notice",
    "title_credit": "Credit notice",
    "title_specimen": "Specimen calculation per {total}. Not a request for payment",
    "title_annex": "Annex to the assessment notices",
    "draft": "DRAFT",
    "specimen": "SPECIMEN",
    "label_to": "To",
    "label_number": "Number",
    "label_reference": "Reference",
    "label_date": "Date",
    "permanent_mission": "Permanent Mission",
    "permanent_observer_mission": "Permanent Observer Mission",
    "courtesy": "Courtesy translation; the English text prevails.",
    "col_meeting": "Meeting",
    "col_dates": "Dates",
    "col_place": "Place",
    "col_code": "Code",
    "col_state": "State",
    "col_role": "Role",
    "col_rate": "Rate (%)",
    "col_share": "Share (%)",
    "col_amount": "Amount ({currency})",
    "role_state_party": "State Party",
    "role_signatory": "signatory",
    "role_observer_state": "observer State",
    "role_organization": "organization",
    "heading_legal": "Legal basis",
    "quote": "“{text}”",
    "legal_article": "{convention}, article {article}, paragraph {paragraph}:",
    "legal_article_english": "{convention}, article {article}, paragraph {paragraph} (quoted in English):",
    "legal_rule": "Source of the rule: {legal}.",
    "legal_note": "The article does not name meetings of this kind; the note that convened the meeting applies it.",
    "legal_note_document": (
        "The article does not name meetings of this kind; the note that convened the meeting applies it: {document}."
    ),
    "legal_approved": "Apportioned by the formula approved in {decision}.",
    "heading_assessment": "Assessment",
    "scale_of": "Rates: United Nations scale of assessments {years} ({resolution}).",
    "amount_assessed": "Amount assessed",
    "amount_specimen": "Illustrative amount per {total}",
    "amount_credited": "Amount credited",
    "heading_payment": "Payment",
    "payment_by": "Payment is requested by {day} ({basis}).",
    "payment_terms": (
        "In {currency}, all bank charges borne by the remitter, quoting {reference}; please verify these bank details "
        "through your usual contact."
    ),
    "currency_usd": "US dollars",
    "bank_beneficiary": "Beneficiary",
    "bank_name": "Bank",
    "bank_address": "Address of the bank",
    "bank_account": "Account or IBAN",
    "bank_swift": "SWIFT/BIC",
    "bank_contact": "Usual contact",
    "to_fill_in": "[fill in “{key}” in issuer.toml]",
    "heading_derivation": "How the amount follows",
    "heading_sources": "Sources",
    "see_annex": "All are assessed by the same formula: the annex shows every State ({file}).",
    "annex_formula": "Amount of each State: {total} × its rate / {sum}, rounded.",
    "annex_formula_other": "The amounts follow from the rates and from the rule {rule}.",
    "annex_mark": "* includes {units} of rounding, so that the amounts sum to the total.",
    "annex_residual": "Rounding, borne by no State",
    "annex_total": "Total ({n})",
    "data_attached": "The figures of this document as data",
    "title_further": "Further assessment notice",
    "heading_adjustment": "Adjustment",
    "col_before": "Assessed before",
    "col_now": "Assessed now",
    "col_difference": "Difference ({currency})",
    "adjusts": "Adjusts {number}.",
    "amount_further": "Further amount assessed",
    "credit_choice": (
        "The credit first reduces what you owe for this meeting. What then stands in your favour is refunded, applied to "
        "a named meeting or left, as you choose in writing; it is not set off otherwise."
    ),
    "adjust_before": "Before ({number}): total cost {total} ({status}), shared by {n}; amount {amount}.",
    "adjust_before_nothing": "Before: total cost {total} ({status}), shared by {n}; amount {amount}.",
    "adjust_gone": "{state} does not share this cost any more.",
    "adjust_difference": "Difference: {after} - {before} = {amount}.",
    "title_status": "Status of contributions",
    "title_statement": "Statement of account",
    "as_at": "As at {day}.",
    "known_on": "As recorded up to {day}.",
    "heading_meetings": "By meeting",
    "heading_ageing": "Outstanding by age",
    "heading_funding": "Funding position",
    "heading_accounts": "By State and meeting",
    "col_assessed": "Assessed",
    "col_adjusted": "Adjustments",
    "col_received": "Received",
    "col_other": "Other",
    "col_outstanding": "Outstanding",
    "col_credit": "Credit",
    "col_collected": "Collected (%)",
    "col_days": "Days",
    "col_cost_status": "Cost",
    "col_cost": "Cost issued",
    "col_cash": "Cash in hand",
    "col_short": "Short",
    "col_go": "Go/no-go day",
    "col_entry": "Entry",
    "col_charge": "Charge",
    "col_payment": "Payment or credit",
    "col_balance": "Balance",
    "age_0": "0-90 days",
    "age_1": "91-365 days",
    "age_2": "1-3 years",
    "age_3": "Older",
    "row_total": "Total",
    "carried_over": "carried over",
    "by_plan": "payment plan until {day}",
    "note_days": "Days count from the date of the oldest notice that is not fully paid.",
    "note_netting": "Credits are never set off against the debts of another State or meeting, unless applied by name.",
    "note_other": "Other: bank charges borne, exchange differences, write-offs and credits applied, less refunds.",
    "note_unidentified": "Received and not yet identified: {amount}.",
    "note_elsewhere": "Received for another convention: {amount}.",
    "note_go": "Go/no-go day: {basis}.",
    "note_account": "Outstanding {owed}; credit {credit}.",
    "note_plan": "{meeting}: paid by a payment plan until {day}.",
    "entry_notice": "Assessment notice",
    "entry_further_notice": "Further notice",
    "entry_credit": "Credit notice",
    "entry_opening": "Bill carried over",
    "entry_opening_received": "Received before the opening balance",
    "entry_receipt": "Receipt",
    "entry_identify": "Receipt, identified later",
    "entry_bank_charge": "Bank charge borne by the office",
    "entry_exchange_difference": "Exchange difference",
    "entry_refund": "Refund",
    "entry_write_off": "Write-off",
    "entry_apply_credit": "Credit applied",
    "entry_reverse": "Reversal",
}
