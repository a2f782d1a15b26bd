"""Settings: read once, refused when unsafe; secrets made once and kept private."""

from __future__ import annotations

from pathlib import Path

import pytest

from livinglab.settings import UnsafeSettings, from_environment


def read(folder: Path, **changes: str):
    return from_environment({"LIVINGLAB_DIRECTORY": str(folder), **{f"LIVINGLAB_{k}": v for k, v in changes.items()}})


def test_the_defaults_serve_this_machine_only(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert (settings.base_url, settings.trusted_hosts) == (
        "http://127.0.0.1:8000",
        ("127.0.0.1", "localhost", "[::1]"),
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BASE_URL", "http://lab.example.org"),
        ("BASE_URL", "lab.example.org"),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("VAULT_URL", "mysql://localhost/x"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("TRUSTED_HOSTS", "*.example.org"),
        ("PROXIES", "many"),
        ("ZONE", "Paris"),
    ],
)
def test_an_unsafe_setting_is_refused_by_its_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(UnsafeSettings, match=f"LIVINGLAB_{name}"):
        read(tmp_path, **{name: value})


def test_answers_and_contacts_never_share_a_database(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSettings, match="LIVINGLAB_VAULT_URL"):
        read(tmp_path, DATABASE_URL="sqlite:///x.db", VAULT_URL="sqlite:///x.db")


def test_secrets_are_made_once_and_private(tmp_path: Path) -> None:
    first, again = read(tmp_path).secrets, read(tmp_path).secrets
    files = sorted((tmp_path / "secrets").iterdir())
    assert (first, [oct(file.stat().st_mode & 0o777) for file in files]) == (again, ["0o600"] * 4)


def test_a_secret_others_can_read_is_refused(tmp_path: Path) -> None:
    read(tmp_path).secrets  # noqa: B018 - makes them
    (tmp_path / "secrets" / "vault.key").chmod(0o644)
    with pytest.raises(UnsafeSettings, match="chmod 600"):
        read(tmp_path).secrets  # noqa: B018


def test_a_damaged_secret_is_not_replaced(tmp_path: Path) -> None:
    read(tmp_path).secrets  # noqa: B018 - makes them
    (tmp_path / "secrets" / "vault.key").write_text("short")
    with pytest.raises(UnsafeSettings, match="damaged"):
        read(tmp_path).secrets  # noqa: B018


def test_a_representation_shows_no_secret(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert settings.secrets.session_key not in repr(settings)
