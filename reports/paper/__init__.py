"""Questionnaires on paper: the blank form, tagged for screen readers, and numbered copies ready to print."""

from reports.paper.form import PaperForm
from reports.paper.pdf import write_paper

__all__ = ["PaperForm", "write_paper"]
