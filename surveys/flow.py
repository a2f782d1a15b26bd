"""The route through a questionnaire: which pages and questions are asked. Recomputed from the answers, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.questionnaire import Page, Questionnaire
from surveys.values import Answer, Answers, Context


@dataclass(frozen=True)
class Route:
    """Where these answers lead.

    `pages` hold only the questions asked, and only pages with at least one. `asked` are names in order, notes
    included. `calculated` are the values of calculate, start, end and today. `not_asked` are the other names.
    """

    pages: tuple[Page, ...]
    asked: tuple[str, ...]
    calculated: Mapping[str, Answer]
    not_asked: tuple[str, ...]

    def page(self, code: str) -> Page:
        """The page of that code, if these answers lead to it. Raises KeyError."""
        found = [page for page in self.pages if page.code == code]
        if not found:
            raise KeyError(code)
        return found[0]


def route(questionnaire: Questionnaire, answers: Answers, context: Context) -> Route:
    """The route of these answers. Answers to questions that are not asked count as absent for the questions after."""
    raise NotImplementedError
