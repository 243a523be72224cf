"""French, in the terms of United Nations documents: avis de recouvrement, coûts estimatifs, barème des quotes-parts."""

WORDS = {
    "status_illustrative": "à titre d’illustration",
    "status_given": "indiqué par l’utilisateur",
    "status_estimate": "coûts estimatifs",
    "status_revised_estimate": "coûts estimatifs révisés",
    "status_actual": "coûts effectifs",
    "total": "Montant total des coûts à répartir : {total} ({status}).",
    "total_credit": (
        "Montant total à porter au crédit : {total} ({status}). Un crédit est l’exact symétrique de la même charge."
    ),
    "pool_participants": (
        "Ces coûts sont répartis entre les {n} qui participent (États parties : {parties} ; États non parties : {others})."
    ),
    "pool_all_parties": (
        "Ces coûts sont répartis entre {n} (ensemble des États parties, présents ou non : {parties} ; États non "
        "parties participants : {others})."
    ),
    "pool_parties_only": "Ces coûts sont répartis entre les {n} États parties seulement.",
    "pool_without_roles_participants": "Ces coûts sont répartis entre les {n} inscrits sur la liste.",
    "rate_adopted": "Quote-part ({state}) au barème {scale} : {rate} % ({basis}).",
    "rate_notional": "Hors barème {scale} ({state}) ; quote-part théorique : {rate} % ({basis}).",
    "rate_assumed": "Hors barème {scale} ({state}) ; quote-part supposée : {rate} % ({basis}).",
    "rate_rule": "Quote-part ({state}) fixée par la règle : {rate} % ({basis}).",
    "sum_of_rates": "Somme des quotes-parts des {n} qui partagent au prorata : {sum} %.",
    "set_apart": "Parts fixées par la règle elle-même : {apart} ; il reste {remaining} % des coûts pour {n}.",
    "share_pro_rata": "Part ({state}) : {rate} / {sum} = {share} % des coûts.",
    "share_of_remaining": "Part ({state}) : {remaining} × {rate} / {sum} = {share} % des coûts.",
    "share_fixed": "Part ({state}) fixée par la règle : {share} % des coûts.",
    "share_straight": "Un État non partie acquitte sa quote-part sans ajustement : {share} % des coûts.",
    "share_held": "La règle maintient cette quote-part minimale sans ajustement : {share} % des coûts.",
    "share_ceiling": "Au prorata, la part ({state}) dépasserait le plafond ; elle est ramenée au plafond : {share} %.",
    "share_ldc_ceiling": (
        "Au prorata, la part ({state}) dépasserait le plafond applicable aux pays les moins avancés ; elle est ramenée à "
        "ce plafond : {share} %."
    ),
    "share_floor": "Au prorata, la part ({state}) serait inférieure au plancher ; elle est portée au plancher : {share} %.",
    "share_rounded_largest_remainder": (
        "Les parts sont arrondies à {decimals} décimales selon la règle du plus fort reste, de sorte que leur somme soit "
        "égale à 100 : {share} %."
    ),
    "share_rounded_largest_shares": (
        "Les parts sont arrondies à {decimals} décimales, le solde allant aux parts les plus élevées : {share} %."
    ),
    "exact_plain": "Montant exact : {total} × {rate} / {sum} = {exact}",
    "exact_of_remaining": "Montant exact : {total} × {remaining} % × {rate} / {sum} = {exact}",
    "exact": "Montant exact : {total} × {share} % = {exact}",
    "rounded_half_up": "Arrondi à {unit} près : {amount}.",
    "rounded_down": "Arrondi au multiple inférieur de {unit} : {amount}.",
    "residual_zero": ("La somme des montants arrondis est égale au total ; rien n’est donc ajouté ni retranché : {amount}."),
    "residual_left": "Les montants arrondis laissent {residual}, qu’aucun État ne supporte. Le montant reste {amount}.",
    "residual_largest_amounts_short_borne": (
        "Arrondi + {unit} : il manquerait {residual} à la somme des montants arrondis ; {unit} est ajouté à chacun des "
        "{count} montants les plus élevés, dont celui-ci ({state}) : {amount}."
    ),
    "residual_largest_amounts_short_borne_one": (
        "Arrondi + {unit} : il manquerait {residual} à la somme des montants arrondis ; {unit} est ajouté au montant le "
        "plus élevé, celui-ci ({state}) : {amount}."
    ),
    "residual_largest_amounts_short_others": (
        "Il manquerait {residual} à la somme des montants arrondis ; {unit} est ajouté à chacun des {count} montants les "
        "plus élevés, dont celui-ci ({state}) ne fait pas partie : {amount}."
    ),
    "residual_largest_amounts_short_others_one": (
        "Il manquerait {residual} à la somme des montants arrondis ; {unit} est ajouté au montant le plus élevé, qui "
        "n’est pas celui-ci ({state}) : {amount}."
    ),
    "residual_largest_amounts_over_borne": (
        "Arrondi - {unit} : la somme des montants arrondis dépasserait le total de {residual} ; {unit} est retranché de "
        "chacun des {count} montants les plus élevés, dont celui-ci ({state}) : {amount}."
    ),
    "residual_largest_amounts_over_borne_one": (
        "Arrondi - {unit} : la somme des montants arrondis dépasserait le total de {residual} ; {unit} est retranché du "
        "montant le plus élevé, celui-ci ({state}) : {amount}."
    ),
    "residual_largest_amounts_over_others": (
        "La somme des montants arrondis dépasserait le total de {residual} ; {unit} est retranché de chacun des {count} "
        "montants les plus élevés, dont celui-ci ({state}) ne fait pas partie : {amount}."
    ),
    "residual_largest_amounts_over_others_one": (
        "La somme des montants arrondis dépasserait le total de {residual} ; {unit} est retranché du montant le plus "
        "élevé, qui n’est pas celui-ci ({state}) : {amount}."
    ),
    "residual_largest_remainder_short_borne": (
        "Arrondi + {unit} : il manque {residual} à la somme des montants arrondis par défaut ; {unit} est ajouté à chacun "
        "des {count} montants que cet arrondi a le plus réduits, dont celui-ci ({state}) : {amount}."
    ),
    "residual_largest_remainder_short_borne_one": (
        "Arrondi + {unit} : il manque {residual} à la somme des montants arrondis par défaut ; {unit} est ajouté au "
        "montant que cet arrondi a le plus réduit, celui-ci ({state}) : {amount}."
    ),
    "residual_largest_remainder_short_others": (
        "Il manque {residual} à la somme des montants arrondis par défaut ; {unit} est ajouté à chacun des {count} "
        "montants que cet arrondi a le plus réduits, dont celui-ci ({state}) ne fait pas partie : {amount}."
    ),
    "residual_largest_remainder_short_others_one": (
        "Il manque {residual} à la somme des montants arrondis par défaut ; {unit} est ajouté au montant que cet arrondi "
        "a le plus réduit, qui n’est pas celui-ci ({state}) : {amount}."
    ),
    "list_expected": "prévue",
    "list_official": "officielle",
    "list_given": "fournie",
    "source_article": "{convention}, art. {article} ({paragraph}) (règle {rule})",
    "source_rule": "{legal} (règle {rule})",
    "source_scale": "{scale} : {resolution}",
    "source_basis": "{basis}",
    "source_list": "liste ({list}) : {evidence}. {source}",
    "source_whole_list": "liste ({list}) : {source}",
    "source_cost": "coûts ({status}) : {source}",
    "source_cost_given": "coûts : indiqués par l’utilisateur",
    "evidence_in_force": "en vigueur depuis le {day}",
    "evidence_news": "actualités",
    "evidence_statement": "déclaration",
    "evidence_office": "fonction exercée à la réunion",
    "evidence_evidence": "élément de preuve",
    "evidence_part": "{evidence} (partie {part})",
    "evidence_listed": "figure sous le nom « {name} »",
    "evidence_listed_alias": "figure sous le nom « {name} », rattaché par un alias",
    "caution_specimen": "Les coûts sont donnés à titre d’illustration ; les montants se lisent comme des parts de {total}.",
    "caution_draft": "Projet. Il n’a pas été émis et ne vaut pas demande de paiement tant qu’il ne porte pas de numéro.",
    "caution_provisional_parties": (
        "Mise en recouvrement provisoire auprès des États parties à l’égard desquels la Convention est en vigueur le {day}, "
        "à ajuster en fonction de la liste définitive et des coûts effectifs."
    ),
    "caution_provisional_others": (
        "Mise en recouvrement provisoire fondée sur une liste prévue (États parties à l’égard desquels la Convention est en "
        "vigueur le {day} et États non parties dont la présence à la réunion ressort de sources publiques), à ajuster en "
        "fonction de la liste définitive et des coûts effectifs."
    ),
    "caution_scale_provisional": (
        "BARÈME PROVISOIRE : le barème {scale} ne couvre pas le jour de la réunion ; celui qui le couvrira n’est pas adopté."
    ),
    "caution_scale_override": "Le barème {scale} a été choisi manuellement ; il ne découle pas du jour de la réunion.",
    "caution_with": "Ajoutés manuellement à ceux qui partagent les coûts : {states}.",
    "caution_without": "Retirés manuellement de ceux qui partagent les coûts : {states}.",
    "title_notice": "Avis de recouvrement",
    "title_credit": "Avis de crédit",
    "title_specimen": "Calcul présenté à titre de spécimen, pour {total}. Ne constitue pas une demande de paiement",
    "title_annex": "Annexe aux avis de recouvrement",
    "draft": "PROJET",
    "specimen": "SPÉCIMEN",
    "label_to": "Destinataire",
    "label_number": "Numéro",
    "label_reference": "Référence",
    "label_date": "Date",
    "permanent_mission": "Mission permanente",
    "permanent_observer_mission": "Mission permanente d’observation",
    "courtesy": "Traduction de courtoisie ; le texte anglais fait foi.",
    "col_meeting": "Réunion",
    "col_dates": "Dates",
    "col_place": "Lieu",
    "col_code": "Code",
    "col_state": "État",
    "col_role": "Qualité",
    "col_rate": "Quote-part (%)",
    "col_share": "Part (%)",
    "col_amount": "Montant ({currency})",
    "role_state_party": "État partie",
    "role_signatory": "signataire",
    "role_observer_state": "État observateur",
    "role_organization": "organisation",
    "heading_legal": "Fondement juridique",
    "quote": "« {text} »",
    "legal_article": "{convention}, article {article}, paragraphe {paragraph} :",
    "legal_article_english": "{convention}, article {article}, paragraphe {paragraph} (cité en anglais) :",
    "legal_rule": "Source de la règle : {legal}.",
    "legal_note": (
        "L’article ne mentionne pas les réunions de ce type ; la note portant convocation de la réunion en fait application."
    ),
    "legal_note_document": (
        "L’article ne mentionne pas les réunions de ce type ; la note portant convocation de la réunion en fait "
        "application : {document}."
    ),
    "legal_approved": "Répartition selon la formule de partage des coûts approuvée dans {decision}.",
    "heading_assessment": "Montant mis en recouvrement",
    "scale_of": "Quotes-parts : barème des quotes-parts des Nations Unies pour {years} ({resolution}).",
    "amount_assessed": "Montant mis en recouvrement",
    "amount_specimen": "Montant indicatif pour {total}",
    "amount_credited": "Montant porté au crédit",
    "heading_payment": "Paiement",
    "payment_by": "Le paiement est demandé pour le {day} au plus tard ({basis}).",
    "payment_terms": (
        "En {currency}, tous frais bancaires à la charge de l’émetteur du virement, en rappelant la référence "
        "{reference} ; veuillez vérifier ces coordonnées bancaires auprès de votre correspondant habituel."
    ),
    "currency_usd": "dollars des États-Unis",
    "bank_beneficiary": "Bénéficiaire",
    "bank_name": "Banque",
    "bank_address": "Adresse de la banque",
    "bank_account": "Compte ou IBAN",
    "bank_swift": "SWIFT/BIC",
    "bank_contact": "Correspondant habituel",
    "to_fill_in": "[à compléter : « {key} » dans issuer.toml]",
    "heading_derivation": "Calcul du montant",
    "heading_sources": "Sources",
    "see_annex": "La même formule s’applique à tous : l’annexe présente chaque État ({file}).",
    "annex_formula": "Montant de chaque État : {total} × sa quote-part / {sum}, arrondi.",
    "annex_formula_other": "Les montants découlent des quotes-parts et de la règle {rule}.",
    "annex_mark": "* y compris {units} d’arrondi, de sorte que la somme des montants soit égale au total.",
    "annex_residual": "Arrondi, supporté par aucun État",
    "annex_total": "Total ({n})",
    "data_attached": "Les chiffres de ce document sous forme de données",
    "title_further": "Avis de recouvrement complémentaire",
    "heading_adjustment": "Ajustement",
    "col_before": "Montant antérieur",
    "col_now": "Montant actuel",
    "col_difference": "Différence ({currency})",
    "adjusts": "Ajuste l’avis {number}.",
    "amount_further": "Montant complémentaire à recouvrer",
    "credit_choice": (
        "Le crédit réduit d’abord le montant dû au titre de cette réunion. Le solde en votre faveur est remboursé, imputé "
        "sur une réunion désignée ou maintenu, selon votre choix écrit ; il n’est pas compensé autrement."
    ),
    "adjust_before": "Auparavant ({number}) : coût total {total} ({status}), réparti entre {n} ; montant {amount}.",
    "adjust_before_nothing": "Auparavant : coût total {total} ({status}), réparti entre {n} ; montant {amount}.",
    "adjust_gone": "{state} : ne participe plus à la prise en charge de ce coût.",
    "adjust_difference": "Différence : {after} - {before} = {amount}.",
    "title_status": "État des contributions",
    "title_statement": "Relevé de compte",
    "as_at": "Au {day}.",
    "known_on": "Tel qu’enregistré jusqu’au {day}.",
    "heading_meetings": "Par réunion",
    "heading_ageing": "Montants dus par ancienneté",
    "heading_funding": "Situation de financement",
    "heading_accounts": "Par État et réunion",
    "col_assessed": "Mis en recouvrement",
    "col_adjusted": "Ajustements",
    "col_received": "Reçu",
    "col_other": "Autres",
    "col_outstanding": "Restant dû",
    "col_credit": "Crédit",
    "col_collected": "Recouvré (%)",
    "col_days": "Jours",
    "col_cost_status": "Coût",
    "col_cost": "Coût retenu",
    "col_cash": "Encaisse",
    "col_short": "Manque",
    "col_go": "Date de décision",
    "col_entry": "Écriture",
    "col_charge": "Débit",
    "col_payment": "Paiement ou crédit",
    "col_balance": "Solde",
    "age_0": "0-90 jours",
    "age_1": "91-365 jours",
    "age_2": "1-3 ans",
    "age_3": "Plus de 3 ans",
    "row_total": "Total",
    "carried_over": "repris",
    "by_plan": "plan de paiement jusqu’au {day}",
    "note_days": "Les jours sont comptés depuis la date du plus ancien avis non entièrement payé.",
    "note_netting": (
        "Les crédits ne sont jamais compensés avec les dettes d’un autre État ou d’une autre "
        "réunion, sauf imputation expresse."
    ),
    "note_other": (
        "Autres : frais bancaires pris en charge, différences de change, passages en pertes et "
        "crédits imputés, moins remboursements."
    ),
    "note_unidentified": "Reçu et non encore identifié : {amount}.",
    "note_elsewhere": "Reçu pour une autre convention : {amount}.",
    "note_go": "Date de décision sur la tenue : {basis}.",
    "note_account": "Restant dû {owed} ; crédit {credit}.",
    "note_plan": "{meeting} : réglé selon un plan de paiement jusqu’au {day}.",
    "entry_notice": "Avis de recouvrement",
    "entry_further_notice": "Avis complémentaire",
    "entry_credit": "Avis de crédit",
    "entry_opening": "Créance reprise",
    "entry_opening_received": "Reçu avant le solde d’ouverture",
    "entry_receipt": "Encaissement",
    "entry_identify": "Encaissement identifié ultérieurement",
    "entry_bank_charge": "Frais bancaires pris en charge",
    "entry_exchange_difference": "Différence de change",
    "entry_refund": "Remboursement",
    "entry_write_off": "Passage en pertes",
    "entry_apply_credit": "Crédit imputé",
    "entry_reverse": "Contre-passation",
}
