"""What is wrong with lists of choices and with the files a questionnaire refers to."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.problem_words.kind import Kind, error, warning

CHOICES: Mapping[str, Kind] = {
    "choice_list_unknown": error(
        what_fr="La liste de choix « {list} » n’existe pas dans la feuille choices.",
        what_en="The choice list “{list}” is not in the choices sheet.",
        remedy_fr="Ajoutez-la dans choices ou corrigez son nom ; la plus proche est « {suggestion} ».",
        remedy_en="Please either add it to choices or correct its name; the nearest is “{suggestion}”.",
    ),
    "choice_list_missing": error(
        what_fr="« {value} » ne dit pas dans quelle liste choisir.",
        what_en="“{value}” does not say which list to choose from.",
        remedy_fr="Écrivez le nom de la liste après le type, par exemple « select_one oui_non ».",
        remedy_en="Write the name of the list after the type, for example “select_one yes_no”.",
    ),
    "choice_lists_unused": warning(
        what_fr="Listes qu’aucune question ne propose, et qui ne sont pas reprises : {lists}.",
        what_en="Lists that no question offers, and that are left out: {lists}.",
        remedy_fr="Rien à faire ; supprimez ces lignes de choices, ou ajoutez la question qui manque.",
        remedy_en="Nothing to do; delete these rows of choices, or add the question that is missing.",
    ),
    "choice_list_unnamed": warning(
        what_fr="Ce choix n’appartient à aucune liste : il n’est pas lu.",
        what_en="This choice belongs to no list: it is not read.",
        remedy_fr="Écrivez le nom de sa liste dans la colonne list_name, ou supprimez la ligne.",
        remedy_en="Please either write the name of its list in the list_name column or delete the row.",
    ),
    "choice_unnamed": error(
        what_fr="Ce choix de la liste « {list} » n’a pas de nom.",
        what_en="This choice of the list “{list}” has no name.",
        remedy_fr="Écrivez dans la colonne name ce qui sera enregistré, sans espace.",
        remedy_en="Write what will be stored in the name column, without spaces.",
    ),
    "choice_label_missing": warning(
        what_fr="Le choix « {name} » n’a pas de libellé : on ne lira que son nom.",
        what_en="The choice “{name}” has no label: only its name will be read.",
        remedy_fr="Écrivez dans la colonne label les mots que l’on doit lire.",
        remedy_en="Write the words to be read in the label column.",
    ),
    "choice_labels_missing": warning(
        what_fr="{number} choix n’ont pas de libellé, on ne lira que leur nom : lignes {rows}.",
        what_en="{number} choices have no label, only their name will be read: rows {rows}.",
        remedy_fr="Écrivez dans la colonne label les mots que l’on doit lire.",
        remedy_en="Write the words to be read in the label column.",
    ),
    "choice_name_bad": error(
        what_fr="Le choix « {value} » contient un caractère de contrôle.",
        what_en="The choice “{value}” contains a control character.",
        remedy_fr="Retirez-le du nom (par exemple « {suggestion} ») ; gardez la phrase dans label.",
        remedy_en="Take it out of the name (for example “{suggestion}”); keep the sentence in label.",
    ),
    "choice_name_spaced": error(
        what_fr="Le choix « {value} » contient une espace : dans « {question} », deux choix cochés se confondraient.",
        what_en="The choice “{value}” contains a space: in “{question}”, two choices ticked could not be told apart.",
        remedy_fr="Retirez l’espace du nom (par exemple « {suggestion} ») ; gardez la phrase dans label.",
        remedy_en="Take the space out of the name (for example “{suggestion}”); keep the sentence in label.",
    ),
    "choice_name_spaces": warning(
        what_fr="Des noms de choix de la liste « {list} » contiennent une espace, par exemple « {value} ».",
        what_en="Some names of choices in the list “{list}” contain a space, for example “{value}”.",
        remedy_fr="Rien à faire ici ; écrivez « {suggestion} » si un jour plusieurs choix peuvent être cochés.",
        remedy_en="Nothing to do here; write “{suggestion}” if one day several choices may be ticked.",
    ),
    "choice_duplicate": error(
        what_fr="Le choix « {value} » est deux fois dans la liste « {list} » (déjà à la ligne {first_row}).",
        what_en="The choice “{value}” is twice in the list “{list}” (already in row {first_row}).",
        remedy_fr="Changez l’un des deux noms ; si c’est voulu, écrivez yes dans settings, allow_choice_duplicates.",
        remedy_en="Please either change one of the names or, if meant, say yes to allow_choice_duplicates in settings.",
    ),
    "choice_again": warning(
        what_fr="Cette ligne répète la ligne {first_row} (« {value} », liste « {list} ») : elle compte une fois.",
        what_en="This row repeats row {first_row} (choice “{value}” of the list “{list}”): it counts once.",
        remedy_fr="Rien à faire ; supprimez la ligne pour ne plus voir cet avertissement.",
        remedy_en="Nothing to do; delete the row to stop seeing this warning.",
    ),
    "or_other_unnamed": warning(
        what_fr="« or_other » ajoute « Other » et « Please specify », en anglais : le classeur ne dit pas sa langue.",
        what_en="“or_other” adds “Other” and “Please specify” in English: the workbook does not say its language.",
        remedy_fr="Nommez la langue, par exemple label::Français (fr) au lieu de label.",
        remedy_en="Name the language, for example label::English (en) in place of label.",
    ),
    "or_other_untranslated": warning(
        what_fr="« or_other » ajoute « Other » et « Please specify », en anglais dans ces langues : {languages}.",
        what_en="“or_other” adds “Other” and “Please specify”, in English in these languages: {languages}.",
        remedy_fr="Écrivez vous-même le choix other et sa question de texte, avec leurs mots.",
        remedy_en="Write the choice other and its text question yourself, with their words.",
    ),
    "or_other_filtered": error(
        what_fr="« or_other » ne va pas avec un filtre de choix ni avec un fichier : « other » n’y passerait jamais.",
        what_en="“or_other” does not go with a choice filter or with a file: “other” would never pass it.",
        remedy_fr="Retirez or_other ; ajoutez un choix « other », puis une question text affichée quand il est choisi.",
        remedy_en="Remove or_other; add a choice “other”, then a text question that is relevant when it is chosen.",
    ),
    "search_unread": error(
        what_fr="L’apparence « {word} » ne peut pas être lue comme une recherche dans un fichier.",
        what_en="The appearance “{word}” cannot be read as a search in a file.",
        remedy_fr="Écrivez le type « select_one_from_file fichier.csv » et la condition dans choice_filter.",
        remedy_en="Write the type “select_one_from_file file.csv” and the condition in choice_filter.",
    ),
    "search_choices_added": warning(
        what_fr="« search » propose aussi des choix d’ici, {choices} : ils sont ajoutés au fichier « {name} ».",
        what_en="“search” also offers choices from here, {choices}: they are added to the file “{name}”.",
        remedy_fr="Rien à faire ; écrivez-les dans le fichier pour ne plus voir cet avertissement.",
        remedy_en="Nothing to do; write them in the file to stop seeing this warning.",
    ),
    "instance_unknown": error(
        what_fr="« instance('{name}') » ne renvoie ni à une liste de choix ni à un fichier.",
        what_en="“instance('{name}')” refers neither to a list of choices nor to a file.",
        remedy_fr="Corrigez ce nom, ou ajoutez une ligne de type csv-external nommée « {name} ».",
        remedy_en="Please either correct this name or add a row of type csv-external named “{name}”.",
    ),
    "file_awaited": warning(
        what_fr="Le fichier « {name} » n’est pas là : le questionnaire l’attend.",
        what_en="The file “{name}” is not there: the form awaits it.",
        remedy_fr="Ajoutez-le au questionnaire avant de le faire remplir.",
        remedy_en="Add it to the form before anyone fills it in.",
    ),
    "files_awaited": warning(
        what_fr="{number} fichiers ne sont pas là, et le questionnaire les attend : {names}.",
        what_en="{number} files are not there, and the form awaits them: {names}.",
        remedy_fr="Ajoutez-les au questionnaire avant de le faire remplir.",
        remedy_en="Add them to the form before anyone fills it in.",
    ),
    "table_unreadable": error(
        what_fr="Le fichier « {name} » ne peut pas être lu comme un tableau.",
        what_en="The file “{name}” cannot be read as a table.",
        remedy_fr="Enregistrez-le en CSV (UTF-8) avec une ligne de titres, en GeoJSON, ou en XML (root, item).",
        remedy_en="Save it as CSV (UTF-8) with a row of titles, as GeoJSON, or as XML (root, item).",
    ),
    "table_too_large": error(
        what_fr="Le fichier « {name} » est trop grand : 5 Mo, 50 000 lignes, 500 000 cellules au plus.",
        what_en="The file “{name}” is too large: 5 MB, 50,000 rows, 500,000 cells at most.",
        remedy_fr="Gardez les lignes et les colonnes que le questionnaire utilise.",
        remedy_en="Keep the rows and columns that the form uses.",
    ),
    "table_column_missing": error(
        what_fr="Le fichier « {name} » n’a pas de colonne « {needed} » : il a {there}.",
        what_en="The file “{name}” has no column “{needed}”: it has {there}.",
        remedy_fr="Ajoutez cette colonne, ou nommez la bonne dans parameters : « value=colonne label=colonne ».",
        remedy_en="Please either add this column or name the right one in parameters: “value=column label=column”.",
    ),
}
