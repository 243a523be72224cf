"""Arabic, in the terms of United Nations documents. Formulas stand in left-to-right isolates (U+2066 to U+2069)."""

WORDS = {
    "status_illustrative": "على سبيل التوضيح",
    "status_given": "بحسب ما أدخله المستخدم",
    "status_estimate": "التكاليف المقدرة",
    "status_revised_estimate": "التكاليف المقدرة المنقحة",
    "status_actual": "التكاليف الفعلية",
    "total": "مجموع التكاليف المراد تقاسمها: {total} ({status}).",
    "total_credit": (
        "مجموع المبلغ المقيد لحساب الدول: {total} ({status}). والقيد الدائن صورة معكوسة تماما للمبلغ المستحق نفسه."
    ),
    "pool_participants": (
        "تُقسَم التكاليف على جميع المشاركين وعددهم {n}: الدول الأطراف ({parties}) والدول غير الأطراف ({others})."
    ),
    "pool_all_parties": (
        "تُقسَم التكاليف على جميع الدول الأطراف، الحاضرة وغير الحاضرة ({parties})، وعلى الدول غير الأطراف المشاركة "
        "({others})؛ والمجموع {n}."
    ),
    "pool_parties_only": "تُقسَم التكاليف على الدول الأطراف وحدها وعددها {n}.",
    "pool_without_roles_participants": "تُقسَم التكاليف على جميع المدرجين في القائمة وعددهم {n}.",
    "rate_adopted": "معدل {state} في جدول الأنصبة المقررة {scale}: {rate} في المائة ({basis}).",
    "rate_notional": "غير مدرج في الجدول {scale} ({state})؛ المعدل النظري: {rate} في المائة ({basis}).",
    "rate_assumed": "غير مدرج في الجدول {scale} ({state})؛ المعدل المفترض: {rate} في المائة ({basis}).",
    "rate_rule": "المعدل الذي تحدده القاعدة ({state}): {rate} في المائة ({basis}).",
    "sum_of_rates": "مجموع معدلات المشاركين في التقاسم النسبي وعددهم {n}: {sum} في المائة.",
    "set_apart": "الحصص التي تحددها القاعدة ذاتها: {apart}؛ ويتبقى {remaining} في المائة من التكاليف على {n}.",
    "share_pro_rata": "حصة {state}: \u2066{rate} / {sum} = {share}\u2069 في المائة من التكاليف.",
    "share_of_remaining": "حصة {state}: \u2066{remaining} × {rate} / {sum} = {share}\u2069 في المائة من التكاليف.",
    "share_fixed": "حصة {state} التي تحددها القاعدة: {share} في المائة من التكاليف.",
    "share_straight": "تدفع الدولة غير الطرف معدلها دون تعديل: {share} في المائة من التكاليف.",
    "share_held": "تُبقي القاعدة هذا المعدل الأدنى دون تعديل: {share} في المائة من التكاليف.",
    "share_ceiling": "كانت حصة {state} النسبية ستتجاوز الحد الأقصى؛ فحُددت بالحد الأقصى: {share} في المائة.",
    "share_ldc_ceiling": (
        "كانت حصة {state} النسبية ستتجاوز الحد الأقصى لأقل البلدان نموا؛ فحُددت بذلك الحد: {share} في المائة."
    ),
    "share_floor": "كانت حصة {state} النسبية ستقل عن الحد الأدنى؛ فحُددت بالحد الأدنى: {share} في المائة.",
    "share_rounded_largest_remainder": (
        "تُقرَّب الحصص (عدد المنازل العشرية: {decimals}) بطريقة أكبر البواقي ليكون مجموعها 100: {share} في المائة."
    ),
    "share_rounded_largest_shares": (
        "تُقرَّب الحصص (عدد المنازل العشرية: {decimals}) ويضاف الباقي إلى أكبر الحصص: {share} في المائة."
    ),
    "exact_plain": "المبلغ قبل التقريب: \u2066{total} × {rate} / {sum} = {exact}\u2069",
    "exact_of_remaining": "المبلغ قبل التقريب: \u2066{total} × {remaining} % × {rate} / {sum} = {exact}\u2069",
    "exact": "المبلغ قبل التقريب: \u2066{total} × {share} % = {exact}\u2069",
    "rounded_half_up": "بعد التقريب إلى أقرب {unit}: {amount}.",
    "rounded_down": "بعد التقريب بالنقصان إلى مضاعف {unit}: {amount}.",
    "residual_zero": "مجموع المبالغ المقربة يساوي المجموع الكلي، فلا يضاف شيء ولا يطرح: {amount}.",
    "residual_left": "يتبقى بعد التقريب {residual} لا تتحمله أي دولة. ويظل المبلغ {amount}.",
    "residual_largest_amounts_short_borne": (
        "التقريب \u2066+ {unit}\u2069: كان مجموع المبالغ المقربة سينقص بمقدار {residual}؛ فيضاف {unit} إلى كل مبلغ من "
        "أكبر المبالغ (وعددها {count})، ومنها هذا المبلغ ({state}): {amount}."
    ),
    "residual_largest_amounts_short_borne_one": (
        "التقريب \u2066+ {unit}\u2069: كان مجموع المبالغ المقربة سينقص بمقدار {residual}؛ فيضاف {unit} إلى أكبر مبلغ، وهو "
        "هذا المبلغ ({state}): {amount}."
    ),
    "residual_largest_amounts_short_others": (
        "كان مجموع المبالغ المقربة سينقص بمقدار {residual}؛ فيضاف {unit} إلى كل مبلغ من أكبر المبالغ (وعددها {count})، "
        "وليس منها هذا المبلغ ({state}): {amount}."
    ),
    "residual_largest_amounts_short_others_one": (
        "كان مجموع المبالغ المقربة سينقص بمقدار {residual}؛ فيضاف {unit} إلى أكبر مبلغ، وليس هذا المبلغ ({state}): {amount}."
    ),
    "residual_largest_amounts_over_borne": (
        "التقريب \u2066- {unit}\u2069: كان مجموع المبالغ المقربة سيتجاوز المجموع الكلي بمقدار {residual}؛ فيُطرح {unit} "
        "من كل مبلغ من أكبر المبالغ (وعددها {count})، ومنها هذا المبلغ ({state}): {amount}."
    ),
    "residual_largest_amounts_over_borne_one": (
        "التقريب \u2066- {unit}\u2069: كان مجموع المبالغ المقربة سيتجاوز المجموع الكلي بمقدار {residual}؛ فيُطرح {unit} "
        "من أكبر مبلغ، وهو هذا المبلغ ({state}): {amount}."
    ),
    "residual_largest_amounts_over_others": (
        "كان مجموع المبالغ المقربة سيتجاوز المجموع الكلي بمقدار {residual}؛ فيُطرح {unit} من كل مبلغ من أكبر المبالغ "
        "(وعددها {count})، وليس منها هذا المبلغ ({state}): {amount}."
    ),
    "residual_largest_amounts_over_others_one": (
        "كان مجموع المبالغ المقربة سيتجاوز المجموع الكلي بمقدار {residual}؛ فيُطرح {unit} من أكبر مبلغ، وليس هذا المبلغ "
        "({state}): {amount}."
    ),
    "residual_largest_remainder_short_borne": (
        "التقريب \u2066+ {unit}\u2069: ينقص مجموع المبالغ المقربة بالنقصان بمقدار {residual}؛ فيضاف {unit} إلى كل مبلغ من "
        "المبالغ التي خفضها التقريب أكثر من غيرها (وعددها {count})، ومنها هذا المبلغ ({state}): {amount}."
    ),
    "residual_largest_remainder_short_borne_one": (
        "التقريب \u2066+ {unit}\u2069: ينقص مجموع المبالغ المقربة بالنقصان بمقدار {residual}؛ فيضاف {unit} إلى المبلغ "
        "الذي خفضه التقريب أكثر من غيره، وهو هذا المبلغ ({state}): {amount}."
    ),
    "residual_largest_remainder_short_others": (
        "ينقص مجموع المبالغ المقربة بالنقصان بمقدار {residual}؛ فيضاف {unit} إلى كل مبلغ من المبالغ التي خفضها التقريب "
        "أكثر من غيرها (وعددها {count})، وليس منها هذا المبلغ ({state}): {amount}."
    ),
    "residual_largest_remainder_short_others_one": (
        "ينقص مجموع المبالغ المقربة بالنقصان بمقدار {residual}؛ فيضاف {unit} إلى المبلغ الذي خفضه التقريب أكثر من غيره، "
        "وليس هذا المبلغ ({state}): {amount}."
    ),
    "list_expected": "متوقعة",
    "list_official": "رسمية",
    "list_given": "مقدمة من المستخدم",
    "source_article": "{convention}، المادة {article}، الفقرة {paragraph} (القاعدة {rule})",
    "source_rule": "{legal} (القاعدة {rule})",
    "source_scale": "{scale}: {resolution}",
    "source_basis": "{basis}",
    "source_list": "القائمة ({list}): {evidence}. {source}",
    "source_whole_list": "القائمة ({list}): {source}",
    "source_cost": "التكاليف ({status}): {source}",
    "source_cost_given": "التكاليف: بحسب ما أدخله المستخدم",
    "evidence_in_force": "نافذة منذ {day}",
    "evidence_news": "أخبار",
    "evidence_statement": "بيان",
    "evidence_office": "منصب في الاجتماع",
    "evidence_evidence": "دليل",
    "evidence_part": "{evidence} (الجزء {part})",
    "evidence_listed": 'مدرجة باسم "{name}"',
    "evidence_listed_alias": 'مدرجة باسم "{name}"، وحُددت باسم بديل',
    "caution_specimen": "التكاليف موضوعة على سبيل التوضيح؛ وتُقرأ المبالغ بوصفها حصصا من {total}.",
    "caution_draft": "مسودة. لم يصدر هذا الإشعار ولا يشكل طلبا للدفع ما لم يحمل رقما.",
    "caution_provisional_parties": (
        "أنصبة مقررة مؤقتة على الدول الأطراف التي تكون الاتفاقية نافذة بالنسبة إليها في {day}، على أن تعدَّل بحسب القائمة "
        "النهائية والتكاليف الفعلية."
    ),
    "caution_provisional_others": (
        "أنصبة مقررة مؤقتة تستند إلى قائمة متوقعة (الدول الأطراف التي تكون الاتفاقية نافذة بالنسبة إليها في {day}، والدول "
        "غير الأطراف التي تدل مصادر علنية على حضورها الاجتماع)، على أن تعدَّل بحسب القائمة النهائية والتكاليف الفعلية."
    ),
    "caution_scale_provisional": "جدول مؤقت: لا يشمل الجدول {scale} يوم الاجتماع؛ ولم يُعتمد بعد الجدول الذي يشمله.",
    "caution_scale_override": "اختير الجدول {scale} يدويا؛ ولا يترتب على يوم الاجتماع.",
    "caution_with": "أضيفت يدويا إلى من يتقاسمون التكاليف: {states}.",
    "caution_without": "استُبعدت يدويا ممن يتقاسمون التكاليف: {states}.",
    "title_notice": "إشعار بالنصيب المقرر",
    "title_credit": "إشعار دائن",
    "title_specimen": "حساب نموذجي لمبلغ {total}. لا يشكل طلبا للدفع",
    "title_annex": "مرفق الإشعارات بالأنصبة المقررة",
    "draft": "مسودة",
    "specimen": "نموذج",
    "label_to": "إلى",
    "label_number": "الرقم",
    "label_reference": "المرجع",
    "label_date": "التاريخ",
    "permanent_mission": "البعثة الدائمة",
    "permanent_observer_mission": "بعثة المراقب الدائم",
    "courtesy": "ترجمة غير رسمية؛ والعبرة بالنص الإنكليزي.",
    "col_meeting": "الاجتماع",
    "col_dates": "التواريخ",
    "col_place": "المكان",
    "col_code": "الرمز",
    "col_state": "الدولة",
    "col_role": "الصفة",
    "col_rate": "المعدل (٪)",
    "col_share": "الحصة (٪)",
    "col_amount": "المبلغ ({currency})",
    "role_state_party": "دولة طرف",
    "role_signatory": "دولة موقّعة",
    "role_observer_state": "دولة مراقبة",
    "role_organization": "منظمة",
    "heading_legal": "الأساس القانوني",
    "quote": "”{text}“",
    "legal_article": "{convention}، المادة {article}، الفقرة {paragraph}:",
    "legal_article_english": "{convention}، المادة {article}، الفقرة {paragraph} (مقتبسة من النص الإنكليزي):",
    "legal_rule": "مصدر القاعدة: {legal}.",
    "legal_note": "لا تذكر المادة الاجتماعات التي من هذا النوع؛ وتطبقها المذكرة التي دُعي بموجبها إلى الاجتماع.",
    "legal_note_document": (
        "لا تذكر المادة الاجتماعات التي من هذا النوع؛ وتطبقها المذكرة التي دُعي بموجبها إلى الاجتماع: {document}."
    ),
    "legal_approved": "قُسِّمت التكاليف وفق صيغة تقاسم التكاليف الموافَق عليها في {decision}.",
    "heading_assessment": "النصيب المقرر",
    "scale_of": "المعدلات: جدول الأنصبة المقررة للأمم المتحدة للفترة {years} ({resolution}).",
    "amount_assessed": "مبلغ النصيب المقرر",
    "amount_specimen": "المبلغ التوضيحي من أصل {total}",
    "amount_credited": "المبلغ المقيد دائنا",
    "heading_payment": "الدفع",
    "payment_by": "يرجى الدفع في موعد أقصاه {day} ({basis}).",
    "payment_terms": (
        "تُدفع {currency}، ويتحمل المرسِل جميع الرسوم المصرفية، مع ذكر المرجع {reference}؛ ويرجى التحقق من هذه البيانات "
        "المصرفية عن طريق جهة الاتصال المعتادة لديكم."
    ),
    "currency_usd": "بدولارات الولايات المتحدة",
    "bank_beneficiary": "المستفيد",
    "bank_name": "المصرف",
    "bank_address": "عنوان المصرف",
    "bank_account": "الحساب أو IBAN",
    "bank_swift": "SWIFT/BIC",
    "bank_contact": "جهة الاتصال المعتادة",
    "to_fill_in": "[يُملأ ”{key}“ في issuer.toml]",
    "heading_derivation": "كيفية حساب المبلغ",
    "heading_sources": "المصادر",
    "see_annex": "تطبَّق الصيغة نفسها على الجميع: ويبين المرفق جميع الدول ({file}).",
    "annex_formula": "مبلغ كل دولة: معدلها مضروبا في {total} ومقسوما على {sum}، بعد التقريب.",
    "annex_formula_other": "تترتب المبالغ على المعدلات وعلى القاعدة {rule}.",
    "annex_mark": "* يشمل {units} للتقريب، ليكون مجموع المبالغ مساويا للمجموع الكلي.",
    "annex_residual": "التقريب، لا تتحمله أي دولة",
    "annex_total": "المجموع ({n})",
    "data_attached": "أرقام هذه الوثيقة في صيغة بيانات",
    "title_further": "إشعار تكميلي بالأنصبة",
    "heading_adjustment": "التسوية",
    "col_before": "المبلغ السابق",
    "col_now": "المبلغ الحالي",
    "col_difference": "الفرق ({currency})",
    "adjusts": "يعدّل الإشعار {number}.",
    "amount_further": "المبلغ الإضافي المقرر",
    "credit_choice": (
        "يخفض الرصيد الدائن أولاً المبلغ المستحق عن هذا الاجتماع. وما يتبقى لصالحكم يُرد أو يُطبق على اجتماع مسمى أو يُبقى، "
        "وفق اختياركم كتابةً؛ ولا تجري مقاصته بغير ذلك."
    ),
    "adjust_before": "سابقاً ({number}): التكلفة الإجمالية {total} ({status})، وعدد المتقاسمين {n}؛ المبلغ {amount}.",
    "adjust_before_nothing": "سابقاً: التكلفة الإجمالية {total} ({status})، وعدد المتقاسمين {n}؛ المبلغ {amount}.",
    "adjust_gone": "{state}: لم تعد تتحمل جزءاً من هذه التكلفة.",
    "adjust_difference": "الفرق: {after} - {before} = {amount}.",
    "title_status": "حالة الاشتراكات",
    "title_statement": "كشف حساب",
    "as_at": "في {day}.",
    "known_on": "كما سُجلت حتى {day}.",
    "heading_meetings": "بحسب الاجتماع",
    "heading_ageing": "المبالغ غير المسددة بحسب المدة",
    "heading_funding": "وضع التمويل",
    "heading_accounts": "بحسب الدولة والاجتماع",
    "col_assessed": "المقرر",
    "col_adjusted": "التسويات",
    "col_received": "المقبوض",
    "col_other": "أخرى",
    "col_outstanding": "غير المسدد",
    "col_credit": "الرصيد الدائن",
    "col_collected": "المحصل (%)",
    "col_days": "الأيام",
    "col_cost_status": "التكلفة",
    "col_cost": "التكلفة المعتمدة",
    "col_cash": "النقدية",
    "col_short": "النقص",
    "col_go": "يوم القرار",
    "col_entry": "القيد",
    "col_charge": "المدين",
    "col_payment": "سداد أو رصيد دائن",
    "col_balance": "الرصيد",
    "age_0": "من 0 إلى 90 يوماً",
    "age_1": "من 91 إلى 365 يوماً",
    "age_2": "من سنة إلى 3 سنوات",
    "age_3": "أكثر من 3 سنوات",
    "row_total": "المجموع",
    "carried_over": "مرحّل",
    "by_plan": "خطة سداد حتى {day}",
    "note_days": "تُحسب الأيام من تاريخ أقدم إشعار لم يسدد بالكامل.",
    "note_netting": "لا تجري مقاصة الأرصدة الدائنة مع ديون دولة أخرى أو اجتماع آخر إلا إذا طُبقت بالاسم.",
    "note_other": "أخرى: رسوم مصرفية متحملة، وفروق صرف، ومبالغ مشطوبة، وأرصدة دائنة مطبقة، ناقصاً المبالغ المردودة.",
    "note_unidentified": "مقبوض لم تُحدد هويته بعد: {amount}.",
    "note_elsewhere": "مقبوض لاتفاقية أخرى: {amount}.",
    "note_go": "يوم القرار بشأن الانعقاد: {basis}.",
    "note_account": "غير المسدد {owed}؛ الرصيد الدائن {credit}.",
    "note_plan": "{meeting}: يسدد وفق خطة سداد حتى {day}.",
    "entry_notice": "إشعار بالنصيب المقرر",
    "entry_further_notice": "إشعار تكميلي",
    "entry_credit": "إشعار دائن",
    "entry_opening": "مطالبة مرحّلة",
    "entry_opening_received": "مقبوض قبل الرصيد الافتتاحي",
    "entry_receipt": "مقبوضات",
    "entry_identify": "مقبوضات حُددت لاحقاً",
    "entry_bank_charge": "رسم مصرفي متحمل",
    "entry_exchange_difference": "فرق صرف",
    "entry_refund": "رد مبلغ",
    "entry_write_off": "شطب",
    "entry_apply_credit": "تطبيق رصيد دائن",
    "entry_reverse": "قيد عكسي",
}
