"""What keeps a plan from being locked in what it declares of people and of series; read by `plan_problem_words`."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.plan import Text


def _words(what_fr: str, what_en: str, remedy_fr: str, remedy_en: str) -> tuple[Text, Text]:
    return {"fr": what_fr, "en": what_en}, {"fr": remedy_fr, "en": remedy_en}


PEOPLE: Mapping[str, tuple[Text, Text]] = {
    "estimator_needs_population": _words(
        "« {name} » pondère sur une population, que le plan ne décrit pas.",
        "“{name}” weighs to a population, which the plan does not describe.",
        "Ajoutez au plan les parts de la population, avec leur source et leur année.",
        "Add the shares of the population to the plan, with their source and year.",
    ),
    "harm_is_better_lower": _words(
        "L’effet indésirable « {name} » est dit meilleur s’il augmente.",
        "The unwanted effect “{name}” is said to be better when higher.",
        "Choisissez : mieux si plus bas.",
        "Choose: better when lower.",
    ),
    "unknown_group": _words(
        "Le groupe « {name} » n’est pas déclaré dans le plan.",
        "The group “{name}” is not declared in the plan.",
        "Déclarez le groupe (caractéristique et valeurs), ou nommez-en un autre.",
        "Declare the group (attribute and values), or name another one.",
    ),
    "group_unused": _words(
        "« {name} » ne compare pas de groupes de la population.",
        "“{name}” does not compare groups of the population.",
        "Retirez le groupe, ou choisissez une méthode d’équité.",
        "Remove the group, or choose a method of equity.",
    ),
    "group_without_values": _words(
        "Le groupe « {name} » ne dit pas qui en fait partie.",
        "The group “{name}” does not say who belongs to it.",
        "Nommez une caractéristique et au moins une de ses valeurs.",
        "Name an attribute and at least one of its values.",
    ),
    "margin_does_not_sum": _words(
        "Les parts de « {name} » dans la population font {sum} % au lieu de 100 %.",
        "The shares of “{name}” in the population sum to {sum}% instead of 100%.",
        "Corrigez les parts : chacune entre 0 et 100 %, leur somme 100 %.",
        "Correct the shares: each between 0 and 100%, their sum 100%.",
    ),
    "margin_without_source": _words(
        "Les parts de « {name} » n’ont pas de source ou d’année.",
        "The shares of “{name}” have no source or year.",
        "Dites d’où elles viennent et de quelle année elles sont.",
        "Say where they come from and of which year they are.",
    ),
    "estimator_needs_sites": _words(
        "« {name} » compare des lieux, que le plan ne nomme pas.",
        "“{name}” compares sites, which the plan does not name.",
        "Nommez dans le plan la caractéristique qui dit le lieu de chacun.",
        "Name the attribute that says everyone’s site in the plan.",
    ),
    "waves_unused": _words(
        "« {name} » lit une série de mesures, pas des vagues.",
        "“{name}” reads a series of measurements, not waves.",
        "Retirez les vagues de ce résultat.",
        "Remove the waves of this outcome.",
    ),
    "series_without_name": _words(
        "La série « {name} » ne dit pas quelles mesures elle lit.",
        "The series “{name}” does not say which measurements it reads.",
        "Écrivez le nom que portent les mesures.",
        "Write the name that the measurements carry.",
    ),
    "interruption_not_a_day": _words(
        "« {value} » n’est pas un jour.",
        "“{value}” is not a day.",
        "Écrivez le jour du changement ainsi : 2026-03-15.",
        "Write the day of the change like this: 2026-03-15.",
    ),
    "interruption_missing": _words(
        "« {name} » compare avant et après un changement, dont le jour manque.",
        "“{name}” compares before and after a change, whose day is missing.",
        "Écrivez dans la série le jour du changement.",
        "Write the day of the change in the series.",
    ),
    "switch_missing": _words(
        "« {name} » compare des semaines avec et sans, dont la série manque.",
        "“{name}” compares weeks with and without, whose series is missing.",
        "Écrivez dans la série le nom de celle qui vaut 1 les semaines avec et 0 les semaines sans.",
        "Write in the series the name of the one that is 1 in weeks with and 0 in weeks without.",
    ),
    "series_of_wrong_period": _words(
        "La période de la série ne convient pas à « {name} ».",
        "The period of the series does not fit “{name}”.",
        "Une courbe d’apprentissage compte des itérations ; une série interrompue, des jours, des semaines ou des "
        "mois.",
        "A learning curve counts iterations; an interrupted series counts days, weeks or months.",
    ),
}
