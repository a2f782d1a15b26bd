"""Statistics: from a dataset and a locked plan to findings a funder can recompute. No web, no database."""
