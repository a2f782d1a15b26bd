"""The estimators as the plan sees them: names, words, what each one fits. Light: imports no statistics."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.estimators.estimator_row import ANY_DESIGN, WITH_BASELINE, WITH_COMPARISON, EstimatorRow, MeasureKind
from analysis.estimators.further_rows import FURTHER

__all__ = ["CATALOGUE", "EstimatorRow", "MeasureKind"]

CATALOGUE: Mapping[str, EstimatorRow] = {
    row.code: row
    for row in (
        EstimatorRow(
            code="proportion",
            words={
                "fr": "proportion, intervalle de Wilson",
                "en": "proportion, Wilson interval",
            },
            effect={
                "fr": "part des participants",
                "en": "share of participants",
            },
            designs=ANY_DESIGN,
            two_arms=False,
            baseline="unused",
            waves="one",
            measures=("categorical", "ordinal", "numeric"),
            verifiability="A",
            reference="https://doi.org/10.1080/01621459.1927.10502953",
            null=None,
            needs_success_values=True,
        ),
        EstimatorRow(
            code="mean",
            words={
                "fr": "moyenne : t de Student",
                "en": "mean: Student’s t",
            },
            effect={
                "fr": "moyenne des réponses",
                "en": "mean of the answers",
            },
            designs=ANY_DESIGN,
            two_arms=False,
            baseline="unused",
            waves="one",
            measures=("numeric",),
            verifiability="B",
            reference="https://doi.org/10.1093/biomet/6.1.1",
            null=None,
            levels=(float("-inf"), float("inf")),
        ),
        EstimatorRow(
            code="proportion_difference",
            words={
                "fr": "différence de proportions entre deux groupes, intervalle de Newcombe",
                "en": "difference of proportions between two arms, Newcombe interval",
            },
            effect={
                "fr": "différence entre les deux parts",
                "en": "difference between the two shares",
            },
            designs=WITH_COMPARISON,
            two_arms=True,
            baseline="unused",
            waves="one",
            measures=("categorical", "ordinal", "numeric"),
            verifiability="A",
            reference="https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I",
            needs_success_values=True,
        ),
        EstimatorRow(
            code="recommendation_score",
            words={
                "fr": "score de recommandation (de −100 à 100), intervalle de Wald ajusté",
                "en": "recommendation score (from −100 to 100), adjusted Wald interval",
            },
            effect={
                "fr": "part de 9 et 10 moins part de 0 à 6, en points",
                "en": "share of 9 and 10 minus share of 0 to 6, in points",
            },
            designs=ANY_DESIGN,
            two_arms=False,
            baseline="unused",
            waves="one",
            measures=("numeric",),
            verifiability="A",
            reference="https://doi.org/10.1080/00031305.2016.1158124",
            null=None,
            levels=(-100.0, 100.0),
        ),
        EstimatorRow(
            code="paired_ordinal",
            words={
                "fr": "avant et après, réponses ordonnées : rangs signés (zéros de Pratt)",
                "en": "before and after, ordered answers: signed ranks (Pratt zeros)",
            },
            effect={
                "fr": "part des réponses en hausse moins part des réponses en baisse",
                "en": "share of answers that rose minus share that fell",
            },
            designs=WITH_BASELINE,
            two_arms=False,
            baseline="required",
            waves="one",
            measures=("ordinal", "numeric"),
            verifiability="A",
            reference="https://doi.org/10.1080/01621459.1959.10501526",
        ),
        EstimatorRow(
            code="paired_categories",
            words={
                "fr": "avant et après, réponses qui comptent : test exact de McNemar",
                "en": "before and after, answers that count: exact McNemar test",
            },
            effect={
                "fr": "différence entre la part après et la part avant",
                "en": "difference between the share after and the share before",
            },
            designs=WITH_BASELINE,
            two_arms=False,
            baseline="required",
            waves="one",
            measures=("categorical", "ordinal", "numeric"),
            verifiability="A",
            reference="https://doi.org/10.1007/BF02295996",
            needs_success_values=True,
        ),
        EstimatorRow(
            code="paired_mean",
            words={
                "fr": "avant et après, score : t de Student apparié",
                "en": "before and after, score: paired t",
            },
            effect={
                "fr": "changement moyen",
                "en": "mean change",
            },
            designs=WITH_BASELINE,
            two_arms=False,
            baseline="required",
            waves="one",
            measures=("numeric",),
            verifiability="B",
            reference="https://doi.org/10.3389/fpsyg.2013.00863",
            imputes=True,
        ),
        EstimatorRow(
            code="two_arms_mean",
            words={
                "fr": "deux groupes, moyennes : t de Welch",
                "en": "two arms, means: Welch t",
            },
            effect={
                "fr": "différence de moyennes",
                "en": "difference of means",
            },
            designs=WITH_COMPARISON,
            two_arms=True,
            baseline="unused",
            waves="one",
            measures=("numeric",),
            verifiability="B",
            reference="https://doi.org/10.1093/biomet/34.1-2.28",
        ),
        EstimatorRow(
            code="two_arms_change",
            words={
                "fr": "deux groupes, changement depuis le départ : t de Welch",
                "en": "two arms, change since the start: Welch t",
            },
            effect={
                "fr": "différence entre les deux changements moyens",
                "en": "difference between the two mean changes",
            },
            designs=WITH_COMPARISON,
            two_arms=True,
            baseline="required",
            waves="one",
            measures=("numeric",),
            verifiability="B",
            reference="https://doi.org/10.1016/j.jclinepi.2006.02.007",
            imputes=True,
        ),
        EstimatorRow(
            code="two_arms_clusters",
            words={
                "fr": "deux groupes formés de lieux entiers : variance CR2, t de Satterthwaite",
                "en": "two arms of whole sites: CR2 variance, Satterthwaite t",
            },
            effect={
                "fr": "différence de moyennes, ou de changements moyens si une mesure de départ est nommée",
                "en": "difference of means, or of mean changes where a baseline is named",
            },
            designs=WITH_COMPARISON,
            two_arms=True,
            baseline="optional",
            waves="one",
            measures=("numeric",),
            verifiability="B",
            reference="https://doi.org/10.1080/07350015.2016.1247004",
            clusters=True,
        ),
        EstimatorRow(
            code="two_arms_ordinal",
            words={
                "fr": "deux groupes, réponses ordonnées : Brunner-Munzel",
                "en": "two arms, ordered answers: Brunner-Munzel",
            },
            effect={
                "fr": "chance d’une réponse plus haute moins chance d’une réponse plus basse",
                "en": "chance of a higher answer minus chance of a lower one",
            },
            designs=WITH_COMPARISON,
            two_arms=True,
            baseline="unused",
            waves="one",
            measures=("ordinal", "numeric"),
            verifiability="A",
            reference="https://doi.org/10.1002/(SICI)1521-4036(200001)42:1<17::AID-BIMJ17>3.0.CO;2-U",
        ),
        EstimatorRow(
            code="two_arms_ancova",
            words={
                "fr": "deux groupes, score ajusté sur la mesure de départ : analyse de covariance",
                "en": "two arms, score adjusted for the baseline: analysis of covariance",
            },
            effect={
                "fr": "différence de moyennes ajustées",
                "en": "difference of adjusted means",
            },
            designs=WITH_COMPARISON,
            two_arms=True,
            baseline="required",
            waves="one",
            measures=("numeric",),
            verifiability="B",
            reference="https://doi.org/10.1136/bmj.323.7321.1123",
            imputes=True,
            adjusts=True,
        ),
        EstimatorRow(
            code="waves_random_intercept",
            words={
                "fr": "plusieurs vagues, deux groupes : modèle à ordonnée aléatoire (REML, Satterthwaite)",
                "en": "several waves, two arms: random-intercept model (REML, Satterthwaite)",
            },
            effect={
                "fr": "différence de moyennes sur l’ensemble des vagues",
                "en": "difference of means over all waves",
            },
            designs=WITH_COMPARISON,
            two_arms=True,
            baseline="optional",
            waves="one_or_more",
            measures=("numeric",),
            verifiability="B",
            reference="https://doi.org/10.2307/2529876",
            adjusts=True,
        ),
        *FURTHER,
    )
}
