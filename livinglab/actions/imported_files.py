"""The files that come with imported answers: made ready before anything is stored, then kept with their response."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import IO, TypeAlias, cast

from livinglab.actions.attachments import Prepared, add_attachment, prepared, require_space
from livinglab.store.attachments import size_of, texts_in
from livinglab.store.studies import Participant
from surveys.file_names import clean
from surveys.places import At, Place, instance_key
from surveys.question_types import QUESTION_TYPES
from surveys.questionnaire import Questionnaire
from surveys.values import Answer, Answers, Rows, to_json

Arrived: TypeAlias = Mapping[str, Callable[[], IO[bytes]]]  # name → what opens the file
Came: TypeAlias = Mapping[str, Prepared]


@contextmanager
def arriving(answers: Iterable[Mapping[str, object]], files: Arrived) -> Iterator[Came]:
    """Those files that answers name, on the disk and cleaned, before any transaction. Raises Refused, Full."""
    named = {text for one in answers for text in texts_in(to_json(cast(Answers, one)))}
    with ExitStack() as block:
        yield {name: block.enter_context(_ready(files[name])) for name in sorted(named & files.keys())}


@contextmanager
def _ready(opener: Callable[[], IO[bytes]]) -> Iterator[Prepared]:
    with opener() as source, prepared(source, as_sent=True) as ready:
        yield ready


@dataclass(frozen=True)
class Keeping:
    """Keeps the files of one response, inside the running transaction. `called` begins their names in the archive."""

    person: Participant
    response_id: str
    form: Questionnaire
    came: Came
    called: str

    def answers(self, answers: Answers, at: At = ()) -> dict[str, Answer]:
        """The answers, each file that came under the name it is kept by. Raises Refused, Full."""
        return {name: self._answer(Place(name, at), answer) for name, answer in answers.items()}

    def _answer(self, place: Place, answer: Answer) -> Answer:
        if isinstance(answer, Rows):
            inside = enumerate(answer.rows, start=1)
            return Rows(tuple(self.answers(row, (*place.at, (place.name, number))) for number, row in inside))
        if isinstance(answer, str) and answer in self.came and self._asks_for_file(place.name):
            return self._kept(place, answer)
        return answer

    def _asks_for_file(self, name: str) -> bool:
        return QUESTION_TYPES[self.form.question(name).type].variable == "file"

    def _kept(self, place: Place, said: str) -> str:
        ready = self.came[said]
        require_space(size_of(self.response_id), ready.written)
        name = clean(said.removeprefix(self.called))
        where = instance_key(place.at)
        return add_attachment(self.person, self.response_id, ready, name, place.name, where).name
