"""What other vendors' programs understand and this platform does not: {dialect} is their name."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.problem_words.kind import Kind, error, warning

DIALECT: Mapping[str, Kind] = {
    "kobo_rows": warning(
        what_fr="« {word} », propre à KoboToolbox, est lu comme lui : un groupe de questions à choix unique.",
        what_en="“{word}”, of KoboToolbox, is read as it does: a group of questions with one choice each.",
        remedy_fr="Rien à faire ; le classeur téléchargé d’ici contient ces questions ordinaires.",
        remedy_en="Nothing to do; the workbook downloaded from here holds these plain questions.",
    ),
    "type_dialect": error(
        what_fr="Le type « {word} » est propre à {dialect} : il n’existe pas dans le standard XLSForm.",
        what_en="The type “{word}” belongs to {dialect}: it does not exist in the XLSForm standard.",
        remedy_fr="Remplacez ces lignes par des questions ordinaires, dans un groupe ou une répétition.",
        remedy_en="Replace these rows by plain questions, in a group or a repeat.",
    ),
    "expression_dialect": error(
        what_fr="Caractère {position} : la fonction « {found} » est propre à {dialect}.",
        what_en="Character {position}: the function “{found}” belongs to {dialect}.",
        remedy_fr="Écrivez cette expression avec les fonctions du standard, ou videz la cellule.",
        remedy_en="Please either write this expression with the functions of the standard or empty the cell.",
    ),
    "expression_dialect_instead": error(
        what_fr="Caractère {position} : la fonction « {found} » est propre à {dialect}.",
        what_en="Character {position}: the function “{found}” belongs to {dialect}.",
        remedy_fr="Écrivez plutôt « {suggestion} ».",
        remedy_en="Please write “{suggestion}” instead.",
    ),
    "instance_dialect": error(
        what_fr="« instance('{name}') » est propre à {dialect} : rien ici ne donne ce document.",
        what_en="“instance('{name}')” belongs to {dialect}: nothing gives this document here.",
        remedy_fr="Demandez la valeur par une question, ou donnez-la dans un fichier (csv-external).",
        remedy_en="Please either ask for the value in a question or give it in a file (csv-external).",
    ),
    "recording_dialect": warning(
        what_fr="« {value} » est un relevé de {dialect} : cette plateforme ne le fait pas, la valeur restera vide.",
        what_en="“{value}” is a recording of {dialect}: this platform does not make it, the value stays empty.",
        remedy_fr="Rien à faire ; retirez la ligne pour ne plus voir cet avertissement.",
        remedy_en="Nothing to do; remove the row to stop seeing this warning.",
    ),
    "appearance_dialect": warning(
        what_fr="L’apparence « {word} » est propre à {dialect} : elle est gardée, sans effet ici.",
        what_en="The appearance “{word}” belongs to {dialect}: it is kept, without effect here.",
        remedy_fr="Vérifiez que la question se comprend sans elle.",
        remedy_en="Check that the question can be understood without it.",
    ),
    "appearance_external": warning(
        what_fr="« {word} » ouvre une autre application du téléphone : seul un client de terrain peut le faire.",
        what_en="“{word}” opens another application of the phone: only a field client can do that.",
        remedy_fr="Vérifiez que la question peut aussi être répondue à la main.",
        remedy_en="Check that the question can also be answered by hand.",
    ),
}
