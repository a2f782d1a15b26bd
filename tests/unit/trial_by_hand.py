"""A randomised trial written by hand for the tests of reports: two arms, four waves, invented numbers."""

from __future__ import annotations

import dataclasses

from analysis.plan import Arm, Group, Outcome, Plan, Wave
from analysis.results import (
    Convention,
    Deviation,
    Estimate,
    Evidence,
    EvidenceTable,
    Finding,
    LevelOfEvidence,
    Reliability,
    StudyFacts,
    TraceEdge,
    TraceNode,
)

ARMS = (
    Arm("walks", {"fr": "Balades accompagnées", "en": "Guided walks"}, "intervention"),
    Arm("usual", {"fr": "Accompagnement habituel", "en": "Usual support"}, "comparison"),
)
WAVES = (
    Wave("t0", {"fr": "Départ", "en": "Start"}, 0, 0, baseline=True),
    Wave("t1", {"fr": "1 mois", "en": "1 month"}, 1, 30),
    Wave("t2", {"fr": "2 mois", "en": "2 months"}, 2, 60),
    Wave("t3", {"fr": "4 mois", "en": "4 months"}, 3, 120),
)


def outcome(code: str, fr: str, en: str, **kwargs: object) -> Outcome:
    values: dict[str, object] = {
        "dimension": "social",
        "role": "secondary",
        "measure": code,
        "estimator": "two_arms_mean",
        "better": "higher",
        "unit": {"fr": "points", "en": "points"},
        "waves": ("t2",),
    }
    return Outcome(code=code, label={"fr": fr, "en": en}, **{**values, **kwargs})  # type: ignore[arg-type]  # a table of keywords


def moments(number: int, code: str, walks: tuple[float, ...], usual: tuple[float, ...]) -> EvidenceTable:
    return EvidenceTable(
        id=f"T{number}",
        kind="two_arm_moments",
        title={"fr": f"Sommes par groupe : {code}", "en": f"Sums by arm: {code}"},
        columns=("arm", "n", "missing", "sum", "sum_of_squares"),
        rows=(("walks", *walks), ("usual", *usual)),
        verifiability="B",
        units={"n": "participants", "missing": "participants"},
    )


def estimate(
    table: EvidenceTable, effect: float | None, low: float | None, high: float | None, **kwargs: object
) -> Estimate:
    values: dict[str, object] = {
        "estimator": "two_arms_mean",
        "parameters": {"wave": "t2"},
        "confidence": 0.95,
        "n": 83,
        "n_by_arm": {"walks": 42, "usual": 41},
        "missing": 17,
        "verifiability": table.verifiability,
        "p_value": 0.004,
        "details": {"df": 78.3},
    }
    return Estimate(table_digest=table.digest, effect=effect, low=low, high=high, **{**values, **kwargs})  # type: ignore[arg-type]  # a table of keywords


FLOW = EvidenceTable(
    id="T0",
    kind="flow",
    title={"fr": "Parcours des participants", "en": "Flow of participants"},
    columns=("arm", "wave", "allocated", "answered", "withdrawn"),
    rows=tuple(
        (arm, wave, 50, answered, withdrawn)
        for arm, counts in {
            "walks": ((50, 0), (47, 1), (42, 3), (38, 4)),
            "usual": ((50, 0), (45, 2), (41, 2), (39, 3)),
        }.items()
        for wave, (answered, withdrawn) in zip(("t0", "t1", "t2", "t3"), counts, strict=True)
    ),
    verifiability="A",
    units={"allocated": "participants", "answered": "participants", "withdrawn": "participants"},
)
T1 = moments(1, "loneliness", (42, 8, 214.0, 1402.0), (41, 9, 461.5, 6021.25))
T2 = moments(2, "steps", (42, 8, 96.6, 301.44), (41, 9, 71.2, 205.9))
T3 = moments(3, "bus_cost", (42, 8, 512.0, 9120.0), (41, 9, 497.5, 8944.25))
T4 = moments(4, "car_trips", (42, 8, 118.0, 612.0), (41, 9, 139.0, 701.0))
T5 = EvidenceTable(
    id="T5",
    kind="proportion_counts",
    title={"fr": "Réponses : recommanderait les balades", "en": "Answers: would recommend the walks"},
    columns=("n", "successes", "missing"),
    rows=((38, 33, 12),),
    verifiability="A",
    units={"n": "participants"},
)
T6 = EvidenceTable(
    id="T6",
    kind="rows_commitment",
    title={"fr": "Qualité de vie : lignes gardées par le laboratoire", "en": "Quality of life: rows kept by the lab"},
    columns=(),
    rows=(),
    verifiability="C",
    rows_digest="sha256:" + "5e" * 32,
)
T7 = EvidenceTable(
    id="T7",
    kind="item_moments",
    title={"fr": "Solitude, 6 questions, au départ", "en": "Loneliness, 6 items, at the start"},
    columns=("n", "items", "sum_of_item_variances", "total_variance"),
    rows=((100, 6, 4.2, 14.7),),
    verifiability="B",
)

