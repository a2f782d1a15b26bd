"""The door of field clients (ODK Collect and others): an address with a secret, XML in and out, no cookie."""

from livinglab.web.openrosa import forms, submissions
from livinglab.web.openrosa.blueprint import openrosa

__all__ = ["forms", "openrosa", "submissions"]
