"""A submission as a field client sends it: XML in, answers out. Never believed, never resolved, never half read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite

from lxml import etree

from surveys.openrosa.introduction import BEGUN, CONSENT, DIGEST, ENDED, PARTICIPANT, SECTION, WITHOUT_ANSWER
from surveys.question_types import QUESTION_TYPES
from surveys.questionnaire import Questionnaire
from surveys.questions import Group, Question
from surveys.xlsform.clients import AUDIT

LARGEST = 16 * 1024 * 1024  # bytes of XML; files come beside it
DEEPEST = 60  # elements one in another
MOST_ELEMENTS = 500_000
JR = "{http://openrosa.org/javarosa}"
META = "meta"
TABLE_LIST = ("generated_table_list_label_", "reserved_name_for_field_list_labels_")  # pyxform heads a table with these
COUNTED = "_count"  # pyxform adds person_count beside a repeat whose number an expression says
INTEGER = re.compile(r"[-+]?[0-9]{1,17}")
DECIMAL = re.compile(r"[-+]?([0-9]{1,17}(\.[0-9]*)?|\.[0-9]{1,17})([eE][-+]?[0-9]{1,3})?")
DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[-+][0-9:]{2,6})?")
OUR_ID = re.compile(r"[0-9A-Za-z-]{16,64}")


class Unreadable(Exception):
    """The XML is no submission we can read: `code` says why (xml_…)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Envelope:
    """What a submission says of itself, whatever its questionnaire. `digest` knows the same content again."""

    root: etree._Element
    form_id: str
    version: str
    questionnaire_digest: str
    instance_id: str
    deprecated_id: str
    participant: str
    consent_digest: str
    started_at: datetime | None
    finished_at: datetime | None
    digest: str

    @property
    def response_id(self) -> str:
        """The id of the response to come: the same for the same instanceID."""
        return response_id(self.instance_id)

    @property
    def revises_id(self) -> str:
        """The id of the response this one corrects; empty when it is a first one."""
        return response_id(self.deprecated_id) if self.deprecated_id else ""


@dataclass
class Answered:
    """The answers as JSON values, and the elements no question of the questionnaire explains."""

    answers: dict[str, object] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def response_id(instance_id: str) -> str:
    """Our id for an instanceID: its UUID, or a digest of whatever else a client writes."""
    bare = instance_id.removeprefix("uuid:")
    return bare if OUR_ID.fullmatch(bare) else hashlib.sha256(instance_id.encode()).hexdigest()[:32]


def read_envelope(xml: bytes) -> Envelope:
    """What a submission says of itself. Raises Unreadable."""
    root = _parsed(xml)
    if root.get("encrypted") is not None or _text(root, "encryptedXmlFile"):
        raise Unreadable("xml_encrypted")
    instance_id = _text(root, META, "instanceID") or root.get("instanceID", "")
    if not instance_id or not root.get("id"):
        raise Unreadable("xml_no_id")
    return Envelope(
        root=root,
        form_id=root.get("id", ""),
        version=root.get("version", ""),
        questionnaire_digest=_text(root, SECTION, DIGEST),
        instance_id=instance_id[:255],
        deprecated_id=_text(root, META, "deprecatedID")[:255],
        participant=_text(root, SECTION, PARTICIPANT)[:200],
        consent_digest=_text(root, SECTION, CONSENT)[:80],
        started_at=_moment(_text(root, SECTION, BEGUN)),
        finished_at=_moment(_text(root, SECTION, ENDED)),
        digest="sha256:" + hashlib.sha256(etree.tostring(root, method="c14n2", strip_text=True)).hexdigest(),
    )


def read_answers(envelope: Envelope, questionnaire: Questionnaire) -> Answered:
    """The answers of a submission as JSON values for `submission.check`, which says what is wrong with them.

    What the client calculated is left aside, but for what the questionnaire says to remember. A value its type cannot
    read stays as text, to be complained about.
    """
    given = Answered()
    _Reader(questionnaire, given).read(envelope.root, (), given.answers, "")
    for question in questionnaire.questions:
        if question.choices_from and QUESTION_TYPES[question.type].variable in ("categories", "ranking"):
            spaced = tuple(text for text in _texts(given.answers, question.choices_from) if len(text.split()) > 1)
            _put_together(given.answers, question.name, {tuple(text.split()): text for text in spaced})
    return given


def _texts(answers: Mapping[str, object], name: str) -> Iterator[str]:
    """What was written under a name, in every instance."""
    for key, value in answers.items():
        if key == name and isinstance(value, str):
            yield value
        for row in value if isinstance(value, list) else ():
            yield from _texts(row, name) if isinstance(row, dict) else ()


def _put_together(answers: dict[str, object], name: str, spaced: Mapping[tuple[str, ...], str]) -> None:
    """Choices that were answers may hold spaces, which part the choices in XML: the longest that was written counts."""
    for key, value in answers.items() if spaced else ():
        rows = value if isinstance(value, list) else []
        if key == name:
            answers[key] = _whole(rows, spaced)
        for row in rows:
            if isinstance(row, dict):
                _put_together(row, name, spaced)


