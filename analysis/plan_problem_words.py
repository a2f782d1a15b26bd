"""What each plan problem says and what to do about it, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.plan import Text
from analysis.plan_people_words import PEOPLE


def _words(what_fr: str, what_en: str, remedy_fr: str, remedy_en: str) -> tuple[Text, Text]:
    return {"fr": what_fr, "en": what_en}, {"fr": remedy_fr, "en": remedy_en}


WORDS: Mapping[str, tuple[Text, Text]] = {
    "text_missing": _words(
        "Ce texte manque en « {language} ».",
        "This text is missing in “{language}”.",
        "Écrivez-le dans cette langue.",
        "Write it in that language.",
    ),
    "duplicate_code": _words(
        "Le nom court « {name} » sert deux fois.",
        "The short name “{name}” is used twice.",
        "Donnez un nom court différent à chacun.",
        "Give each one its own short name.",
    ),
    "duplicate_order": _words(
        "Deux vagues portent le rang {name}.",
        "Two waves have the order {name}.",
        "Donnez à chaque vague un rang différent.",
        "Give each wave its own order.",
    ),
    "scale_named_as_question": _words(
        "Le score « {name} » porte le nom d’une question.",
        "The scale “{name}” has the name of a question.",
        "Donnez un autre nom court au score.",
        "Give the scale another short name.",
    ),
    "imputations_unused": _words(
        "« {name} » ne se complète pas par imputation multiple.",
        "“{name}” is not completed by multiple imputation.",
        "Laissez ce champ vide, ou choisissez un changement moyen, une différence de changements ou une analyse de "
        "covariance.",
        "Leave this field empty, or choose a mean change, a difference of changes or an analysis of covariance.",
    ),
    "imputations_clustered": _words(
        "L’imputation multiple suppose des personnes réparties une à une ; ici des groupes entiers le sont.",
        "Multiple imputation takes people as allocated one by one; here whole groups are.",
        "Laissez ce champ vide.",
        "Leave this field empty.",
    ),
    "imputations_out_of_range": _words(
        "{value} imputations : hors limites.",
        "{value} imputations: out of range.",
        "Choisissez un nombre entre {low} et {high} ; 50 convient presque toujours.",
        "Choose a number between {low} and {high}; 50 nearly always suits.",
    ),
    "confidence_out_of_range": _words(
        "Le niveau de confiance {value} est hors limites.",
        "The confidence level {value} is out of range.",
        "Choisissez une valeur entre 0,5 et 0,999 ; l’usage est 0,95.",
        "Choose a value between 0.5 and 0.999; 0.95 is usual.",
    ),
    "zone_unknown": _words(
        "« {name} » n’est pas un fuseau horaire connu.",
        "“{name}” is not a known time zone.",
        "Écrivez par exemple Europe/Paris, America/Guadeloupe ou UTC.",
        "Write for example Europe/Paris, America/New_York or UTC.",
    ),
    "minimum_cell_too_small": _words(
        "Le plus petit effectif publié est {value} : une personne pourrait être reconnue.",
        "The smallest published count is {value}: someone could be recognised.",
        "Choisissez au moins 2 ; l’usage est 5.",
        "Choose at least 2; 5 is usual.",
    ),
    "no_wave": _words(
        "Le plan n’a aucune vague.",
        "The plan has no wave.",
        "Ajoutez au moins un moment de mesure.",
        "Add at least one moment of measurement.",
    ),
    "several_baselines": _words(
        "Plusieurs vagues sont marquées comme mesure de départ.",
        "Several waves are marked as the starting measurement.",
        "N’en marquez qu’une.",
        "Mark only one.",
    ),
    "no_primary": _words(
        "Aucun résultat principal n’est choisi.",
        "No primary outcome is chosen.",
        "Choisissez le résultat qui répond à la question de l’étude.",
        "Choose the outcome that answers the study’s question.",
    ),
    "several_primary": _words(
        "Plusieurs résultats sont principaux : {names}.",
        "Several outcomes are primary: {names}.",
        "Gardez-en un ; rendez les autres secondaires.",
        "Keep one; make the others secondary.",
    ),
    "design_needs_two_arms": _words(
        "Ce type d’étude compare deux groupes ; le plan en a {count}.",
        "This design compares two arms; the plan has {count}.",
        "Décrivez un groupe d’intervention et un groupe de comparaison.",
        "Describe one intervention arm and one comparison arm.",
    ),
    "design_has_one_group": _words(
        "Ce type d’étude suit un seul groupe ; le plan en a {count}.",
        "This design follows one group; the plan has {count}.",
        "Gardez un groupe, ou choisissez une étude avec comparaison.",
        "Keep one arm, or choose a design with a comparison.",
    ),
    "design_needs_baseline": _words(
        "Ce type d’étude demande une mesure de départ.",
        "This design needs a starting measurement.",
        "Marquez la première vague comme mesure de départ, ou choisissez « Une mesure, après seulement ».",
        "Mark the first wave as the starting measurement, or choose “One measurement, afterwards only”.",
    ),
    "scale_without_items": _words(
        "Le score « {name} » n’a aucune question.",
        "The scale “{name}” has no questions.",
        "Nommez les questions qui la composent.",
        "Name the questions it is made of.",
    ),
    "unknown_item": _words(
        "Le questionnaire n’a pas de question « {name} ».",
        "The questionnaire has no question “{name}”.",
        "Vérifiez le nom, ou ajoutez la question au questionnaire.",
        "Check the name, or add the question to the questionnaire.",
    ),
    "item_not_numeric": _words(
        "La question « {name} » ne donne pas de nombre.",
        "The question “{name}” gives no number.",
        "Codez ses choix par des nombres, ou retirez-la du score.",
        "Code its choices with numbers, or take it out of the scale.",
    ),
    "unknown_reversed_item": _words(
        "La question formulée à l’envers « {name} » n’est pas dans le score.",
        "The question “{name}”, worded the other way round, is not in the scale.",
        "Ajoutez-la aux questions du score, ou retirez-la des questions formulées à l’envers.",
        "Add it to the questions of the scale, or take it out of those worded the other way round.",
    ),
    "minimum_answered_out_of_range": _words(
        "Le nombre de réponses nécessaires est impossible pour ce score.",
        "The number of answers needed is impossible for this scale.",
        "Choisissez un nombre entre 1 et {items}.",
        "Choose a number between 1 and {items}.",
    ),
    "scale_range_empty": _words(
        "Les réponses vont de {minimum} à {maximum} : il n’y a pas d’étendue.",
        "Answers go from {minimum} to {maximum}: there is no range.",
        "Donnez la plus petite puis la plus grande réponse possible.",
        "Give the smallest, then the largest possible answer.",
    ),
    "unknown_estimator": _words(
        "La méthode « {name} » n’existe pas.",
        "The method “{name}” does not exist.",
        "Choisissez parmi : {known}.",
        "Choose one of: {known}.",
    ),
    "estimator_not_for_design": _words(
        "La méthode « {name} » ne convient pas à ce type d’étude.",
        "The method “{name}” does not fit this design.",
        "Choisissez une autre méthode, ou un autre type d’étude.",
        "Choose another method, or another design.",
    ),
    "estimator_needs_two_arms": _words(
        "La méthode « {name} » compare deux groupes.",
        "The method “{name}” compares two arms.",
        "Décrivez un groupe d’intervention et un groupe de comparaison.",
        "Describe one intervention arm and one comparison arm.",
    ),
    "unknown_measure": _words(
        "Ni question ni score ne s’appelle « {name} ».",
        "No question or scale is called “{name}”.",
        "Vérifiez le nom, ou ajoutez la question au questionnaire.",
        "Check the name, or add the question to the questionnaire.",
    ),
    "measure_of_wrong_type": _words(
        "La mesure « {name} » ne convient pas à la méthode « {estimator} ».",
        "The measure “{name}” does not fit the method “{estimator}”.",
        "Choisissez une mesure chiffrée ou ordonnée (apparence « likert »), ou une autre méthode.",
        "Choose a numeric or ordered measure (“likert” appearance), or another method.",
    ),
    "estimator_needs_clusters": _words(
        "La méthode « {name} » demande de savoir quels groupes entiers ont été répartis.",
        "The method “{name}” must know which whole groups were allocated.",
        "Dites dans le plan que des lieux entiers sont répartis, ou choisissez une autre méthode.",
        "Say in the plan that whole sites are allocated, or choose another method.",
    ),
    "success_values_missing": _words(
        "La méthode « {name} » doit savoir quelles réponses compter.",
        "The method “{name}” must know which answers to count.",
        "Nommez les réponses qui comptent comme une réussite.",
        "Name the answers that count as a success.",
    ),
    "success_values_unused": _words(
        "La méthode « {name} » ne compte pas de réponses.",
        "The method “{name}” counts no answers.",
        "Retirez les réponses à compter, ou choisissez une proportion.",
        "Remove the answers to count, or choose a proportion.",
    ),
    "unknown_success_value": _words(
        "La question ne propose pas la réponse « {name} ».",
        "The question does not offer the answer “{name}”.",
        "Choisissez parmi : {known}.",
        "Choose among: {known}.",
    ),
    "unknown_wave": _words(
        "Le plan n’a pas de vague « {name} ».",
        "The plan has no wave “{name}”.",
        "Vérifiez le nom, ou ajoutez la vague.",
        "Check the name, or add the wave.",
    ),
    "wrong_number_of_waves": _words(
        "La méthode « {name} » ne s’applique pas à ce nombre de vagues ({count}).",
        "The method “{name}” does not apply to this number of waves ({count}).",
        "Nommez une vague ; plusieurs seulement pour un modèle à plusieurs vagues.",
        "Name one wave; several only for a model of several waves.",
    ),
    "repeated_wave": _words(
        "La même vague est nommée deux fois.",
        "The same wave is named twice.",
        "Nommez chaque vague une seule fois.",
        "Name each wave once.",
    ),
    "baseline_missing": _words(
        "La méthode « {name} » compare à une mesure de départ.",
        "The method “{name}” compares with a starting measurement.",
        "Nommez la vague de la mesure de départ.",
        "Name the wave of the starting measurement.",
    ),
    "baseline_unused": _words(
        "La méthode « {name} » n’utilise pas de mesure de départ.",
        "The method “{name}” uses no starting measurement.",
        "Retirez la mesure de départ, ou choisissez une méthode qui l’utilise.",
        "Remove the starting measurement, or choose a method that uses it.",
    ),
    "baseline_among_waves": _words(
        "La vague « {name} » sert à la fois de départ et de comparaison.",
        "The wave “{name}” serves both as the start and as the comparison.",
        "Gardez-la comme mesure de départ seulement.",
        "Keep it as the starting measurement only.",
    ),
    "adjustment_unused": _words(
        "La méthode « {name} » n’ajuste sur rien.",
        "The method “{name}” adjusts for nothing.",
        "Retirez l’ajustement, ou choisissez une méthode qui ajuste.",
        "Remove the adjustment, or choose a method that adjusts.",
    ),
    "adjustment_needs_baseline": _words(
        "« {name} » se lit à la mesure de départ, qui n’est pas nommée.",
        "“{name}” is read at the starting measurement, which is not named.",
        "Nommez la vague de la mesure de départ.",
        "Name the wave of the starting measurement.",
    ),
    "unknown_covariate": _words(
        "Ni question ni score ne s’appelle « {name} ».",
        "No question or scale is called “{name}”.",
        "Vérifiez le nom de ce sur quoi vous ajustez.",
        "Check the name of what you adjust for.",
    ),
    "covariate_of_wrong_type": _words(
        "On ne peut pas ajuster sur « {name} ».",
        "One cannot adjust for “{name}”.",
        "Choisissez un nombre ou une question à choix unique.",
        "Choose a number or a single-choice question.",
    ),
    "threshold_out_of_range": _words(
        "Le seuil {value} est hors de ce que la méthode peut donner.",
        "The threshold {value} is out of what the method can give.",
        "Écrivez une valeur entre {low} et {high} ; une part s’écrit 0,7 pour 70 %.",
        "Write a value between {low} and {high}; a share is written 0.7 for 70%.",
    ),
    "threshold_without_sign": _words(
        "Le seuil {value} ne va pas dans le sens d’une amélioration.",
        "The threshold {value} does not point towards an improvement.",
        "Si une baisse est un progrès, écrivez un nombre négatif ; sinon, un nombre positif.",
        "If lower is better, write a negative number; otherwise a positive one.",
    ),
    **PEOPLE,
}
