"""El informe anual en español."""

WORDS = {
    "title_report": "Informe anual de costos, {year}",
    "title_specimen_report": "Espécimen de informe anual de costos, {year}. No constituye una solicitud de pago",
    "v_made_on": "Elaborado el {day}",
    "w_table": "Cuadro",
    "w_figure": "Gráfico",
    "w_caption": "{word} {number}. {text}",
    "h_contents": "Índice",
    "h_tables": "Cuadros",
    "h_figures": "Gráficos",
    "h_summary": "Resumen",
    "h_meetings": "Reuniones del año",
    "h_states": "Cuotas por Estado",
    "h_changes": "Variaciones respecto de {year}",
    "h_changes_none": "Variaciones",
    "h_changes_states": "Variaciones por Estado",
    "h_parts": "Por grupo regional, nivel de desarrollo y calidad",
    "h_collection": "Recaudación y atrasos",
    "h_notes": "Notas sobre los datos",
    "h_sources": "Fuentes",
    "h_method": "Método",
    "caution_report_specimen": (
        "Los costos de este informe son ilustrativos: no se dispone de ningún costo publicado. Los importes muestran cómo "
        "se repartiría un costo. Se omiten los efectos de un cambio de costo y lo recaudado."
    ),
    "caution_expected": (
        "Las listas de participantes con la mención «prevista» no son oficiales. Los Estados no Parte que falten en ellas "
        "reducirían todos los importes; los Estados Parte ausentes aumentarían los de los demás."
    ),
    "f_meetings": "Reuniones",
    "f_cost": "Costo total",
    "f_states": "Estados que compartieron los costos",
    "f_largest": "Cuota más alta",
    "f_compared": "Comparación con",
    "f_moved": "Altas y bajas",
    "f_collected": "Recaudado",
    "f_outstanding": "Pendiente por el año",
    "f_arrears": "Pendiente, todas las reuniones",
    "v_largest": "{state}: {amount}, {share} %",
    "v_moved": "altas: {joined}; bajas: {left}",
    "v_collected": "{amount} ({share} %)",
    "v_none_issued": "no se ha emitido ningún aviso por estas reuniones",
    "v_states": "Estados: {n}",
    "c_list": "Lista",
    "c_states": "Estados",
    "c_status": "Carácter del costo",
    "c_meetings": "Reuniones",
    "c_cost": "Costo ({currency})",
    "c_total": "Total ({currency})",
    "c_this_year": "Este año",
    "c_change": "Variación ({currency})",
    "c_change_plain": "Variación",
    "c_reason": "Causa principal",
    "c_effect_cost": "Efecto del costo",
    "c_effect_participation": "Efecto de la participación",
    "c_effect_rates": "Efecto de las tasas",
    "c_rounding": "Redondeo",
    "c_group": "Grupo regional",
    "c_development": "Nivel de desarrollo",
    "c_item": "Partida",
    "c_file": "Archivo",
    "c_from": "Procedencia",
    "c_origin": "Origen",
    "c_basis": "Fundamento",
    "reason_new": "alta",
    "reason_gone": "baja",
    "reason_cost": "costo",
    "reason_participation": "participación",
    "reason_rates": "tasas",
    "reason_rounding": "redondeo",
    "reason_none": "sin cambio",
    "t_meetings": "Reuniones que se abrieron en {year}",
    "t_costs": "Costos según su carácter",
    "t_largest": "Mayores variaciones respecto de {year} ({count})",
    "t_lines": "Partidas del costo: {meeting}",
    "t_states": "Cuotas de {year}, por orden de código",
    "t_sums": "Variación del conjunto de los importes",
    "t_changes": "Variaciones respecto de {year} y sus causas, por orden de código ({currency})",
    "t_groups": "Por grupo regional de las Naciones Unidas",
    "t_development": "Países menos adelantados (PMA) y otros Estados",
    "t_roles": "Por calidad en la reunión",
    "t_collection": "Asignado, recibido y pendiente, por reunión del año ({currency})",
    "t_arrears": "Pendiente por todas las reuniones, por antigüedad ({currency})",
    "t_rates": "Tasas que no son las de la escala aprobada",
    "t_files": "Archivos con los que se elaboró este informe",
    "n_states_once": "En el total, un Estado que compartió varias reuniones se cuenta una vez.",
    "n_rate_last": "Tasa: la de la última reunión del Estado en el año. Parte: del costo del año.",
    "n_counts_twice": "Un Estado que cambió de calidad o de situación en la lista de PMA durante el año cuenta en ambas.",
    "n_equal_cost": "Ambos años con el costo de este: los importes de {year} se han recalculado.",
    "n_shown": (
        "Cada efecto se muestra en unidades monetarias enteras que conservan su suma; el redondeo completa cada variación."
    ),
    "n_assumed": "Supuesta: no se dispone de ninguna cifra publicada.",
    "n_hashes": "Los resúmenes criptográficos completos figuran en manifest.json.",
    "n_other_currencies": "No se suman las cuentas en otras monedas: {currencies}.",
    "n_carried_over": "Facturas anteriores al libro; las cuotas mostradas son calculadas y pueden diferir: {meetings}.",
    "n_figures_english": "Los gráficos están en inglés.",
    "f_shared_by": "Compartido entre",
    "f_sum_of_rates": "Suma de sus tasas (%)",
    "f_scale": "Escala de cuotas",
    "f_rule": "Regla",
    "f_residual": "Redondeo",
    "f_issued": "Avisos",
    "v_version": "versión {version}",
    "v_adopted": "aprobado el {day}",
    "v_listed": "en la lista: {n}",
    "v_issued": "según la última emisión, de {day}",
    "v_residual_left": "{amount}, que no sufraga ningún Estado",
    "v_residual_none": "la suma de los importes redondeados es igual al costo",
    "v_residual_borne": "{amount}, que recae en {n} de los importes",
    "base_items": "de las partidas anteriores",
    "base_running": "de todo lo anterior",
    "p_no_lines": "No se dispone de un desglose de este costo por partidas.",
    "p_states": "Cuota de cada Estado para la reunión de {year}.",
    "p_states_many": "Cuota de cada Estado para cada reunión de {year}, y para todas ellas.",
    "p_first_year": "Ninguna reunión se abrió antes de {year}, por lo que no hay comparación.",
    "p_compared": "Comparación con {year}: {meetings}.",
    "p_passed_over": "No se compara con {years}, cuyos importes no pudieron calcularse.",
    "p_gap": "Ninguna reunión se abrió entre {year} y este año.",
    "p_effects": (
        "Tres efectos explican cada variación, sustituidos en este orden: el costo del año; las reuniones celebradas y los "
        "Estados que las compartieron; las tasas de la escala. Con el redondeo, suman exactamente la variación. Los "
        "importes de {year} son los que se asignaron entonces."
    ),
    "p_why_illustrative": "Los costos de ambos años son ilustrativos.",
    "p_why_illustrative_before": "El costo de {year} es ilustrativo.",
    "p_why_illustrative_now": "El costo de este año es ilustrativo.",
    "p_why_currency": "El costo de {year} está expresado en otra moneda.",
    "p_equal_cost": (
        "Por ello, ambos años se consideran con el costo de este, {cost}, y no hay efecto del costo: los importes de "
        "{year} son lo que sus Estados habrían sufragado de esa suma. Dos efectos explican entonces cada variación, "
        "sustituidos en este orden: las reuniones celebradas y los Estados que las compartieron; las tasas de la escala. "
        "Con el redondeo, suman exactamente la variación."
    ),
    "b_cost": "Costo: {before} antes, {after} ahora.",
    "b_states": (
        "Estados que comparten: {before_n} antes, {after_n} ahora. Suma de las tasas en la última reunión: {before} % "
        "antes, {after} % ahora."
    ),
    "b_joined": "Comparten y antes no lo hacían: {states}.",
    "b_left": "Compartían antes y ya no lo hacen: {states}.",
    "b_scale_same": "La escala de cuotas es la misma ({after}), por lo que las tasas no cambiaron, salvo las supuestas.",
    "b_scale_new": "La escala de cuotas es nueva: {after} en lugar de {before}.",
    "b_rule": "La regla es otra: {after} en lugar de {before}. Su efecto forma parte del de la participación.",
    "v_amounts_of": "Importes de {year}",
    "p_none_issued": "No se ha emitido ningún aviso por las reuniones de este año.",
    "p_no_arrears": "No hay nada pendiente por ninguna reunión.",
    "b_left_out": "Se omiten la recaudación y los atrasos, ya que nunca se cobran costos ilustrativos.",
    "b_no_ledger": "No se dispone de libro de cuentas, por lo que nada se dice de la recaudación ni de los atrasos.",
    "b_empty_ledger": "El libro aún no contiene cuentas, por lo que nada se dice de la recaudación ni de los atrasos.",
    "b_cost_illustrative": "Costo ilustrativo (suma redonda; no se dispone de ningún costo publicado): {meetings}.",
    "b_cost_given": "Costo indicado por el usuario: {meetings}.",
    "b_cost_estimate": "Costo estimado; el costo efectivo será distinto: {meetings}.",
    "b_cost_revised_estimate": "Costo según la última estimación; el costo efectivo será distinto: {meetings}.",
    "b_cost_actual": "Costo efectivo: {meetings}.",
    "b_cost_later": "{meeting}: hay un costo posterior registrado y aún no emitido: {cost} ({status}).",
    "b_list_expected": (
        "Lista prevista (los Estados Parte para los que la Convención está en vigor el día de apertura, y los Estados no "
        "partes cuya presencia consta en fuentes públicas), no oficial: {meetings}."
    ),
    "b_list_given": "Lista proporcionada por el usuario: {meetings}.",
    "b_list_official": "Lista tomada de un documento oficial: {meetings}.",
    "b_open_in_law": (
        "Ningún documento disponible resuelve para esta Convención quién debe contribuir ni cómo se asigna el redondeo; "
        "cada reunión indica la regla aplicada."
    ),
    "b_group_remarks": "Grupos regionales, según las observaciones de la lista de Estados: {remarks}.",
    "origin_notional": "teórica",
    "origin_assumed": "supuesta",
    "origin_rule": "regla",
    "origin_none": "ninguna",
    "from_package": "incluido en ccmcost",
    "from_workspace": "espacio de trabajo",
    "from_command_line": "indicado por el usuario",
    "s_register": "Registro de reuniones: {source}.",
    "s_rule": "Regla: {source}.",
    "s_scale": "Escala: {source}.",
    "s_list": "Lista: {source}.",
    "s_cost": "Costo: {source}.",
    "m_year": (
        "Una reunión pertenece al año en que se abrió. El día de apertura determina la escala de cuotas, la calidad de "
        "cada Estado y la lista de países menos adelantados. Cada reunión se reparte por separado, de este modo:"
    ),
    "m_liable_participants": "Los que participan sufragan los costos, Estados Parte y Estados no Parte.",
    "m_liable_all_parties": (
        "Todos los Estados Parte sufragan los costos, presentes o no, así como los Estados no Parte que participan."
    ),
    "m_liable_parties_only": "Solo los Estados Parte sufragan los costos, presentes o no.",
    "m_pool_pooled": "Forman un solo conjunto: la parte de un Estado es su tasa dividida por la suma de las tasas.",
    "m_pool_straight": (
        "Un Estado no Parte paga su tasa sin ajuste; los Estados Parte comparten el resto en proporción a sus tasas."
    ),
    "m_departures": "La regla dice además (en inglés): {text}",
    "m_residual_largest_amounts": (
        "Cada importe se redondea a la unidad más próxima, alejando las mitades de cero. Las unidades que falten o sobren "
        "se añaden o se quitan, una por una, a los importes más altos."
    ),
    "m_residual_largest_remainder": (
        "Cada importe se redondea hacia abajo. Las unidades que falten van, una por una, a los importes que más perdieron "
        "con ello."
    ),
    "m_residual_none": (
        "Cada importe se redondea a la unidad más próxima, alejando las mitades de cero. Nadie sufraga lo que sobre."
    ),
    "m_ties": "Los empates se deciden por la tasa más alta y luego por el orden alfabético de los códigos.",
    "m_change": (
        "Las variaciones se cuentan desde el último año anterior en que se abrió una reunión, {year}. La parte de un "
        "Estado en un año es la suma de sus partes en las reuniones de ese año, ponderadas por el costo de cada una. Los "
        "elementos se sustituyen uno tras otro, y lo anterior queda sustituido:"
    ),
    "m_effect_cost": "Efecto del costo: la diferencia de los costos de ambos años × la parte del Estado en {year}.",
    "m_no_cost": "Sin efecto del costo: ambos años se consideran con un mismo costo.",
    "m_effect_participation": (
        "Efecto de la participación: el costo de este año × (la parte del Estado con las reuniones y los Estados de este "
        "año a las tasas de {year} - su parte en {year}). Un Estado que entonces no tenía tasa entra con la nueva."
    ),
    "m_effect_rates": (
        "Efecto de las tasas: el costo de este año × (la parte del Estado este año - su parte con las reuniones y los "
        "Estados de este año a las tasas de {year})."
    ),
    "m_effect_rounding": (
        "Redondeo: lo que completa la variación, hasta la unidad monetaria mínima. Comprende el redondeo de los importes "
        "de ambos años y el de los efectos mostrados."
    ),
    "m_parts": (
        "Los grupos regionales son los de las Naciones Unidas. El nivel de desarrollo y la calidad son los del día de "
        "apertura de cada reunión."
    ),
    "m_collection": (
        "La recaudación y los atrasos son los del libro de cuentas en el día indicado. Lo que reduce una deuda se imputa "
        "primero al aviso más antiguo, dentro de un mismo Estado y una misma reunión."
    ),
    "m_exact": (
        "Las partes y los efectos se calculan en fracciones exactas y los importes en unidades monetarias enteras; las "
        "partes mostradas están redondeadas y nunca se calcula con ellas. Antes de escribir este informe se recalcularon "
        "todas sus sumas y coincidieron sin tolerancia alguna: importes con costos, grupos y calidades con importes, "
        "efectos y redondeo con variaciones."
    ),
    "part_african_states": "Estados de África",
    "part_asia_pacific_states": "Estados de Asia y el Pacífico",
    "part_eastern_european_states": "Estados de Europa Oriental",
    "part_latin_american_and_caribbean_states": "Estados de América Latina y el Caribe",
    "part_western_european_and_other_states": "Estados de Europa Occidental y otros Estados",
    "part_none": "Ningún grupo regional",
    "part_organizations": "Organizaciones",
    "part_ldc": "Países menos adelantados",
    "part_other": "Otros Estados",
    "part_state_party": "Estados Parte",
    "part_signatory": "Signatarios",
    "part_observer_state": "Estados observadores",
    "part_organization": "Organizaciones",
    "part_no_role": "Sin calidad en la lista",
    "ch_foot": "Lista: {list}. Costo: {cost}. Escala: {scale}. Regla: {rule}.",
    "ch_rest": "Los otros {n} juntos",
    "ch_amounts": "{state}: {share} % de los costos; las {rest} cuotas más bajas de un total de {all} suman {small} %",
    "ch_amounts_one": "{state}: {share} % de los costos",
    "ch_amounts_shows": "Importes en {currency}, los {n} más altos, y partes en %; barras blancas: Estados no Parte",
    "ch_amounts_caption": "Las cuotas más altas de {year}",
    "ch_parts": "{group} ({n}): {share} % de los costos",
    "ch_parts_shows": "Partes del costo en porcentaje e importes en {currency}",
    "ch_parts_key": "Barras grises finas: número de Estados, de un total de {n}",
    "ch_parts_caption": "El costo de {year} por grupo regional y por calidad",
    "ch_by_group": "Por grupo regional",
    "ch_by_role": "Por calidad en la reunión",
    "ch_changes": "La mayor variación respecto de {year}: {state}, {amount}",
    "ch_changes_shows": "Variaciones respecto de {year} en {currency}, las {n} mayores, según sus causas",
    "ch_changes_caption": "Las mayores variaciones respecto de {year} y sus causas",
    "ch_net": "Variación",
    "ch_ages": "Pendiente: {amount}, del cual el {share} % desde hace más de un año",
    "ch_ages_shows": "Pendiente por todas las reuniones en {currency}, por antigüedad, al {day}",
    "ch_ages_caption": "Pendiente por antigüedad",
    "x_summary": "Resumen",
    "x_states": "Estados",
    "x_changes": "Variaciones",
    "x_parts": "Grupos",
    "x_collection": "Recaudación",
    "x_arrears": "Atrasos",
    "x_about": "Acerca de",
    "x_check": "Control",
    "x_check_note": "Cada control da 0: las sumas de las hojas comparadas entre sí.",
    "x_check_states": "Suma de los Estados, con lo que nadie sufraga, menos el costo",
    "x_check_groups": "Suma de los grupos menos suma de los Estados",
    "x_check_development": "Suma por nivel de desarrollo menos suma de los Estados",
    "x_check_roles": "Suma por calidad menos suma de los Estados",
    "x_check_changes": "Efectos y redondeo menos variación, todos los Estados",
    "x_live": "Sumas, variaciones y controles son fórmulas; las cifras son las del informe.",
}
