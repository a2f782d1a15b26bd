"""Questionnaires: from a workbook to checked answers. No web, no database."""
