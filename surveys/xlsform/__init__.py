"""The XLSForm convention: from sheets to a questionnaire, or to everything that keeps it from being one."""

from surveys.xlsform.form import read_form

__all__ = ["read_form"]
