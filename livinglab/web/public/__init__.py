"""What a stranger sees: the home page, the verification of a report, the published learnings."""

from livinglab.web.public import library
from livinglab.web.public.views import public

__all__ = ["library", "public"]
