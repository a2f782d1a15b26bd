"""Whether field clients can get a form: it is made once for good, and what pyxform says is told as a problem."""

from __future__ import annotations

from surveys.openrosa.introduction import ConsentShown, field_questionnaire
from surveys.openrosa.xform import NotConverted, xform
from surveys.problems import Problem
from surveys.questionnaire import Questionnaire


def conversion_problems(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """What keeps this questionnaire from becoming a form for field clients; empty when nothing does.

    Takes seconds, for pyxform is imported: for commands and job workers, not for the process that serves forms.
    """
    consent = ConsentShown(questionnaire.default_language, "…", "sha256:tried")
    form = field_questionnaire(questionnaire, questionnaire.form_id, questionnaire.version, "…", (consent,))
    try:
        xform(form)
    except NotConverted as refused:
        return (Problem("field_form_refused", facts={"fault": str(refused)}),)
    return ()
