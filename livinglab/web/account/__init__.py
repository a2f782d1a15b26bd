"""Signing in and out, the first account, choosing a password."""

from livinglab.web.account.views import account

__all__ = ["account"]
