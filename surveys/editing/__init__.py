"""Changing a workbook: every change is a function that gives a new workbook, in which all it does not concern stays.

The editor works on the sheets, not on the questionnaire read from them: columns, sheets and cells this platform does
not understand cannot be lost. Rows are named by the number a spreadsheet shows.
"""
