"""What is wrong with the file itself: nothing in it was read."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.problem_words.kind import Kind, error, warning

FILE: Mapping[str, Kind] = {
    "file_empty": error(
        what_fr="Le fichier est vide.",
        what_en="The file is empty.",
        remedy_fr="Enregistrez le classeur dans votre tableur, puis envoyez-le de nouveau.",
        remedy_en="Save the workbook in your spreadsheet program, then send it again.",
    ),
    "file_too_large": error(
        what_fr="Le fichier dépasse {limit} Mo.",
        what_en="The file is larger than {limit} MB.",
        remedy_fr="Retirez du classeur les images et les feuilles qui ne sont pas du questionnaire.",
        remedy_en="Remove pictures and sheets that are not part of the questionnaire from the workbook.",
    ),
    "file_format_unknown": error(
        what_fr="« {value} » n’est ni un classeur .xlsx ou .xls, ni un fichier .csv ou .md.",
        what_en="“{value}” is neither an .xlsx or .xls workbook nor a .csv or .md file.",
        remedy_fr="Dans votre tableur, choisissez « Enregistrer sous », puis le format .xlsx.",
        remedy_en="In your spreadsheet program, choose “Save as”, then the .xlsx format.",
    ),
    "file_unreadable": error(
        what_fr="Le classeur est abîmé : il ne s’ouvre pas.",
        what_en="The workbook is damaged: it cannot be opened.",
        remedy_fr="Ouvrez-le dans votre tableur, enregistrez-le en .xlsx sous un autre nom, puis renvoyez-le.",
        remedy_en="Open it in your spreadsheet program, save it as .xlsx under another name, then send it again.",
    ),
    "file_not_text": error(
        what_fr="Le fichier n’est pas du texte lisible (UTF-8 ou Windows-1252).",
        what_en="The file is not readable text (UTF-8 or Windows-1252).",
        remedy_fr="Dans votre tableur, choisissez « Enregistrer sous », puis « CSV UTF-8 ».",
        remedy_en="In your spreadsheet program, choose “Save as”, then “CSV UTF-8”.",
    ),
    "file_bomb": error(
        what_fr="Une fois décompressé, le classeur dépasse {limit} Mo.",
        what_en="Once unpacked, the workbook is larger than {limit} MB.",
        remedy_fr="Copiez les feuilles survey, choices et settings dans un classeur neuf, puis envoyez celui-ci.",
        remedy_en="Copy the survey, choices and settings sheets into a new workbook, then send that one.",
    ),
    "file_encrypted": error(
        what_fr="Le classeur est protégé par un mot de passe.",
        what_en="The workbook is protected by a password.",
        remedy_fr="Retirez le mot de passe dans votre tableur, enregistrez, puis renvoyez le classeur.",
        remedy_en="Remove the password in your spreadsheet program, save, then send the workbook again.",
    ),
    "file_macros": error(
        what_fr="Le classeur contient des macros (des programmes), que nous n’acceptons pas.",
        what_en="The workbook contains macros (programs), which we do not accept.",
        remedy_fr="Enregistrez-le au format .xlsx, sans macros, puis envoyez-le de nouveau.",
        remedy_en="Save it in the .xlsx format, without macros, then send it again.",
    ),
    "sheet_too_large": error(
        what_fr="La feuille « {sheet} » s’étend sur plus de {limit} cellules.",
        what_en="The sheet “{sheet}” spreads over more than {limit} cells.",
        remedy_fr="Supprimez les lignes et colonnes vides au loin (Ctrl+Fin montre la dernière cellule).",
        remedy_en="Delete the far empty rows and columns (Ctrl+End shows the last cell).",
    ),
    "sheet_missing": error(
        what_fr="Le classeur n’a pas de feuille « {sheet} ».",
        what_en="The workbook has no sheet “{sheet}”.",
        remedy_fr="Ajoutez une feuille nommée exactement « {sheet} » ou renommez celle qui en tient lieu ({sheets}).",
        remedy_en="Please either add a sheet named exactly “{sheet}” or rename the one that plays its part ({sheets}).",
    ),
    "sheet_ignored": warning(
        what_fr="La feuille « {sheet} » ne sert pas au questionnaire : elle est gardée telle quelle.",
        what_en="The sheet “{sheet}” is not part of the form: it is kept as it is.",
        remedy_fr="Rien à faire si ce sont vos notes ; sinon, déplacez son contenu dans survey, choices ou settings.",
        remedy_en="Nothing to do if it holds your notes; otherwise move its content to survey, choices or settings.",
    ),
    "sheet_left_out": warning(
        what_fr="La feuille « {sheet} » est trop grande pour être gardée ici : elle n’est pas reprise.",
        what_en="The sheet “{sheet}” is too large to be kept with the form: it is left out.",
        remedy_fr="Gardez-la dans votre classeur ; si ce sont des choix, mettez-les dans un fichier .csv.",
        remedy_en="Keep it in your workbook; if it holds choices, put them in a .csv file.",
    ),
    "sheet_guessed": warning(
        what_fr="La feuille « {sheet} » est lue comme la feuille « {role} », d’après ses colonnes.",
        what_en="The sheet “{sheet}” is read as the “{role}” sheet, going by its columns.",
        remedy_fr="Renommez-la « {role} ».",
        remedy_en="Rename it “{role}”.",
    ),
    "entities_ignored": warning(
        what_fr="Cette plateforme ne crée pas d’entités (feuille « {sheet} ») : la feuille est gardée telle quelle.",
        what_en="Entities (sheet “{sheet}”) are not made by this platform: the sheet is kept as it is.",
        remedy_fr="Rien à faire si vous ne réutilisez pas ces fiches d’un questionnaire à l’autre.",
        remedy_en="Nothing to do if you do not use these records again from one form to another.",
    ),
    "column_missing": error(
        what_fr="La feuille « {sheet} » n’a pas de colonne « {needed} ».",
        what_en="The sheet “{sheet}” has no column “{needed}”.",
        remedy_fr="Ajoutez « {needed} » dans la première ligne de la feuille, au-dessus de ses valeurs.",
        remedy_en="Add “{needed}” in the first row of the sheet, above its values.",
    ),
    "column_label_missing": warning(
        what_fr="La feuille « {sheet} » n’a pas de colonne « label » : on n’y lira que les noms.",
        what_en="The sheet “{sheet}” has no “label” column: only the names will be read.",
        remedy_fr="Ajoutez « label » dans la première ligne, ou « label::Français (fr) » pour chaque langue.",
        remedy_en="Add “label” in the first row, or “label::English (en)” for each language.",
    ),
    "column_unknown": warning(
        what_fr="La colonne « {header} » n’est pas reconnue : elle est gardée, sans effet.",
        what_en="The column “{header}” is not recognised: it is kept, without effect.",
        remedy_fr="Si c’est une faute de frappe, corrigez son titre ; le plus proche est « {suggestion} ».",
        remedy_en="If it is a slip, correct its title; the nearest is “{suggestion}”.",
    ),
    "columns_kept": warning(
        what_fr="Ces colonnes ne servent pas au questionnaire et sont gardées telles quelles : {titles}.",
        what_en="These columns are not part of the form and are kept as they are: {titles}.",
        remedy_fr="Rien à faire si elles ne servent qu’à vous.",
        remedy_en="Nothing to do if they are only for you.",
    ),
    "column_older_name": warning(
        what_fr="« {header} » et « {name} » sont deux noms de la même colonne et ne disent pas la même chose.",
        what_en="“{header}” and “{name}” are two names of the same column and say different things.",
        remedy_fr="C’est « {name} » qui compte. Supprimez « {header} », ou gardez la valeur qui convient.",
        remedy_en="“{name}” is the one that counts. Please either delete “{header}” or keep the value you want.",
    ),
    "column_without_language": warning(
        what_fr="La colonne « {header} » ne contient pas de mots : elle vaut pour toutes les langues.",
        what_en="The column “{header}” holds no words: it counts for all languages.",
        remedy_fr="Écrivez « {name} » en tête de colonne, sans langue.",
        remedy_en="Write “{name}” as its title, without a language.",
    ),
    "column_twice": error(
        what_fr="La colonne « {header} » est là deux fois.",
        what_en="The column “{header}” appears twice.",
        remedy_fr="Réunissez les deux colonnes, ou supprimez celle qui est de trop.",
        remedy_en="Please either merge the two columns or delete the one that is not needed.",
    ),
}
