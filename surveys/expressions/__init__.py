"""Expressions: relevance, constraints and calculations in ODK's dialect of XPath, parsed once, evaluated often."""
