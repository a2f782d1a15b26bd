"""`lab.py`: what it answers before anything is installed, and how it prepares the environment."""

from __future__ import annotations

import os
import string
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from livinglab import commands, entrance
from livinglab.commands import test as test_command
from livinglab.installation import environment, packages, parts
from livinglab.installation.environment import Environment
from livinglab.installation.parts import Part
from livinglab.installation.refusal import Refusal
from livinglab.installation.sentences import SENTENCES, language_of


@pytest.fixture
def place(tmp_path: Path) -> Environment:
    """A checkout with its two requirements files and no environment yet."""
    (tmp_path / "requirements.txt").write_text("flask==3.1.3\n")
    (tmp_path / "requirements-test.txt").write_text("flask==3.1.3\npytest==9.2.0\n")
    return Environment(tmp_path)


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVINGLAB_LANGUAGE", "en")


class FakeInstaller:
    """Builds a folder that looks like an environment, and remembers what it was asked to install."""

    def __init__(self, place: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
        self.place = place
        self.built = 0
        self.installed: list[str] = []
        self.fails = False
        monkeypatch.setattr(environment, "_build_from_nothing", self.build)
        monkeypatch.setattr(environment, "_install", self.install)

    def build(self, place: Environment) -> None:
        self.built += 1
        place.python.parent.mkdir(parents=True, exist_ok=True)
        place.python.unlink(missing_ok=True)
        place.python.symlink_to(sys.executable)

    def install(self, place: Environment, requirements: str) -> None:
        if self.fails:
            raise KeyboardInterrupt
        self.installed.append(requirements)


@pytest.fixture
def installer(place: Environment, monkeypatch: pytest.MonkeyPatch) -> FakeInstaller:
    return FakeInstaller(place, monkeypatch)


def test_a_first_run_builds_the_environment_then_a_second_does_nothing(
    place: Environment, installer: FakeInstaller
) -> None:
    environment.set_up(place, "requirements.txt")
    environment.set_up(place, "requirements.txt")
    assert (installer.built, installer.installed) == (1, ["requirements.txt"])


def test_changed_requirements_are_installed_into_the_same_environment(
    place: Environment, installer: FakeInstaller
) -> None:
    environment.set_up(place, "requirements.txt")
    (place.root / "requirements.txt").write_text("flask==3.1.4\n")
    assert not environment.is_ready(place, "requirements.txt")
    environment.set_up(place, "requirements.txt")
    assert (installer.built, installer.installed) == (1, ["requirements.txt"] * 2)


def test_an_interrupted_set_up_is_built_again_from_nothing(place: Environment, installer: FakeInstaller) -> None:
    installer.fails = True
    with pytest.raises(KeyboardInterrupt):
        environment.set_up(place, "requirements.txt")
    assert not environment.is_ready(place, "requirements.txt")
    installer.fails = False
    environment.set_up(place, "requirements.txt")
    assert (installer.built, installer.installed) == (2, ["requirements.txt"])


def test_an_environment_whose_python_is_gone_is_built_again(place: Environment, installer: FakeInstaller) -> None:
    environment.set_up(place, "requirements.txt")
    place.python.unlink()
    environment.set_up(place, "requirements.txt")
    assert installer.built == 2


def test_an_environment_for_the_tests_serves_every_command(place: Environment, installer: FakeInstaller) -> None:
    environment.set_up(place, "requirements-test.txt")
    assert environment.is_ready(place, "requirements.txt")


def test_an_environment_for_the_tests_keeps_their_tools_when_requirements_change(
    place: Environment, installer: FakeInstaller
) -> None:
    environment.set_up(place, "requirements-test.txt")
    (place.root / "requirements.txt").write_text("flask==3.1.4\n")
    environment.set_up(place, "requirements.txt")
    assert installer.installed == ["requirements-test.txt"] * 2


def test_an_environment_for_the_commands_is_not_enough_for_the_tests(
    place: Environment, installer: FakeInstaller
) -> None:
    environment.set_up(place, "requirements.txt")
    assert not environment.is_ready(place, "requirements-test.txt")


def test_uv_is_told_what_pip_knows_of_the_machine() -> None:
    told = environment.installer_environment({"PIP_INDEX_URL": "https://example.org/simple", "PATH": "/bin"})
    assert told == {
        "PIP_INDEX_URL": "https://example.org/simple",
        "PATH": "/bin",
        "UV_DEFAULT_INDEX": "https://example.org/simple",
    }


def test_what_the_user_told_uv_comes_before_what_pip_knows() -> None:
    told = environment.installer_environment({"PIP_INDEX_URL": "https://a.org", "UV_DEFAULT_INDEX": "https://b.org"})
    assert told["UV_DEFAULT_INDEX"] == "https://b.org"


class FakeSystem:
    """A machine with a package manager or none, on which we are root or not."""

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        manager: str | None,
        root: bool,
        works: bool = True,
        whenever_it_runs: Callable[[], None] = lambda: None,
    ) -> None:
        self.ran: list[str] = []
        self.works = works
        self.whenever_it_runs = whenever_it_runs
        monkeypatch.setattr(packages, "found", lambda name: name == manager)
        monkeypatch.setattr(packages, "is_root", lambda: root)
        monkeypatch.setattr(packages, "attempt", self.attempt)

    def attempt(self, label: str, command: tuple[str, ...], environment: dict[str, str]) -> bool:
        self.ran.append(" ".join((command[4], *command[6:])))
        self.whenever_it_runs()
        return self.works


