"""The Open Know-How manifest, version 1.0, of a prototype version: one row for each of its fields.

The specification asks for YAML 1.2 after two fixed lines. Each value is written as JSON, which YAML 1.2 contains.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence

from livinglab.store.version_files import VersionFile
from livinglab.store.workshop import WorkshopRecord

DECLARATION = "%Open Know-How Manifest 1.0\n---\n"
Shape = Callable[[str], object]


def _text(text: str) -> object:
    return text


def _words(text: str) -> object:
    return [word for word in (part.strip() for part in text.split(",")) if word]


def _flag(text: str) -> object:
    return text == "yes"


def _named(text: str) -> object:
    return {"name": text}


def _titled(text: str) -> object:
    return {"title": text}


def _people(text: str) -> object:
    return [{"name": line} for line in _filled(text)]


def _standards(text: str) -> object:
    return [{"standard-title": line} for line in _filled(text)]


def _path(text: str) -> object:
    return [{"path": text}]


def _filled(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


# our field → the name in the manifest, and how the value is written
FIELDS: Mapping[str, tuple[str, Shape]] = {
    "description": ("description", _text),
    "intended_use": ("intended-use", _text),
    "keywords": ("keywords", _words),
    "project_link": ("project-link", _text),
    "health_safety_notice": ("health-safety-notice", _text),
    "contributors": ("contributors", _people),
    "image": ("image", _text),
    "development_stage": ("development-stage", _text),
    "made": ("made", _flag),
    "made_independently": ("made-independently", _flag),
    "standards_used": ("standards-used", _standards),
    "derivative_of": ("derivative-of", _titled),
    "licensor": ("licensor", _named),
    "documentation_home": ("documentation-home", _text),
    "bill_of_materials": ("bom", _text),
    "tool_list": ("tool-list", _text),
    "making_instructions": ("making-instructions", _path),
    "operating_instructions": ("operating-instructions", _path),
}
LICENCES = {name: f"{name}_license" for name in ("hardware", "documentation", "software")}


# What the specification requires and recommends, read on 2026-11-27 in
# https://github.com/iop-alliance/OKH-Markdown-Test (okh.md), the text of version 1.0.
WHOLE_ADDRESSES = ("project_link", "documentation_home")
RECOMMENDED = (
    *("intended_use", "keywords", "contributors", "image", "hardware_license", "documentation_license"),
    *("software_license", "bill_of_materials", "tool_list", "making_instructions", "operating_instructions"),
)
SPDX = re.compile(r"[0-9A-Za-z.+-]+(?: (?:WITH|AND|OR) [0-9A-Za-z.+-]+)*")
ADDRESS = re.compile(r"https?://[^\s/]+\S*")


def missing(told: WorkshopRecord) -> tuple[str, ...]:
    """What the specification requires and is not there: codes of words, `workshop.okh_…`."""
    values = told.values
    wrong = [] if values.get("description") else ["description"]
    if not any(values.get(name) for name in WHOLE_ADDRESSES):
        wrong.append("address")
    if not any(values.get(field) for field in LICENCES.values()):
        wrong.append("licence")
    wrong += [f"whole_{name}" for name in WHOLE_ADDRESSES if name in values and not ADDRESS.fullmatch(values[name])]
    return tuple(wrong)


def advised(told: WorkshopRecord) -> tuple[str, ...]:
    """The fields the specification recommends that are blank, then licences that are no SPDX identifier."""
    blank = tuple(name for name in RECOMMENDED if not told.values.get(name))
    licences = (name for name in LICENCES.values() if name in told.values)
    return (*blank, *(name for name in licences if not SPDX.fullmatch(str(told.values[name]))))


def manifest(title: str, version: str, told: WorkshopRecord, level: str = "", files: Sequence[VersionFile] = ()) -> str:
    """The file as text. `level`: the readiness level claimed, said where no stage of development is.

    `file-digests` is ours: the specification lets a manifest add fields beside its own.
    """
    values = told.values
    lines: dict[str, object] = {"date-updated": told.created_at.date().isoformat(), "title": title, "version": version}
    lines |= {name: shape(str(values[field])) for field, (name, shape) in FIELDS.items() if field in values}
    if level and "development-stage" not in lines:
        lines["development-stage"] = f"TRL {level}"
    lines["license"] = {name: values[field] for name, field in LICENCES.items() if field in values}
    if files:
        lines["file-digests"] = [{"path": file.name, "digest": file.digest, "title": file.words} for file in files]
    return DECLARATION + "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in lines.items())
