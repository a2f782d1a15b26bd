"""What the analysis hands on: tables, estimates, findings, evidence. Frozen values; nothing is completed later.

`reports` sees only this module. Every number travels with its unit, n, missing, interval, method, origin and the
digest of the table it came from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from analysis.codes import CodedQuestion
from analysis.economics.results import EconomicEvidence
from analysis.environment.results import EnvironmentalEvidence
from analysis.indicators.readings import ProjectIndicators
from analysis.plan import Outcome, Plan, Text

CODE_VERSION = "5"  # of the computations: raise it when the same dataset and plan would give another number

Cell: TypeAlias = str | int | float | None
Figure: TypeAlias = float | int | None
Verifiability: TypeAlias = Literal["A", "B", "C"]
Level: TypeAlias = Literal["says", "followed", "suggests", "caused"]  # weakest first: the verb a design may use
Origin: TypeAlias = Literal["measured", "simulated"]


@dataclass(frozen=True)
class EvidenceTable:
    """Counts or moments, small enough to publish and sufficient to recompute an estimate.

    Class A: counts; B: moments (n, sums, cross-products); C: rows stay with the lab, `rows` is empty and
    `rows_digest` commits to them; of a multiple imputation `rows` are the pooled numbers. `columns` name and `units`
    describe each column of `rows`.
    """

    id: str
    kind: str
    title: Text
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    verifiability: Verifiability
    units: Mapping[str, str] = field(default_factory=dict)
    rows_digest: str | None = None

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON of the content (title and units excluded: they are words)."""
        content = [self.id, self.kind, self.columns, self.rows, self.verifiability, self.rows_digest]
        canonical = json.dumps(content, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class Check:
    """An assumption looked at: what, how it came out, in a code that `reports` words."""

    code: str
    passed: bool
    value: float | None = None


@dataclass(frozen=True)
class Estimate:
    """One computed effect with its inputs. `low`/`high` are None only when an interval was refused (see `refused`).

    `details` carries what the method adds (df, variance components, d_z, d_av, alpha …), named by codes.
    `refused` lists codes of what the method declined to say and why, e.g. "interval_one_cluster".
    """

    estimator: str
    parameters: Mapping[str, Cell | tuple[str, ...]]
    table_digest: str
    effect: float | None
    low: float | None
    high: float | None
    confidence: float
    n: int
    n_by_arm: Mapping[str, int]
    missing: int
    verifiability: Verifiability
    p_value: float | None = None
    details: Mapping[str, float] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """An estimate read against its plan: which verb may be used, in which direction, and whether the threshold was met.

    `direction` is in terms of what the plan calls better; "unclear" means the interval includes zero;
    "described" means the estimate is a level compared with nothing (a single proportion): it has no direction.
    `level` is the study's, lowered further when this outcome's own comparison carries less; `lowered_for` says why.
    `threshold_met` is true only when the whole interval lies at or beyond the threshold, in the better direction.
    `minimal_detectable` is the smallest effect this n could have shown at 80 % power, same unit as the effect.
    """

    figure_id: str
    outcome: Outcome
    estimate: Estimate
    table_id: str
    level: Level
    direction: Literal["better", "worse", "unclear", "described", "refused"]
    threshold_met: bool | None
    minimal_detectable: float | None
    p_adjusted: float | None = None
    lowered_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Convention:
    """A constant the analysis declares instead of hiding, with its reason; the report prints them as a table."""

    code: str
    value: float
    unit: str
    reason: Text


@dataclass(frozen=True)
class LevelOfEvidence:
    """The level the design allows, lowered with printed reasons (codes).

    `attrition` is the share of allocated participants without an answer at the primary outcome's last wave,
    `differential_attrition` the largest difference of that share between two arms, with Newcombe's interval at the
    plan's confidence; None when nobody was allocated.
    """

    design: str
    allowed: Level
    level: Level
    lowered_for: tuple[str, ...] = ()
    attrition: float | None = None
    differential_attrition: float | None = None
    differential_low: float | None = None
    differential_high: float | None = None


@dataclass(frozen=True)
class Reliability:
    """Cronbach's alpha of a scale with Feldt's interval, and McDonald's omega, at one wave."""

    figure_id: str
    scale: str
    wave: str
    alpha: float | None
    low: float | None
    high: float | None
    n: int
    items: int
    table_id: str
    omega: float | None = None


@dataclass(frozen=True)
class TraceNode:
    """A thing on the way from a need to a figure. `quote` holds a contribution's own words, if they may be shown."""

    id: str
    kind: str
    label: str
    on: str = ""
    quote: str = ""


@dataclass(frozen=True)
class TraceEdge:
    """A typed move between two nodes, e.g. requirement —satisfies→ decision."""

    source: str
    relation: str
    target: str


@dataclass(frozen=True)
class DecisionTaken:
    """A decision on the way to the study, as the team wrote it. `id` is that of its node in the trace.

    `dissent` is empty where none was noted; `criteria` say how anyone will see that what was decided is met.
    """

    id: str
    title: str
    on: str
    reason: str
    dissent: str = ""
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deviation:
    """Something done otherwise than planned, in the team's own words."""

    on: str
    what: str
    why: str


@dataclass(frozen=True)
class StudyFacts:
    """What the report says of the study besides numbers. Dates are ISO strings; `trace_nodes` are earliest first.

    `anonymous`: nobody was enrolled, and nothing that is kept tells who answered, or when.
    """

    project: str
    study: str
    laboratory: str
    origin: Origin
    locked_on: str | None
    first_answer_on: str | None
    last_answer_on: str | None
    questionnaire_digests: tuple[str, ...] = ()
    consent_digests: tuple[str, ...] = ()
    trace_nodes: tuple[TraceNode, ...] = ()
    trace_edges: tuple[TraceEdge, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    prototype: str = ""
    version_tested: str = ""
    sources: tuple[str, ...] = ()
    decisions: tuple[DecisionTaken, ...] = ()
    anonymous: bool = False


@dataclass(frozen=True)
class Evidence:
    """All a report may draw on. Equal evidence gives byte-identical reports.

    The flow of participants is the table of kind "flow": columns arm, wave, allocated, answered, withdrawn; as a
    figure it is called `flow_figure_id`. Item missingness is the table of kind "quality". `indicators` are those of the
    whole project, None in a report written before they were. `codebook` says what the answers were asked and coded as.
    """

    facts: StudyFacts
    plan: Plan
    plan_digest: str
    dataset_digest: str
    level: LevelOfEvidence
    tables: tuple[EvidenceTable, ...]
    findings: tuple[Finding, ...]
    reliabilities: tuple[Reliability, ...]
    code_version: str
    conventions: tuple[Convention, ...] = ()
    flow_figure_id: str = "F0"
    indicators: ProjectIndicators | None = None
    economics: EconomicEvidence | None = None
    environment: EnvironmentalEvidence | None = None
    codebook: tuple[CodedQuestion, ...] = ()
