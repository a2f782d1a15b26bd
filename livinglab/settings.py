"""Settings: read once from the environment, typed, refused when unsafe.

Every setting is an environment variable `LIVINGLAB_<NAME>`; `SETTINGS` lists them with what each is for.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from analysis.measurements.moments import zone_of

PREFIX = "LIVINGLAB_"
CHECKOUT = Path(__file__).resolve().parents[1]
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SECRET_BYTES = 32
LARGEST_FILE_MB = 60
SETUP_CODE_LENGTH = 32  # hexadecimal digits: 128 bits

SETTINGS: Mapping[str, str] = {
    "DIRECTORY": "Folder of the databases, secrets, queue and reports. Default: var/ beside the code.",
    "DATABASE_URL": "sqlite:///… or postgresql+psycopg://… Default: livinglab.db in the folder.",
    "VAULT_URL": "Database of the contact data, never the same as DATABASE_URL. Default: vault.db in the folder.",
    "BASE_URL": "Public address of the site, https except on this machine. Default: http://127.0.0.1:8000",
    "TRUSTED_HOSTS": "Host names answered to, separated by commas. Default: the host of BASE_URL.",
    "PROXIES": "How many reverse proxies stand in front and set X-Forwarded-*. Default: 0",
    "LABORATORY": "Name of the laboratory, shown on every page.",
    "ZONE": "Time zone of the laboratory, proposed to its plans. Default: Europe/Paris",
    "SIMULATED": "1 when every person and answer in the database is invented (demonstration).",
    "QUEUE_PATH": "File of the job queue. Default: queue.db in the folder.",
    "REPORTS_PATH": "Folder of the written reports. Default: reports/ in the folder.",
    "FILES_PATH": "Folder of the files of answers and questionnaires. Default: files/ in the folder.",
    "CLUSTER": "Address of a Dask scheduler that analyses large studies, tcp://…:8786. Default: this machine.",
    "SEGMENTS_PATH": "Folder the cluster's machines share, empty between analyses. Default: segments/ in the folder.",
    "WORDS_PATH": "Folder of further languages for respondents, one folder each. Default: none.",
    "FILE_LIMIT_MB": "Largest file a person may send, in megabytes, at most 60. Default: 50",
    "RESPONSE_FILES_MB": "Most megabytes of files in one response. Default: 300",
    "FREE_DISK_MB": "Megabytes of the disk kept for answers: with less left, files are refused. Default: 1000",
}


class UnsafeSettings(Exception):
    """A setting the platform refuses to start with; the message is a sentence that says what to do."""


@dataclass(frozen=True)
class Secrets:
    """Random keys made at first start and kept in files only their owner can read."""

    session_key: str
    vault_key: bytes
    pseudonym_key: bytes
    password_salt: str

    @property
    def setup_code(self) -> str:
        """What the server prints on a fresh machine, so that no stranger makes themselves its administrator."""
        return hmac.digest(bytes.fromhex(self.session_key), b"setup code", "sha256").hex()[:SETUP_CODE_LENGTH]


@dataclass(frozen=True)
class Settings:
    """Everything decided outside the code. `secrets` never appears in a representation or a log."""

    directory: Path
    database_url: str
    vault_url: str
    base_url: str
    trusted_hosts: tuple[str, ...]
    laboratory: str
    queue_path: Path
    reports_path: Path
    files_path: Path
    file_limit_mb: int = 50
    response_files_mb: int = 300
    free_disk_mb: int = 1_000
    zone: str = "Europe/Paris"
    proxies: int = 0
    cluster: str = ""
    segments_path: Path = CHECKOUT / "var" / "segments"
    words_path: Path | None = None
    simulated: bool = False
    testing: bool = False
    max_content_length: int = 64 * 1024 * 1024
    max_form_memory_size: int = 16 * 1024 * 1024  # Flask's 500 kB loses long matrices
    max_form_parts: int = 20_000  # Flask's 1,000 loses long matrices

    @property
    def https(self) -> bool:
        """Whether visitors reach the site through https."""
        return self.base_url.startswith("https://")

    @property
    def secrets(self) -> Secrets:
        """The keys, made at first use."""
        return _secrets_in(self.directory / "secrets")


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `LIVINGLAB_*`, with defaults for one laboratory on this machine.

    Raises UnsafeSettings.
    """
    known = {name: environment[PREFIX + name] for name in SETTINGS if environment.get(PREFIX + name)}
    directory = Path(known.get("DIRECTORY", CHECKOUT / "var")).resolve()
    base_url = known.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    settings = Settings(
        directory=directory,
        database_url=known.get("DATABASE_URL", f"sqlite:///{directory / 'livinglab.db'}"),
        vault_url=known.get("VAULT_URL", f"sqlite:///{directory / 'vault.db'}"),
        base_url=base_url,
        trusted_hosts=_hosts(known.get("TRUSTED_HOSTS", ""), base_url),
        laboratory=known.get("LABORATORY", "Living lab"),
        queue_path=Path(known.get("QUEUE_PATH", directory / "queue.db")),
        reports_path=Path(known.get("REPORTS_PATH", directory / "reports")),
        files_path=Path(known.get("FILES_PATH", directory / "files")),
        file_limit_mb=_whole(known.get("FILE_LIMIT_MB", "50"), "FILE_LIMIT_MB"),
        response_files_mb=_whole(known.get("RESPONSE_FILES_MB", "300"), "RESPONSE_FILES_MB"),
        free_disk_mb=_whole(known.get("FREE_DISK_MB", "1000"), "FREE_DISK_MB"),
        zone=known.get("ZONE", "Europe/Paris"),
        proxies=_whole(known.get("PROXIES", "0"), "PROXIES"),
        cluster=known.get("CLUSTER", ""),
        segments_path=Path(known.get("SEGMENTS_PATH", directory / "segments")),
        words_path=Path(known["WORDS_PATH"]) if "WORDS_PATH" in known else None,
        simulated=known.get("SIMULATED", "") == "1",
    )
    return checked(settings)


