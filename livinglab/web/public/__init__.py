"""What a stranger sees: the home page, and the verification of a report."""

from livinglab.web.public.views import public

__all__ = ["public"]
