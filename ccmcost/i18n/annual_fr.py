"""Le rapport annuel en français."""

WORDS = {
    "title_report": "Rapport annuel sur les coûts, {year}",
    "title_specimen_report": "Spécimen de rapport annuel sur les coûts, {year}. Ne constitue pas une demande de paiement",
    "v_made_on": "Établi le {day}",
    "w_table": "Tableau",
    "w_figure": "Figure",
    "w_caption": "{word} {number}. – {text}",
    "h_contents": "Table des matières",
    "h_tables": "Tableaux",
    "h_figures": "Figures",
    "h_summary": "Résumé",
    "h_meetings": "Réunions de l’année",
    "h_states": "Montants mis en recouvrement, par État",
    "h_changes": "Variations par rapport à {year}",
    "h_changes_none": "Variations",
    "h_changes_states": "Variations par État",
    "h_parts": "Par groupe régional, niveau de développement et qualité",
    "h_collection": "Recouvrement et arriérés",
    "h_notes": "Notes sur les données",
    "h_sources": "Sources",
    "h_method": "Méthode",
    "caution_report_specimen": (
        "Les coûts de ce rapport sont donnés à titre d’illustration : aucun coût publié n’est disponible. Les montants "
        "montrent comment un coût serait réparti. Les effets d’une variation des coûts et les sommes recouvrées sont omis."
    ),
    "caution_expected": (
        "Les listes de participants portant la mention « prévue » ne sont pas officielles. Les États non parties qui n’y "
        "figurent pas réduiraient tous les montants ; les États parties absents augmenteraient ceux des autres."
    ),
    "f_meetings": "Réunions",
    "f_cost": "Coût total",
    "f_states": "États ayant partagé les coûts",
    "f_largest": "Montant le plus élevé",
    "f_compared": "Comparaison avec",
    "f_moved": "Entrées et sorties",
    "f_collected": "Recouvré",
    "f_outstanding": "Restant dû au titre de l’année",
    "f_arrears": "Restant dû, toutes réunions",
    "v_largest": "{state} : {amount}, {share} %",
    "v_moved": "entrées : {joined} ; sorties : {left}",
    "v_collected": "{amount} ({share} %)",
    "v_none_issued": "aucun avis n’a été émis pour ces réunions",
    "v_states": "États : {n}",
    "c_list": "Liste",
    "c_states": "États",
    "c_status": "Nature du coût",
    "c_meetings": "Réunions",
    "c_cost": "Coût ({currency})",
    "c_total": "Total ({currency})",
    "c_this_year": "Cette année",
    "c_change": "Variation ({currency})",
    "c_change_plain": "Variation",
    "c_reason": "Cause principale",
    "c_effect_cost": "Effet du coût",
    "c_effect_participation": "Effet de la participation",
    "c_effect_rates": "Effet des quotes-parts",
    "c_rounding": "Arrondi",
    "c_group": "Groupe régional",
    "c_development": "Niveau de développement",
    "c_item": "Poste",
    "c_file": "Fichier",
    "c_from": "Provenance",
    "c_origin": "Origine",
    "c_basis": "Fondement",
    "reason_new": "entrée",
    "reason_gone": "sortie",
    "reason_cost": "coût",
    "reason_participation": "participation",
    "reason_rates": "quotes-parts",
    "reason_rounding": "arrondi",
    "reason_none": "inchangé",
    "t_meetings": "Réunions ouvertes en {year}",
    "t_costs": "Coûts selon leur nature",
    "t_largest": "Plus fortes variations par rapport à {year} ({count})",
    "t_lines": "Postes du coût : {meeting}",
    "t_states": "Montants de {year}, par ordre de code",
    "t_sums": "Variation de l’ensemble des montants",
    "t_changes": "Variations par rapport à {year} et leurs causes, par ordre de code ({currency})",
    "t_groups": "Par groupe régional des Nations Unies",
    "t_development": "Pays les moins avancés (PMA) et autres États",
    "t_roles": "Par qualité à la réunion",
    "t_collection": "Mis en recouvrement, reçu et restant dû, par réunion de l’année ({currency})",
    "t_arrears": "Montants restant dus pour toutes les réunions, par ancienneté ({currency})",
    "t_rates": "Quotes-parts qui ne sont pas celles du barème adopté",
    "t_files": "Fichiers dont ce rapport est issu",
    "n_states_once": "Dans le total, un État qui a partagé les coûts de plusieurs réunions compte une fois.",
    "n_rate_last": "Quote-part : celle de la dernière réunion de l’État dans l’année. Part : du coût de l’année.",
    "n_counts_twice": "Un État qui a changé de qualité ou de place sur la liste des PMA dans l’année compte dans les deux.",
    "n_equal_cost": "Les deux années au coût de celle-ci : les montants de {year} sont recalculés.",
    "n_shown": "Chaque effet est affiché en unités entières qui conservent sa somme ; l’arrondi complète la variation.",
    "n_assumed": "Supposée : aucun chiffre publié n’est disponible.",
    "n_hashes": "Les empreintes complètes figurent dans manifest.json.",
    "n_other_currencies": "Les comptes tenus dans d’autres monnaies ne sont pas compris : {currencies}.",
    "n_carried_over": "Créances antérieures au registre ; les montants calculés ici peuvent en différer : {meetings}.",
    "n_figures_english": "Les figures sont en anglais.",
    "f_shared_by": "Partagé entre",
    "f_sum_of_rates": "Somme de leurs quotes-parts (%)",
    "f_scale": "Barème des quotes-parts",
    "f_rule": "Règle",
    "f_residual": "Arrondi",
    "f_issued": "Avis",
    "v_version": "version {version}",
    "v_adopted": "adopté le {day}",
    "v_listed": "sur la liste : {n}",
    "v_issued": "tels qu’émis en dernier lieu le {day}",
    "v_residual_left": "{amount}, que ne supporte aucun État",
    "v_residual_none": "la somme des montants arrondis est égale au coût",
    "v_residual_borne": "{amount}, reporté sur {n} des montants",
    "base_items": "des postes ci-dessus",
    "base_running": "de tout ce qui précède",
    "p_no_lines": "Aucune ventilation de ce coût par poste n’est disponible.",
    "p_states": "Montant mis à la charge de chaque État pour la réunion de {year}.",
    "p_states_many": "Montant mis à la charge de chaque État pour chaque réunion de {year}, et pour toutes ensemble.",
    "p_first_year": "Aucune réunion ne s’est ouverte avant {year} ; il n’y a donc pas de comparaison.",
    "p_compared": "Comparaison avec {year} : {meetings}.",
    "p_passed_over": "La comparaison ne porte pas sur {years}, dont les montants n’ont pas pu être calculés.",
    "p_gap": "Aucune réunion ne s’est ouverte entre {year} et cette année.",
    "p_effects": (
        "Trois effets expliquent chaque variation, substitués dans cet ordre : le coût de l’année ; les réunions tenues et "
        "les États qui en ont partagé les coûts ; les quotes-parts du barème. Avec l’arrondi, leur somme est exactement la "
        "variation. Les montants de {year} sont ceux qui ont été mis en recouvrement alors."
    ),
    "p_why_illustrative": "Les coûts des deux années sont illustratifs.",
    "p_why_illustrative_before": "Le coût de {year} est illustratif.",
    "p_why_illustrative_now": "Le coût de cette année est illustratif.",
    "p_why_currency": "Le coût de {year} est exprimé dans une autre monnaie.",
    "p_equal_cost": (
        "Les deux années sont donc considérées au coût de celle-ci, {cost}, et il n’y a pas d’effet du coût : les "
        "montants de {year} sont ce que ses États auraient supporté de cette somme. Deux effets expliquent alors chaque "
        "variation, substitués dans cet ordre : les réunions tenues et les États qui en ont partagé les coûts ; les "
        "quotes-parts du barème. Avec l’arrondi, leur somme est exactement la variation."
    ),
    "b_cost": "Coût : {before} auparavant, {after} maintenant.",
    "b_states": (
        "États partageant les coûts : {before_n} auparavant, {after_n} maintenant. Somme des quotes-parts à la dernière "
        "réunion : {before} % auparavant, {after} % maintenant."
    ),
    "b_joined": "Partagent les coûts sans l’avoir fait auparavant : {states}.",
    "b_left": "Ont partagé les coûts auparavant et ne le font plus : {states}.",
    "b_scale_same": (
        "Le barème des quotes-parts est le même ({after}) ; les quotes-parts n’ont donc pas changé, sauf celles supposées."
    ),
    "b_scale_new": "Le barème des quotes-parts est nouveau : {after} au lieu de {before}.",
    "b_rule": "La règle est autre : {after} au lieu de {before}. Son effet fait partie de celui de la participation.",
    "v_amounts_of": "Montants de {year}",
    "p_none_issued": "Aucun avis n’a été émis pour les réunions de cette année.",
    "p_no_arrears": "Il ne reste rien dû pour aucune réunion.",
    "b_left_out": "Recouvrement et arriérés sont omis : des coûts illustratifs ne sont jamais mis en recouvrement.",
    "b_no_ledger": "Aucun registre n’est disponible ; rien n’est dit du recouvrement ni des arriérés.",
    "b_empty_ledger": "Le registre ne contient encore aucun compte ; rien n’est dit du recouvrement ni des arriérés.",
    "b_cost_illustrative": "Coût illustratif (somme ronde ; aucun coût publié n’est disponible) : {meetings}.",
    "b_cost_given": "Coût indiqué par l’utilisateur : {meetings}.",
    "b_cost_estimate": "Coût estimé ; le coût effectif sera différent : {meetings}.",
    "b_cost_revised_estimate": "Coût selon la dernière estimation ; le coût effectif sera différent : {meetings}.",
    "b_cost_actual": "Coût effectif : {meetings}.",
    "b_cost_later": "{meeting} : un coût plus récent est enregistré et n’a pas encore été émis : {cost} ({status}).",
    "b_list_expected": (
        "Liste prévue (les États parties à l’égard desquels la Convention est en vigueur le jour de l’ouverture, et les "
        "États non parties dont la présence ressort de sources publiques), non officielle : {meetings}."
    ),
    "b_list_given": "Liste fournie par l’utilisateur : {meetings}.",
    "b_list_official": "Liste tirée d’un document officiel : {meetings}.",
    "b_open_in_law": (
        "Aucun document disponible ne règle, pour cette Convention, qui doit contribuer ni comment l’arrondi est réparti ; "
        "chaque réunion indique la règle appliquée."
    ),
    "b_group_remarks": "Groupes régionaux, selon les remarques de la liste des États : {remarks}.",
    "origin_notional": "théorique",
    "origin_assumed": "supposée",
    "origin_rule": "règle",
    "origin_none": "aucune",
    "from_package": "fourni avec ccmcost",
    "from_workspace": "espace de travail",
    "from_command_line": "désigné par l’utilisateur",
    "s_register": "Registre des réunions : {source}.",
    "s_rule": "Règle : {source}.",
    "s_scale": "Barème : {source}.",
    "s_list": "Liste : {source}.",
    "s_cost": "Coût : {source}.",
    "m_year": (
        "Une réunion relève de l’année de son ouverture. Le jour de l’ouverture détermine le barème des quotes-parts, la "
        "qualité de chaque État et la liste des pays les moins avancés. Chaque réunion est répartie séparément, ainsi :"
    ),
    "m_liable_participants": "Ceux qui participent supportent les coûts, États parties et États non parties.",
    "m_liable_all_parties": (
        "Tous les États parties supportent les coûts, présents ou non, ainsi que les États non parties qui participent."
    ),
    "m_liable_parties_only": "Seuls les États parties supportent les coûts, présents ou non.",
    "m_pool_pooled": (
        "Ils forment un seul ensemble : la part d’un État est sa quote-part divisée par la somme des quotes-parts."
    ),
    "m_pool_straight": (
        "Un État non partie acquitte sa quote-part sans ajustement ; les États parties partagent le reste au prorata de "
        "leurs quotes-parts."
    ),
    "m_departures": "La règle dit en outre (en anglais) : {text}",
    "m_residual_largest_amounts": (
        "Chaque montant est arrondi à l’unité la plus proche, les moitiés s’éloignant de zéro. Les unités qui manquent ou "
        "qui sont en trop sont ajoutées ou retirées, une par une, aux montants les plus élevés."
    ),
    "m_residual_largest_remainder": (
        "Chaque montant est arrondi par défaut. Les unités qui manquent vont, une par une, aux montants que cet arrondi a "
        "le plus réduits."
    ),
    "m_residual_none": (
        "Chaque montant est arrondi à l’unité la plus proche, les moitiés s’éloignant de zéro. Personne ne supporte le "
        "solde."
    ),
    "m_ties": "À égalité, la quote-part la plus élevée l’emporte, puis l’ordre alphabétique des codes.",
    "m_change": (
        "Les variations se comptent depuis la dernière année précédente où une réunion s’est ouverte, {year}. La part d’un "
        "État dans une année est la somme de ses parts dans les réunions de cette année, pondérées par leurs coûts. Les "
        "éléments sont substitués l’un après l’autre, et ce qui précède reste substitué :"
    ),
    "m_effect_cost": "Effet du coût : la différence des coûts des deux années × la part de l’État en {year}.",
    "m_no_cost": "Sans effet du coût : les deux années sont considérées au même coût.",
    "m_effect_participation": (
        "Effet de la participation : le coût de cette année × (la part de l’État avec les réunions et les États de cette "
        "année aux quotes-parts de {year} - sa part en {year}). Un État sans quote-part alors entre avec la nouvelle."
    ),
    "m_effect_rates": (
        "Effet des quotes-parts : le coût de cette année × (la part de l’État cette année - sa part avec les réunions et "
        "les États de cette année aux quotes-parts de {year})."
    ),
    "m_effect_rounding": (
        "Arrondi : ce qui complète la variation, à l’unité monétaire près. Il comprend l’arrondi des montants des deux "
        "années et celui des effets affichés."
    ),
    "m_parts": (
        "Les groupes régionaux sont ceux des Nations Unies. Le niveau de développement et la qualité sont ceux du jour "
        "d’ouverture de chaque réunion."
    ),
    "m_collection": (
        "Le recouvrement et les arriérés sont ceux du registre au jour indiqué. Ce qui réduit une dette s’impute d’abord "
        "sur l’avis le plus ancien, pour un même État et une même réunion."
    ),
    "m_exact": (
        "Parts et effets sont calculés en fractions exactes, les montants en unités monétaires entières ; les parts "
        "affichées sont arrondies et ne servent jamais au calcul. Avant l’écriture de ce rapport, toutes ses sommes ont "
        "été recalculées et trouvées concordantes sans aucune tolérance : montants et coûts, groupes et qualités et "
        "montants, effets et arrondi et variations."
    ),
    "part_african_states": "États d’Afrique",
    "part_asia_pacific_states": "États d’Asie et du Pacifique",
    "part_eastern_european_states": "États d’Europe orientale",
    "part_latin_american_and_caribbean_states": "États d’Amérique latine et des Caraïbes",
    "part_western_european_and_other_states": "États d’Europe occidentale et autres États",
    "part_none": "Aucun groupe régional",
    "part_organizations": "Organisations",
    "part_ldc": "Pays les moins avancés",
    "part_other": "Autres États",
    "part_state_party": "États parties",
    "part_signatory": "Signataires",
    "part_observer_state": "États observateurs",
    "part_organization": "Organisations",
    "part_no_role": "Sans qualité sur la liste",
    "ch_foot": "Liste : {list}. Coût : {cost}. Barème : {scale}. Règle : {rule}.",
    "ch_rest": "Les {n} autres ensemble",
    "ch_amounts": (
        "{state} : {share} % des coûts ; les {rest} plus petits montants sur {all} en représentent ensemble {small} %"
    ),
    "ch_amounts_one": "{state} : {share} % des coûts",
    "ch_amounts_shows": "Montants en {currency}, les {n} plus élevés, et parts en % ; barres blanches : États non parties",
    "ch_amounts_caption": "Montants les plus élevés de {year}",
    "ch_parts": "{group} ({n}) : {share} % des coûts",
    "ch_parts_shows": "Parts du coût en pour cent et montants en {currency}",
    "ch_parts_key": "Barres grises étroites : nombre d’États, sur {n}",
    "ch_parts_caption": "Coût de {year} par groupe régional et par qualité",
    "ch_by_group": "Par groupe régional",
    "ch_by_role": "Par qualité à la réunion",
    "ch_changes": "La plus forte variation par rapport à {year} : {state}, {amount}",
    "ch_changes_shows": "Variations par rapport à {year} en {currency}, les {n} plus fortes, selon leurs causes",
    "ch_changes_caption": "Plus fortes variations par rapport à {year} et leurs causes",
    "ch_net": "Variation",
    "ch_ages": "Restant dû : {amount}, dont {share} % depuis plus d’un an",
    "ch_ages_shows": "Restant dû pour toutes les réunions en {currency}, par ancienneté, au {day}",
    "ch_ages_caption": "Montants restant dus, par ancienneté",
    "x_summary": "Résumé",
    "x_states": "États",
    "x_changes": "Variations",
    "x_parts": "Groupes",
    "x_collection": "Recouvrement",
    "x_arrears": "Arriérés",
    "x_about": "À propos",
    "x_check": "Contrôle",
    "x_check_note": "Chaque contrôle donne 0 : les sommes des feuilles comparées entre elles.",
    "x_check_states": "Somme des États, avec ce que personne ne supporte, moins le coût",
    "x_check_groups": "Somme des groupes moins somme des États",
    "x_check_development": "Somme par niveau de développement moins somme des États",
    "x_check_roles": "Somme par qualité moins somme des États",
    "x_check_changes": "Effets et arrondi moins variation, tous les États",
    "x_live": "Sommes, variations et contrôles sont des formules ; les chiffres sont ceux du rapport.",
}
