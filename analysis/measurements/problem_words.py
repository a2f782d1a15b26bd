"""The catalogue of what can be wrong with a file of measurements, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.plan import Text


@dataclass(frozen=True)
class Entry:
    """A kind of problem: how grave, what is wrong, what to do."""

    severity: Literal["file", "error", "notice"]
    what: Text
    remedy: Text


def _file(what_fr: str, what_en: str, remedy_fr: str, remedy_en: str) -> Entry:
    return Entry("file", {"fr": what_fr, "en": what_en}, {"fr": remedy_fr, "en": remedy_en})


def _error(what_fr: str, what_en: str, remedy_fr: str, remedy_en: str) -> Entry:
    return Entry("error", {"fr": what_fr, "en": what_en}, {"fr": remedy_fr, "en": remedy_en})


def _notice(what_fr: str, what_en: str, remedy_fr: str, remedy_en: str) -> Entry:
    return Entry("notice", {"fr": what_fr, "en": what_en}, {"fr": remedy_fr, "en": remedy_en})


CATALOGUE: Mapping[str, Entry] = {
    "file_empty": _file(
        "Le fichier est vide.",
        "The file is empty.",
        "Exportez-le de nouveau, puis envoyez-le.",
        "Export it again, then send it.",
    ),
    "file_unreadable": _file(
        "Ce fichier ne se lit ni comme un CSV ni comme un classeur .xlsx.",
        "This file can be read neither as CSV nor as an .xlsx workbook.",
        "Ouvrez-le dans un tableur et enregistrez-le en .xlsx ou en CSV UTF-8.",
        "Open it in a spreadsheet and save it as .xlsx or as CSV UTF-8.",
    ),
    "file_old": _file(
        "C’est un ancien classeur .xls, ou un classeur protégé par un mot de passe.",
        "This is an old .xls workbook, or one protected by a password.",
        "Enregistrez-le en .xlsx, sans mot de passe.",
        "Save it as .xlsx, without a password.",
    ),
    "file_encrypted": _file(
        "Ce classeur est protégé par un mot de passe.",
        "This workbook is protected by a password.",
        "Enregistrez-en une copie sans mot de passe.",
        "Save a copy of it without a password.",
    ),
    "file_too_large": _file(
        "Ce fichier est trop grand une fois ouvert : 120 000 lignes au plus par feuille.",
        "This file is too large once opened: at most 120,000 rows a sheet.",
        "Coupez-le en plusieurs fichiers, un par mois par exemple.",
        "Cut it into several files, one per month for example.",
    ),
    "file_without_rows": _file(
        "Le fichier n’a pas de ligne sous les titres des colonnes.",
        "The file has no row under the titles of its columns.",
        "Mettez les titres sur une ligne, et une mesure sur chacune des lignes suivantes.",
        "Put the titles in one row, and one measurement in each of the rows below.",
    ),
    "column_missing": _file(
        "La colonne « {header} », choisie pour « {role} », n’est pas dans le fichier.",
        "The column “{header}”, chosen for “{role}”, is not in the file.",
        "Choisissez une autre colonne, ou ajoutez celle-ci au fichier.",
        "Choose another column, or add this one to the file.",
    ),
    "role_missing": _file(
        "Rien ne dit « {role} ».",
        "Nothing says “{role}”.",
        "Choisissez la colonne qui le dit, ou écrivez ce qui vaut pour toutes les lignes.",
        "Choose the column that says it, or write what holds for every row.",
    ),
    "span_missing": _file(
        "Rien ne dit combien de temps couvre une ligne.",
        "Nothing says how long a row lasts.",
        "Choisissez la colonne de la fin ou de la durée, ou la durée de chaque ligne.",
        "Choose the column of the end or of the time taken, or how long each row lasts.",
    ),
    "values_missing": _file(
        "Aucune colonne ne donne de valeur.",
        "No column gives a value.",
        "Choisissez au moins une colonne de nombres.",
        "Choose at least one column of numbers.",
    ),
    "zone_unknown": _file(
        "« {value} » n’est pas un fuseau horaire connu.",
        "“{value}” is not a known time zone.",
        "Écrivez par exemple Europe/Paris, America/Guadeloupe ou UTC.",
        "Write for example Europe/Paris, America/New_York or UTC.",
    ),
    "column_unused": _notice(
        "La colonne « {header} » n’est pas prise : rien n’en est gardé dans les lignes.",
        "The column “{header}” is not taken: nothing of it is kept in the rows.",
        "C’est voulu pour des données personnelles ; sinon, dites à quoi elle sert.",
        "That is meant for personal data; otherwise say what it is for.",
    ),
    "not_a_moment": _error(
        "« {value} » n’est pas une date, ou pas une heure.",
        "“{value}” is not a date, or not a time.",
        "Écrivez jj/mm/aaaa hh:mm ou aaaa-mm-jj hh:mm, et vérifiez l’ordre choisi pour le jour et le mois.",
        "Write yyyy-mm-dd hh:mm, and check the order chosen for day and month.",
    ),
    "year_absurd": _error(
        "L’année de « {value} » n’est pas plausible.",
        "The year of “{value}” is not plausible.",
        "Corrigez la date : elle doit être entre 1990 et 2100.",
        "Correct the date: it must be between 1990 and 2100.",
    ),
    "hour_twice": _error(
        "« {value} » existe deux fois : cette nuit-là, l’heure recule ({zone}).",
        "“{value}” exists twice: the clocks go back that night ({zone}).",
        "Écrivez l’heure avec son décalage (+02:00 ou +01:00), ou exportez en UTC.",
        "Write the time with its offset (+02:00 or +01:00), or export it in UTC.",
    ),
    "hour_never": _error(
        "« {value} » n’existe pas : cette nuit-là, l’heure avance ({zone}).",
        "“{value}” does not exist: the clocks go forward that night ({zone}).",
        "Vérifiez le fuseau choisi : l’appareil compte peut-être en UTC.",
        "Check the zone chosen: the device may count in UTC.",
    ),
    "end_before_start": _error(
        "La fin est avant le début.",
        "The end is before the start.",
        "Corrigez l’une des deux dates.",
        "Correct one of the two dates.",
    ),
    "cell_empty": _error(
        "La case « {role} » est vide.",
        "The cell “{role}” is empty.",
        "Remplissez-la, ou laissez cette ligne de côté : elle ne sera pas inventée.",
        "Fill it in, or leave this row out: it will not be made up.",
    ),
    "text_too_long": _error(
        "Le texte dépasse {most} caractères : « {value} ».",
        "The text is longer than {most} characters: “{value}”.",
        "Raccourcissez-le.",
        "Make it shorter.",
    ),
    "not_a_number": _error(
        "« {value} » n’est pas un nombre.",
        "“{value}” is not a number.",
        "Écrivez un nombre seul, sans unité, avec le séparateur de décimales choisi.",
        "Write a number alone, without unit, with the decimal separator chosen.",
    ),
    "number_ambiguous": _error(
        "« {value} » peut se lire de deux façons : milliers ou décimales.",
        "“{value}” can be read in two ways: thousands or decimals.",
        "Écrivez-le sans séparateur de milliers, ou vérifiez le séparateur de décimales choisi.",
        "Write it without a thousands separator, or check the decimal separator chosen.",
    ),
    "number_absurd": _error(
        "« {value} » est infini, ou trop grand pour être une quantité.",
        "“{value}” is infinite, or too large to be a quantity.",
        "Vérifiez la valeur à sa source.",
        "Check the value where it comes from.",
    ),
    "duration_ambiguous": _error(
        "« {value} » peut être des heures et minutes, ou des minutes et secondes.",
        "“{value}” may be hours and minutes, or minutes and seconds.",
        "Écrivez h:mm:ss, ou un nombre avec son unité.",
        "Write h:mm:ss, or a number with its unit.",
    ),
    "value_negative": _error(
        "La valeur {value} est négative.",
        "The value {value} is negative.",
        "Corrigez-la, ou cochez « des valeurs négatives sont voulues ».",
        "Correct it, or tick “values below zero are meant”.",
    ),
    "cost_negative": _error(
        "Le montant {value} est négatif.",
        "The amount {value} is negative.",
        "Écrivez un montant positif ; un remboursement s’écrit « avoir » dans la colonne du type.",
        "Write a positive amount; a refund is written “credit” in the column of the type.",
    ),
    "unit_unknown": _error(
        "L’unité « {value} » n’est pas connue.",
        "The unit “{value}” is not known.",
        "Écrivez l’une de celles-ci, ou l’une par l’autre (EUR/kWh) : {units}.",
        "Write one of these, or one over another (EUR/kWh): {units}.",
    ),
    "unit_of_other_kind": _error(
        "« {value} » ne mesure pas la même chose que « {other} », plus haut dans cette série.",
        "“{value}” does not measure the same thing as “{other}”, above in this series.",
        "Donnez un autre nom de série, ou corrigez l’unité.",
        "Give the series another name, or correct the unit.",
    ),
    "currency_unknown": _error(
        "La monnaie « {value} » n’est pas connue.",
        "The currency “{value}” is not known.",
        "Écrivez l’une de celles-ci : {currencies}.",
        "Write one of these: {currencies}.",
    ),
    "participant_unknown": _error(
        "L’étude ne connaît aucune personne de ce pseudonyme.",
        "The study knows nobody of this pseudonym.",
        "Écrivez le pseudonyme de l’étude, jamais un nom ni une adresse.",
        "Write the pseudonym of the study, never a name or an address.",
    ),
    "participant_left": _file(
        "La personne « {value} » a quitté l’étude.",
        "The person “{value}” has left the study.",
        "Retirez ses lignes du fichier, qui est gardé tel quel : plus rien n’est enregistré sur elle.",
        "Take their rows out of the file, which is kept as it is: nothing more is stored about them.",
    ),
    "site_unknown": _error(
        "L’étude ne connaît pas le lieu « {value} ».",
        "The study knows no site “{value}”.",
        "Écrivez un des lieux de l’étude : {known}.",
        "Write one of the sites of the study: {known}.",
    ),
    "arm_unknown": _error(
        "Le plan n’a pas de groupe « {value} ».",
        "The plan has no arm “{value}”.",
        "Écrivez le code d’un groupe du plan : {known}.",
        "Write the code of an arm of the plan: {known}.",
    ),
    "row_twice": _error(
        "La même chose, au même moment, est déjà à la ligne {first}.",
        "The same thing at the same moment already stands in row {first}.",
        "Gardez une seule des deux lignes.",
        "Keep only one of the two rows.",
    ),
    "stored_otherwise": _error(
        "Une autre valeur est déjà enregistrée pour ce moment ({stored}).",
        "Another value is already stored for this moment ({stored}).",
        "Pour la corriger, envoyez ce fichier comme correction du fichier déjà enregistré.",
        "To correct it, send this file as a correction of the file already stored.",
    ),
    "stored_already": _notice(
        "Cette ligne est déjà enregistrée, à l’identique : elle n’est pas ajoutée une seconde fois.",
        "This row is already stored, just the same: it is not added a second time.",
        "Rien à faire.",
        "Nothing to do.",
    ),
    "period_overlaps": _error(
        "Cette période recouvre celle de la ligne {first}.",
        "This period overlaps the one of row {first}.",
        "Corrigez les dates : ce qui est consommé serait compté deux fois.",
        "Correct the dates: what was consumed would be counted twice.",
    ),
    "period_overlaps_stored": _error(
        "Cette période recouvre une période déjà enregistrée ({stored}).",
        "This period overlaps one that is already stored ({stored}).",
        "Retirez la ligne, ou envoyez le fichier comme correction : ce qui est consommé serait compté deux fois.",
        "Take the row out, or send the file as a correction: what was consumed would be counted twice.",
    ),
    "gap": _notice(
        "Rien depuis {hours} h, contre {usual} h d’habitude.",
        "Nothing for {hours} h, against {usual} h usually.",
        "Cherchez les relevés qui manquent ; rien n’est inventé à leur place.",
        "Look for the missing readings; nothing is made up in their place.",
    ),
    "meter_drop": _notice(
        "L’index passe de {before} à {after} : le compteur a été remplacé ou remis à zéro.",
        "The reading goes from {before} to {after}: the meter was replaced or reset.",
        "La consommation entre les deux reste inconnue. Si le compteur fait un tour, dites son nombre de chiffres.",
        "What was consumed in between stays unknown. If the meter turns over, say its number of digits.",
    ),
    "meter_turned": _notice(
        "L’index passe de {before} à {after} : le compteur a fait un tour, comme vous l’avez dit.",
        "The reading goes from {before} to {after}: the meter turned over, as you said.",
        "Vérifiez que ce n’est pas un remplacement.",
        "Check that it was not replaced.",
    ),
    "index_too_large": _error(
        "L’index {value} a plus de chiffres que le compteur ({digits}).",
        "The reading {value} has more digits than the meter ({digits}).",
        "Corrigez l’index, ou le nombre de chiffres du compteur.",
        "Correct the reading, or the number of digits of the meter.",
    ),
    "cash_kind_unknown": _error(
        "« {value} » n’est ni un coût, ni un bénéfice, ni un avoir.",
        "“{value}” is neither a cost, nor a benefit, nor a credit.",
        "Écrivez coût, bénéfice ou avoir.",
        "Write cost, benefit or credit.",
    ),
    "amount_missing": _error(
        "Ni montant, ni quantité avec prix unitaire.",
        "Neither an amount, nor a quantity with a unit price.",
        "Écrivez le montant, ou les deux autres.",
        "Write the amount, or the other two.",
    ),
    "amount_differs": _error(
        "Le montant {value} n’est pas quantité × prix unitaire ({product}).",
        "The amount {value} is not quantity × unit price ({product}).",
        "Corrigez l’un des trois.",
        "Correct one of the three.",
    ),
    "amount_zero": _error(
        "Le montant est nul.",
        "The amount is zero.",
        "Retirez cette ligne, ou écrivez son montant.",
        "Take this row out, or write its amount.",
    ),
    "range_wrong": _error(
        "La valeur {value} n’est pas entre {low} et {high}.",
        "The value {value} is not between {low} and {high}.",
        "Corrigez la valeur ou sa plage.",
        "Correct the value or its range.",
    ),
    "origin_unknown": _error(
        "L’origine « {value} » n’est pas connue.",
        "The origin “{value}” is not known.",
        "Écrivez mesuré, déclaré, supposé ou monétisé.",
        "Write measured, declared, assumed or monetised.",
    ),
    "source_missing": _error(
        "Ce paramètre n’a pas de source.",
        "A factor without source.",
        "Écrivez d’où vient la valeur : publication, facture, base de données.",
        "Write where the value comes from: publication, invoice, database.",
    ),
    "year_missing": _error(
        "L’année « {value} » manque ou n’est pas une année.",
        "The year “{value}” is missing or is no year.",
        "Écrivez une année de quatre chiffres.",
        "Write a year of four digits.",
    ),
}
