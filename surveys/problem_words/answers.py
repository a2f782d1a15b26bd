"""What is wrong with a file of answers."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.problem_words.kind import Kind, error, warning

ANSWERS: Mapping[str, Kind] = {
    "answers_column_unknown": error(
        what_fr="La colonne « {header} » n’est pas une question de ce questionnaire.",
        what_en="The column “{header}” is not a question of this questionnaire.",
        remedy_fr="Retirez-la ou corrigez son titre ; le plus proche est « {suggestion} ».",
        remedy_en="Please either remove it or correct its title; the nearest is “{suggestion}”.",
    ),
    "answers_column_needed": error(
        what_fr="La colonne « {needed} » manque.",
        what_en="The column “{needed}” is missing.",
        remedy_fr="Ajoutez-la : elle dit de qui et de quand sont les réponses.",
        remedy_en="Add it: it says whose answers these are, and of when.",
    ),
    "answers_column_absent": warning(
        what_fr="Aucune colonne pour la question « {name} » : elle sera laissée vide.",
        what_en="No column for the question “{name}”: it will be left blank.",
        remedy_fr="Ajoutez la colonne si vous avez ces réponses ; sinon, rien à faire.",
        remedy_en="Add the column if you have these answers; otherwise there is nothing to do.",
    ),
    "answers_column_calculated": warning(
        what_fr="« {header} » est calculé par le questionnaire : la valeur du fichier n’est pas reprise.",
        what_en="“{header}” is calculated by the questionnaire: the value in the file is left out.",
        remedy_fr="Rien à faire ; retirez la colonne pour ne plus voir cet avertissement.",
        remedy_en="Nothing to do; remove the column to stop seeing this warning.",
    ),
    "answers_none": error(
        what_fr="Le fichier ne contient aucune ligne de réponses.",
        what_en="The file holds no row of answers.",
        remedy_fr="Ajoutez une ligne par personne et par vague, sous la ligne des titres.",
        remedy_en="Add one row per person and wave, below the row of titles.",
    ),
    "answers_cell_refused": error(
        what_fr="« {value} » ne peut pas être la réponse à « {header} ».",
        what_en="“{value}” cannot be the answer to “{header}”.",
        remedy_fr="{asked_fr}",
        remedy_en="{asked_en}",
    ),
    "answers_cell_missing": error(
        what_fr="La réponse à « {name} » manque.",
        what_en="The answer to “{name}” is missing.",
        remedy_fr="{asked_fr}",
        remedy_en="{asked_en}",
    ),
    "answers_cell_missing_soft": error(
        what_fr="La réponse à « {name} » manque.",
        what_en="The answer to “{name}” is missing.",
        remedy_fr="{asked_fr} Sinon, écrivez « {words} ».",
        remedy_en="{asked_en} Otherwise write “{words}”.",
    ),
    "answers_participant_empty": error(
        what_fr="Cette ligne ne dit pas de qui sont les réponses.",
        what_en="This row does not say whose answers these are.",
        remedy_fr="Écrivez le code de la personne dans la colonne « {header} ».",
        remedy_en="Write the person’s code in the “{header}” column.",
    ),
    "answers_id_twice": error(
        what_fr="L’identifiant « {value} » est déjà celui de la ligne {first_row}.",
        what_en="The identifier “{value}” is already that of row {first_row}.",
        remedy_fr="Supprimez la ligne si c’est la même réponse ; sinon, donnez-lui un autre identifiant.",
        remedy_en="Please either delete the row if it is the same response or give it another identifier.",
    ),
    "answers_person_twice": error(
        what_fr="« {value} » a déjà répondu à cette vague, à la ligne {first_row}.",
        what_en="“{value}” has already answered in this wave, in row {first_row}.",
        remedy_fr="Gardez une seule ligne par personne et par vague.",
        remedy_en="Keep only one row per person and wave.",
    ),
    "answers_moment_bad": error(
        what_fr="« {value} » n’est pas une date que nous sachions lire.",
        what_en="“{value}” is not a date we can read.",
        remedy_fr="Écrivez année-mois-jour, par exemple 2026-11-24 ou 2026-11-24T14:30.",
        remedy_en="Write year-month-day, for example 2026-11-24 or 2026-11-24T14:30.",
    ),
    "answers_decimals_mixed": error(
        what_fr="La colonne « {header} » mêle la virgule et le point : « {comma} » et « {point} ».",
        what_en="The column “{header}” mixes comma and point: “{comma}” and “{point}”.",
        remedy_fr="Gardez une seule écriture des décimales dans la colonne : on ne peut pas deviner.",
        remedy_en="Keep one way of writing decimals in the column: it cannot be guessed.",
    ),
    "answers_cells_extra": error(
        what_fr="Cette ligne a plus de cellules que de titres.",
        what_en="This row has more cells than there are titles.",
        remedy_fr="Mettez entre guillemets les textes qui contiennent le séparateur, ou retirez ce qui dépasse.",
        remedy_en="Please either quote the texts that hold the separator or remove what sticks out.",
    ),
}
