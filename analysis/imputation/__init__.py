"""Multiple imputation as a second reading: what a planned effect becomes if the missing resemble those who answered."""

from __future__ import annotations

from analysis.imputation.pooling import with_imputed
from analysis.imputation.rows import tally
from analysis.imputation.table import TABLE, imputed_id, imputed_table

__all__ = ["TABLE", "imputed_id", "imputed_table", "tally", "with_imputed"]
