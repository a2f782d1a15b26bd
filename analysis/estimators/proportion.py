"""The share of participants who gave an answer that counts, with Wilson's interval."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.dataset import Dataset
from analysis.disclosure import Form
from analysis.distributions import normal_quantile, wilson
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.estimators.success_counts import forms_of, successes_in, tally_successes
from analysis.estimators.unanswered import as_details, mean_within
from analysis.parameters import Parameters, confidence_of
from analysis.plan import Outcome, Plan
from analysis.results import Estimate, EvidenceTable
from analysis.tallies import Tally
from surveys.codebook import Codebook


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """People by answer at the outcome's wave, over all participants."""
    return tally_successes(dataset, plan, outcome, (None,))


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Counts per answer, else of successes and others."""
    return forms_of(tally, codebook, outcome, (None,))


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """The share of successes among those who answered.

    Population: participants with an answer at the wave. Formula: x / n; interval (p + z²/2n ± z √(p(1-p)/n + z²/4n²))
    / (1 + z²/n) (Wilson 1927, https://doi.org/10.1080/01621459.1927.10502953). It is compared with nothing, so it has
    no p-value. Misleads when those who did not answer differ from those who did: `missing` says how many.

    Example: 7 of 10 at 95 % → 0.70 [0.40, 0.89].
    """
    source = Source("proportion", table, parameters)
    found = successes_in(table, None)
    counted = Counted(found.n, found.missing)
    if found.n == 0:
        return declined(source, counted, "no_answer")
    interval = wilson(found.successes, found.n, normal_quantile(confidence_of(parameters)))
    share = found.successes / found.n
    bounds = as_details(mean_within(share, found.n, found.missing, (0, 1)), found.missing)
    return stated(
        source,
        counted,
        effect=share,
        interval=interval,
        details={"successes": found.successes, **bounds},
    )
