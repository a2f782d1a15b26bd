"""What is wrong with an expression. {position} counts characters from 1; {found} is what stands there."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.problem_words.kind import Kind, error, warning

EXPRESSION: Mapping[str, Kind] = {
    "reference_unknown": error(
        what_fr="« ${{{name}}} » ne renvoie à aucune question.",
        what_en="“${{{name}}}” refers to no question.",
        remedy_fr="Corrigez ce nom ou ajoutez la question ; le nom le plus proche est « {suggestion} ».",
        remedy_en="Please either correct this name or add the question; the nearest name is “{suggestion}”.",
    ),
    "reference_ambiguous": error(
        what_fr="« ${{{name}}} » peut renvoyer à plusieurs lignes : elles portent le même nom.",
        what_en="“${{{name}}}” may refer to several rows: they bear the same name.",
        remedy_fr="Donnez un autre nom à l’une d’elles, puis corrigez ce renvoi.",
        remedy_en="Give one of them another name, then correct this reference.",
    ),
    "path_unknown": warning(
        what_fr="Ce chemin mène à « {name} », qui n’existe pas là : la valeur sera toujours vide.",
        what_en="This path leads to “{name}”, which is not there: the value will always be empty.",
        remedy_fr="Corrigez le chemin, ou écrivez ${{nom}} ; le plus proche à cet endroit est « {suggestion} ».",
        remedy_en="Please either correct the path or write ${{name}}; the nearest in that place is “{suggestion}”.",
    ),
    "filter_column_unknown": warning(
        what_fr="Les choix n’ont pas de colonne « {name} » : ce filtre n’en laissera passer aucun.",
        what_en="The choices have no column “{name}”: this filter will let none of them pass.",
        remedy_fr="Ajoutez cette colonne, ou corrigez son nom ; la plus proche est « {suggestion} ».",
        remedy_en="Please either add this column or correct its name; the nearest is “{suggestion}”.",
    ),
    "filter_language": error(
        what_fr="Caractère {position} : un filtre ne peut pas lire les mots d’une langue (« {found}:: »).",
        what_en="Character {position}: a filter cannot read the words of one language (“{found}::”).",
        remedy_fr="Ajoutez aux choix une colonne sans langue, par exemple region, et comparez avec elle.",
        remedy_en="Add a column without language to the choices, for example region, and compare with that.",
    ),
    "filter_label_translated": warning(
        what_fr="Ce filtre compare un libellé traduit : un client de terrain ne le trouve pas et n’offre aucun choix.",
        what_en="This filter compares a translated label: a field client does not find it and offers no choice.",
        remedy_fr="Comparez avec name, ou avec une colonne sans langue ; la page lit la langue par défaut.",
        remedy_en="Compare with name, or with a column without language; the page reads the default language.",
    ),
    "choice_never_given": warning(
        what_fr="« {found} » n’est le code d’aucune réponse de « {name} » : personne ne l’aura choisi.",
        what_en="“{found}” is the code of no answer to “{name}”: nobody will have chosen it.",
        remedy_fr="Écrivez un code de la colonne name de choices, ici parmi : {offered}.",
        remedy_en="Write a code of the column name of choices, here one of: {offered}.",
    ),
    "default_never_given": warning(
        what_fr="La valeur par défaut « {value} » ne peut pas être une réponse de ce type ({type}).",
        what_en="The default “{value}” cannot be an answer of this type ({type}).",
        remedy_fr="Corrigez-la (une date s’écrit 2026-01-31, un choix par son code), ou videz la cellule.",
        remedy_en="Please either correct it (a date is 2026-01-31, a choice its code) or empty the cell.",
    ),
    "truth_of_text": warning(
        what_fr="Entre and et or, le texte « {found} » seul est toujours vrai.",
        what_en="Beside and or or, the text “{found}” alone is always true.",
        remedy_fr="Répétez la question, par exemple ${{ville}} = 'a' or ${{ville}} = '{found}'.",
        remedy_en="Say the question again, for example ${{city}} = 'a' or ${{city}} = '{found}'.",
    ),
    "comparison_chained": warning(
        what_fr="Deux comparaisons se suivent : la seconde compare le vrai ou faux de la première.",
        what_en="Two comparisons follow each other: the second compares the true or false of the first.",
        remedy_fr="Séparez-les par and, par exemple . > 1 and . < 5.",
        remedy_en="Put and between them, for example . > 1 and . < 5.",
    ),
    "order_of_text": warning(
        what_fr="« {found} » n’est ni un nombre ni une date : cette comparaison n’est jamais vraie.",
        what_en="“{found}” is neither a number nor a date: this comparison never holds.",
        remedy_fr="Écrivez une date comme '2026-01-31', un nombre comme 1.5, une heure avec decimal-time('08:00').",
        remedy_en="Write a date like '2026-01-31', a number like 1.5, a time with decimal-time('08:00').",
    ),
    "sum_of_text": warning(
        what_fr="+ additionne des nombres : avec le texte « {found} », il n’y a pas de résultat.",
        what_en="+ adds numbers: with the text “{found}”, there is no result.",
        remedy_fr="Pour mettre bout à bout, écrivez concat(…, '{found}').",
        remedy_en="To put one after the other, write concat(…, '{found}').",
    ),
    "property_empty": warning(
        what_fr="property(…) demande l’appareil ou le compte : seul un client de terrain le sait, la page n’a rien.",
        what_en="property(…) asks for the device or the account: only a field client knows, the page has nothing.",
        remedy_fr="Prévoyez le cas vide, par exemple coalesce(property('username'), 'inconnu').",
        remedy_en="Provide for the empty case, for example coalesce(property('username'), 'unknown').",
    ),
    "last_saved_empty": warning(
        what_fr="L’envoi précédent (last-saved) n’est connu que d’un client de terrain ; la page n’a rien.",
        what_en="The submission before (last-saved) is known to a field client only; the page has nothing.",
        remedy_fr="Rien à faire si le cas vide convient : la page ne montre jamais les réponses d’une autre personne.",
        remedy_en="Nothing to do if empty will do: the page never shows the answers of somebody else.",
    ),
    "function_not_in_the_field": warning(
        what_fr="ODK Collect ne connaît pas la fonction « {found} » : il refuserait tout le formulaire.",
        what_en="ODK Collect does not know the function “{found}”: it would refuse the whole form.",
        remedy_fr="Rien à faire sans client de terrain ; sinon, écrivez autrement, par exemple substr pour substring.",
        remedy_en="Nothing to do without field clients; else write it otherwise, for example substr for substring.",
    ),
    "circular": error(
        what_fr="Ces questions s’attendent l’une l’autre : {names}.",
        what_en="These questions wait for each other: {names}.",
        remedy_fr="Retirez l’une de ces références, dans calculation ou dans relevant.",
        remedy_en="Remove one of these references, in calculation or in relevant.",
    ),
    "group_asks_inside": warning(
        what_fr="Le groupe « {group} » dépend de « {name} », qui est dedans : ODK Collect refuserait le formulaire.",
        what_en="The group “{group}” depends on “{name}”, which is inside it: ODK Collect would refuse the form.",
        remedy_fr="Rien à faire sans ODK Collect ; sinon, sortez « {name} » du groupe et écrivez ${{{name}}} ici.",
        remedy_en="Nothing to do without ODK Collect; else move “{name}” out of the group and write ${{{name}}} here.",
    ),
    "expression_character": error(
        what_fr="Caractère {position} : « {found} » n’a pas de sens dans une expression.",
        what_en="Character {position}: “{found}” has no meaning in an expression.",
        remedy_fr="Retirez-le. Pour « et » et « ou », écrivez and et or ; pour « différent », écrivez !=.",
        remedy_en="Remove it. For “and” and “or”, write and and or; for “different”, write !=.",
    ),
    "expression_quote_open": error(
        what_fr="Caractère {position} : le texte commencé ici n’a pas de guillemet de fin.",
        what_en="Character {position}: the text begun here has no closing quote.",
        remedy_fr="Ajoutez le même guillemet droit (' ou \") à la fin du texte.",
        remedy_en="Add the same straight quote (' or \") at the end of the text.",
    ),
    "expression_typographic_quote": error(
        what_fr="Caractère {position} : « {found} » est un guillemet typographique.",
        what_en="Character {position}: “{found}” is a typographic quote.",
        remedy_fr="Remplacez-le par un guillemet droit : ' ou \".",
        remedy_en="Replace it by a straight quote: ' or \".",
    ),
    "expression_reference_form": error(
        what_fr="Caractère {position} : ce renvoi à une question n’est pas complet.",
        what_en="Character {position}: this reference to a question is not complete.",
        remedy_fr="Écrivez le nom de la question entre accolades, par exemple ${{age}}.",
        remedy_en="Write the name of the question in braces, for example ${{age}}.",
    ),
    "expression_path": error(
        what_fr="Caractère {position} : « {found} » ne mène nulle part.",
        what_en="Character {position}: “{found}” leads nowhere.",
        remedy_fr="Pour renvoyer à une question, écrivez ${{nom}} ou /data/nom ; pour diviser, écrivez div.",
        remedy_en="To refer to a question, write ${{name}} or /data/name; to divide, write div.",
    ),
    "expression_axis": error(
        what_fr="Caractère {position} : aucun chemin ne passe par « {found}:: ».",
        what_en="Character {position}: no path goes along “{found}::”.",
        remedy_fr="Le plus proche est « {suggestion}:: ».",
        remedy_en="The nearest is “{suggestion}::”.",
    ),
    "expression_bare_name": error(
        what_fr="Caractère {position} : « {found} » seul n’est ni une question ni un texte.",
        what_en="Character {position}: “{found}” alone is neither a question nor a text.",
        remedy_fr="Écrivez ${{{found}}} pour la réponse à cette question, ou '{found}' pour le mot lui-même.",
        remedy_en="Please either write ${{{found}}} for the answer to that question, or '{found}' for the word itself.",
    ),
    "expression_value_expected": error(
        what_fr="Caractère {position} : une valeur était attendue, pas « {found} ».",
        what_en="Character {position}: a value was expected, not “{found}”.",
        remedy_fr="Écrivez ici un nombre, un texte entre guillemets, ${{nom}} ou une fonction. L’égalité s’écrit =.",
        remedy_en="Write a number, a quoted text, ${{name}} or a function here. Equality is written =.",
    ),
    "expression_value_at_end": error(
        what_fr="L’expression s’arrête au caractère {position}, là où une valeur était attendue.",
        what_en="The expression stops at character {position}, where a value was expected.",
        remedy_fr="Complétez-la par un nombre, un texte entre guillemets ou ${{nom}}.",
        remedy_en="Complete it with a number, a quoted text or ${{name}}.",
    ),
    "expression_operator_expected": error(
        what_fr="Caractère {position} : un opérateur ou la fin était attendu avant « {found} ».",
        what_en="Character {position}: an operator or the end was expected before “{found}”.",
        remedy_fr="Ajoutez un opérateur (and, or, =, <, +, …), ou retirez la parenthèse ou le mot de trop.",
        remedy_en="Please either add an operator (and, or, =, <, +, …) or remove the extra bracket or word.",
    ),
    "expression_parenthesis_open": error(
        what_fr="La parenthèse ouverte au caractère {position} n’est pas fermée.",
        what_en="The bracket opened at character {position} is not closed.",
        remedy_fr="Ajoutez la parenthèse fermante qui manque.",
        remedy_en="Add the missing closing bracket.",
    ),
    "expression_function_unknown": error(
        what_fr="Caractère {position} : la fonction « {found} » n’existe pas.",
        what_en="Character {position}: there is no function “{found}”.",
        remedy_fr="Vouliez-vous dire « {suggestion} » ?",
        remedy_en="Did you mean “{suggestion}”?",
    ),
    "expression_function_unheard": error(
        what_fr="Caractère {position} : la fonction « {found} » n’existe pas.",
        what_en="Character {position}: there is no function “{found}”.",
        remedy_fr="Remplacez-la par une fonction reconnue, par exemple selected, if, round ou concat.",
        remedy_en="Replace it by a function we know, for example selected, if, round or concat.",
    ),
    "expression_function_elsewhere": error(
        what_fr="Caractère {position} : la fonction « {found} » n’existe pas.",
        what_en="Character {position}: there is no function “{found}”.",
        remedy_fr="Écrivez plutôt « {suggestion} ».",
        remedy_en="Please write “{suggestion}” instead.",
    ),
    "expression_written_otherwise": error(
        what_fr="Caractère {position} : « {found} » ne s’écrit pas ainsi dans une expression.",
        what_en="Character {position}: “{found}” is not written like this in an expression.",
        remedy_fr="Écrivez plutôt « {suggestion} ».",
        remedy_en="Please write “{suggestion}” instead.",
    ),
    "expression_arguments": error(
        what_fr="Caractère {position} : « {found} » attend {expected} valeurs entre parenthèses, pas {given}.",
        what_en="Character {position}: “{found}” expects {expected} values in its brackets, not {given}.",
        remedy_fr="Séparez les valeurs par des virgules ; vérifiez la place des parenthèses.",
        remedy_en="Separate the values by commas; check where the brackets stand.",
    ),
    "expression_pattern": error(
        what_fr="Caractère {position} : ce modèle regex ne peut pas être lu ({fault}).",
        what_en="Character {position}: this regex pattern cannot be read ({fault}).",
        remedy_fr="Corrigez-le ; les renvois (\\1) et les conditions (?=…) ne sont pas admis.",
        remedy_en="Correct it; back-references (\\1) and look-arounds (?=…) are not allowed.",
    ),
    "expression_choice_name": error(
        what_fr="Caractère {position} : jr:choice-name a besoin du nom de la question entre guillemets.",
        what_en="Character {position}: jr:choice-name needs the name of the question in quotes.",
        remedy_fr="Écrivez par exemple jr:choice-name(${{ville}}, '${{ville}}').",
        remedy_en="Write for example jr:choice-name(${{city}}, '${{city}}').",
    ),
    "expression_too_long": error(
        what_fr="L’expression dépasse {limit} caractères.",
        what_en="The expression is longer than {limit} characters.",
        remedy_fr="Partagez-la entre plusieurs lignes de type calculate.",
        remedy_en="Split it over several rows of type calculate.",
    ),
    "expression_too_deep": error(
        what_fr="L’expression emboîte plus de {limit} niveaux.",
        what_en="The expression nests more than {limit} levels.",
        remedy_fr="Partagez-la entre plusieurs lignes de type calculate.",
        remedy_en="Split it over several rows of type calculate.",
    ),
}
