"""Why the analysis refused something, and what a check that did not pass means, in words."""

from __future__ import annotations

from collections.abc import Mapping

from reports.vocabulary import Words

REFUSED: Mapping[str, Words] = {
    "arm_empty": {
        "fr": "Un des groupes n’a aucune réponse à cette mesure.",
        "en": "One of the arms has no answer to this measure.",
    },
    "no_answer": {
        "fr": "Personne n’a répondu à cette mesure.",
        "en": "Nobody answered this measure.",
    },
    "no_pair": {
        "fr": "Personne n’a répondu avant et après.",
        "en": "Nobody answered both before and after.",
    },
    "not_estimable": {
        "fr": "Ces réponses ne suffisent pas à calculer le modèle.",
        "en": "These answers do not suffice to fit the model.",
    },
    "too_few_answers": {
        "fr": "Trop peu de réponses pour ce calcul.",
        "en": "Too few answers for this computation.",
    },
    "interval_one_participant": {
        "fr": "L’intervalle est refusé : un groupe ne compte qu’une personne.",
        "en": "The interval is refused: an arm holds a single person.",
    },
    "interval_no_variation": {
        "fr": "L’intervalle est refusé : toutes les réponses sont identiques.",
        "en": "The interval is refused: all answers are the same.",
    },
    "interval_no_overlap": {
        "fr": "L’intervalle est refusé : les réponses des deux groupes ne se recouvrent pas.",
        "en": "The interval is refused: the answers of the two arms do not overlap.",
    },
    "interval_one_cluster": {
        "fr": "L’intervalle est refusé : un groupe tient en un seul lieu.",
        "en": "The interval is refused: an arm is a single site.",
    },
    "interval_clustered_allocation": {
        "fr": "L’intervalle est refusé : des groupes entiers ont été répartis, non des personnes.",
        "en": "The interval is refused: whole groups were allocated, not persons.",
    },
    "model_did_not_settle": {
        "fr": "L’intervalle est refusé : le calcul du modèle ne s’est pas stabilisé.",
        "en": "The interval is refused: the fit of the model did not settle.",
    },
    "imputation_nothing_missing": {
        "fr": "L’imputation multiple prévue n’a rien à compléter : personne ne manque.",
        "en": "The planned multiple imputation has nothing to complete: nobody is missing.",
    },
    "imputation_no_baseline": {
        "fr": "L’imputation multiple prévue est refusée : de ceux qui manquent, le départ n’est pas connu non plus.",
        "en": "The planned multiple imputation is refused: the start of those missing is not known either.",
    },
    "imputation_few_missing": {
        "fr": "L’imputation multiple prévue n’est pas donnée : ceux qu’elle compléterait dans un groupe sont si peu "
        "nombreux qu’elle pourrait dire ce qu’ils ont répondu au départ.",
        "en": "The planned multiple imputation is not given: those it would complete in an arm are so few that it "
        "could tell what they answered at the start.",
    },
    "imputation_more_missing": {
        "fr": "L’imputation multiple prévue est refusée : un groupe compte plus de personnes à compléter que "
        "de réponses.",
        "en": "The planned multiple imputation is refused: an arm has more people to complete than answers.",
    },
    "imputation_too_few": {
        "fr": "L’imputation multiple prévue est refusée : trop peu de réponses dans un groupe pour en tirer d’autres "
        "(moins de dix degrés de liberté).",
        "en": "The planned multiple imputation is refused: an arm has too few answers to draw others from (fewer than "
        "ten degrees of freedom).",
    },
    "imputation_no_variation": {
        "fr": "L’imputation multiple prévue est refusée : rien ne varie au-delà de ce que dit le départ.",
        "en": "The planned multiple imputation is refused: nothing varies beyond what the start says.",
    },
    "imputation_too_many": {
        "fr": "L’imputation multiple prévue est laissée de côté : elle demande la ligne de chacun, au-delà de "
        "20 000 personnes.",
        "en": "The planned multiple imputation is left out: it needs everyone’s own row, beyond 20,000 people.",
    },
    "p_value_few_pairs": {
        "fr": "La valeur p est refusée : trop peu de paires.",
        "en": "The p-value is refused: too few pairs.",
    },
    "p_value_no_variation": {
        "fr": "La valeur p est refusée : aucune réponse ne varie.",
        "en": "The p-value is refused: no answer varies.",
    },
    "count_small": {
        "fr": "L’effectif est trop petit pour être publié sans désigner quelqu’un.",
        "en": "The count is too small to be published without pointing at someone.",
    },
    "series_empty": {
        "fr": "Aucune mesure de cette série n’est arrivée.",
        "en": "No measurement of this series came in.",
    },
    "series_too_short": {
        "fr": "Pas de modèle : il faut huit périodes mesurées avant le changement et huit après. La courbe est "
        "montrée avec "
        "ses règles.",
        "en": "No model: eight measured periods are needed before the change and eight after. The run chart stands "
        "with "
        "its rules.",
    },
    "values_not_counts": {
        "fr": "Ces valeurs ne sont pas des comptes : l’une est négative, ou toutes sont nulles.",
        "en": "These values are no counts: one is negative, or all are zero.",
    },
    "values_not_positive": {
        "fr": "Une courbe d’apprentissage demande des valeurs au-dessus de zéro.",
        "en": "A learning curve needs values above zero.",
    },
    "too_few_iterations": {
        "fr": "Une courbe d’apprentissage demande au moins cinq itérations mesurées.",
        "en": "A learning curve needs at least five measured iterations.",
    },
    "no_site_with_both_arms": {
        "fr": "Aucun lieu n’a deux réponses au moins dans chaque groupe.",
        "en": "No site has at least two answers in each arm.",
    },
    "interval_one_site": {
        "fr": "L’intervalle est refusé : un seul lieu compte, rien ne le distingue de l’effet.",
        "en": "The interval is refused: a single site counts, nothing tells it from the effect.",
    },
    "count_small_together": {
        "fr": "Avec les autres tableaux de ce rapport, celui-ci désignerait quelqu’un : il reste au laboratoire.",
        "en": "With the other tables of this report this one would point at someone: it stays with the laboratory.",
    },
    "answers_found": {
        "fr": "Si peu de réponses, ou des réponses si semblables, laisseraient retrouver celle de quelqu’un : "
        "le tableau reste au laboratoire.",
        "en": "So few answers, or such similar ones, would give somebody’s away: the table stays with the laboratory.",
    },
    "group_empty": {
        "fr": "Le groupe déclaré, ou le reste des participants, n’a aucune réponse d’un côté.",
        "en": "The declared group, or everyone else, has no answer on one side.",
    },
    "margin_empty": {
        "fr": "Une partie de la population déclarée n’a personne parmi ceux qui ont répondu : aucun poids ne peut "
        "parler "
        "pour elle.",
        "en": "A part of the declared population has nobody among those who answered: no weight can speak for it.",
    },
    "raking_did_not_settle": {
        "fr": "Les parts déclarées de la population se contredisent sur les personnes présentes.",
        "en": "The declared shares of the population contradict each other on the people who are there.",
    },
    "rows_needed": {
        "fr": "Le calcul demande les lignes gardées par le laboratoire.",
        "en": "The computation needs the rows kept by the laboratory.",
    },
}

