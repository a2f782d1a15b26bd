"""The application's database, opened by a command: the operator acts at the machine's own keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from livinglab.installation.refusal import Refusal
from livinglab.installation.sentences import Words, language, speak

if TYPE_CHECKING:
    from livinglab.settings import Settings

STUDY_HELP: Words = {"fr": "identifiant de l’étude, lu dans son adresse", "en": "id of the study, read in its address"}
UNKNOWN: Words = {
    "fr": "Cet identifiant n’existe pas dans cette base ; copiez-le depuis l’adresse de la page.",
    "en": "This id does not exist in this database; copy it from the address of the page.",
}


@contextmanager
def opened() -> Iterator[Settings]:
    """The database, ready and up to date. What the store refuses becomes a sentence and exit code 2."""
    from livinglab.app import create_app
    from livinglab.settings import UnsafeSettings, from_environment
    from livinglab.store.database import upgrade
    from livinglab.store.failures import Failure, NotFound

    try:
        settings = from_environment()
    except UnsafeSettings as reason:
        raise Refusal(str(reason)) from None
    app = create_app(settings)
    upgrade(app)
    with app.app_context():
        try:
            yield settings
        except NotFound:
            raise Refusal(speak(UNKNOWN)) from None
        except Failure as failure:
            raise Refusal(failure.words(language())) from None
