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
    "answers_cell_elsewhere": error(
        what_fr="« {header} » n’est pas posée dans la version du questionnaire de cette ligne.",
        what_en="“{header}” is not asked in the version of the questionnaire of this row.",
        remedy_fr="Videz la cellule, ou corrigez la version dans la colonne « questionnaire ».",
        remedy_en="Please either empty the cell or correct the version in the “questionnaire” column.",
    ),
    "answers_form_unknown": error(
        what_fr="Les vagues n’ont pas toutes le même questionnaire, et cette ligne ne dit pas la sienne.",
        what_en="The waves do not all have the same questionnaire, and this row does not say its own.",
        remedy_fr="Écrivez une vague de l’étude dans la colonne « wave », ou ajoutez --wave à la commande.",
        remedy_en="Write a wave of the study in the “wave” column, or add --wave to the command.",
    ),
    "answers_main_missing": error(
        what_fr="L’archive ne contient pas de fichier « {needed} ».",
        what_en="The archive holds no file “{needed}”.",
        remedy_fr="Donnez ce nom à la table des réponses ; chaque table d’instances porte le nom de sa répétition.",
        remedy_en="Give that name to the table of answers; each table of instances is named after its repeat.",
    ),
    "answers_too_large": error(
        what_fr="Une fois décompressées, les tables dépassent {limit} Mo.",
        what_en="Once unpacked, the tables are larger than {limit} MB.",
        remedy_fr="Faites plusieurs archives, par exemple une par vague.",
        remedy_en="Make several archives, for example one per wave.",
    ),
    "answers_table_unknown": error(
        what_fr="La table « {sheet} » n’est ni celle des réponses ni celle d’une répétition de ce questionnaire.",
        what_en="The table “{sheet}” is neither that of the answers nor that of a repeat of this questionnaire.",
        remedy_fr="Retirez-la ou corrigez son nom ; les noms connus sont : {known}.",
        remedy_en="Please either remove it or correct its name; the names known are: {known}.",
    ),
    "answers_table_absent": warning(
        what_fr="Aucune table pour la répétition « {name} » : elle sera laissée vide.",
        what_en="No table for the repeat “{name}”: it will be left blank.",
        remedy_fr="Ajoutez une feuille ou un fichier de ce nom si vous avez ces réponses ; sinon, rien à faire.",
        remedy_en="Add a sheet or a file of that name if you have these answers; otherwise there is nothing to do.",
    ),
    "answers_key_needed": error(
        what_fr="La colonne « {needed} » manque.",
        what_en="The column “{needed}” is missing.",
        remedy_fr="Ajoutez-la : elle dit à quelle réponse chaque ligne appartient, et dans quel ordre.",
        remedy_en="Add it: it says to which response each row belongs, and in which order.",
    ),
    "answers_parent_absent": error(
        what_fr="« {value} » n’a pas de ligne dans la table « {main} ».",
        what_en="“{value}” has no row in the table “{main}”.",
        remedy_fr="Ajoutez cette réponse à la table principale, ou retirez la ligne.",
        remedy_en="Please either add that response to the main table or remove the row.",
    ),
    "answers_instance_bad": error(
        what_fr="« {value} » n’est pas un numéro d’instance pour cette table.",
        what_en="“{value}” is not the number of an instance for this table.",
        remedy_fr="Numérotez à partir de 1, avec un point entre les répétitions : la première est « {example} ».",
        remedy_en="Number from 1, one number per repeat, with a point between them: the first is “{example}”.",
    ),
    "answers_instance_twice": error(
        what_fr="L’instance « {value} » de cette réponse est déjà à la ligne {first_row}.",
        what_en="Instance “{value}” of this response is already in row {first_row}.",
        remedy_fr="Gardez une seule ligne, ou donnez à celle-ci le numéro suivant.",
        remedy_en="Please either keep one row or give this one the next number.",
    ),
    "answers_instance_orphan": error(
        what_fr="L’instance « {value} » est dans l’instance « {parent} » de « {repeat} », qui n’a pas de ligne.",
        what_en="Instance “{value}” is inside instance “{parent}” of “{repeat}”, which has no row.",
        remedy_fr="Ajoutez l’instance « {parent} » à la table « {repeat} », ou retirez la ligne.",
        remedy_en="Please either add instance “{parent}” to the table “{repeat}” or remove the row.",
    ),
    "answers_instance_gap": error(
        what_fr="L’instance « {value} » est là, mais pas la « {before} ».",
        what_en="Instance “{value}” is there, but “{before}” is not.",
        remedy_fr="Ajoutez la ligne qui manque, ou numérotez sans trou.",
        remedy_en="Please either add the missing row or number without a gap.",
    ),
    "answers_files_left": warning(
        what_fr="« {header} » nomme des fichiers : leur nom est repris, pas leur contenu.",
        what_en="“{header}” names a file that is not in the archive: its name is taken in, not its content.",
        remedy_fr="Gardez l’archive d’origine : elle seule contient les fichiers.",
        remedy_en="Please either give the whole archive (.zip) with its folder “files” or keep it.",
    ),
}
