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
    "switched": {"fr": "semaines avec et sans, tirées au sort", "en": "weeks with and without, drawn by lot"},
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

COLUMNS: Mapping[str, Words] = {
    "quantity": {"fr": "Grandeur", "en": "Quantity"},
    "about": {"fr": "Compté selon", "en": "Counted by"},
    "reports": {"fr": "Signalements", "en": "Reports"},
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
    "period": {"fr": "Période", "en": "Period"},
    "start": {"fr": "Début", "en": "Start"},
    "side": {"fr": "Côté du changement", "en": "Side of the change"},
    "readings": {"fr": "Relevés", "en": "Readings"},
    "subjects": {"fr": "Sujets", "en": "Subjects"},
    "site": {"fr": "Lieu", "en": "Site"},
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
    thing, space, of = unit.partition(" ")
    return SINGULAR.get(unit, SINGULAR.get(thing, thing) + space + of) if one else unit


def method_words(estimator: str, language: Language) -> str:
    """The name of an estimator, as the catalogue words it."""
    return CATALOGUE[estimator].words[language] if estimator in CATALOGUE else estimator
