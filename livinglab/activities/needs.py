"""Needs: what people lack, said by them (expressed) or seen by somebody else, who then says where (latent)."""

from livinglab.activities.activity import HEADLINE, Activity, Field

NEEDS = Activity(
    "needs",
    fields=(
        Field(HEADLINE, "lines", required=True, hint=True),
        Field("origin", "choice", ("expressed", "latent"), required=True, missing="needs_origin_missing"),
        Field("evidence", hint=True, required_with=("origin", "latent"), missing="needs_evidence_missing"),
    ),
    ballot="dots",
    method="dots",
)
