"""Folders of answers lent to a cluster: erased when the analysis ends, or by a later sweep."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

STALE_SECONDS = 24 * 3600  # longer than any analysis: what is older was left by a process that was killed


@contextmanager
def lent(shared: Path) -> Iterator[Path]:
    """A folder of its own in the shared one, erased whatever happens."""
    shared.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=shared) as folder:
        yield Path(folder)


def sweep_segments(shared: Path) -> int:
    """Erases the folders of analyses that were killed; how many."""
    oldest = time.time() - STALE_SECONDS
    left = [folder for folder in shared.glob("*/") if folder.stat().st_mtime < oldest]
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left)
