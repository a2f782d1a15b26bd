"""The library of learnings: which ones match what someone looks for, whatever the capital letters and accents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from livinglab.store.learnings import TEXTS, Learning, LearningRevision
from livinglab.store.trace import Kind, Node, edges_of
from surveys.searching import plain


@dataclass(frozen=True)
class Wanted:
    """What someone looks for; empty means any."""

    words: str = ""
    step: str = ""
    tag: str = ""
    project: str = ""

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> Wanted:
        """From the fields of an address."""
        return cls(*(fields.get(name, "").strip() for name in ("words", "step", "tag", "project")))

    def fits(self, learning: Learning, revision: LearningRevision) -> bool:
        """Whether a revision of a learning is one of those."""
        words = plain(_text(revision))
        return (
            all(word in words for word in plain(self.words).split())
            and self.step in ("", revision.next_step or "none")
            and self.tag.casefold() in {"", *(tag.casefold() for tag in revision.tags)}
            and self.project in ("", learning.project_id)
        )


@dataclass(frozen=True)
class Found:
    """A learning and the revision its reader may read."""

    learning: Learning
    revision: LearningRevision


def found(learnings: Iterable[Learning], wanted: Wanted, *, public: bool) -> Sequence[Found]:
    """Those that fit, in the order given; `public`: by what is published of each."""
    every = ((one, one.published if public else one.current) for one in learnings)
    return [Found(one, revision) for one, revision in every if revision is not None and wanted.fits(one, revision)]


def tags_of(every: Iterable[Found]) -> Sequence[str]:
    """The tags of some learnings, in alphabetical order."""
    tags = {tag.casefold(): tag for one in every for tag in one.revision.tags}
    return [tags[key] for key in sorted(tags, key=plain)]


def kinds_of_source(one: Learning) -> Sequence[Kind]:
    """What a learning comes from, by kind only: titles were not previewed."""
    node = Node("learning", one.id)
    edges = [edge for edge in edges_of(one.project_id) if edge.source == node and edge.relation == "derived_from"]
    return list(dict.fromkeys(edge.target.kind for edge in edges))


def _text(revision: LearningRevision) -> str:
    texts: list[Mapping[str, Any]] = [getattr(revision, name) for name in TEXTS]
    texts.append(revision.next_reason or {})
    return " ".join((*(words for text in texts for words in text.values()), *revision.tags))
