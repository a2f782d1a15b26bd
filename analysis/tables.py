"""The tables beside the outcomes: who took part and when, and how many groups were allocated to each arm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.dataset import Dataset, arm_members
from analysis.plan import Plan, Text
from analysis.results import Cell, EvidenceTable

FLOW_TITLE: Text = {
    "fr": "Parcours des participants",
    "en": "Flow of participants",
}
CLUSTERS_TITLE: Text = {
    "fr": "Groupes répartis ensemble",
    "en": "Groups allocated as a whole",
}


def flow_table(dataset: Dataset, plan: Plan) -> EvidenceTable:
    """Per arm and wave: how many were allocated, answered at least one question, and had withdrawn by then.

    Always published, however small: these are the denominators every reader needs, and they say that someone answered,
    never what. People in no arm of the plan stand in the row without an arm.
    """
    return EvidenceTable(
        id="flow",
        kind="flow",
        title=FLOW_TITLE,
        columns=("arm", "wave", "allocated", "answered", "withdrawn"),
        rows=tuple(_flow_rows(dataset, plan)),
        verifiability="A",
        units=dict.fromkeys(("allocated", "answered", "withdrawn"), "participants"),
    )


def _flow_rows(dataset: Dataset, plan: Plan) -> Iterator[tuple[Cell, ...]]:
    answered_any = set(dataset.answers.index[dataset.answers.notna().any(axis=1)])
    order = {wave.code: wave.order for wave in plan.waves}
    for arm, members in _groups(dataset, plan).items():
        people = dataset.participants.loc[list(members)]
        left = [
            order.get(wave, min(order.values(), default=0)) for wave in people["withdrawn_wave"] if wave is not None
        ]
        for wave in sorted(plan.waves, key=lambda wave: wave.order):
            answered = sum((name, wave.code) in answered_any for name in members)
            yield arm, wave.code, len(members), answered, sum(since <= wave.order for since in left)


def _groups(dataset: Dataset, plan: Plan) -> Mapping[str | None, list[str]]:
    groups: dict[str | None, list[str]] = {arm.code: list(arm_members(dataset, arm.code)) for arm in plan.arms}
    placed = {name for members in groups.values() for name in members}
    others = [name for name in dataset.participants.index if name not in placed]
    if others or not groups:
        groups[None] = others
    return groups


def clusters_table(dataset: Dataset, plan: Plan) -> EvidenceTable | None:
    """How many groups stand in each arm; None when people were allocated one by one."""
    if plan.cluster is None:
        return None
    known = plan.cluster in dataset.participants.columns
    rows = []
    for arm in plan.arms:
        names = dataset.participants.loc[arm_members(dataset, arm.code), plan.cluster] if known else None
        rows.append((arm.code, 0 if names is None else int(names.nunique())))
    return EvidenceTable(
        id="clusters",
        kind="clusters",
        title=CLUSTERS_TITLE,
        columns=("arm", "clusters"),
        rows=tuple(rows),
        verifiability="A",
    )
