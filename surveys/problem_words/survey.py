"""What is wrong with a row of the survey sheet."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.problem_words.kind import Kind, error, warning

SURVEY: Mapping[str, Kind] = {
    "survey_empty": error(
        what_fr="La feuille « {sheet} » ne pose aucune question.",
        what_en="The sheet “{sheet}” asks no question.",
        remedy_fr="Ajoutez au moins une ligne avec un type, un nom et un libellé.",
        remedy_en="Add at least one row with a type, a name and a label.",
    ),
    "type_missing": error(
        what_fr="Cette ligne n’a pas de type.",
        what_en="This row has no type.",
        remedy_fr="Écrivez un type (par exemple text ou integer) ou videz la ligne.",
        remedy_en="Please either write a type (for example text or integer) or empty the row.",
    ),
    "type_unknown": error(
        what_fr="Le type « {value} » n’existe pas.",
        what_en="There is no type “{value}”.",
        remedy_fr="Vouliez-vous dire « {suggestion} » ? Types reconnus : {types}.",
        remedy_en="Did you mean “{suggestion}”? Types we know: {types}.",
    ),
    "type_not_yet_supported": error(
        what_fr="Le type « {value} » n’est pas encore pris en charge.",
        what_en="The type “{value}” is not supported yet.",
        remedy_fr="Retirez cette ligne ou remplacez-la par un type reconnu : {types}.",
        remedy_en="Please either remove this row or replace it by a type we know: {types}.",
    ),
    "repeat_not_yet_supported": error(
        what_fr="Les répétitions (begin repeat) ne sont pas encore prises en charge.",
        what_en="Repeats (begin repeat) are not supported yet.",
        remedy_fr="Remplacez la répétition par un groupe et écrivez les questions autant de fois qu’il faut.",
        remedy_en="Please either replace the repeat by a group that writes its questions out, or remove it.",
    ),
    "or_other_not_yet_supported": error(
        what_fr="« or_other » n’est pas encore pris en charge.",
        what_en="“or_other” is not supported yet.",
        remedy_fr="Ajoutez un choix « other » à la liste, puis une question text affichée quand il est choisi.",
        remedy_en="Add a choice “other” to the list, then a text question that is relevant when it is chosen.",
    ),
    "metadata_ignored": warning(
        what_fr="« {value} » renseigne sur l’appareil : cette plateforme ne le recueille pas.",
        what_en="“{value}” tells about the device: this platform does not collect it.",
        remedy_fr="Rien à faire ; retirez la ligne pour ne plus voir cet avertissement.",
        remedy_en="Nothing to do; remove the row to stop seeing this warning.",
    ),
    "name_missing": error(
        what_fr="Cette question n’a pas de nom.",
        what_en="This question has no name.",
        remedy_fr="Écrivez dans la colonne name un mot court, sans espace ni accent, par exemple « {suggestion} ».",
        remedy_en="Write a short word in the name column, without spaces or accents, for example “{suggestion}”.",
    ),
    "name_bad": error(
        what_fr="Le nom « {value} » ne peut pas servir de nom de colonne.",
        what_en="The name “{value}” cannot be the name of a column.",
        remedy_fr="Commencez par une lettre, puis lettres, chiffres, - ou _ ; par exemple « {suggestion} ».",
        remedy_en="Start with a letter, then letters, digits, - or _; for example “{suggestion}”.",
    ),
    "name_duplicate": error(
        what_fr="Le nom « {value} » est déjà pris à la ligne {first_row}.",
        what_en="The name “{value}” is already taken in row {first_row}.",
        remedy_fr="Donnez un autre nom à l’une des deux lignes, par exemple « {suggestion} ».",
        remedy_en="Give one of the two rows another name, for example “{suggestion}”.",
    ),
    "label_missing": warning(
        what_fr="« {name} » n’a pas de libellé : on ne lira que son nom.",
        what_en="“{name}” has no label: only its name will be read.",
        remedy_fr="Écrivez la question dans la colonne label.",
        remedy_en="Write the question in the label column.",
    ),
    "translation_missing": warning(
        what_fr="« {name} » n’est pas traduit en : {languages} (colonne {needed}).",
        what_en="“{name}” is not translated into: {languages} (column {needed}).",
        remedy_fr="Remplissez ces langues ; sinon, on y lira la langue par défaut.",
        remedy_en="Fill in these languages; otherwise the default language is shown there.",
    ),
    "group_empty": warning(
        what_fr="Le groupe « {name} » ne contient aucune question.",
        what_en="The group “{name}” holds no question.",
        remedy_fr="Ajoutez-y des questions, ou supprimez ses lignes begin group et end group.",
        remedy_en="Please either add questions to it or delete its begin group and end group rows.",
    ),
    "group_unclosed": error(
        what_fr="Le groupe « {name} » n’est jamais fermé.",
        what_en="The group “{name}” is never closed.",
        remedy_fr="Ajoutez une ligne « end group » après sa dernière question.",
        remedy_en="Add an “end group” row after its last question.",
    ),
    "group_end_extra": error(
        what_fr="Cette ligne ferme un groupe qui n’est pas ouvert.",
        what_en="This row closes a group that is not open.",
        remedy_fr="Supprimez-la, ou ajoutez plus haut la ligne « begin group » qui manque.",
        remedy_en="Please either delete it or add the missing “begin group” row above.",
    ),
    "group_end_mismatch": error(
        what_fr="« {value} » ne ferme pas ce qui est ouvert à la ligne {first_row}.",
        what_en="“{value}” does not close what was opened in row {first_row}.",
        remedy_fr="Écrivez ici la fin qui correspond au dernier début : group avec group, repeat avec repeat.",
        remedy_en="Write the end that matches the last begin here: group with group, repeat with repeat.",
    ),
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
    "choice_list_unnamed": error(
        what_fr="Ce choix n’appartient à aucune liste.",
        what_en="This choice belongs to no list.",
        remedy_fr="Écrivez le nom de sa liste dans la colonne list_name.",
        remedy_en="Write the name of its list in the list_name column.",
    ),
    "choice_unnamed": error(
        what_fr="Ce choix de la liste « {list} » n’a pas de nom.",
        what_en="This choice of the list “{list}” has no name.",
        remedy_fr="Écrivez dans la colonne name ce qui sera enregistré, sans espace.",
        remedy_en="Write what will be stored in the name column, without spaces.",
    ),
    "choice_name_bad": error(
        what_fr="Le choix « {value} » contient une espace ou un caractère de contrôle.",
        what_en="The choice “{value}” contains a space or a control character.",
        remedy_fr="Retirez-la du nom (par exemple « {suggestion} ») ; gardez la phrase dans label.",
        remedy_en="Take it out of the name (for example “{suggestion}”); keep the sentence in label.",
    ),
    "choice_duplicate": error(
        what_fr="Le choix « {value} » est deux fois dans la liste « {list} » (déjà à la ligne {first_row}).",
        what_en="The choice “{value}” is twice in the list “{list}” (already in row {first_row}).",
        remedy_fr="Supprimez l’une des deux lignes, ou changez son nom.",
        remedy_en="Please either delete one of the two rows or change its name.",
    ),
    "choice_filter_not_yet_supported": error(
        what_fr="Le filtre de choix « {value} » n’est pas encore pris en charge : tous les choix seraient proposés.",
        what_en="The choice filter “{value}” is not supported yet: all choices would be offered.",
        remedy_fr="Faites une liste et une question par cas, chacune avec son relevant, puis videz cette cellule.",
        remedy_en="Make one list and one question per case, each with its relevant cell, then empty this cell.",
    ),
    "trigger_ignored": warning(
        what_fr="« trigger » n’est pas pris en charge : la valeur est recalculée après chaque réponse.",
        what_en="“trigger” is not supported: the value is computed again after every answer.",
        remedy_fr="Vérifiez que c’est sans effet sur votre calcul, puis videz cette cellule.",
        remedy_en="Check that this does not change your calculation, then empty this cell.",
    ),
    "appearance_ignored": warning(
        what_fr="L’apparence « {word} » n’est pas prise en charge : la question aura son aspect ordinaire.",
        what_en="The appearance “{word}” is not supported: the question will look as usual.",
        remedy_fr="Retirez ce mot ou prenez l’un de ceux-ci : {known}.",
        remedy_en="Please either remove this word or use one of these: {known}.",
    ),
    "appearance_likert": error(
        what_fr="« likert » ne convient qu’à select_one, pas à « {type} ».",
        what_en="“likert” only suits select_one, not “{type}”.",
        remedy_fr="Changez le type en select_one avec une liste ordonnée, ou retirez « likert ».",
        remedy_en="Please either change the type to select_one with an ordered list or remove “likert”.",
    ),
    "parameters_bad": error(
        what_fr="Les paramètres « {value} » ne décrivent pas une échelle.",
        what_en="The parameters “{value}” do not describe a range.",
        remedy_fr="Écrivez par exemple « start=0 end=10 step=1 » : end après start, step au-dessus de 0.",
        remedy_en="Write for example “start=0 end=10 step=1”: end above start, step above 0.",
    ),
    "parameters_ignored": warning(
        what_fr="Le paramètre « {word} » n’est pas pris en charge pour « {type} ».",
        what_en="The parameter “{word}” is not supported for “{type}”.",
        remedy_fr="Retirez-le ; seul range a des paramètres : start, end et step.",
        remedy_en="Remove it; only range has parameters: start, end and step.",
    ),
    "missing_option_unknown": error(
        what_fr="« {word} » n’est pas une façon de ne pas répondre.",
        what_en="“{word}” is not a way of not answering.",
        remedy_fr="Écrivez dont_know (ne sait pas), declined (ne souhaite pas répondre), ou les deux.",
        remedy_en="Write dont_know, declined (prefers not to say), or both.",
    ),
    "calculation_missing": error(
        what_fr="Le calcul « {name} » n’a pas de formule.",
        what_en="The calculation “{name}” has no formula.",
        remedy_fr="Écrivez la formule dans la colonne calculation, ou supprimez la ligne.",
        remedy_en="Please either write the formula in the calculation column or delete the row.",
    ),
    "calculation_misplaced": warning(
        what_fr="« {name} » est une question posée : sa formule n’est pas reprise.",
        what_en="“{name}” is answered by the person: its formula is left out.",
        remedy_fr="Mettez la formule dans une ligne de type calculate, ou dans la colonne default.",
        remedy_en="Please either put the formula in a row of type calculate or in the default column.",
    ),
    "language_unknown": error(
        what_fr="La langue par défaut « {value} » n’a aucune colonne de libellés.",
        what_en="The default language “{value}” has no label column.",
        remedy_fr="Écrivez l’une de ces langues : {languages} ; ou ajoutez la colonne « label::{value} ».",
        remedy_en="Please either write one of these languages: {languages}; or add the column “label::{value}”.",
    ),
}
