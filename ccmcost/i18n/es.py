"""Spanish, in the terms of United Nations documents: escala de cuotas, tasa de prorrateo, Estados Parte."""

WORDS = {
    "status_illustrative": "a título ilustrativo",
    "status_given": "indicado por el usuario",
    "status_estimate": "costos estimados",
    "status_revised_estimate": "costos estimados revisados",
    "status_actual": "costos efectivos",
    "total": "Total de los costos por repartir: {total} ({status}).",
    "total_credit": "Total por acreditar: {total} ({status}). Un crédito es el reflejo exacto del mismo cargo.",
    "pool_participants": (
        "Los costos se reparten entre los {n} que participan (Estados Parte: {parties}; Estados no Parte: {others})."
    ),
    "pool_all_parties": (
        "Los costos se reparten entre {n} (todos los Estados Parte, presentes o no: {parties}; Estados no Parte que "
        "participan: {others})."
    ),
    "pool_parties_only": "Los costos se reparten únicamente entre los {n} Estados Parte.",
    "pool_without_roles_participants": "Los costos se reparten entre los {n} que figuran en la lista.",
    "rate_adopted": "Tasa de prorrateo ({state}) en la escala {scale}: {rate} % ({basis}).",
    "rate_notional": "No figura en la escala {scale} ({state}); tasa de prorrateo teórica: {rate} % ({basis}).",
    "rate_assumed": "No figura en la escala {scale} ({state}); tasa de prorrateo supuesta: {rate} % ({basis}).",
    "rate_rule": "Tasa de prorrateo ({state}) que fija la regla: {rate} % ({basis}).",
    "sum_of_rates": "Suma de las tasas de los {n} que comparten a prorrata: {sum} %.",
    "set_apart": "Partes fijadas por la propia regla: {apart}; queda el {remaining} % de los costos para {n}.",
    "share_pro_rata": "Parte ({state}): {rate} / {sum} = {share} % de los costos.",
    "share_of_remaining": "Parte ({state}): {remaining} × {rate} / {sum} = {share} % de los costos.",
    "share_fixed": "Parte ({state}) que fija la regla: {share} % de los costos.",
    "share_straight": "Un Estado no Parte paga su tasa sin ajuste: {share} % de los costos.",
    "share_held": "La regla mantiene esta tasa mínima sin ajuste: {share} % de los costos.",
    "share_ceiling": "A prorrata, la parte ({state}) superaría el límite máximo; se fija en ese límite: {share} %.",
    "share_ldc_ceiling": (
        "A prorrata, la parte ({state}) superaría el límite máximo para los países menos adelantados; se fija en ese "
        "límite: {share} %."
    ),
    "share_floor": "A prorrata, la parte ({state}) quedaría por debajo del límite mínimo; se fija en ese límite: {share} %.",
    "share_rounded_largest_remainder": (
        "Las partes se redondean a {decimals} decimales por el método del resto mayor, de modo que sumen 100: {share} %."
    ),
    "share_rounded_largest_shares": (
        "Las partes se redondean a {decimals} decimales y el saldo se asigna a las partes mayores: {share} %."
    ),
    "exact_plain": "Importe exacto: {total} × {rate} / {sum} = {exact}",
    "exact_of_remaining": "Importe exacto: {total} × {remaining} % × {rate} / {sum} = {exact}",
    "exact": "Importe exacto: {total} × {share} % = {exact}",
    "rounded_half_up": "Redondeado a {unit}: {amount}.",
    "rounded_down": "Redondeado al múltiplo inferior de {unit}: {amount}.",
    "residual_zero": "Los importes redondeados suman el total, por lo que no se añade ni se resta nada: {amount}.",
    "residual_left": (
        "Los importes redondeados dejan {residual}, que no corresponde a ningún Estado. El importe sigue siendo {amount}."
    ),
    "residual_largest_amounts_short_borne": (
        "Redondeo + {unit}: a la suma de los importes redondeados le faltarían {residual}; se añade {unit} a cada uno de "
        "los {count} importes mayores, entre ellos este ({state}): {amount}."
    ),
    "residual_largest_amounts_short_borne_one": (
        "Redondeo + {unit}: a la suma de los importes redondeados le faltarían {residual}; se añade {unit} al importe "
        "mayor, que es este ({state}): {amount}."
    ),
    "residual_largest_amounts_short_others": (
        "A la suma de los importes redondeados le faltarían {residual}; se añade {unit} a cada uno de los {count} "
        "importes mayores, entre los que no está este ({state}): {amount}."
    ),
    "residual_largest_amounts_short_others_one": (
        "A la suma de los importes redondeados le faltarían {residual}; se añade {unit} al importe mayor, que no es este "
        "({state}): {amount}."
    ),
    "residual_largest_amounts_over_borne": (
        "Redondeo - {unit}: la suma de los importes redondeados superaría el total en {residual}; se resta {unit} de cada "
        "uno de los {count} importes mayores, entre ellos este ({state}): {amount}."
    ),
    "residual_largest_amounts_over_borne_one": (
        "Redondeo - {unit}: la suma de los importes redondeados superaría el total en {residual}; se resta {unit} del "
        "importe mayor, que es este ({state}): {amount}."
    ),
    "residual_largest_amounts_over_others": (
        "La suma de los importes redondeados superaría el total en {residual}; se resta {unit} de cada uno de los {count} "
        "importes mayores, entre los que no está este ({state}): {amount}."
    ),
    "residual_largest_amounts_over_others_one": (
        "La suma de los importes redondeados superaría el total en {residual}; se resta {unit} del importe mayor, que no "
        "es este ({state}): {amount}."
    ),
    "residual_largest_remainder_short_borne": (
        "Redondeo + {unit}: a la suma de los importes redondeados por defecto le faltan {residual}; se añade {unit} a "
        "cada uno de los {count} importes que más perdieron con ese redondeo, entre ellos este ({state}): {amount}."
    ),
    "residual_largest_remainder_short_borne_one": (
        "Redondeo + {unit}: a la suma de los importes redondeados por defecto le faltan {residual}; se añade {unit} al "
        "importe que más perdió con ese redondeo, que es este ({state}): {amount}."
    ),
    "residual_largest_remainder_short_others": (
        "A la suma de los importes redondeados por defecto le faltan {residual}; se añade {unit} a cada uno de los "
        "{count} importes que más perdieron con ese redondeo, entre los que no está este ({state}): {amount}."
    ),
    "residual_largest_remainder_short_others_one": (
        "A la suma de los importes redondeados por defecto le faltan {residual}; se añade {unit} al importe que más "
        "perdió con ese redondeo, que no es este ({state}): {amount}."
    ),
    "list_expected": "prevista",
    "list_official": "oficial",
    "list_given": "facilitada",
    "source_article": "{convention}, art. {article}, párr. {paragraph} (regla {rule})",
    "source_rule": "{legal} (regla {rule})",
    "source_scale": "{scale}: {resolution}",
    "source_basis": "{basis}",
    "source_list": "lista ({list}): {evidence}. {source}",
    "source_whole_list": "lista ({list}): {source}",
    "source_cost": "costos ({status}): {source}",
    "source_cost_given": "costos: indicados por el usuario",
    "evidence_in_force": "en vigor desde el {day}",
    "evidence_news": "noticias",
    "evidence_statement": "declaración",
    "evidence_office": "cargo desempeñado en la reunión",
    "evidence_evidence": "prueba documental",
    "evidence_part": "{evidence} (parte {part})",
    "evidence_listed": "figura con el nombre «{name}»",
    "evidence_listed_alias": "figura con el nombre «{name}», identificado por un alias",
    "caution_specimen": "Los costos son ilustrativos; los importes se leen como partes de {total}.",
    "caution_draft": "Borrador. No se ha emitido y no constituye solicitud de pago mientras no lleve número.",
    "caution_provisional_parties": (
        "Cuota provisional aplicada a los Estados Parte para los que la Convención está en vigor el {day}, que se "
        "ajustará a la lista definitiva y a los costos efectivos."
    ),
    "caution_provisional_others": (
        "Cuota provisional basada en una lista prevista (Estados Parte para los que la Convención está en vigor el {day} "
        "y Estados no Parte cuya presencia en la reunión consta en fuentes públicas), que se ajustará a la lista "
        "definitiva y a los costos efectivos."
    ),
    "caution_scale_provisional": (
        "ESCALA PROVISIONAL: la escala {scale} no abarca el día de la reunión; la que lo abarcará no se ha aprobado."
    ),
    "caution_scale_override": "La escala {scale} se eligió manualmente; no se desprende del día de la reunión.",
    "caution_with": "Añadidos manualmente a los que comparten los costos: {states}.",
    "caution_without": "Excluidos manualmente de los que comparten los costos: {states}.",
    "title_notice": "Aviso de cuota",
    "title_credit": "Aviso de crédito",
    "title_specimen": "Cálculo de muestra por {total}. No constituye una solicitud de pago",
    "title_annex": "Anexo de los avisos de cuota",
    "draft": "BORRADOR",
    "specimen": "MUESTRA",
    "label_to": "Destinatario",
    "label_number": "Número",
    "label_reference": "Referencia",
    "label_date": "Fecha",
    "permanent_mission": "Misión Permanente",
    "permanent_observer_mission": "Misión Permanente de Observación",
    "courtesy": "Traducción de cortesía; prevalece el texto en inglés.",
    "col_meeting": "Reunión",
    "col_dates": "Fechas",
    "col_place": "Lugar",
    "col_code": "Código",
    "col_state": "Estado",
    "col_role": "Calidad",
    "col_rate": "Tasa (%)",
    "col_share": "Parte (%)",
    "col_amount": "Importe ({currency})",
    "role_state_party": "Estado Parte",
    "role_signatory": "signatario",
    "role_observer_state": "Estado observador",
    "role_organization": "organización",
    "heading_legal": "Fundamento jurídico",
    "quote": "«{text}»",
    "legal_article": "{convention}, artículo {article}, párrafo {paragraph}:",
    "legal_article_english": "{convention}, artículo {article}, párrafo {paragraph} (citado en inglés):",
    "legal_rule": "Fuente de la regla: {legal}.",
    "legal_note": "El artículo no menciona las reuniones de este tipo; lo aplica la nota por la que se convocó la reunión.",
    "legal_note_document": (
        "El artículo no menciona las reuniones de este tipo; lo aplica la nota por la que se convocó la reunión: {document}."
    ),
    "legal_approved": "Prorrateo según la fórmula de participación en los costos aprobada en {decision}.",
    "heading_assessment": "Cuota",
    "scale_of": "Tasas: escala de cuotas de las Naciones Unidas para {years} ({resolution}).",
    "amount_assessed": "Importe de la cuota",
    "amount_specimen": "Importe ilustrativo por {total}",
    "amount_credited": "Importe acreditado",
    "heading_payment": "Pago",
    "payment_by": "Se solicita el pago a más tardar el {day} ({basis}).",
    "payment_terms": (
        "En {currency}, con todos los gastos bancarios a cargo del ordenante y con indicación de la referencia "
        "{reference}; sírvase verificar estos datos bancarios por su conducto habitual."
    ),
    "currency_usd": "dólares de los Estados Unidos",
    "bank_beneficiary": "Beneficiario",
    "bank_name": "Banco",
    "bank_address": "Dirección del banco",
    "bank_account": "Cuenta o IBAN",
    "bank_swift": "SWIFT/BIC",
    "bank_contact": "Conducto habitual",
    "to_fill_in": "[complétese «{key}» en issuer.toml]",
    "heading_derivation": "Cálculo del importe",
    "heading_sources": "Fuentes",
    "see_annex": "La misma fórmula se aplica a todos: en el anexo figura cada Estado ({file}).",
    "annex_formula": "Importe de cada Estado: {total} × su tasa / {sum}, redondeado.",
    "annex_formula_other": "Los importes se desprenden de las tasas y de la regla {rule}.",
    "annex_mark": "* incluye {units} de redondeo, de modo que los importes sumen el total.",
    "annex_residual": "Redondeo, no corresponde a ningún Estado",
    "annex_total": "Total ({n})",
    "data_attached": "Las cifras de este documento en forma de datos",
    "title_further": "Aviso de cuota complementario",
    "heading_adjustment": "Ajuste",
    "col_before": "Importe anterior",
    "col_now": "Importe actual",
    "col_difference": "Diferencia ({currency})",
    "adjusts": "Ajusta el aviso {number}.",
    "amount_further": "Importe adicional asignado",
    "credit_choice": (
        "El crédito reduce primero lo adeudado por esta reunión. El saldo a su favor se reembolsa, se aplica a una reunión "
        "determinada o se mantiene, según elija por escrito; no se compensa de otro modo."
    ),
    "adjust_before": "Antes ({number}): costo total {total} ({status}), repartido entre {n}; importe {amount}.",
    "adjust_before_nothing": "Antes: costo total {total} ({status}), repartido entre {n}; importe {amount}.",
    "adjust_gone": "{state}: ya no participa en este costo.",
    "adjust_difference": "Diferencia: {after} - {before} = {amount}.",
    "title_status": "Estado de las contribuciones",
    "title_statement": "Estado de cuenta",
    "as_at": "Al {day}.",
    "known_on": "Según lo registrado hasta el {day}.",
    "heading_meetings": "Por reunión",
    "heading_ageing": "Pendiente por antigüedad",
    "heading_funding": "Situación de la financiación",
    "heading_accounts": "Por Estado y reunión",
    "col_assessed": "Asignado",
    "col_adjusted": "Ajustes",
    "col_received": "Recibido",
    "col_other": "Otros",
    "col_outstanding": "Pendiente",
    "col_credit": "Crédito",
    "col_collected": "Recaudado (%)",
    "col_days": "Días",
    "col_cost_status": "Costo",
    "col_cost": "Costo aplicado",
    "col_cash": "Efectivo",
    "col_short": "Falta",
    "col_go": "Fecha de decisión",
    "col_entry": "Asiento",
    "col_charge": "Cargo",
    "col_payment": "Pago o crédito",
    "col_balance": "Saldo",
    "age_0": "0-90 días",
    "age_1": "91-365 días",
    "age_2": "1-3 años",
    "age_3": "Más de 3 años",
    "row_total": "Total",
    "carried_over": "saldo anterior",
    "by_plan": "plan de pago hasta el {day}",
    "note_days": "Los días se cuentan desde la fecha del aviso más antiguo que no está pagado por completo.",
    "note_netting": (
        "Los créditos nunca se compensan con deudas de otro Estado o de otra reunión, salvo aplicación expresa."
    ),
    "note_other": (
        "Otros: gastos bancarios asumidos, diferencias de cambio, cancelaciones y créditos aplicados, menos reembolsos."
    ),
    "note_unidentified": "Recibido y aún no identificado: {amount}.",
    "note_elsewhere": "Recibido para otra convención: {amount}.",
    "note_go": "Fecha de decisión sobre la celebración: {basis}.",
    "note_account": "Pendiente {owed}; crédito {credit}.",
    "note_plan": "{meeting}: se paga según un plan de pago hasta el {day}.",
    "entry_notice": "Aviso de cuota",
    "entry_further_notice": "Aviso complementario",
    "entry_credit": "Aviso de crédito",
    "entry_opening": "Factura anterior",
    "entry_opening_received": "Recibido antes del saldo inicial",
    "entry_receipt": "Ingreso",
    "entry_identify": "Ingreso identificado después",
    "entry_bank_charge": "Gasto bancario asumido",
    "entry_exchange_difference": "Diferencia de cambio",
    "entry_refund": "Reembolso",
    "entry_write_off": "Cancelación de deuda",
    "entry_apply_credit": "Crédito aplicado",
    "entry_reverse": "Contraasiento",
}
