"""The Python environment of a checkout: `.venv`, filled from a pinned requirements file.

A stamp, written last, lists the digests of the requirements files the environment satisfies. No stamp means that
a set-up was interrupted at an unknown place: the environment is then built again from nothing.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from livinglab.installation import packages
from livinglab.installation.refusal import Refusal
from livinglab.installation.sentences import say
from livinglab.installation.steps import attempt, step

RUNTIME = "requirements.txt"
TESTS = "requirements-test.txt"
INSTALLER = "requirements-uv.txt"
# The test requirements are compiled on top of the runtime's, so an environment for the first serves the second.
SATISFIED_BY = {RUNTIME: (RUNTIME,), TESTS: (RUNTIME, TESTS)}


@dataclass(frozen=True)
class Environment:
    """Where the environment of one checkout is."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def stamp(self) -> Path:
        return self.folder / "satisfied-requirements"

    @property
    def lock(self) -> Path:
        return self.root / ".venv.lock"


def is_ready(environment: Environment, requirements: str) -> bool:
    """Whether the environment holds exactly what the file pins (or a superset made for the tests)."""
    if not os.access(environment.python, os.X_OK) or not environment.stamp.is_file():
        return False
    return digest(environment.root / requirements) in _stamped(environment)


def digest(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def is_inside(environment: Environment) -> bool:
    """Whether this process already runs in the environment."""
    return Path(sys.prefix).resolve() == environment.folder.resolve()


def set_up(environment: Environment, requirements: str) -> None:
    """Make the environment satisfy the file. Safe to run twice at once, and after being killed half-way."""
    with _locked(environment):
        if is_ready(environment, requirements):
            return
        file = _file_to_install(environment, requirements)
        if not (environment.stamp.is_file() and os.access(environment.python, os.X_OK)):
            _build_from_nothing(environment)
        environment.stamp.unlink(missing_ok=True)
        _install(environment, file)
        _write_stamp(environment, file)


def _file_to_install(environment: Environment, requirements: str) -> str:
    """An environment once made for the tests stays so: a developer's tools do not come and go with each command."""
    made_for_tests = environment.stamp.is_file() and len(_stamped(environment)) == len(SATISFIED_BY[TESTS])
    return TESTS if made_for_tests else requirements


def _stamped(environment: Environment) -> list[str]:
    return environment.stamp.read_text(encoding="utf-8").split()


def _build_from_nothing(environment: Environment) -> None:
    print(say("preparing"), file=sys.stderr)
    _require_venv()
    shutil.rmtree(environment.folder, ignore_errors=True)
    step(say("step_venv"), [_base_python(), "-m", "venv", str(environment.folder)])


def _require_venv() -> None:
    """Debian and Ubuntu cut venv out of Python: put it back, or say how."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not packages.found("apt-get"):
        raise Refusal(say("no_venv_elsewhere"))
    if not packages.install_with_apt((package,)):
        raise Refusal(say("no_venv", remedy=packages.command("apt-get", (package,))))


def _base_python() -> str:
    """The interpreter outside any environment: an environment made from another breaks when that one goes."""
    return str(getattr(sys, "_base_executable", sys.executable))


def _install(environment: Environment, requirements: str) -> None:
    """With uv, which takes a third of the time; with pip where uv cannot run."""
    python, file = str(environment.python), str(environment.root / requirements)
    pinned_uv = [python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(environment.root / INSTALLER)]
    sync = [python, "-m", "uv", "pip", "sync", "--require-hashes", "--compile-bytecode", "--python", python, file]
    outside = installer_environment(os.environ)
    if attempt(say("step_uv"), pinned_uv) and attempt(say("step_libraries", file=requirements), sync, outside):
        return
    slowly = [python, "-m", "pip", "install", "--require-hashes", "-r", file]
    step(say("step_libraries_slowly", file=requirements), slowly)


def installer_environment(outside: Mapping[str, str]) -> dict[str, str]:
    """What uv should know of the machine: it does not read pip's settings by itself."""
    translated = {
        uv: outside[pip]
        for uv, pip in (
            ("UV_DEFAULT_INDEX", "PIP_INDEX_URL"),
            ("UV_INDEX", "PIP_EXTRA_INDEX_URL"),
            ("SSL_CERT_FILE", "PIP_CERT"),
        )
        if outside.get(pip)
    }
    return {**translated, **outside}


def _write_stamp(environment: Environment, requirements: str) -> None:
    lines = [digest(environment.root / file) for file in SATISFIED_BY[requirements]]
    draft = environment.stamp.with_suffix(".draft")
    draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft.replace(environment.stamp)


@contextmanager
def _locked(environment: Environment) -> Iterator[None]:
    """One set-up at a time. The system releases the lock when its holder ends, however it ends."""
    with environment.lock.open("w") as lock:
        # An installer that outlives a killed set-up keeps the lock: the next one must not build under its hands.
        os.set_inheritable(lock.fileno(), True)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(say("waiting"), file=sys.stderr)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
