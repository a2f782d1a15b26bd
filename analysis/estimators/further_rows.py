"""Further rows of the catalogue: unwanted effects, equity, the population, series, iterations, sites. Light."""

from __future__ import annotations

from analysis.estimators.estimator_row import ANY_DESIGN, WITH_BASELINE, WITH_COMPARISON, EstimatorRow

FURTHER: tuple[EstimatorRow, ...] = (
    EstimatorRow(
        code="unwanted_effect",
        words={
            "fr": "effet indésirable : effectifs par groupe, intervalle exact",
            "en": "unwanted effect: counts by arm, exact interval",
        },
        effect={
            "fr": "part des participants qui le disent",
            "en": "share of participants who report it",
        },
        designs=ANY_DESIGN,
        two_arms=False,
        baseline="unused",
        waves="one",
        measures=("categorical", "ordinal", "numeric"),
        verifiability="A",
        reference="https://doi.org/10.1093/biomet/26.4.404",
        null=None,
        needs_success_values=True,
        harm=True,
    ),
    EstimatorRow(
        code="equity_shares",
        words={
            "fr": "écart d’équité, parts : interaction, deux groupes, intervalle MOVER",
            "en": "equity gap, shares: interaction, two arms, MOVER interval",
        },
        effect={
            "fr": "différence de parts dans le groupe déclaré moins celle chez les autres",
            "en": "difference of shares in the declared group minus that among the others",
        },
        designs=WITH_COMPARISON,
        two_arms=True,
        baseline="unused",
        waves="one",
        measures=("categorical", "ordinal", "numeric"),
        verifiability="A",
        reference="https://doi.org/10.1002/sim.2929",
        needs_success_values=True,
        groups=True,
    ),
    EstimatorRow(
        code="equity_means",
        words={
            "fr": "écart d’équité, scores : interaction, deux groupes, t de Welch",
            "en": "equity gap, scores: interaction, two arms, Welch t",
        },
        effect={
            "fr": "effet dans le groupe déclaré moins effet chez les autres",
            "en": "effect in the declared group minus effect among the others",
        },
        designs=WITH_COMPARISON,
        two_arms=True,
        baseline="optional",
        waves="one",
        measures=("numeric",),
        verifiability="B",
        reference="https://doi.org/10.1136/bmj.326.7382.219",
        groups=True,
    ),
    EstimatorRow(
        code="equity_changes",
        words={
            "fr": "écart d’équité, changements avant et après : t de Welch",
            "en": "equity gap, changes before and after: Welch t",
        },
        effect={
            "fr": "changement dans le groupe déclaré moins changement chez les autres",
            "en": "change in the declared group minus change among the others",
        },
        designs=WITH_BASELINE,
        two_arms=False,
        baseline="required",
        waves="one",
        measures=("numeric",),
        verifiability="B",
        reference="https://doi.org/10.1136/bmj.326.7382.219",
        groups=True,
    ),
    EstimatorRow(
        code="weighted_share",
        words={
            "fr": "proportion pondérée sur la population, effet de plan de Kish",
            "en": "proportion weighted to the population, Kish design effect",
        },
        effect={
            "fr": "part estimée dans la population déclarée",
            "en": "share estimated in the declared population",
        },
        designs=ANY_DESIGN,
        two_arms=False,
        baseline="unused",
        waves="one",
        measures=("categorical", "ordinal", "numeric"),
        verifiability="A",
        reference="https://doi.org/10.1214/aoms/1177731829",
        null=None,
        needs_success_values=True,
        weighs=True,
    ),
)