def _whole(words: list[object], spaced: Mapping[tuple[str, ...], str]) -> list[object]:
    longest, found, at = max(map(len, spaced)), [], 0
    while at < len(words):
        ends = range(min(len(words), at + longest), at + 1, -1)
        end = next((end for end in ends if tuple(words[at:end]) in spaced), at + 1)
        found.append(spaced.get(tuple(map(str, words[at:end])), words[at]))
        at = end
    return found


class _Reader:
    """Walks the XML beside the questionnaire: each element is a question, a group, an instance, or unknown."""

    def __init__(self, questionnaire: Questionnaire, given: Answered) -> None:
        self.given = given
        self.taken_as_sent = questionnaire.taken_as_sent
        self.log = next((question for question in questionnaire.questions if question.type == AUDIT), None)
        self.children: dict[tuple[str, ...], dict[str, Question | Group]] = {}
        things: tuple[Question | Group, ...] = (*questionnaire.groups, *questionnaire.questions)
        for thing in things:
            self.children.setdefault(thing.groups, {})[thing.node or thing.name] = thing

    def read(self, element: etree._Element, inside: tuple[str, ...], answers: dict[str, object], path: str) -> None:
        known = self.children.get(inside, {})
        for child in element:
            tag = _local(child)
            thing = known.get(tag)
            if isinstance(thing, Question):
                self._answer(thing, _own_text(child), answers)
            elif isinstance(thing, Group):
                self._section(thing, child, inside, answers, path)
            elif tag == META and not inside:
                self._recorded(child, answers)
            elif not self._ours(tag, _own_text(child), known, answers, top=not inside):
                self.given.unknown.append(f"{path}/{tag}")

    def _recorded(self, meta: etree._Element, answers: dict[str, object]) -> None:
        """The log of the client stands among what it says of itself, wherever the workbook has its row."""
        for child in meta:
            if self.log is not None and _local(child) == AUDIT:
                self._answer(self.log, _own_text(child), answers)

    def _answer(self, question: Question, text: str, answers: dict[str, object]) -> None:
        kept = QUESTION_TYPES[question.type].given_by in ("person", "device") or question.name in self.taken_as_sent
        if text and kept:
            answers[question.name] = value_of(question, text)

    def _section(
        self, group: Group, child: etree._Element, inside: tuple[str, ...], answers: dict[str, object], path: str
    ) -> None:
        below = (*inside, group.name)
        if not group.repeat:
            self.read(child, below, answers, f"{path}/{_local(child)}")
        elif child.get(f"{JR}template") is None:
            rows = answers.setdefault(group.name, [])
            row: dict[str, object] = {}
            if isinstance(rows, list):
                rows.append(row)
                self.read(child, below, row, f"{path}/{_local(child)}[{len(rows)}]")

    def _ours(
        self, tag: str, text: str, known: Mapping[str, Question | Group], answers: dict[str, object], *, top: bool
    ) -> bool:
        """Whether we, or pyxform, put this element into the form; the reason without an answer is taken over."""
        if (top and tag == SECTION) or tag.startswith(TABLE_LIST):
            return True
        asked = known.get(tag.removesuffix(WITHOUT_ANSWER))
        if tag.endswith(WITHOUT_ANSWER) and isinstance(asked, Question):
            if text and asked.name not in answers:
                answers[asked.name] = {"missing": text}
            return True
        counted = known.get(tag.removesuffix(COUNTED))
        return isinstance(counted, Group) and counted.repeat


def value_of(question: Question, text: str) -> object:
    """The text of an element as the JSON value of its question's type; as it is where it cannot be one."""
    bare = text.strip()
    match QUESTION_TYPES[question.type].variable:
        case "integer":
            return int(bare) if INTEGER.fullmatch(bare) else text
        case "number":
            return float(bare) if DECIMAL.fullmatch(bare) and isfinite(float(bare)) else text
        case "categories" | "ranking":
            return bare.split()
        case "date":
            day = DAY.fullmatch(bare.partition("T")[0])
            return day[1] if day else text
        case "text":
            return text
        case _:
            return bare


def _parsed(xml: bytes) -> etree._Element:
    if len(xml) > LARGEST:
        raise Unreadable("xml_too_large")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise Unreadable("xml_broken") from wrong
    if root.getroottree().docinfo.doctype:
        raise Unreadable("xml_doctype")
    if any(depth > DEEPEST or number > MOST_ELEMENTS for number, depth in enumerate(_depths(root))):
        raise Unreadable("xml_too_deep")
    return root


def _depths(root: etree._Element) -> Iterator[int]:
    """How deep each element stands, without a stack that deep XML could exhaust."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start":
            yield depth


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _own_text(element: etree._Element) -> str:
    text = element.text or ""
    return text if text.strip() else ""


def _text(root: etree._Element, *path: str) -> str:
    """The text at the end of a path of local names; empty when there is none."""
    element = root
    for name in path:
        found = next((child for child in element if _local(child) == name), None)
        if found is None:
            return ""
        element = found
    return _own_text(element).strip()


def _moment(text: str) -> datetime | None:
    """A moment with its zone; None for anything else: the clock of a phone is not ours to judge."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo else None
