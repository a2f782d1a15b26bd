"""The tables beside the outcomes: who took part and when, and how many groups were allocated to each arm."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.dataset import Dataset, arm_members
from analysis.plan import Plan, Text
from analysis.results import EvidenceTable
from analysis.tallies import Key, Tally

LATER = ("answered", "withdrawn")

FLOW_TITLE: Text = {
    "fr": "Parcours des participants",
    "en": "Flow of participants",
}
CLUSTERS_TITLE: Text = {
    "fr": "Groupes répartis ensemble",
    "en": "Groups allocated as a whole",
}


def tally_flow(dataset: Dataset, plan: Plan) -> Tally:
    """Per arm and wave: how many were allocated, answered at least one question, and had withdrawn by then."""
    answered_any = set(dataset.answers.index[dataset.answers.notna().any(axis=1)])
    order = {wave.code: wave.order for wave in plan.waves}
    counts: dict[Key, int] = {}
    for arm, members in _groups(dataset, plan).items():
        people = dataset.participants.loc[list(members)]
        left = [
            order.get(wave, min(order.values(), default=0)) for wave in people["withdrawn_wave"] if wave is not None
        ]
        counts[arm, "allocated"] = len(members)
        for wave in plan.waves:
            counts[arm, wave.code, "answered"] = sum((name, wave.code) in answered_any for name in members)
            counts[arm, wave.code, "withdrawn"] = sum(since <= wave.order for since in left)
    return Tally(dataset.digest, counts)


def flow_table(tally: Tally, plan: Plan) -> EvidenceTable:
    """Per arm and wave: allocated, answered at least one question, withdrawn by then.

    Always published, however small: these are the denominators every reader needs, and they say that someone answered,
    never what. People in no arm of the plan stand in the row without an arm.
    """
    arms = [arm.code for arm in plan.arms]
    groups = [*arms, *([None] if tally.count(None, "allocated") or not arms else [])]
    return EvidenceTable(
        id="flow",
        kind="flow",
        title=FLOW_TITLE,
        columns=("arm", "wave", "allocated", "answered", "withdrawn"),
        rows=tuple(
            (arm, wave.code, tally.count(arm, "allocated"), *(tally.count(arm, wave.code, what) for what in LATER))
            for arm in groups
            for wave in sorted(plan.waves, key=lambda wave: wave.order)
        ),
        verifiability="A",
        units=dict.fromkeys(("allocated", *LATER), "participants"),
    )


def _groups(dataset: Dataset, plan: Plan) -> Mapping[str | None, list[str]]:
    groups: dict[str | None, list[str]] = {arm.code: list(arm_members(dataset, arm.code)) for arm in plan.arms}
    placed = {name for members in groups.values() for name in members}
    return {**groups, None: [name for name in dataset.participants.index if name not in placed]}


def tally_clusters(dataset: Dataset, plan: Plan) -> Tally:
    """Members by arm and group; nothing when people were allocated one by one."""
    counts: dict[Key, int] = {}
    if plan.cluster is not None and plan.cluster in dataset.participants.columns:
        for arm in plan.arms:
            names = dataset.participants.loc[arm_members(dataset, arm.code), plan.cluster].value_counts()
            counts |= {(arm.code, str(name)): int(count) for name, count in names.items()}
    return Tally(dataset.digest, counts)


def clusters_table(tally: Tally, plan: Plan) -> EvidenceTable | None:
    """How many groups stand in each arm; None when people were allocated one by one."""
    if plan.cluster is None:
        return None
    return EvidenceTable(
        id="clusters",
        kind="clusters",
        title=CLUSTERS_TITLE,
        columns=("arm", "clusters"),
        rows=tuple((arm.code, len(tally.under(arm.code))) for arm in plan.arms),
        verifiability="A",
    )