PLAN = Plan(
    title={"fr": "Balades de quartier", "en": "Neighbourhood walks"},
    research_question={
        "fr": "Des balades accompagnées réduisent-elles le sentiment de solitude des personnes âgées du quartier ?",
        "en": "Do guided walks reduce how lonely older people of the neighbourhood feel?",
    },
    design="randomised",
    arms=ARMS,
    waves=WAVES,
    outcomes=(
        outcome(
            "loneliness",
            "Sentiment de solitude à 2 mois",
            "Loneliness at 2 months",
            role="primary",
            better="lower",
            baseline_wave="t0",
            threshold=-3.0,
        ),
        outcome("steps", "Sorties à pied par semaine", "Walks out per week", unit={"fr": "sorties", "en": "walks"}),
        outcome(
            "bus_cost",
            "Dépenses de transport par mois",
            "Transport spending per month",
            dimension="economic",
            better="lower",
            unit={"fr": "euros", "en": "euros"},
        ),
        outcome(
            "car_trips",
            "Trajets courts en voiture par semaine",
            "Short car trips per week",
            dimension="environmental",
            better="lower",
            unit={"fr": "trajets", "en": "trips"},
        ),
        outcome(
            "recommend",
            "Recommanderait les balades à un voisin",
            "Would recommend the walks to a neighbour",
            role="exploratory",
            estimator="proportion",
            success_values=("yes",),
        ),
        outcome("quality", "Qualité de vie", "Quality of life", role="exploratory"),
    ),
    planned_participants=100,
    funders=("Fondation Rivage", "Ville de Saint-Aubin"),
    analysts=("Laboratoire des usages",),
)

TRACE_NODES = (
    TraceNode(
        "i1",
        "idea",
        "Se retrouver pour marcher",
        "2026-01-14",
        "Je sortirais bien, mais pas seule : l’hiver, je ne vois personne.",
    ),
    TraceNode("d1", "decision", "Essayer des balades accompagnées", "2026-01-28"),
    TraceNode("r1", "requirement", "Un départ à moins de 300 m de chez soi", "2026-02-03"),
    TraceNode("p1", "prototype", "Carnet de balades", "2026-02-20"),
    TraceNode("v1", "version", "Carnet de balades, version 3", "2026-03-02"),
    TraceNode("s1", "study", "Balades de quartier", "2026-03-09"),
)
TRACE_EDGES = (
    TraceEdge("i1", "motivates", "d1"),
    TraceEdge("d1", "sets", "r1"),
    TraceEdge("r1", "shapes", "p1"),
    TraceEdge("p1", "released", "v1"),
    TraceEdge("v1", "tested_by", "s1"),
)

FACTS = StudyFacts(
    project="Bien vieillir à Saint-Aubin",
    study="Balades de quartier",
    laboratory="Living Lab du Rivage",
    origin="simulated",
    locked_on="2026-03-04",
    first_answer_on="2026-03-09",
    last_answer_on="2026-07-18",
    questionnaire_digests=("sha256:" + "a1" * 32,),
    consent_digests=("sha256:" + "c0" * 32,),
    trace_nodes=TRACE_NODES,
    trace_edges=TRACE_EDGES,
    deviations=(
        Deviation("2026-05-02", "Deux balades annulées", "Canicule : la préfecture a déconseillé les sorties."),
    ),
    prototype="Carnet de balades",
    version_tested="3",
)


