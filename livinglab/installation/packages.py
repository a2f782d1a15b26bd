"""Package managers of the operating systems: the command a user would type, and apt-get run for them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence

from livinglab.installation.sentences import say
from livinglab.installation.steps import attempt

# What to type to install, by the program that does it; the first one found on the machine is the one proposed.
INSTALL_COMMANDS = {
    "apt-get": "apt-get install -y --no-install-recommends",
    "dnf": "dnf install -y",
    "apk": "apk add",
    "brew": "brew install",
}
REFUSES_ROOT = frozenset({"brew"})
# Another apt-get (unattended upgrades on a fresh machine) holds the lock for a while: wait instead of failing.
PATIENT_APT = ("apt-get", "-y", "-o", "DPkg::Lock::Timeout=300")


def found(manager: str) -> bool:
    return shutil.which(manager) is not None


def manager_here() -> str | None:
    """The package manager of this machine, or None when it is one we do not know."""
    return next((manager for manager in INSTALL_COMMANDS if found(manager)), None)


def command(manager: str, packages: Sequence[str]) -> str:
    """The whole line to type, with sudo where it is needed."""
    prefix = "" if manager in REFUSES_ROOT or is_root() else "sudo "
    return f"{prefix}{INSTALL_COMMANDS[manager]} {' '.join(packages)}"


def is_root() -> bool:
    return os.geteuid() == 0


def install_with_apt(packages: Sequence[str]) -> bool:
    """Install them when we may; False when we may not or when it failed."""
    if not (is_root() and found("apt-get")):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = (*PATIENT_APT, "install", "--no-install-recommends", *packages)
    label = say("step_packages", packages=" ".join(packages))
    if attempt(label, install, environment):
        return True
    # A fresh machine has no list of packages yet, an old one a list whose files are gone.
    refreshed = attempt(say("step_package_list"), (*PATIENT_APT, "update"), environment)
    return refreshed and attempt(label, install, environment)