def absent(part: Part) -> Part:
    return Part(part.what, part.without, lambda: False, part.packages, part.otherwise)


SYSTEMS = [
    (
        "apt-get",
        "sudo apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    ),
    ("dnf", "sudo dnf install -y pango harfbuzz"),
    ("apk", "sudo apk add so:libpango-1.0.so.0 so:libpangoft2-1.0.so.0 so:libharfbuzz-subset.so.0"),
    ("brew", "brew install pango"),
]


@pytest.mark.parametrize(("manager", "remedy"), SYSTEMS)
@pytest.mark.usefixtures("english")
def test_missing_text_libraries_are_refused_with_the_exact_command(
    manager: str, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = FakeSystem(monkeypatch, manager, root=False)
    with pytest.raises(Refusal) as refusal:
        parts.require([absent(parts.TEXT_LIBRARIES)])
    assert str(refusal.value) == (
        f"Missing: the text libraries Pango and HarfBuzz; install them with “{remedy}”, then run this again."
    )
    assert system.ran == []


def test_root_on_debian_gets_every_missing_part_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[bool] = []
    text = Part({}, {}, lambda: bool(installed), {"apt-get": ("libpango-1.0-0",)}, "")
    pictures = Part({}, {}, lambda: bool(installed), {"apt-get": ("poppler-utils",)}, "")
    system = FakeSystem(monkeypatch, "apt-get", root=True, whenever_it_runs=lambda: installed.append(True))
    parts.require([text, pictures])
    assert system.ran == ["install libpango-1.0-0 poppler-utils"]


def test_a_machine_without_package_list_is_given_one_then_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    system = FakeSystem(monkeypatch, "apt-get", root=True, works=False)
    assert not packages.install_with_apt(("chromium",))
    assert system.ran == ["install chromium", "update"]


@pytest.mark.usefixtures("english")
def test_a_wished_part_only_says_what_will_not_work(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    FakeSystem(monkeypatch, "brew", root=False)
    parts.wish([absent(parts.TEXT_LIBRARIES)])
    assert capsys.readouterr().err == (
        "Without the text libraries Pango and HarfBuzz, PDF reports cannot be made; "
        "to add them: “brew install pango”.\n"
    )


@pytest.mark.usefixtures("english")
def test_a_python_cut_of_venv_is_refused_with_the_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeSystem(monkeypatch, "apt-get", root=False)
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Refusal) as refusal:
        environment._require_venv()
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    assert str(refusal.value) == (
        "Python lacks what creates an environment; install it with "
        f"“sudo apt-get install -y --no-install-recommends {package}”, then run this again."
    )


@pytest.mark.usefixtures("english")
def test_an_unknown_command_is_one_sentence_and_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert entrance.enter(tmp_path, ["fly"]) == 2
    names = ", ".join(commands.COMMANDS)
    assert capsys.readouterr().err == f"There is no command “fly”; choose one of: {names}.\n"


@pytest.mark.parametrize("typed", [[], ["--help"], ["-h"], ["help"]])
@pytest.mark.usefixtures("english")
def test_asking_for_help_lists_every_command(
    typed: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entrance.enter(tmp_path, typed) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert listed == list(commands.COMMANDS)


def test_the_language_asked_for_is_spoken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIVINGLAB_LANGUAGE", "en")
    entrance.enter(tmp_path, ["--lang", "fr", "--help"])
    assert capsys.readouterr().out.startswith(SENTENCES["introduction"]["fr"])


@pytest.mark.usefixtures("english")
def test_a_language_we_do_not_speak_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert entrance.enter(tmp_path, ["--lang", "tlh"]) == 2
    assert capsys.readouterr().err == "There is no language “tlh”; write --lang fr or --lang en.\n"


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LIVINGLAB_LANGUAGE": "fr"}, "fr"),
        ({}, "en"),
    ],
)
def test_the_language_is_the_one_of_the_machine(settings: dict[str, str], language: str) -> None:
    assert language_of(settings) == language


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_says_the_same_values_in_both_languages(key: str) -> None:
    assert _values(SENTENCES[key]["fr"]) == _values(SENTENCES[key]["en"])


def _values(words: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(words) if name)


@pytest.mark.parametrize(
    ("codes", "verdict"),
    [
        ([0, 0, 0, 0, 0, 0], 0),
        ([0, 0, 0, 0, 0, 5], 0),
        ([0, 0, 0, 0, 5, 0], 0),
        ([0, 0, 0, 0, 5, 5], 1),
        ([1, 0, 0, 0, 0, 0], 1),
        ([0, 0, 0, 0, 0, 1], 1),
        ([0, 0, 0, 0, 2, 0], 1),
    ],
)
def test_the_tests_pass_only_when_every_check_holds_and_some_test_ran(codes: list[int], verdict: int) -> None:
    assert test_command.exit_code(codes) == verdict


@pytest.mark.slow
@pytest.mark.parametrize("words", [["--help"], *([name, "--help"] for name in commands.COMMANDS)])
def test_help_answers_with_a_bare_python_in_an_empty_home(words: list[str], tmp_path: Path, checkout: Path) -> None:
    bare = getattr(sys, "_base_executable", sys.executable)  # the environment's own would find the libraries
    answer = subprocess.run(
        [bare, "-I", "-S", str(checkout / "lab.py"), *words],
        env={"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.returncode, answer.stderr, list(tmp_path.iterdir())) == (0, "", [])
