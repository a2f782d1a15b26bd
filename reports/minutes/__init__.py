"""The minutes of a session: a frozen value, the document it becomes, the PDF, and how anyone verifies it."""
