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
    "survey_unasked": warning(
        what_fr="La feuille « {sheet} » ne pose aucune question : personne n’aura rien à répondre.",
        what_en="The sheet “{sheet}” asks no question: nobody will have anything to answer.",
        remedy_fr="Ajoutez une question, avec un type, un nom et un libellé.",
        remedy_en="Add a question, with a type, a name and a label.",
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
    "type_unheard": error(
        what_fr="Le type « {value} » n’existe pas.",
        what_en="There is no type “{value}”.",
        remedy_fr="Choisissez un type reconnu : {types}.",
        remedy_en="Choose a type we know: {types}.",
    ),
    "type_meant": error(
        what_fr="Le type « {value} » n’existe pas.",
        what_en="There is no type “{value}”.",
        remedy_fr="Écrivez plutôt : {suggestion}.",
        remedy_en="Please write instead: {suggestion}.",
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
    "labels_missing": warning(
        what_fr="{number} questions n’ont pas de libellé, on ne lira que leur nom : lignes {rows}.",
        what_en="{number} questions have no label, only their name will be read: rows {rows}.",
        remedy_fr="Écrivez ces questions dans la colonne label.",
        remedy_en="Write these questions in the label column.",
    ),
    "translations_missing": warning(
        what_fr="{number} cellules {needed} ne sont pas traduites en : {languages} (lignes {rows}).",
        what_en="{number} {needed} cells are not translated into: {languages} (rows {rows}).",
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
    "audit_places": warning(
        what_fr="Le journal ne notera pas les lieux : il manque {needed}.",
        what_en="The log will not note places: {needed} is missing.",
        remedy_fr="Donnez aussi ce paramètre, par exemple location-max-age=120, ou retirez ceux des lieux.",
        remedy_en="Please either give this parameter too, for example location-max-age=120, or remove those of places.",
    ),
    "field_form_refused": warning(
        what_fr="Aucun client de terrain (ODK Collect) ne pourra recevoir ce formulaire : pyxform le refuse ({fault}).",
        what_en="No field client (ODK Collect) will be able to get this form: pyxform refuses it ({fault}).",
        remedy_fr="Rien à faire si tout le monde répond sur la page ; sinon, corrigez le classeur d’après ce message.",
        remedy_en="Nothing to do if everybody answers on the page; else correct the workbook as this message says.",
    ),
    "trigger_unasked": warning(
        what_fr="Personne ne répond à « {names} » : ce déclencheur ne change jamais, le calcul n’est fait qu’une fois.",
        what_en="Nobody answers “{names}”: this trigger never changes, the calculation is made only once.",
        remedy_fr="Écrivez ici une question posée, ou videz cette case, et le calcul suit ses références.",
        remedy_en="Please either write a question that is asked here, or empty this cell: the calculation follows.",
    ),
    "row_without_type": warning(
        what_fr="Cette ligne n’a ni type, ni nom, ni libellé : elle n’est pas lue.",
        what_en="This row has no type, no name and no label: it is not read.",
        remedy_fr="Rien à faire si c’est une remarque ; sinon, complétez la ligne.",
        remedy_en="Nothing to do if it is a remark; otherwise complete the row.",
    ),
    "rows_disabled": warning(
        what_fr="Lignes désactivées (colonne disabled), qui ne sont pas lues : {rows}.",
        what_en="Rows that are switched off (column disabled) and are not read: {rows}.",
        remedy_fr="Rien à faire ; supprimez ces lignes, ou videz leur cellule disabled pour les poser de nouveau.",
        remedy_en="Nothing to do; delete these rows, or empty their disabled cell to ask them again.",
    ),
    "metadata_ignored": warning(
        what_fr="« {value} » renseigne sur l’appareil : cette plateforme ne le recueille pas, la valeur restera vide.",
        what_en="“{value}” tells about the device: this platform does not collect it, the value stays empty.",
        remedy_fr="Rien à faire ; retirez la ligne pour ne plus voir cet avertissement.",
        remedy_en="Nothing to do; remove the row to stop seeing this warning.",
    ),
    "device_empty": warning(
        what_fr="Seul un client de terrain donne ces valeurs : {names}. Sur la page, elles restent vides.",
        what_en="Only a field client gives these values: {names}. On the page, they stay empty.",
        remedy_fr="Rien à faire : la plateforme, exprès, ne relève rien de l’appareil de qui répond.",
        remedy_en="Nothing to do: on purpose, this platform reads nothing from the device of who answers.",
    ),
    "name_again": warning(
        what_fr="« {value} » est déjà le nom de la ligne {first_row}, dans un autre groupe : celui-ci sera « {used} ».",
        what_en="The name “{value}” is already that of row {first_row}, in another group: this one will be “{used}”.",
        remedy_fr="Rien à faire ; donnez un autre nom à l’une des deux lignes si vous préférez le choisir.",
        remedy_en="Nothing to do; give one of the two rows another name if you prefer to choose it.",
    ),
    "names_again": warning(
        what_fr="{number} noms servent déjà dans un autre groupe : ces lignes-ci s’appelleront {names}.",
        what_en="{number} names are used already in another group: these rows will be called {names}.",
        remedy_fr="Rien à faire ; donnez-leur d’autres noms si vous préférez les choisir.",
        remedy_en="Nothing to do; give them other names if you prefer to choose them.",
    ),
    "parameters_bad": error(
        what_fr="Les paramètres « {value} » ne décrivent pas une échelle.",
        what_en="The parameters “{value}” do not describe a range.",
        remedy_fr="Écrivez par exemple « start=0 end=10 step=1 » : end après start, step au-dessus de 0.",
        remedy_en="Write for example “start=0 end=10 step=1”: end above start, step above 0.",
    ),
    "parameter_value_bad": error(
        what_fr="Le paramètre « {word} » ne peut valoir « {given} » : un client de terrain refuserait le formulaire.",
        what_en="The parameter “{word}” cannot be “{given}”: a field client would refuse the form.",
        remedy_fr="Écrivez l’une de ces valeurs : {known} ; ou retirez ce paramètre.",
        remedy_en="Please write one of these values: {known}; or remove this parameter.",
    ),
    "parameter_seed_alone": error(
        what_fr="« seed » fixe l’ordre d’un tirage, mais les choix ne sont pas mélangés.",
        what_en="“seed” fixes the order of a shuffle, but the choices are not shuffled.",
        remedy_fr="Ajoutez « randomize=true », ou retirez « seed ».",
        remedy_en="Please either add “randomize=true”, or remove “seed”.",
    ),
    "parameters_ignored": warning(
        what_fr="Le paramètre « {word} » n’existe pas pour le type « {type} » : il est gardé, sans effet.",
        what_en="The type “{type}” has no parameter “{word}”: it is kept, without effect.",
        remedy_fr="Retirez-le, ou corrigez son nom ; paramètres de ce type : {known}.",
        remedy_en="Please either remove it or correct its name; parameters of this type: {known}.",
    ),
    "appearance_slip": warning(
        what_fr="L’apparence « {word} » n’est pas reconnue : elle est gardée, et la question a son aspect ordinaire.",
        what_en="The appearance “{word}” is not recognised: it is kept, and the question looks as usual.",
        remedy_fr="Écrivez peut-être « {suggestion} » ; sinon, rien à faire.",
        remedy_en="Perhaps write “{suggestion}”; else nothing to do.",
    ),
    "appearance_parameter": warning(
        what_fr="« {word} » est un paramètre, écrit dans la colonne appearance : il est gardé, sans effet.",
        what_en="“{word}” is a parameter, written in the appearance column: it is kept, without effect.",
        remedy_fr="Déplacez-le dans la colonne parameters.",
        remedy_en="Move it to the parameters column.",
    ),
    "appearance_unknown": warning(
        what_fr="L’apparence « {word} » n’est pas reconnue : elle est gardée, et la question a son aspect ordinaire.",
        what_en="The appearance “{word}” is not recognised: it is kept, and the question looks as usual.",
        remedy_fr="Rien à faire, ou corrigez ce mot.",
        remedy_en="Nothing to do, or correct this word.",
    ),
    "appearance_calendar": warning(
        what_fr="Le calendrier « {word} » n’est pas proposé ici : la date se dit dans le calendrier grégorien.",
        what_en="The calendar “{word}” is not offered here: the date is asked in the Gregorian calendar.",
        remedy_fr="Rien à faire ; expliquez-le dans l’indication (hint) si vos répondants comptent autrement.",
        remedy_en="Nothing to do; say so in the hint if the people you ask count otherwise.",
    ),
    "appearance_likert": warning(
        what_fr="« likert » ne convient qu’à select_one, pas à « {type} » : la question a son aspect ordinaire.",
        what_en="“likert” only suits select_one, not “{type}”: the question looks as usual.",
        remedy_fr="Changez le type en select_one avec une liste ordonnée, ou retirez « likert ».",
        remedy_en="Please either change the type to select_one with an ordered list or remove “likert”.",
    ),
    "language_unknown": warning(
        what_fr="La langue par défaut « {value} » n’a aucune colonne de libellés.",
        what_en="The default language “{value}” has no label column.",
        remedy_fr="Écrivez l’une de ces langues : {languages} ; ou ajoutez la colonne « label::{value} ».",
        remedy_en="Please either write one of these languages: {languages}; or add the column “label::{value}”.",
    ),
    "language_unnamed": warning(
        what_fr="« {value} » ne dit pas de quelle langue il s’agit : un lecteur d’écran ne saura pas la prononcer.",
        what_en="“{value}” does not say which language it is: a screen reader will not know how to pronounce it.",
        remedy_fr="Ajoutez son code entre parenthèses, par exemple « Português (pt) ».",
        remedy_en="Add its code in brackets, for example “Português (pt)”.",
    ),
    "instance_name_unused": warning(
        what_fr="« {value} » ne peut pas nommer les réponses (instance_name) : ce n’est ni un renvoi ni un texte.",
        what_en="“{value}” cannot name the responses (instance_name): it is neither a reference nor a text.",
        remedy_fr="Écrivez par exemple concat(${{nom}}, ' ', today()), ou videz la cellule.",
        remedy_en="Write for example concat(${{name}}, ' ', today()), or empty the cell.",
    ),
    "encryption_ignored": warning(
        what_fr="Ce classeur demande de chiffrer les réponses avec sa clé (public_key) : ce n’est pas fait ici.",
        what_en="This form asks for answers to be encrypted with a key of its own (public_key): that is not done here.",
        remedy_fr="Vérifiez ce que vous avez promis aux participants, puis retirez public_key de la feuille settings.",
        remedy_en="Check what you promised to participants, then remove public_key from the settings sheet.",
    ),
}
