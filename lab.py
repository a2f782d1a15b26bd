"""The one command: `python3 lab.py …`. Sets the platform up when needed, then runs what was asked.

Standard library only, and readable by the Python versions it has to refuse.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST = (3, 11)
TOO_OLD = (
    "Living lab a besoin de Python 3.11 ou plus récent ; installez-le, puis relancez cette commande avec lui.\n"
    "Living lab needs Python 3.11 or later; install it, then run this command again with it."
)


def main(arguments: list[str]) -> int:
    if sys.version_info < OLDEST:
        print(TOO_OLD, file=sys.stderr)
        return 2
    if str(ROOT) not in sys.path:  # absent under `python3 -I`
        sys.path.insert(0, str(ROOT))
    from livinglab.entrance import enter  # this file must be read by an older Python, that one need not

    return enter(ROOT, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
