"""What the codes of the analysis are called in a report: levels, reasons, checks, tables and their columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from analysis.estimators.catalogue import CATALOGUE
from reports.numbers import Language

Words: TypeAlias = Mapping[str, str]


LEVELS: Mapping[str, Words] = {
    "says": {"fr": "les participants disent", "en": "participants say"},
    "followed": {"fr": "a été suivi de", "en": "was followed by"},
    "suggests": {"fr": "la comparaison suggère", "en": "the comparison suggests"},
    "caused": {"fr": "a causé, dans ce test", "en": "caused, in this test"},
}

DESIGNS: Mapping[str, Words] = {
    "no_baseline": {"fr": "sans mesure de départ", "en": "no baseline"},
    "one_group": {"fr": "un groupe, avant et après", "en": "one group, before and after"},
    "comparison": {"fr": "groupe de comparaison et mesure de départ", "en": "comparison group with a baseline"},
    "randomised": {"fr": "groupes tirés au sort", "en": "randomised arms"},
}

LOWERED: Mapping[str, Words] = {
    "late_plan": {
        "fr": "le plan a été verrouillé après la première réponse",
        "en": "the plan was locked after the first answer",
    },
    "high_attrition": {
        "fr": "trop de participants ont été perdus en route",
        "en": "too many participants were lost on the way",
    },
    "differential_attrition": {
        "fr": "un groupe a perdu bien plus de participants que l’autre",
        "en": "one arm lost many more participants than the other",
    },
    "one_cluster_per_arm": {
        "fr": "chaque groupe tient en un seul lieu : lieu et groupe ne se distinguent pas",
        "en": "each arm is a single site: site and arm cannot be told apart",
    },
    "outcome_without_comparison": {
        "fr": "ce résultat n’est pas comparé à un autre groupe",
        "en": "this outcome is not compared with another arm",
    },
    "outcome_without_baseline": {
        "fr": "ce résultat n’a pas de mesure de départ",
        "en": "this outcome has no baseline measure",
    },
    "groups_not_drawn": {
        "fr": "personne ne tire au sort qui appartient à un groupe de la population",
        "en": "nobody draws by lot who belongs to a group of the population",
    },
    "self_report_monetised": {
        "fr": "un montant en argent repose sur une déclaration",
        "en": "an amount of money rests on self-report",
    },
}

DIMENSIONS: Mapping[str, Words] = {
    "economic": {"fr": "Économique", "en": "Economic"},
    "social": {"fr": "Social", "en": "Social"},
    "environmental": {"fr": "Environnemental", "en": "Environmental"},
}

DIRECTIONS: Mapping[str, Words] = {
    "better": {"fr": "Mieux", "en": "Better"},
    "worse": {"fr": "Moins bien", "en": "Worse"},
    "unclear": {"fr": "Pas de différence claire", "en": "No clear difference"},
    "described": {"fr": "Décrit, non comparé", "en": "Described, not compared"},
    "refused": {"fr": "Calcul refusé", "en": "Calculation refused"},
}

ROLES: Mapping[str, Words] = {
    "primary": {"fr": "principal", "en": "primary"},
    "secondary": {"fr": "secondaire", "en": "secondary"},
    "exploratory": {"fr": "exploratoire", "en": "exploratory"},
}

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
COLUMNS: Mapping[str, Words] = {
    "arm": {
        "fr": "Groupe",
        "en": "Arm",
    },
    "wave": {
        "fr": "Vague",
        "en": "Wave",
    },
    "allocated": {
        "fr": "Attribués",
        "en": "Allocated",
    },
    "answered": {
        "fr": "Ont répondu",
        "en": "Answered",
    },
    "withdrawn": {
        "fr": "Retirés",
        "en": "Withdrawn",
    },
    "participants": {
        "fr": "Participants",
        "en": "Participants",
    },
    "missing": {
        "fr": "Sans réponse",
        "en": "No answer",
    },
    "mean": {
        "fr": "Moyenne",
        "en": "Mean",
    },
    "squares": {
        "fr": "Somme des carrés des écarts",
        "en": "Sum of squared deviations",
    },
    "lowest": {
        "fr": "De",
        "en": "From",
    },
    "highest": {
        "fr": "À",
        "en": "To",
    },
    "difference": {
        "fr": "Écart",
        "en": "Difference",
    },
    "and_beyond": {"fr": "Et au-delà", "en": "And beyond"},
    "answer": {
        "fr": "Réponse",
        "en": "Answer",
    },
    "success": {
        "fr": "Réussite",
        "en": "Success",
    },
    "block": {
        "fr": "Bloc",
        "en": "Block",
    },
    "row": {
        "fr": "Ligne",
        "en": "Row",
    },
    "column": {
        "fr": "Colonne",
        "en": "Column",
    },
    "value": {
        "fr": "Valeur",
        "en": "Value",
    },
    "cluster": {"fr": "Lieu", "en": "Site"},
    "attribute": {"fr": "Caractéristique", "en": "Attribute"},
    "category": {"fr": "Catégorie", "en": "Category"},
    "population_share": {"fr": "Part dans la population", "en": "Share of the population"},
    "group": {"fr": "Côté de l’écart", "en": "Side of the gap"},
    "cell": {"fr": "Case", "en": "Cell"},
    "clusters": {
        "fr": "Lieux",
        "en": "Sites",
    },
    "before": {"fr": "Avant", "en": "Before"},
    "after": {"fr": "Après", "en": "After"},
    "success_before": {"fr": "Réussite avant", "en": "Success before"},
    "success_after": {"fr": "Réussite après", "en": "Success after"},
    "question": {
        "fr": "Question",
        "en": "Question",
    },
    "not_asked": {"fr": "Non posée", "en": "Not asked"},
    "blank": {"fr": "Laissée vide", "en": "Left blank"},
    "declined": {"fr": "Refusée", "en": "Declined"},
    "dont_know": {"fr": "Ne sait pas", "en": "Does not know"},
    "illegible": {"fr": "Illisible", "en": "Illegible"},
    "sum": {
        "fr": "Somme",
        "en": "Sum",
    },
    "sum_of_squares": {
        "fr": "Somme des carrés",
        "en": "Sum of squares",
    },
    "n": {
        "fr": "n",
        "en": "n",
    },
    "items": {
        "fr": "Questions",
        "en": "Items",
    },
    "successes": {
        "fr": "Réussites",
        "en": "Successes",
    },
}
CONVENTIONS: Mapping[str, Words] = {
    "high_attrition": {
        "fr": "Pertes élevées au-delà de",
        "en": "High losses beyond",
    },
    "differential_attrition": {
        "fr": "Pertes inégales au-delà de",
        "en": "Unequal losses beyond",
    },
    "power": {
        "fr": "Puissance",
        "en": "Power",
    },
    "minimum_cell": {
        "fr": "Plus petit effectif publié",
        "en": "Smallest count published",
    },
    "share": {
        "fr": "part",
        "en": "share",
    },
    "participants": {
        "fr": "participants",
        "en": "participants",
    },
}

SINGULAR: Mapping[str, str] = {
    "points": "point",
    "points de pourcentage": "point de pourcentage",
    "percentage points": "percentage point",
    "minutes": "minute",
    "hours": "hour",
    "heures": "heure",
    "days": "day",
    "jours": "jour",
    "euros": "euro",
    "years": "year",
    "années": "année",
    "sorties": "sortie",
    "fois": "fois",
    "times": "time",
}


def words_of(table: Mapping[str, Words], code: str, language: Language) -> str:
    """The words for a code; a code nobody worded yet is shown as it is rather than hidden."""
    return table[code][language] if code in table else code.replace("_", " ")


def unit_of(unit: str, amount: float, language: Language) -> str:
    """The unit in the number its amount asks for: French is singular below two, English at exactly one."""
    one = abs(amount) < 2 if language == "fr" else abs(amount) == 1
    return SINGULAR.get(unit, unit) if one else unit


def method_words(estimator: str, language: Language) -> str:
    """The name of an estimator, as the catalogue words it."""
    return CATALOGUE[estimator].words[language] if estimator in CATALOGUE else estimator
