"""Files sent with a page: kept at once with the draft, before anything else of the page can go wrong.

The fields of a question of type image, audio, video or file called `photo`:

- `photo`, a file input: a file chosen now; it takes the place of the one kept before;
- `photo.kept`, hidden: the name of the attachment the page showed, which stays the answer;
- `photo.remove`, "1": no file any more.

What `surveys.answering` reads is one field, `photo`, with the name of the attachment. `Sheet.files` has the attachment
of that name; `participant.attachment` and `participant.thumbnail` show it, to the holder of the link only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import FileStorage

from livinglab.actions.attachments import keep_attachment, remove_attachment
from livinglab.store.attachments import attachment_named
from livinglab.store.database import new_id
from livinglab.store.failures import Full, Refused
from livinglab.web.participant.sheet import Sheet
from livinglab.web.participant.sittings import Answering
from livinglab.words import spoken
from surveys.complaints import Complaint
from surveys.media_types import ACCEPTED
from surveys.pages import Page
from surveys.places import instance_key
from surveys.question_types import QUESTION_TYPES
from surveys.questions import Question

KEPT, REMOVE = ".kept", ".remove"


@dataclass(frozen=True)
class Taken:
    """The fields of the page once its files are kept: names of attachments where files were.

    `complaints` say which files could not be kept. `stored` says that some were: the draft exists now.
    """

    fields: Mapping[str, Sequence[str]]
    complaints: tuple[Complaint, ...] = ()
    stored: bool = False


def take_files(here: Answering, sheet: Sheet, page: Page, fields: Mapping[str, Sequence[str]]) -> Taken:
    """Keeps the files of a posted page, and says which attachments its answers name."""
    merged, complaints, stored = dict(fields), [], False
    for question in file_questions(page):
        file = _file(question.name)
        merged[question.name] = _named(here, sheet, question, fields)
        if file is None:
            continue
        try:
            merged[question.name] = (_keep(here, sheet, page, question, file),)
            stored = True
        except (Refused, Full) as failure:
            said = {spoken(): failure.words()}
            complaints.append(Complaint(question.name, failure.code, said, page.at))
    return Taken(merged, tuple(complaints), stored)


def let_go(here: Answering, sheet: Sheet, page: Page, fields: Mapping[str, Sequence[str]]) -> None:
    """Once the page is saved: the files it showed and that are no answer any more, replaced or removed."""
    for question in file_questions(page):
        for name in set(request.form.getlist(question.name + KEPT)) - set(fields.get(question.name, ())):
            replaced = attachment_named(sheet.id, name)
            if replaced is not None:
                remove_attachment(by=here.giver, attachment=replaced)


def posted_again(page: Page, fields: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The posted fields for a page that sends them once more, with files as the attachments they have become."""
    ours = {question.name + part for question in file_questions(page) for part in ("", KEPT, REMOVE)}
    for name in request.form:
        if name not in ours:
            yield from ((name, value) for value in request.form.getlist(name))
    for question in file_questions(page):
        yield from ((question.name + KEPT, name) for name in fields.get(question.name, ()))


def file_questions(page: Page) -> tuple[Question, ...]:
    """The questions of the page that are answered with a file."""
    types = ((question, QUESTION_TYPES[question.type]) for question in page.questions)
    return tuple(question for question, row in types if row.asked and row.variable == "file")


def _file(name: str) -> FileStorage | None:
    """The file chosen in a field; a field left alone sends one without a name."""
    files = [file for file in request.files.getlist(name) if file.filename]
    return files[-1] if files else None


def _named(here: Answering, sheet: Sheet, question: Question, fields: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The attachment the page showed, if it is still there and not to be removed."""
    kept = [name for name in fields.get(question.name + KEPT, ()) if name]
    if not kept or any(fields.get(question.name + REMOVE, ())):
        return ()
    draft = here.draft(sheet.wave)
    found = draft is not None and attachment_named(draft.id, kept[-1]) is not None
    return (kept[-1],) if found else ()


def _keep(here: Answering, sheet: Sheet, page: Page, question: Question, file: FileStorage) -> str:
    """The name of the attachment. The draft comes first: its id is what the attachment belongs to."""
    if getattr(file.stream, "full", False):
        raise Full
    draft = here.draft(sheet.wave) or here.keep(
        wave=sheet.wave,
        response_id=request.form.get("~response", "") or new_id(),
        version=sheet.version,
        answers={},
    )
    longest = question.options.get("max-pixels", "")
    attachment = keep_attachment(
        by=here.giver,
        response_id=draft.id,
        source=file.stream,
        name=file.filename or "",
        question=question.name,
        place=instance_key(page.at),
        accepts=ACCEPTED[question.type],
        longest=int(longest) if longest.isdecimal() else None,
    )
    return attachment.name
