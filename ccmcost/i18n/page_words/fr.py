"""French."""

WORDS = {
    "page_language_name": "Français",
    "page_title": "Aide au calcul non officielle",
    "page_disclaimer": (
        "Cette page recalcule la répartition du coût de la réunion. Ce n’est pas un avis de recouvrement, et elle "
        "n’est ni établie ni approuvée par l’Organisation des Nations Unies ou par le secrétariat de la Convention. "
        "Rien de ce que vous saisissez ne quitte cette page."
    ),
    "page_asleep": (
        "Cette page calcule dans votre navigateur. Il faut JavaScript, un navigateur de 2021 ou plus récent et un "
        "fichier inchangé."
    ),
    "page_skip": "Aller au résultat",
    "page_language": "Langue",
    "page_choose": "Votre choix",
    "page_cost": "Coût total ({currency})",
    "page_cost_hint": "Des chiffres sans espaces et un point décimal, par exemple {example}.",
    "page_cost_base": "Cas de base : {total} ({status}).",
    "page_you": "Votre État",
    "page_you_choose": "Choisir un État",
    "page_you_prompt": "Choisissez votre État pour voir son montant, sa part et la manière dont ils sont obtenus.",
    "page_rule": "Règle",
    "page_residual": "Ce que laisse l’arrondi",
    "page_liable_participants_pooled": "Ceux qui participent se répartissent le coût, tous ensemble.",
    "page_liable_participants_straight": (
        "Les États non parties qui participent paient leur quote-part ONU telle quelle ; les États parties qui "
        "participent se répartissent le reste."
    ),
    "page_liable_all_parties_pooled": (
        "Tous les États parties, présents ou non, et les États non parties qui participent se répartissent le coût ensemble."
    ),
    "page_liable_all_parties_straight": (
        "Les États non parties qui participent paient leur quote-part ONU telle quelle ; tous les États parties, "
        "présents ou non, se répartissent le reste."
    ),
    "page_liable_parties_only_pooled": "Seuls les États parties se répartissent le coût, présents ou non.",
    "page_liable_parties_only_straight": "Seuls les États parties supportent le coût, présents ou non.",
    "page_residual_largest_amounts": "Les unités laissées par l’arrondi vont aux montants les plus élevés.",
    "page_residual_largest_remainder": "Les unités laissées par l’arrondi inférieur vont aux plus forts restes.",
    "page_residual_none": "Ce que laisse l’arrondi n’est supporté par personne et figure sur une ligne distincte.",
    "page_other_rule": "[pas la règle en vigueur ici]",
    "page_present": "Qui participe",
    "page_count": "{ticked} sur {all}",
    "page_search": "Rechercher, dans l’une des six langues ou par code",
    "page_only": "Afficher seulement les États cochés",
    "page_parties": "Tous les États parties",
    "page_nobody": "Aucun",
    "page_found": "Cochés : {ticked}. Affichés : {found} sur {all}.",
    "page_found_none": "Aucun État trouvé sous ce nom. Cochés : {ticked}.",
    "page_reset": "Revenir au cas de base",
    "page_result": "Résultat",
    "page_chosen": "Ce sur quoi repose ce résultat",
    "page_same": "C’est le cas de base : rien n’a été modifié.",
    "page_cost_now": "Coût total {now} ; cas de base {before}.",
    "page_added": "Ajoutés à ceux qui participent : {states}.",
    "page_removed": "Retirés de ceux qui participent : {states}.",
    "page_amount": "Montant",
    "page_base": "Cas de base",
    "page_difference": "Différence",
    "page_not_present": "Ne participe pas dans ce choix ({state}) et ne supporte donc rien.",
    "page_not_charged": "Cette règle ne met rien à la charge de cet État ({state}).",
    "page_chart": "Montants les plus élevés",
    "page_chart_note": "Barre pleine : État partie. Barre évidée : État non partie.",
    "page_chart_note_base": (
        "Barre pleine : État partie. Barre évidée : État non partie. Le trait vertical indique le cas de base."
    ),
    "page_rest": "Tous les autres ({count})",
    "page_table": "Tous les montants",
    "page_order": "Ordre",
    "page_order_amount": "Montant le plus élevé d’abord",
    "page_order_name": "Par nom",
    "page_order_difference": "Plus grande différence d’abord",
    "page_take": "Conserver ou transmettre ce résultat",
    "page_link": "Lien qui porte votre choix",
    "page_copy": "Copier le lien",
    "page_copied": "Copié",
    "page_copy_by_hand": "Le lien est sélectionné : copiez-le",
    "page_csv": "Télécharger en CSV",
    "page_print": "Imprimer",
    "page_star": "* comprend une unité d’arrondi, afin que la somme des montants soit égale au total.",
    "page_made": "Établi avec ccmcost {version}. Le calcul est exact, en nombres entiers.",
    "page_calculation": "Calcul sur un total de {total} ({status}). Ne constitue pas une demande de paiement",
    "page_no_result": "Pas de résultat : voir ci-dessous ce qui ne va pas dans le choix.",
    "page_list_expected": (
        "La liste de ceux qui participent est prévisionnelle et non officielle. Les États non parties qui y manquent "
        "réduiraient tous les montants ; les États parties absents augmenteraient ceux des autres."
    ),
    "page_list_official": "Le cas de base reprend la liste officielle des participants.",
    "page_list_given": "Le cas de base reprend une liste de participants fournie à la main.",
    "page_unsettled": (
        "Qui supporte le coût, et qui supporte ce que laisse l’arrondi, n’est pas tranché pour cette Convention."
    ),
    "page_told": "{total}, répartis entre {n}.",
    "page_comma": ", ",
    "page_refused": "Ces parties du lien ne disent rien à cette page et ont été laissées de côté : {parts}",
    "page_error_amount": (
        "« {text} » n’est pas un montant en {currency}. Écrivez des chiffres sans espaces, un point décimal et au "
        "plus {decimals} décimales, par exemple {example} ; ni séparateur de milliers ni exposant."
    ),
    "page_error_negative": "{text} est négatif. Cette page calcule des montants à payer, non des crédits.",
    "page_error_range": "{text} n’est pas compris entre 1 et 10^15 unités mineures de {currency}.",
    "page_error_rate": (
        "Ni taux dans le barème ni taux notionnel : {states}. Décochez pour continuer ; personne n’est taxé à zéro "
        "par omission."
    ),
    "page_error_nobody": "Il ne reste aucun État pour se répartir le coût.",
    "page_error_unit": (
        "Le total {total} n’est pas un multiple de l’unité de facturation {unit} ; la somme des montants ne pourrait "
        "l’égaler."
    ),
    "page_error_no_party": (
        "Les États non parties paient leur quote-part telle quelle et il n’y a aucun État partie pour se répartir le reste."
    ),
    "page_error_left_over": "Tous les États sont à une limite de la règle et il reste {remaining} %.",
    "page_error_nothing_left": "Les parts fixes et les limites de la règle ne laissent rien aux autres États.",
    "page_error_check": (
        "Ce navigateur ne calcule pas le cas de base comme ccmcost, ou le fichier a été modifié. Aucun chiffre n’est "
        "affiché ; ne l’utilisez pas."
    ),
    "page_index_note": "Une page par réunion. Chacune est un fichier autonome qui fonctionne sans réseau.",
    "page_index_specimen": "Spécimen sur un coût donné à titre d’illustration",
    "page_index_absent": "pas de page",
    "page_index_no_day": "pas encore de date",
}
