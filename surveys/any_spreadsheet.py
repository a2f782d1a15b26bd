"""Opening a spreadsheet whatever its bytes are: what is read of it, or the code of why nothing is."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

T = TypeVar("T")


def opened(source: bytes, read: Callable[[CalamineWorkbook], T], refused: Callable[[str], T]) -> T:
    """What `read` makes of the spreadsheet, or `refused` of `file_encrypted` or `file_unreadable`.

    Never an exception of the reader's, whose Rust may panic on bytes made to hurt; what ends the process still does.
    """
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(BytesIO(source)) as book:
            return read(book)
    except PasswordError:
        return refused("file_encrypted")
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001 - a panic of the Rust reader is no Exception; any bytes may come here
        return refused("file_unreadable")
