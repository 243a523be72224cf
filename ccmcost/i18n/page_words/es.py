"""Spanish."""

WORDS = {
    "page_language_name": "Español",
    "page_title": "Ayuda de cálculo no oficial",
    "page_disclaimer": (
        "Esta página recalcula cómo se repartiría el costo de la reunión. No es un aviso de cuota, y no ha sido "
        "elaborada ni aprobada por las Naciones Unidas ni por la secretaría de la Convención. Nada de lo que "
        "introduzca sale de esta página."
    ),
    "page_asleep": (
        "Esta página calcula en su navegador. Hacen falta JavaScript, un navegador de 2021 o posterior y un archivo "
        "sin cambios."
    ),
    "page_skip": "Ir al resultado",
    "page_language": "Idioma",
    "page_choose": "Su elección",
    "page_cost": "Costo total ({currency})",
    "page_cost_hint": "Cifras sin espacios y un punto decimal, por ejemplo {example}.",
    "page_cost_base": "Caso base: {total} ({status}).",
    "page_you": "Su Estado",
    "page_you_choose": "Elija un Estado",
    "page_you_prompt": "Elija su Estado para ver su importe, su parte y cómo se obtienen.",
    "page_rule": "Regla",
    "page_residual": "Lo que deja el redondeo",
    "page_liable_participants_pooled": "Quienes participan se reparten el costo, todos juntos.",
    "page_liable_participants_straight": (
        "Los Estados no Parte que participan pagan su cuota de las Naciones Unidas sin ajustar; los Estados Parte "
        "que participan se reparten el resto."
    ),
    "page_liable_all_parties_pooled": (
        "Todos los Estados Parte, presentes o no, y los Estados no Parte que participan se reparten el costo juntos."
    ),
    "page_liable_all_parties_straight": (
        "Los Estados no Parte que participan pagan su cuota de las Naciones Unidas sin ajustar; todos los Estados "
        "Parte, presentes o no, se reparten el resto."
    ),
    "page_liable_parties_only_pooled": "Solo los Estados Parte se reparten el costo, presentes o no.",
    "page_liable_parties_only_straight": "Solo los Estados Parte sufragan el costo, presentes o no.",
    "page_residual_largest_amounts": "Las unidades que deja el redondeo van a los importes mayores.",
    "page_residual_largest_remainder": "Las unidades que deja el redondeo por defecto van a los restos mayores.",
    "page_residual_none": "Lo que deja el redondeo no lo sufraga nadie; figura en una línea aparte.",
    "page_other_rule": "[no es la regla vigente aquí]",
    "page_present": "Quién participa",
    "page_count": "{ticked} de {all}",
    "page_search": "Buscar, en cualquiera de los seis idiomas o por código",
    "page_only": "Mostrar solo los marcados",
    "page_parties": "Todos los Estados Parte",
    "page_nobody": "Ninguno",
    "page_found": "Marcados: {ticked}. Mostrados: {found} de {all}.",
    "page_found_none": "No se encuentra ningún Estado con ese nombre. Marcados: {ticked}.",
    "page_reset": "Volver al caso base",
    "page_result": "Resultado",
    "page_chosen": "En qué se basa este resultado",
    "page_same": "Este es el caso base: no se ha cambiado nada.",
    "page_cost_now": "Costo total {now}; caso base {before}.",
    "page_added": "Añadidos a quienes participan: {states}.",
    "page_removed": "Excluidos de quienes participan: {states}.",
    "page_amount": "Importe",
    "page_base": "Caso base",
    "page_difference": "Diferencia",
    "page_not_present": "No participa en esta elección ({state}), por lo que no sufraga nada.",
    "page_not_charged": "Esta regla no carga nada a este Estado ({state}).",
    "page_chart": "Importes mayores",
    "page_chart_note": "Barra llena: Estado Parte. Barra vacía: Estado no Parte.",
    "page_chart_note_base": (
        "Barra llena: Estado Parte. Barra vacía: Estado no Parte. La línea vertical señala el caso base."
    ),
    "page_rest": "Todos los demás ({count})",
    "page_table": "Todos los importes",
    "page_order": "Orden",
    "page_order_amount": "Primero el importe mayor",
    "page_order_name": "Por nombre",
    "page_order_difference": "Primero la diferencia mayor",
    "page_take": "Guardar o compartir este resultado",
    "page_link": "Enlace que lleva su elección",
    "page_copy": "Copiar el enlace",
    "page_copied": "Copiado",
    "page_copy_by_hand": "El enlace está seleccionado: cópielo",
    "page_csv": "Descargar en CSV",
    "page_print": "Imprimir",
    "page_star": "* incluye una unidad de redondeo, para que los importes sumen el total.",
    "page_made": "Hecho con ccmcost {version}. El cálculo es exacto, en números enteros.",
    "page_calculation": "Cálculo sobre un total de {total} ({status}). No constituye una solicitud de pago",
    "page_no_result": "Sin resultado: vea abajo qué falla en la elección.",
    "page_list_expected": (
        "La lista de quienes participan es prevista, no oficial. Los Estados no Parte que faltan en ella reducirían "
        "todos los importes; los Estados Parte ausentes aumentarían los de los demás."
    ),
    "page_list_official": "El caso base toma la lista oficial de participantes.",
    "page_list_given": "El caso base toma una lista de participantes dada a mano.",
    "page_unsettled": "Quién sufraga el costo y quién lo que deja el redondeo no está resuelto para esta Convención.",
    "page_told": "{total}, repartido entre {n}.",
    "page_comma": ", ",
    "page_refused": "Estas partes del enlace no dicen nada a esta página y se dejaron de lado: {parts}",
    "page_error_amount": (
        "“{text}” no es un importe en {currency}. Escriba cifras sin espacios, un punto decimal y como máximo "
        "{decimals} decimales, por ejemplo {example}; sin separador de miles ni exponente."
    ),
    "page_error_negative": "{text} es negativo. Esta página calcula cargos, no créditos.",
    "page_error_range": "{text} no está entre 1 y 10^15 unidades mínimas de {currency}.",
    "page_error_rate": (
        "Sin tasa en la escala ni tasa teórica: {states}. Desmarque para seguir; a nadie se le carga cero por omisión."
    ),
    "page_error_nobody": "No queda ningún Estado que se reparta el costo.",
    "page_error_unit": (
        "El total {total} no es múltiplo de la unidad de facturación {unit}; los importes no podrían sumarlo."
    ),
    "page_error_no_party": (
        "Los Estados no Parte pagan su cuota sin ajustar y no hay ningún Estado Parte que se reparta el resto."
    ),
    "page_error_left_over": "Todos los Estados están en un límite de la regla y sobra el {remaining} %.",
    "page_error_nothing_left": "Las partes fijas y los límites de la regla no dejan nada para los demás Estados.",
    "page_error_check": (
        "Este navegador no calcula el caso base como ccmcost, o el archivo fue modificado. No se muestra ninguna "
        "cifra; no lo utilice."
    ),
    "page_index_note": "Una página por reunión. Cada una es un archivo propio que funciona sin red.",
    "page_index_specimen": "Muestra sobre un costo ilustrativo",
    "page_index_absent": "sin página",
    "page_index_no_day": "aún sin fecha",
}
