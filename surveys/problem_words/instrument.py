"""What is wrong with the workbook of an instrument a team holds."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.problem_words.kind import Kind, error, warning

INSTRUMENT: Mapping[str, Kind] = {
    "instrument_sheet_missing": error(
        what_fr="La feuille « {needed} » manque ou est vide.",
        what_en="The sheet “{needed}” is missing or empty.",
        remedy_fr="Partez du modèle à télécharger : il a toutes les feuilles.",
        remedy_en="Start from the model to download: it has every sheet.",
    ),
    "instrument_field_missing": error(
        what_fr="La ligne « {field} » manque ou est vide.",
        what_en="The line “{field}” is missing or empty.",
        remedy_fr="Remplissez-la : {asks_fr}.",
        remedy_en="Fill it in: {asks_en}.",
    ),
    "instrument_field_unknown": warning(
        what_fr="La ligne « {value} » n’est pas de celles d’un instrument : elle n’est pas lue.",
        what_en="The line “{value}” is not one of an instrument: it is not read.",
        remedy_fr="Supprimez-la ou corrigez son nom ; le plus proche est « {suggestion} ».",
        remedy_en="Please either delete it or correct its name; the nearest is “{suggestion}”.",
    ),
    "instrument_value_bad": error(
        what_fr="« {value} » ne convient pas à la ligne « {field} ».",
        what_en="“{value}” does not fit the line “{field}”.",
        remedy_fr="Écrivez {asks_fr}.",
        remedy_en="Write {asks_en}.",
    ),
    "instrument_answer_step": error(
        what_fr="« {value} » n’est pas la valeur attendue ici : {expected}.",
        what_en="“{value}” is not the value expected here: {expected}.",
        remedy_fr="Écrivez les valeurs dans l’ordre, de un en un ; la première est la plus petite.",
        remedy_en="Write the values in order, one by one; the first is the smallest.",
    ),
    "instrument_answers_few": error(
        what_fr="Il n’y a qu’une réponse possible.",
        what_en="There is only one possible answer.",
        remedy_fr="Écrivez au moins deux réponses dans la feuille answers.",
        remedy_en="Write at least two answers in the answers sheet.",
    ),
    "instrument_too_long": error(
        what_fr="La feuille « {sheet} » a plus de {most} lignes.",
        what_en="The sheet “{sheet}” has more than {most} rows.",
        remedy_fr="Faites-en plusieurs instruments.",
        remedy_en="Make several instruments of it.",
    ),
    "instrument_reference_missing": error(
        what_fr="La réponse du cas de référence manque, ou n’est pas de {minimum} à {maximum}.",
        what_en="The answer of the worked case is missing, or is not from {minimum} to {maximum}.",
        remedy_fr="Écrivez dans reference la réponse d’un cas publié, ou calculé à la main.",
        remedy_en="Write in reference the answer of a case that is published, or worked by hand.",
    ),
    "instrument_reference_differs": error(
        what_fr="Le cas de référence donne {worked} ; le fichier dit {given}.",
        what_en="The worked case gives {worked}; the file says {given}.",
        remedy_fr="Vérifiez les énoncés inversés, le calcul du score et son étendue.",
        remedy_en="Check the reversed items, how the score is computed, and its range.",
    ),
    "instrument_yes_no": error(
        what_fr="« {value} » ne dit ni oui ni non.",
        what_en="“{value}” says neither yes nor no.",
        remedy_fr="Écrivez yes, ou laissez vide.",
        remedy_en="Write yes, or leave it empty.",
    ),
    "instrument_wording_bad": error(
        what_fr="« {value} » ne dit pas d’où vient le texte en « {language} ».",
        what_en="“{value}” does not say where the words in “{language}” come from.",
        remedy_fr="Écrivez official, quoted, own ou not_seen ; la feuille dit ce que chacun veut dire.",
        remedy_en="Write official, quoted, own or not_seen; the sheet says what each means.",
    ),
    "instrument_wording_source": error(
        what_fr="La source du texte en « {language} » manque.",
        what_en="The source of the words in “{language}” is missing.",
        remedy_fr="Écrivez dans source d’où vient ce texte.",
        remedy_en="Write in source where these words come from.",
    ),
    "instrument_wording_missing": error(
        what_fr="Il y a un texte en « {language} », mais rien ne dit d’où il vient.",
        what_en="There are words in “{language}”, but nothing says where they come from.",
        remedy_fr="Ajoutez une ligne « {language} » dans la feuille wordings.",
        remedy_en="Add a row “{language}” to the wordings sheet.",
    ),
    "instrument_words_missing": error(
        what_fr="Le texte en « {language} » n’est pas complet : {places}.",
        what_en="The words in “{language}” are not complete: {places}.",
        remedy_fr="Écrivez ce qui manque, ou mettez not_seen pour cette langue dans wordings.",
        remedy_en="Please either write what is missing or put not_seen for this language in wordings.",
    ),
    "instrument_no_language": error(
        what_fr="Aucune langue n’a de texte.",
        what_en="No language has any words.",
        remedy_fr="Écrivez les énoncés d’une langue au moins, et sa ligne dans wordings.",
        remedy_en="Write the items in one language at least, and its row in wordings.",
    ),
    "instrument_band_bad": error(
        what_fr="Il manque à cette lecture des scores son début ou ses mots.",
        what_en="This reading of scores lacks its start or its words.",
        remedy_fr="Écrivez un nombre dans start et ses mots dans label, ou supprimez la ligne.",
        remedy_en="Please either write a number in start and its words in label or delete the row.",
    ),
    "instrument_safety_half": error(
        what_fr="L’énoncé sensible et ce que vous faites alors vont ensemble ; le numéro va de 1 à {items}.",
        what_en="The sensitive item and what you do then go together; its number is from 1 to {items}.",
        remedy_fr="Remplissez safety_item et safety_procedure, ou laissez les deux vides.",
        remedy_en="Please either fill in safety_item and safety_procedure or leave both empty.",
    ),
    "instrument_score_range": error(
        what_fr="L’étendue du score n’est pas complète, ou va à l’envers.",
        what_en="The range of the score is not complete, or goes backwards.",
        remedy_fr="Remplissez score_minimum puis score_maximum, plus grand, ou laissez les deux vides.",
        remedy_en="Please either fill in score_minimum and a larger score_maximum or leave both empty.",
    ),
    "instrument_answered_range": error(
        what_fr="Il y a {items} énoncés : {value} réponses ne peuvent être demandées.",
        what_en="There are {items} items: {value} answers cannot be asked for.",
        remedy_fr="Écrivez un nombre de 1 à {items}.",
        remedy_en="Write a number from 1 to {items}.",
    ),
    "instrument_altered_why": error(
        what_fr="Vos mots diffèrent de la publication, et rien ne dit en quoi.",
        what_en="Your words differ from the publication, and nothing says how.",
        remedy_fr="Remplissez altered_why.",
        remedy_en="Fill in altered_why.",
    ),
    "instrument_benchmark_source": error(
        what_fr="Le score à comparer n’a pas de source.",
        what_en="The score to compare with has no source.",
        remedy_fr="Remplissez benchmark_source, ou laissez benchmark vide.",
        remedy_en="Please either fill in benchmark_source or leave benchmark empty.",
    ),
}
