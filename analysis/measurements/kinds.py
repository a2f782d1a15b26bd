"""The kinds of file that bring measurements, costs and parameters: one row each, with the columns it may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.plan import Text

Holds: TypeAlias = Literal["text", "number", "moment", "clock", "day", "unit", "subject", "year"]
Makes: TypeAlias = Literal["measurements", "cash", "parameters"]


@dataclass(frozen=True)
class Column:
    """What a column may hold. `aliases` are titles that people give it, without accents or capitals.

    `usual` is what stands in every row when the file has no such column; `needed` ones have a column or a value.
    """

    role: str
    holds: Holds
    label: Text
    aliases: tuple[str, ...] = ()
    needed: bool = False
    usual: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of file. `values`: its columns of numbers → what is added to the name of the series, and their unit.

    `spans`: a row covers a time, whose end or length must be known. `regular`: rows follow one another, so that a gap
    can be seen. `index`: values are positions of a meter, and what was consumed is their difference.
    """

    code: str
    label: Text
    lead: Text
    makes: Makes
    columns: tuple[Column, ...]
    values: Mapping[str, tuple[str, str]]
    spans: bool = False
    regular: bool = False
    index: bool = False

    @property
    def exclusive(self) -> bool:
        """Whether two rows of a series may not cover the same time."""
        return self.regular and not self.index

    def column(self, role: str) -> Column | None:
        """The column of a role."""
        return next((column for column in self.columns if column.role == role), None)


def _words(fr: str, en: str) -> Text:
    return {"fr": fr, "en": en}


START = Column(
    "start",
    "moment",
    _words("Date et heure (du début)", "Date and time (of the start)"),
    (
        *("date", "date et heure", "date heure", "datetime", "date time", "timestamp", "horodatage", "debut", "start"),
        *("date de debut", "start date", "start time", "from", "jour", "day", "moment", "releve le", "read on"),
    ),
    needed=True,
)
CLOCK = Column(
    "clock",
    "clock",
    _words("Heure, si elle a sa propre colonne", "Time of day, if it has its own column"),
    ("heure", "time", "hour", "heure de debut", "time of day"),
)
END = Column(
    "end",
    "moment",
    _words("Date et heure de la fin", "Date and time of the end"),
    ("fin", "end", "date de fin", "end date", "end time", "to", "until", "jusqu'a"),
)
SUBJECT = Column(
    "subject",
    "subject",
    _words("De qui ou d’où (pseudonyme, lieu ou groupe)", "Whose or where (pseudonym, site or arm)"),
    (
        *("participant", "participante", "pseudonyme", "pseudonym", "site", "lieu", "logement", "foyer", "household"),
        *("groupe", "arm", "personne", "person", "id participant", "participant id"),
    ),
)
UNIT = Column("unit", "unit", _words("Unité", "Unit"), ("unite", "unit", "unites", "units"), needed=True)


def _series(label: Text, usual: str, *aliases: str) -> Column:
    return Column("series", "text", label, ("serie", "series", *aliases), needed=True, usual=usual)


def _value(label: Text, *aliases: str, needed: bool = True, usual: str = "") -> Column:
    return Column("value", "number", label, ("valeur", "value", *aliases), needed=needed, usual=usual)