CHECKS: Mapping[str, Words] = {
    "enough_per_arm": {
        "fr": "moins de participants par groupe que la méthode n’en demande",
        "en": "fewer participants per arm than the method asks for",
    },
    "no_gap": {
        "fr": "des périodes sont sans mesure",
        "en": "some periods have no measurement",
    },
    "enough_iterations": {
        "fr": "moins de dix itérations",
        "en": "fewer than ten iterations",
    },
    "enough_sites": {
        "fr": "moins de cinq lieux : on sait mal à quel point ils diffèrent",
        "en": "fewer than five sites: how much they differ is hardly known",
    },
    "enough_per_group": {
        "fr": "moins de dix participants d’un côté de l’écart",
        "en": "fewer than ten participants on one side of the gap",
    },
    "design_effect_low": {
        "fr": "les poids sont si inégaux que la moitié de l’information est perdue",
        "en": "the weights are so unequal that half of the information is lost",
    },
    "enough_clusters": {
        "fr": "moins de lieux, ou des lieux de tailles plus inégales, que la méthode n’en demande",
        "en": "fewer sites, or sites of more unequal sizes, than the method asks for",
    },
    "enough_answers": {
        "fr": "moins de réponses que la méthode n’en demande",
        "en": "fewer answers than the method asks for",
    },
    "enough_draws": {
        "fr": "les mêmes semaines ont été tirées pour beaucoup de personnes",
        "en": "the same weeks were drawn for many people",
    },
    "enough_pairs": {
        "fr": "moins de paires que la méthode n’en demande",
        "en": "fewer pairs than the method asks for",
    },
    "p_value_from_table": {
        "fr": "la valeur p vient des lignes gardées par le laboratoire et figure dans le tableau",
        "en": "the p-value comes from the rows kept by the laboratory and stands in the table",
    },
    "variance_between_found": {
        "fr": "aucune différence stable entre personnes n’a été trouvée",
        "en": "no stable difference between persons was found",
    },
    "every_wave_answered": {
        "fr": "une vague au moins est sans réponse",
        "en": "one wave at least has no answer",
    },
    "exact_test": {
        "fr": "le test est approché, non exact",
        "en": "the test is approximate, not exact",
    },
    "expected_counts": {
        "fr": "un effectif attendu est inférieur à 5",
        "en": "an expected count is below 5",
    },
    "similar_spread": {
        "fr": "les réponses varient bien plus dans un groupe que dans l’autre",
        "en": "answers vary much more in one arm than in the other",
    },
    "categories_collapsed": {
        "fr": "des réponses rares ont été regroupées",
        "en": "rare answers were put together",
    },
    "differences_collapsed": {
        "fr": "des changements rares ont été regroupés",
        "en": "rare changes were put together",
    },
}
