"""The editor of questionnaires: outline, questions, translations, preview, trial, publishing."""

from livinglab.web.editor import outline, preview, publishing, questions, scales, settings, start, translations, trials
from livinglab.web.editor.blueprint import editor

__all__ = [
    "editor",
    "outline",
    "preview",
    "publishing",
    "questions",
    "scales",
    "settings",
    "start",
    "translations",
    "trials",
]