def evidence() -> Evidence:
    """The whole trial, as a report receives it."""
    o = {each.code: each for each in PLAN.outcomes}
    findings = (
        Finding("F1", o["loneliness"], estimate(T1, -6.16, -8.94, -3.38), "T1", "caused", "better", True, 3.9),
        Finding("F2", o["steps"], estimate(T2, 0.563, 0.112, 1.014), "T2", "caused", "better", None, 0.64, 0.045),
        Finding(
            "F3",
            o["bus_cost"],
            estimate(T3, 0.056, -3.71, 3.82, p_value=0.97),
            "T3",
            "caused",
            "unclear",
            None,
            5.3,
            0.97,
        ),
        Finding(
            "F4",
            o["car_trips"],
            estimate(T4, -0.58, -1.42, 0.26, p_value=0.17),
            "T4",
            "caused",
            "unclear",
            None,
            1.2,
            0.34,
        ),
        Finding(
            "F5",
            o["recommend"],
            estimate(
                T5,
                0.868,
                0.727,
                0.942,
                estimator="proportion",
                n=38,
                n_by_arm={"walks": 38},
                missing=12,
                p_value=None,
                details={},
            ),
            "T5",
            "says",
            "described",
            None,
            None,
        ),
        Finding(
            "F6",
            o["quality"],
            estimate(
                T6, None, None, None, n=0, n_by_arm={}, missing=0, p_value=None, details={}, refused=("rows_needed",)
            ),
            "T6",
            "caused",
            "refused",
            None,
            None,
        ),
    )
    return Evidence(
        facts=FACTS,
        plan=PLAN,
        plan_digest="sha256:" + "b7" * 32,
        dataset_digest="sha256:" + "d4" * 32,
        level=LevelOfEvidence("randomised", "caused", "caused", (), 0.23, 0.02),
        tables=(FLOW, T1, T2, T3, T4, T5, T6, T7),
        findings=findings,
        reliabilities=(Reliability("F7", "loneliness", "t0", 0.857, 0.806, 0.897, 100, 6, "T7"),),
        code_version="0.1.0",
        conventions=(
            Convention("high_attrition", 0.2, "share", {"fr": "Convention déclarée.", "en": "A declared convention."}),
        ),
    )


def with_level(value: Evidence, level: str, *lowered: str) -> Evidence:
    """The same trial at another level of evidence."""
    findings = tuple(dataclasses.replace(each, level=level) for each in value.findings)  # type: ignore[arg-type]  # a test names any level
    return dataclasses.replace(
        value,
        findings=findings,
        level=dataclasses.replace(value.level, level=level, lowered_for=lowered),  # type: ignore[arg-type]  # idem
    )


def with_gap(trial: Evidence) -> Evidence:
    """The same trial, its second outcome a gap between those who live far and everyone else."""
    group = Group("far", {"fr": "personnes vivant loin", "en": "people living far"}, "distance", ("far",))
    second = trial.findings[1]
    sides = {
        "effect_group": 0.2,
        "low_group": -0.3,
        "high_group": 0.7,
        "effect_others": 0.9,
        "low_others": 0.4,
        "high_others": 1.4,
    }
    outcome = dataclasses.replace(second.outcome, estimator="equity_means", group="far")
    estimate = dataclasses.replace(
        second.estimate, estimator="equity_means", effect=-0.7, low=-1.4, high=-0.01, details=sides
    )
    finding = dataclasses.replace(second, outcome=outcome, estimate=estimate, direction="worse", level="suggests")
    plan = dataclasses.replace(
        trial.plan, groups=(group,), outcomes=(trial.plan.outcomes[0], outcome, *trial.plan.outcomes[2:])
    )
    return dataclasses.replace(trial, plan=plan, findings=(trial.findings[0], finding, *trial.findings[2:]))


def with_sites(trial: Evidence) -> Evidence:
    """The same trial, its second outcome pooled over three sites."""
    sites = {
        "site.1.effect": 0.4, "site.1.low": -0.1, "site.1.high": 0.9, "site.2.effect": 0.9, "site.2.low": 0.2,
        "site.2.high": 1.6, "site.3.effect": 0.3, "prediction_low": -0.4, "prediction_high": 1.5, "i_squared": 0.4,
    }  # fmt: skip
    return _second_as(trial, "sites_pooled", sites)


def with_series(trial: Evidence) -> Evidence:
    """The same trial, its second outcome a series of weeks with a gap and a change."""
    sides = ("before",) * 4 + ("after",) * 4
    values = (4.0, 5.0, None, 4.5, 7.0, 6.5, 8.0, 7.5)
    rows = tuple(
        (place, f"2026-03-{2 + place:02d}", side, value, int(value is not None), 1)
        for place, (side, value) in enumerate(zip(sides, values, strict=True), start=1)
    )
    columns = ("period", "start", "side", "value", "readings", "subjects")
    table = EvidenceTable("T2", "series", {"fr": "Usage", "en": "Use"}, columns, rows, "A")
    made = _second_as(trial, "interrupted_series", {"median": 6.0})
    return dataclasses.replace(made, tables=tuple(table if each.id == "T2" else each for each in made.tables))


def _second_as(trial: Evidence, estimator: str, details: dict[str, float]) -> Evidence:
    second = trial.findings[1]
    outcome = dataclasses.replace(second.outcome, estimator=estimator)
    estimate = dataclasses.replace(second.estimate, estimator=estimator, details=details)
    finding = dataclasses.replace(second, outcome=outcome, estimate=estimate)
    return dataclasses.replace(trial, findings=(trial.findings[0], finding, *trial.findings[2:]))