def checked(settings: Settings) -> Settings:
    """The same settings, or UnsafeSettings with the first reason to refuse them."""
    for refuse, sentence in _reasons(settings):
        if refuse:
            raise UnsafeSettings(sentence)
    return settings


def _reasons(settings: Settings) -> tuple[tuple[bool, str], ...]:
    address = urlsplit(settings.base_url)
    return (
        (
            address.scheme not in {"http", "https"} or not address.hostname,
            f"{PREFIX}BASE_URL must be a full address, like https://lab.example.org.",
        ),
        (
            address.scheme == "http" and address.hostname not in LOOPBACK,
            f"{PREFIX}BASE_URL is plain http on a public host: put the site behind https and start the address with https://.",
        ),
        (
            not settings.database_url.startswith(("sqlite:///", "postgresql+psycopg://")),
            f"{PREFIX}DATABASE_URL must start with sqlite:/// or postgresql+psycopg://.",
        ),
        (
            not settings.vault_url.startswith(("sqlite:///", "postgresql+psycopg://")),
            f"{PREFIX}VAULT_URL must start with sqlite:/// or postgresql+psycopg://.",
        ),
        (
            ":memory:" in settings.database_url + settings.vault_url,
            f"{PREFIX}DATABASE_URL and {PREFIX}VAULT_URL must be files or servers: memory forgets the answers.",
        ),
        (
            settings.database_url == settings.vault_url,
            f"{PREFIX}VAULT_URL must name another database than {PREFIX}DATABASE_URL: contacts stay apart.",
        ),
        (
            not 1 <= settings.file_limit_mb <= LARGEST_FILE_MB,
            f"{PREFIX}FILE_LIMIT_MB must be a whole number from 1 to {LARGEST_FILE_MB}: a request holds no more.",
        ),
        (
            zone_of(settings.zone) is None,
            f"{PREFIX}ZONE must be a time zone, like Europe/Paris or UTC.",
        ),
        (
            any("*" in host for host in settings.trusted_hosts),
            f"{PREFIX}TRUSTED_HOSTS must list host names one by one, without *.",
        ),
    )


def _hosts(listed: str, base_url: str) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in listed.split(",") if host.strip())
    own = urlsplit(base_url).hostname or ""
    local = ("localhost", "127.0.0.1", "[::1]") if own in LOOPBACK else ()
    return tuple(dict.fromkeys((*hosts, own, *local))) if own else hosts


def _whole(text: str, name: str) -> int:
    if not text.isdecimal():
        raise UnsafeSettings(f"{PREFIX}{name} must be a whole number, like 0 or 1.")
    return int(text)


def _secrets_in(folder: Path) -> Secrets:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Secrets(
        session_key=_secret(folder / "session.key").hex(),
        vault_key=_secret(folder / "vault.key"),
        pseudonym_key=_secret(folder / "pseudonym.key"),
        password_salt=_secret(folder / "password.salt").hex(),
    )


def _secret(path: Path) -> bytes:
    if not path.exists():
        _write_once(path, secrets.token_bytes(SECRET_BYTES).hex())
    if path.stat().st_mode & 0o077:
        raise UnsafeSettings(f"{path} can be read by others: run chmod 600 {path}.")
    return _decoded(path)


def _decoded(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except ValueError:
        key = b""
    if len(key) != SECRET_BYTES:
        raise UnsafeSettings(f"{path} is damaged: restore it from a backup; without it, what it protects is lost.")
    return key


def _write_once(path: Path, content: str) -> None:
    """Writes a file that appears whole or not at all; the first of two processes wins."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
