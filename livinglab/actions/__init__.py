"""The verbs: one function, one transaction, one line of audit."""
