"""What indicators say: a value with its unit, its interval, how it stands to a target. Computes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.indicators.catalogue import IndicatorRow, Unit
from analysis.indicators.readings import Found, Reading, Target
from analysis.indicators.rules import NOTES
from analysis.indicators.targets import Verdict, against
from reports.numbers import Language, date, number

DECIMALS: Mapping[Unit, int] = {"evenness": 2, "kgCO2e": 1}
# One, several: French says "0 jour" and "1,5 jour", English "0 days".
UNITS: Mapping[Unit, Mapping[str, tuple[str, str]]] = {
    "things": {"fr": ("{n}", "{n}"), "en": ("{n}", "{n}")},
    "days": {"fr": ("{n}\u00a0jour", "{n}\u00a0jours"), "en": ("{n}\u00a0day", "{n}\u00a0days")},
    "evenness": {"fr": ("{n} sur 1", "{n} sur 1"), "en": ("{n} of 1", "{n} of 1")},
    "points": {"fr": ("{n}\u00a0point", "{n}\u00a0points"), "en": ("{n}\u00a0point", "{n}\u00a0points")},
    "kgCO2e": {"fr": ("{n}\u00a0kgCO2e", "{n}\u00a0kgCO2e"), "en": ("{n}\u00a0kgCO2e", "{n}\u00a0kgCO2e")},
    "percent": {"fr": ("{n}\u00a0%", "{n}\u00a0%"), "en": ("{n}%", "{n}%")},
}
GROUP_TITLES: Mapping[str, Mapping[str, str]] = {
    "made": {"fr": "Prototypes et tests de terrain", "en": "Prototypes and field tests"},
    "waits": {"fr": "Délais", "en": "Lead times"},
    "people": {"fr": "Participation et satisfaction", "en": "Participation and satisfaction"},
    "footprint": {"fr": "Empreinte", "en": "Footprint"},
    "programme": {"fr": "Codes demandés par les programmes", "en": "Codes programmes ask for"},
}
WORDS = {
    "between": {"fr": "entre {low} et {high}", "en": "between {low} and {high}"},
    "at_least": {"fr": "{low} ou plus", "en": "{low} or more"},
    "confidence": {"fr": "intervalle à 95\u00a0%\u00a0: {between}", "en": "95% interval: {between}"},
    "range": {"fr": "{between} selon les facteurs", "en": "{between}, depending on the factors"},
    "nothing_yet": {"fr": "rien à compter encore", "en": "nothing to count yet"},
    "withheld": {"fr": "non montré", "en": "not shown"},
    "not_collected": {"fr": "non recueilli", "en": "not collected"},
    "median_not_reached": {"fr": "médiane non atteinte", "en": "median not reached"},
    "one_alone": {"fr": "une seule attente", "en": "one wait alone"},
    "candidates": {"fr": "{value} à faire valoir", "en": "{value} to put forward"},
}


VERDICTS: Mapping[Verdict, Mapping[str, str]] = {
    "met": {"fr": "atteinte", "en": "reached"},
    "unmet": {"fr": "pas encore atteinte", "en": "not reached yet"},
    "unclear": {"fr": "on ne peut pas trancher", "en": "cannot be told yet"},
    "no_value": {"fr": "pas encore de valeur", "en": "no value yet"},
}
TARGETS: Mapping[str, Mapping[str, str]] = {
    "column": {"fr": "Cible", "en": "Target"},
    "none": {"fr": "sans cible", "en": "no target"},
    "higher": {"fr": "au moins {value}", "en": "at least {value}"},
    "lower": {"fr": "au plus {value}", "en": "at most {value}"},
    "line": {"fr": "{aim}, fixée le {date}\u00a0: {verdict}", "en": "{aim}, set on {date}: {verdict}"},
    "older_rule": {"fr": "sous la version {rule} de la règle", "en": "under version {rule} of the rule"},
    "honest": {
        "fr": "Une cible atteinte dit que le compte y est, et rien de plus\u00a0: ni que le projet a réussi, ni que ce "
        "qui est compté a eu un effet. Une estimation n’atteint sa cible que si tout son intervalle l’atteint.",
        "en": "A target that is reached says that the count is there, and nothing more: neither that the project "
        "succeeded, nor that what is counted had an effect. An estimate reaches its target only when its whole "
        "interval does.",
    },
}


def target_words(row: IndicatorRow, reading: Reading, target: Target | None, language: Language) -> str:
    """The target, the day it was set, how the value stands to it; that there is none."""
    if target is None:
        return TARGETS["none"][language]
    aim = TARGETS[row.better][language].format(value=with_unit(row, target.value, language))
    verdict = VERDICTS[against(row, reading.found, target.value)][language]
    if target.rule != reading.rule:
        verdict += f", {TARGETS['older_rule'][language].format(rule=target.rule)}"
    on = date(target.set_on.isoformat(), language)
    return TARGETS["line"][language].format(aim=aim, date=on, verdict=verdict)


def value_words(row: IndicatorRow, found: Found, language: Language) -> str:
    """The value with its unit and the n it rests on, or why there is none. Candidates are never said as the number of
    the code."""
    if found.value is None:
        missing = next((note for note in found.notes if note in WORDS), found.state)
        return WORDS[missing][language]
    value = with_unit(row, found.value, language)
    if found.n is not None:
        value += f" (n\u00a0=\u00a0{number(found.n, language)})"
    return WORDS["candidates"][language].format(value=value) if found.state == "candidates" else value


def interval_words(row: IndicatorRow, found: Found, language: Language) -> str:
    """The interval or the range; "" where there is none to give."""
    if not row.spread or found.value is None or found.low is None:
        return ""
    low = _number(row, found.low, language)
    if found.high is None:
        between = WORDS["at_least"][language].format(low=with_unit(row, found.low, language))
    else:
        between = WORDS["between"][language].format(low=low, high=with_unit(row, found.high, language))
    return WORDS[row.spread][language].format(between=between)


def notes_words(found: Found, language: Language) -> tuple[str, ...]:
    """What the reading adds, a sentence each."""
    return tuple(NOTES[note][language] for note in found.notes)


def sentence(row: IndicatorRow, found: Found, language: Language) -> str:
    """The value, its interval and the notes, as sentences."""
    told = ", ".join(filter(None, (value_words(row, found, language), interval_words(row, found, language))))
    return " ".join((f"{told[:1].upper()}{told[1:]}.", *notes_words(found, language)))


def with_unit(row: IndicatorRow, value: float, language: Language) -> str:
    """A number and its unit, on one line."""
    one, several = UNITS[row.unit][language]
    alone = abs(value) < 2 if language == "fr" else value == 1
    return (one if alone else several).format(n=_number(row, value, language))


def _number(row: IndicatorRow, value: float, language: Language) -> str:
    return number(value, language, DECIMALS.get(row.unit, 0))
