"""Emission factors that were seen in a published text: few on purpose, each with its source, year, licence and day.

A laboratory copies those it uses into its own parameter sheet, or cites its own. No range is given where the text gives
none: a range of our own would be an invention. Not here: what the text states no year for (bus, coach, petrol), and
the Base IMPACTS, which forbids reuse.
"""

from __future__ import annotations

from analysis.measurements.shapes import Parameter

CHECKED_ON = "2026-11-27"
LICENCE = "MIT (text of nosgestesclimat); values: ADEME, Base Empreinte"
_AT = "https://github.com/incubateur-ademe/nosgestesclimat/blob"
_ELECTRICITY = f"{_AT}/10752527799d9677067409359be60dbd8d329da6/data/commun.publicodes"
_TRANSPORT = f"{_AT}/46ec189ab057bc29713fc090bfcc6a7e75aacc87/data/empreinte/transport/transports commun.publicodes"

FACTORS: tuple[Parameter, ...] = (
    Parameter(
        "electricity_fr",
        "Électricité en France, mix moyen, consommation",
        0.0520,
        "kgCO2e/kWh",
        None,
        None,
        "ADEME, Base Empreinte (Electricité/2022 - mix moyen/consommation), citée par nosgestesclimat",
        2022,
        _ELECTRICITY,
        LICENCE,
    ),
    Parameter(
        "metro_fr",
        "Métro, tramway, trolleybus, agglomération de 100 000 à 250 000 habitants, par voyageur",
        0.00503,
        "kgCO2e/km",
        None,
        None,
        "ADEME, Base Empreinte (Métro, tramway, trolleybus/2018), citée par nosgestesclimat",
        2018,
        _TRANSPORT,
        LICENCE,
    ),
    Parameter(
        "rer_fr",
        "RER et transilien, Île-de-France, par voyageur",
        0.00978,
        "kgCO2e/km",
        None,
        None,
        "ADEME, Base Empreinte (RER et transilien/2022/Ile de France), citée par nosgestesclimat",
        2022,
        _TRANSPORT,
        LICENCE,
    ),
)