VALUE_ALONE = {"value": ("", "")}
KINDS: Mapping[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "usage_log",
            _words("Journal d’usage", "Usage log"),
            _words(
                "Une ligne par usage : ouverture, prêt, trajet, requête.",
                "One row per use: opening, loan, trip, query.",
            ),
            "measurements",
            (
                *(START, CLOCK, END, SUBJECT),
                _series(_words("Ce qui est utilisé", "What is used"), "usage", "evenement", "event", "fonction"),
                _value(_words("Nombre ou quantité", "Number or quantity"), "nombre", "count", "quantite", usual="1"),
                Column("unit", "unit", UNIT.label, UNIT.aliases, needed=True, usual="count"),
            ),
            VALUE_ALONE,
        ),
        Kind(
            "meter_index",
            _words("Relevés d’index de compteur", "Meter readings"),
            _words(
                "Une ligne par relevé ; la consommation est la différence entre deux relevés.",
                "One row per reading; consumption is the difference between two readings.",
            ),
            "measurements",
            (
                *(START, CLOCK, SUBJECT),
                _series(_words("Compteur", "Meter"), "", "compteur", "meter", "numero de compteur", "meter number"),
                _value(_words("Index relevé", "Reading"), "index", "reading", "releve", "meter reading"),
                UNIT,
            ),
            VALUE_ALONE,
            regular=True,
            index=True,
        ),
        Kind(
            "consumption",
            _words("Consommations par période", "Consumption per period"),
            _words(
                "Une ligne par heure, jour, mois ou facture, avec ce qui a été consommé.",
                "One row per hour, day, month or bill, with what was consumed.",
            ),
            "measurements",
            (
                *(START, CLOCK, END, SUBJECT),
                _series(
                    _words("Ce qui est consommé", "What is consumed"), "", "energie", "fluide", "compteur", "meter"
                ),
                _value(_words("Consommation", "Consumption"), "consommation", "consumption", "conso", "quantite"),
                UNIT,
            ),
            VALUE_ALONE,
            spans=True,
            regular=True,
        ),
        Kind(
            "task_times",
            _words("Durées de tâches", "Task times"),
            _words(
                "Une ligne par tâche faite, avec sa durée ou sa fin.", "One row per task done, with its time or end."
            ),
            "measurements",
            (
                *(START, CLOCK, END, SUBJECT),
                _series(_words("Tâche", "Task"), "", "tache", "task", "activite", "activity"),
                _value(_words("Durée", "Time taken"), "duree", "duration", "temps", "time taken", needed=False),
                Column("unit", "unit", UNIT.label, UNIT.aliases, needed=True, usual="min"),
            ),
            VALUE_ALONE,
            spans=True,
        ),
        Kind(
            "machine_log",
            _words("Journal de machine", "Machine log"),
            _words("Une ligne par passage : durée, électricité, chutes.", "One row per run: time, electricity, scrap."),
            "measurements",
            (
                *(START, CLOCK, END, SUBJECT),
                _series(_words("Machine", "Machine"), "", "machine", "imprimante", "printer", "equipement"),
                _value(_words("Durée", "Time"), "duree", "duration", "minutes", "temps machine", needed=False),
                Column("unit", "unit", _words("Unité de la durée", "Unit of the time"), UNIT.aliases, True, "min"),
                Column("energy", "number", _words("Électricité (kWh)", "Electricity (kWh)"), ("kwh", "electricite")),
                Column("scrap", "number", _words("Chutes (kg)", "Scrap (kg)"), ("chutes", "scrap", "rebut", "kg")),
            ),
            {"value": ("time", ""), "energy": ("electricity", "kWh"), "scrap": ("scrap", "kg")},
            spans=True,
        ),
        Kind(
            "cost_sheet",
            _words("Coûts et bénéfices", "Costs and benefits"),
            _words(
                "Une ligne par dépense, recette ou avoir, avec qui paie et l’année des prix.",
                "One row per expense, income or credit, with who pays and the price year.",
            ),
            "cash",
            (
                Column("on", "day", _words("Date", "Date"), ("date", "jour", "date de facture", "invoice date"), True),
                Column("label", "text", _words("Libellé", "Label"), ("libelle", "label", "poste", "item"), True),
                Column(
                    "kind",
                    "text",
                    _words("Coût, bénéfice ou avoir", "Cost, benefit or credit"),
                    ("type", "kind", "sens", "nature"),
                    needed=True,
                    usual="cost",
                ),
                Column("payer", "text", _words("Qui paie ou gagne", "Who pays or gains"), ("payeur", "payer"), True),
                Column("amount", "number", _words("Montant", "Amount"), ("montant", "amount", "total", "cout", "cost")),
                Column("quantity", "number", _words("Quantité", "Quantity"), ("quantite", "quantity", "qte")),
                Column("unit", "unit", _words("Unité de la quantité", "Unit of the quantity"), UNIT.aliases),
                Column(
                    "unit_value",
                    "number",
                    _words("Prix unitaire", "Unit price"),
                    ("prix unitaire", "unit price", "unit value", "cout unitaire", "unit cost"),
                ),
                Column(
                    "currency", "unit", _words("Monnaie", "Currency"), ("monnaie", "devise", "currency"), True, "EUR"
                ),
                Column(
                    "price_year",
                    "year",
                    _words("Année des prix", "Price year"),
                    ("annee des prix", "price year", "annee prix"),
                    needed=True,
                ),
                Column("arm", "text", _words("Groupe de l’étude", "Arm of the study"), ("groupe", "arm")),
                Column("origin", "text", _words("Origine du montant", "Origin of the amount"), ("origine", "origin")),
                Column(
                    "low", "number", _words("Montant au moins", "Amount at least"), ("bas", "low", "min", "minimum")
                ),
                Column(
                    "high", "number", _words("Montant au plus", "Amount at most"), ("haut", "high", "max", "maximum")
                ),
                Column("source", "text", _words("Source", "Source"), ("source", "justificatif", "facture", "evidence")),
                Column("id", "text", _words("Numéro de pièce", "Voucher number"), ("id", "numero", "piece", "number")),
            ),
            {},
        ),
        Kind(
            "parameter_sheet",
            _words("Paramètres", "Parameters"),
            _words(
                "Coûts unitaires, facteurs d’émission, taux d’actualisation, avec leur source et leur année.",
                "Unit costs, emission factors, discount rates, with their source and year.",
            ),
            "parameters",
            (
                Column("code", "text", _words("Code", "Code"), ("code", "parametre", "parameter", "nom", "name"), True),
                Column("label", "text", _words("Libellé", "Label"), ("libelle", "label", "description"), True),
                _value(_words("Valeur", "Value"), "facteur", "factor", "taux", "rate"),
                UNIT,
                Column("low", "number", _words("Au moins", "At least"), ("bas", "low", "min", "minimum")),
                Column("high", "number", _words("Au plus", "At most"), ("haut", "high", "max", "maximum")),
                Column("source", "text", _words("Source", "Source"), ("source", "reference", "origine"), True),
                Column("year", "year", _words("Année", "Year"), ("annee", "year"), True),
                Column("url", "text", _words("Adresse de la source", "Address of the source"), ("url", "lien", "link")),
                Column("licence", "text", _words("Licence", "Licence"), ("licence", "license")),
            ),
            {},
        ),
    )
}
SUBJECT_KINDS = ("study", "participant", "site", "arm")
PERIODS = {"quarter": 15, "half_hour": 30, "hour": 60, "day": 0, "month": 0}  # minutes; 0 follows the calendar
ORIGINS = ("measured", "declared", "simulated", "assumed")
