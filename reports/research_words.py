"""The fixed words of the researchers' edition, French and English on adjacent lines."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Language
from reports.wording import unbroken

WORDS: Mapping[str, Mapping[str, str]] = {
    "methods_lead": {
        "fr": "Chaque résultat du plan : ce qui a été calculé, avec quels réglages, quelles "
        "hypothèses ont été regardées et ce qui a été refusé. Dix chiffres sont imprimés ; le fichier joint "
        "evidence.json les a tous.",
        "en": "Every outcome of the plan: what was computed, with which settings, which assumptions were looked at and "
        "what was refused. Ten digits are printed; the attached file evidence.json has them all.",
    },
    "method_of": {"fr": "{method}. Effet : {effect}.", "en": "{method}. Effect: {effect}."},
    "reference": {"fr": "Référence : {reference}", "en": "Reference: {reference}"},
    "settings_caption": {
        "fr": "Figure {figure}. Résultat, réglages, détails et hypothèses.",
        "en": "Figure {figure}. Result, settings, details and assumptions.",
    },
    "column_kind": {"fr": "Nature", "en": "Kind"},
    "column_name": {"fr": "Nom", "en": "Name"},
    "column_value": {"fr": "Valeur", "en": "Value"},
    "result": {"fr": "Résultat", "en": "Result"},
    "setting": {"fr": "Réglage", "en": "Setting"},
    "detail": {"fr": "Détail", "en": "Detail"},
    "assumption": {"fr": "Hypothèse", "en": "Assumption"},
    "refusal": {"fr": "Refus", "en": "Refusal"},
    "effect": {"fr": "Effet", "en": "Effect"},
    "low": {"fr": "Borne basse", "en": "Lower bound"},
    "high": {"fr": "Borne haute", "en": "Upper bound"},
    "p_value": {"fr": "Valeur p", "en": "p-value"},
    "p_adjusted": {"fr": "Valeur p ajustée", "en": "Adjusted p-value"},
    "minimal_detectable": {"fr": "Plus petit effet visible", "en": "Smallest detectable effect"},
    "n": {"fr": "n", "en": "n"},
    "missing": {"fr": "Sans réponse", "en": "No answer"},
    "n_of_arm": {"fr": "n, {arm}", "en": "n, {arm}"},
    "of_place": {"fr": "{name}, lieu {place}", "en": "{name}, site {place}"},
    "met": {"fr": "vérifiée", "en": "met"},
    "not_met": {"fr": "non vérifiée", "en": "not met"},
    "met_at": {"fr": "{value} : {verdict}", "en": "{value}: {verdict}"},
    "level_of_finding": {"fr": "Degré de preuve", "en": "Level of evidence"},
    "rule_level": {"fr": "Règle du degré", "en": "Rule of the level"},
    "reliability": {"fr": "Fidélité des échelles", "en": "Reliability of the scales"},
    "reliability_exact": {
        "fr": "{figure} · {scale}, {wave} : alpha {alpha}, de {low} à {high} ; n = {n}, questions : {items}.",
        "en": "{figure} · {scale}, {wave}: alpha {alpha}, from {low} to {high}; n = {n}, items: {items}.",
    },
    "scales": {"fr": "Échelles et cotation", "en": "Scales and scoring"},
    "scale_items": {
        "fr": "{scale} ({code}) : {items}. Items inversés : {reversed}. Bornes d’un item : {minimum} à {maximum}. "
        "Calcul : {method}, réponses exigées : {answered}. Sans réponse : {blank}.",
        "en": "{scale} ({code}): {items}. Reversed items: {reversed}. Range of an item: {minimum} to {maximum}. "
        "Computed as {method}, answers needed: {answered}. No answer: {blank}.",
    },
    "method_sum": {"fr": "somme", "en": "sum"},
    "method_mean": {"fr": "moyenne", "en": "mean"},
    "blank_own_mean": {"fr": "moyenne des autres réponses de la personne", "en": "mean of the person’s other answers"},
    "blank_middle": {"fr": "milieu des bornes", "en": "middle of the range"},
    "none": {"fr": "aucun", "en": "none"},
    "codebook_lead": {
        "fr": "Questions posées : {n}. Pour chacune, son nom dans les données, ses mots, ses codes. Le fichier joint "
        "codebook.csv les donne dans toutes les langues.",
        "en": "Questions asked: {n}. For each, its name in the data, its words, its codes. The attached file "
        "codebook.csv gives them in every language.",
    },
    "codebook_none": {
        "fr": "Ce rapport a été écrit sans la liste des questions.",
        "en": "This report was written without the list of questions.",
    },
    "codebook_more": {
        "fr": "Questions non imprimées ici : {n}. Le fichier joint codebook.csv les contient.",
        "en": "Questions not printed here: {n}. The attached file codebook.csv holds them.",
    },
    "question_line": {"fr": "{name} · {type}", "en": "{name} · {type}"},
    "in_repeat": {"fr": "répétée dans {repeat}", "en": "repeated in {repeat}"},
    "codes": {"fr": "Codes : {codes}", "en": "Codes: {codes}"},
    "codes_more": {"fr": "et {n} de plus dans codebook.csv", "en": "and {n} more in codebook.csv"},
    "bounds": {"fr": "De {minimum} à {maximum}", "en": "From {minimum} to {maximum}"},
    "silences": {"fr": "Peut rester sans réponse : {silences}", "en": "May stay unanswered: {silences}"},
    "relevant": {"fr": "Posée si {relevant}", "en": "Asked if {relevant}"},
    "calculated": {"fr": "Calculée : {expression}", "en": "Calculated: {expression}"},
    "asked_in": {"fr": "Posée dans {versions}", "en": "Asked in {versions}"},
    "type_integer": {"fr": "nombre entier", "en": "whole number"},
    "type_number": {"fr": "nombre", "en": "number"},
    "type_text": {"fr": "texte", "en": "text"},
    "type_category": {"fr": "un choix", "en": "one choice"},
    "type_categories": {"fr": "plusieurs choix", "en": "several choices"},
    "trace": {"fr": "La trace, pas à pas", "en": "The trace, step by step"},
    "trace_from": {"fr": "De", "en": "From"},
    "trace_relation": {"fr": "Lien", "en": "Link"},
    "trace_to": {"fr": "Vers", "en": "To"},
    "redo_verify": {
        "fr": "Tout vérifier, sans serveur ni base de données :",
        "en": "Check everything, without server or database:",
    },
    "redo_json": {"fr": "La même réponse, pour un programme :", "en": "The same answer, for a program:"},
    "redo_take_out": {
        "fr": "Sortir du PDF les fichiers joints (outil libre poppler) :",
        "en": "Take the attached files out of the PDF (free tool poppler):",
    },
    "redo_python": {
        "fr": "Recalculer chaque figure depuis les tableaux, dans le dossier du logiciel :",
        "en": "Compute each figure again from the tables, in the folder of the software:",
    },
    "redo_again": {
        "fr": "Depuis la base du laboratoire, récrire ce rapport ou en sortir les lignes :",
        "en": "From the laboratory’s database, write this report again or take the rows out:",
    },
    "redo_judges": {
        "fr": "Chaque estimateur est comparé, dans le dossier tests/oracle du logiciel, à un calcul fait ailleurs : "
        "une commande R ou un nombre publié, et une version lente et évidente.",
        "en": "Each estimator is compared, in the folder tests/oracle of the software, with a computation made "
        "elsewhere: an R command or a published number, and a slow and obvious version.",
    },
    "table_cut": {
        "fr": "Lignes imprimées : {shown} sur {rows}. Le fichier joint {file} contient les autres.",
        "en": "Rows printed: {shown} of {rows}. The attached file {file} holds the others.",
    },
    "tables_attached": {
        "fr": "Les {count} tableaux dont viennent ces nombres sont joints à ce fichier (table-….csv), avec toutes "
        "leurs décimales ; le registre nomme celui de chaque figure, et l’édition pour chercheurs les imprime.",
        "en": "The {count} tables these numbers come from are attached to this file (table-….csv), with all their "
        "digits; the register names the one of each figure, and the researchers’ edition prints them.",
    },
}

COMMANDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("redo_verify", ("python3 lab.py verify rapport.pdf",)),
    ("redo_json", ("python3 lab.py verify rapport.pdf --json",)),
    ("redo_take_out", ("pdfdetach -saveall rapport.pdf",)),
    (
        "redo_python",
        (
            "from pathlib import Path",
            "from analysis import evidence_json, recompute",
            'evidence = evidence_json.loads(Path("evidence.json").read_text())',
            "for line in recompute.recompute(evidence): print(line)",
        ),
    ),
    (
        "redo_again",
        (
            "python3 lab.py report STUDY --audience researcher -o rapport.pdf",
            "python3 lab.py export STUDY -o lignes.zip",
        ),
    ),
)

RELATIONS: Mapping[str, Mapping[str, str]] = {
    "derived_from": {"fr": "vient de", "en": "comes from"},
    "satisfies": {"fr": "répond à", "en": "answers"},
    "implements": {"fr": "réalise", "en": "implements"},
    "tests": {"fr": "met à l’essai", "en": "tests"},
    "measures": {"fr": "mesure", "en": "measures"},
    "decided_by": {"fr": "décidé par", "en": "decided by"},
    "merged_into": {"fr": "réuni dans", "en": "merged into"},
    "split_from": {"fr": "séparé de", "en": "split from"},
    "contradicts": {"fr": "contredit", "en": "contradicts"},
    "taken_up_by": {"fr": "repris par", "en": "taken up by"},
}


def say(key: str, language: Language, **values: str) -> str:
    """The words for a key, filled in."""
    text = WORDS[key][language]
    return (unbroken(text) if language == "fr" else text).format(**values)
