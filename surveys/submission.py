"""A submission, and the one validation every door shares: page, offline queue, field client, import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from surveys.complaints import Complaint
from surveys.questionnaire import Questionnaire
from surveys.values import Answer, Answers, Context


@dataclass(frozen=True)
class Submission:
    """Everything one person sent at once. `id` was chosen by the client, so that a retry is stored once."""

    id: str
    questionnaire_digest: str
    answers: Answers
    language: str
    channel: str
    started_at: datetime
    finished_at: datetime


@dataclass(frozen=True)
class Checked:
    """Canonical answers to every question that can hold one (NOT_ASKED and BLANK filled in), and what is wrong."""

    answers: Mapping[str, Answer]
    complaints: tuple[Complaint, ...]

    @property
    def accepted(self) -> bool:
        """Whether nothing is wrong."""
        return not self.complaints


def check(questionnaire: Questionnaire, answers: Mapping[str, object], context: Context) -> Checked:
    """Check a whole submission, given as JSON values or as answers. Never raises, whatever the values are."""
    raise NotImplementedError
