"""Chinese, in the terms of United Nations documents: 摊款通知, 会费分摊比额表, 缔约国."""

WORDS = {
    "status_illustrative": "示例数额",
    "status_given": "由使用者提供",
    "status_estimate": "估计费用",
    "status_revised_estimate": "订正估计费用",
    "status_actual": "实际费用",
    "total": "应分摊的费用总额：{total}（{status}）。",
    "total_credit": "应贷记的总额：{total}（{status}）。贷记额与相同的摊款额恰好相反。",
    "pool_participants": "费用由与会的{n}方分摊：{parties}个缔约国和{others}个非缔约国。",
    "pool_all_parties": "费用由全部{parties}个缔约国（不论是否与会）和{others}个与会的非缔约国分摊，共{n}个。",
    "pool_parties_only": "费用仅由{n}个缔约国分摊。",
    "pool_without_roles_participants": "费用由名单上的{n}方分摊。",
    "rate_adopted": "{state}在比额表{scale}中的比率：{rate}%（{basis}）。",
    "rate_notional": "{state}不在比额表{scale}中；其名义比率为{rate}%（{basis}）。",
    "rate_assumed": "{state}不在比额表{scale}中；其比率假定为{rate}%（{basis}）。",
    "rate_rule": "规则为{state}规定的比率：{rate}%（{basis}）。",
    "sum_of_rates": "按比例分摊的{n}方的比率之和：{sum}%。",
    "set_apart": "规则本身规定了{apart}方的份额；其余{remaining}%的费用由{n}方分摊。",
    "share_pro_rata": "{state}的份额：{rate} / {sum} = 费用的{share}%。",
    "share_of_remaining": "{state}的份额：{remaining} × {rate} / {sum} = 费用的{share}%。",
    "share_fixed": "规则规定的{state}份额：费用的{share}%。",
    "share_straight": "非缔约国按其未经调整的比率缴款：费用的{share}%。",
    "share_held": "规则保留这一最低比率，不作调整：费用的{share}%。",
    "share_ceiling": "按比例计算，{state}将超过上限；其份额即为上限：{share}%。",
    "share_ldc_ceiling": "按比例计算，{state}将超过最不发达国家上限；其份额即为该上限：{share}%。",
    "share_floor": "按比例计算，{state}将低于下限；其份额即为下限：{share}%。",
    "share_rounded_largest_remainder": "份额按最大余数法四舍五入至{decimals}位小数，使其总和为100：{share}%。",
    "share_rounded_largest_shares": "份额四舍五入至{decimals}位小数，余额计入最大的份额：{share}%。",
    "exact_plain": "精确数额：{total} × {rate} / {sum} = {exact}",
    "exact_of_remaining": "精确数额：{total} × {remaining}% × {rate} / {sum} = {exact}",
    "exact": "精确数额：{total} × {share}% = {exact}",
    "rounded_half_up": "四舍五入至{unit}：{amount}。",
    "rounded_down": "向下舍入至{unit}的整数倍：{amount}。",
    "residual_zero": "舍入后的数额之和等于总额，因此无须增减：{amount}。",
    "residual_left": "舍入后尚余{residual}，不由任何国家承担。数额仍为{amount}。",
    "residual_largest_amounts_short_borne": (
        "舍入 + {unit}：舍入后的数额之和将少{residual}；在最大的{count}笔摊款中各加{unit}，{state}为其中之一：{amount}。"
    ),
    "residual_largest_amounts_short_borne_one": (
        "舍入 + {unit}：舍入后的数额之和将少{residual}；在最大的一笔摊款即{state}的摊款中加{unit}：{amount}。"
    ),
    "residual_largest_amounts_short_others": (
        "舍入后的数额之和将少{residual}；在最大的{count}笔摊款中各加{unit}，{state}不在其中：{amount}。"
    ),
    "residual_largest_amounts_short_others_one": (
        "舍入后的数额之和将少{residual}；在最大的一笔摊款中加{unit}，该笔不属于{state}：{amount}。"
    ),
    "residual_largest_amounts_over_borne": (
        "舍入 - {unit}：舍入后的数额之和将超出总额{residual}；从最大的{count}笔摊款中各减{unit}，"
        "{state}为其中之一：{amount}。"
    ),
    "residual_largest_amounts_over_borne_one": (
        "舍入 - {unit}：舍入后的数额之和将超出总额{residual}；从最大的一笔摊款即{state}的摊款中减{unit}：{amount}。"
    ),
    "residual_largest_amounts_over_others": (
        "舍入后的数额之和将超出总额{residual}；从最大的{count}笔摊款中各减{unit}，{state}不在其中：{amount}。"
    ),
    "residual_largest_amounts_over_others_one": (
        "舍入后的数额之和将超出总额{residual}；从最大的一笔摊款中减{unit}，该笔不属于{state}：{amount}。"
    ),
    "residual_largest_remainder_short_borne": (
        "舍入 + {unit}：向下舍入后的数额之和少{residual}；在因舍入减少最多的{count}笔数额中各加{unit}，"
        "{state}为其中之一：{amount}。"
    ),
    "residual_largest_remainder_short_borne_one": (
        "舍入 + {unit}：向下舍入后的数额之和少{residual}；在因舍入减少最多的一笔数额即{state}的数额中加{unit}：{amount}。"
    ),
    "residual_largest_remainder_short_others": (
        "向下舍入后的数额之和少{residual}；在因舍入减少最多的{count}笔数额中各加{unit}，{state}不在其中：{amount}。"
    ),
    "residual_largest_remainder_short_others_one": (
        "向下舍入后的数额之和少{residual}；在因舍入减少最多的一笔数额中加{unit}，该笔不属于{state}：{amount}。"
    ),
    "reason_not_liable": "按此规则{state}不承担费用：由{n}方而不是{n_here}方分摊费用。",
    "reason_never_liable": "按此规则{state}同样不承担费用。",
    "reason_becomes_liable": "按此规则{state}也承担费用：由{n}方而不是{n_here}方分摊费用。",
    "reason_same": "国家相同，份额相同。",
    "reason_plain_rate": "{state}按其未经调整的比率缴款，即费用的{rate}%。",
    "reason_share_the_rest": (
        "{others}个非缔约国按其未经调整的比率缴付{apart}%；其余由缔约国分摊，其比率之和为{parties_sum}。"
    ),
    "reason_other_pool": "由{n}方而不是{n_here}方分摊；其比率之和为{sum}而不是{sum_here}。",
    "list_expected": "预计",
    "list_official": "正式",
    "list_given": "由使用者提供",
    "source_article": "{convention}第{article}条第{paragraph}款（规则{rule}）",
    "source_rule": "{legal}（规则{rule}）",
    "source_scale": "{scale}：{resolution}",
    "source_basis": "{basis}",
    "source_list": "名单（{list}）：{evidence}。{source}",
    "source_cost": "费用（{status}）：{source}",
    "source_cost_given": "费用：由使用者提供",
    "evidence_in_force": "自{day}起生效",
    "evidence_news": "新闻",
    "evidence_statement": "发言",
    "evidence_office": "在会议上担任职务",
    "evidence_evidence": "证据",
    "evidence_part": "{evidence}（第{part}部分）",
    "caution_specimen": "费用为示例数额；各数额应理解为{total}中的份额。",
    "caution_draft": "草稿。本件尚未发出，在载有编号之前不构成付款要求。",
    "caution_provisional_parties": "本摊款为临时摊款，对象是截至{day}公约对其生效的缔约国，将根据最后名单和实际费用加以调整。",
    "caution_provisional_others": (
        "本摊款为临时摊款，依据预计名单（截至{day}公约对其生效的缔约国，以及公开资料表明出席会议的非缔约国），"
        "将根据最后名单和实际费用加以调整。"
    ),
    "caution_scale_provisional": "临时比额表：比额表{scale}不涵盖会议日期；涵盖该日期的比额表尚未通过。",
    "caution_scale_override": "比额表{scale}系人工选定，并非根据会议日期确定。",
    "caution_with": "人工增列的费用分摊方：{states}。",
    "caution_without": "人工剔除的费用分摊方：{states}。",
    "title_notice": "摊款通知",
    "title_credit": "贷记通知",
    "title_specimen": "按{total}计算的样本。不构成付款要求",
    "title_annex": "摊款通知附件",
    "draft": "草稿",
    "specimen": "样本",
    "label_to": "致",
    "label_number": "编号",
    "label_reference": "文号",
    "label_date": "日期",
    "permanent_mission": "常驻代表团",
    "permanent_observer_mission": "常驻观察员代表团",
    "courtesy": "译文仅供参考；以英文本为准。",
    "col_meeting": "会议",
    "col_dates": "日期",
    "col_place": "地点",
    "col_code": "代码",
    "col_state": "国家",
    "col_role": "身份",
    "col_rate": "比率（%）",
    "col_share": "份额（%）",
    "col_amount": "数额（{currency}）",
    "role_state_party": "缔约国",
    "role_signatory": "签署国",
    "role_observer_state": "观察员国",
    "role_organization": "组织",
    "heading_legal": "法律依据",
    "quote": "“{text}”",
    "legal_article": "{convention}第{article}条第{paragraph}款：",
    "legal_article_english": "{convention}第{article}条第{paragraph}款（引用英文本）：",
    "legal_rule": "规则来源：{legal}。",
    "legal_note": "该条未提及此类会议；召集会议的照会适用该条。",
    "legal_note_document": "该条未提及此类会议；召集会议的照会适用该条：{document}。",
    "legal_approved": "按照{decision}核准的费用分摊公式分摊。",
    "heading_assessment": "摊款",
    "scale_of": "比率：联合国{years}年会费分摊比额表（{resolution}）。",
    "amount_assessed": "摊款额",
    "amount_specimen": "按{total}计算的示例数额",
    "amount_credited": "贷记额",
    "heading_payment": "付款",
    "payment_by": "请于{day}之前付款（{basis}）。",
    "payment_terms": "以{currency}支付，一切银行费用由汇款方承担，并注明文号{reference}；请通过贵方通常的联络人核实上述银行资料。",
    "currency_usd": "美元",
    "bank_beneficiary": "收款人",
    "bank_name": "银行",
    "bank_address": "银行地址",
    "bank_account": "账号或IBAN",
    "bank_swift": "SWIFT/BIC",
    "bank_contact": "通常的联络人",
    "to_fill_in": "[请在issuer.toml中填写“{key}”]",
    "heading_derivation": "数额的计算方法",
    "heading_sources": "来源",
    "see_annex": "所有国家适用同一公式：附件列出每个国家（{file}）。",
    "annex_formula": "每个国家的数额：{total} × 该国比率 / {sum}，四舍五入。",
    "annex_formula_other": "数额依比率和规则{rule}得出。",
    "annex_mark": "* 含舍入数{units}，使各数额之和等于总额。",
    "annex_residual": "舍入数，不由任何国家承担",
    "annex_total": "总计（{n}）",
    "data_attached": "本文件数字的数据形式",
}
