"""All settings, read once from the environment and `.env`. All problems are reported at once, by name."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Literal

from dotenv import dotenv_values
from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError
from knowledge.standards.library import ROOT, meant, office_folders

PREFIX = "LAYANWARGA_"
ENV_FILE = ".env"
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Settings(BaseSettings):
    """Each field is an environment variable `LAYANWARGA_<NAME>`. `.env.example` explains them; a test compares the two."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    mode: Literal["local", "office"] = "local"
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=1, le=65535)
    public_url: str = ""
    data: Path = Path("data")
    database: str = ""
    files: str = ""
    files_endpoint: str = ""
    files_key: str = ""
    files_secret: str = ""
    knowledge: str = ""
    offices: str = ""
    key: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    embed_in: str = ""
    upload_megabytes: int = Field(default=10, ge=1, le=100)
    messages_per_minute: int = Field(default=40, ge=5, le=10_000)
    messages_per_network: int = Field(default=600, ge=20, le=100_000)
    trusted_proxies: str = "127.0.0.1,::1"
    monitor_token: str = ""
    keep_chats_days: int = Field(default=90, ge=7, le=3650)
    backup_days: int = Field(default=7, ge=1, le=365)

    telegram_token: str = ""
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_secret: str = ""
    telegram_base_url: str = "https://api.telegram.org"
    telegram_local_files: Path | None = None

    whatsapp_phone_number_id: str = ""
    whatsapp_business_account_id: str = ""
    whatsapp_access_token: str = ""
    whatsapp_app_secret: str = ""
    whatsapp_verify_token: str = ""
    whatsapp_base_url: str = "https://graph.facebook.com/v25.0"

    @property
    def keep_chats(self) -> timedelta:
        return timedelta(days=self.keep_chats_days)

    @property
    def local(self) -> bool:
        """Whether the local mode is on, the only one with example staff and a movable clock."""
        return self.mode == "local"

    @property
    def office_ids(self) -> list[str] | None:
        """The offices to serve; None: all in the library."""
        return [office.strip() for office in self.offices.split(",") if office.strip()] or None

    @property
    def knowledge_folders(self) -> list[Path]:
        """The folders of the offices' data; for each office the last folder that has it counts. Without a setting: the program's own, then the
        offices' changes in the data folder.
        """
        return self.named_folders or [ROOT, self.data / "pengetahuan"]

    @property
    def named_folders(self) -> list[Path]:
        """The folders that the setting names."""
        return [Path(folder.strip()) for folder in self.knowledge.split(os.pathsep) if folder.strip()]

    @property
    def own_knowledge(self) -> Path | None:
        """The folder for the offices' changes; None where the program's own folder is the last one."""
        last = self.knowledge_folders[-1]
        return None if last.resolve() == ROOT else last

    @property
    def other_knowledge(self) -> list[Path]:
        """Further folders of offices, in the order of the setting."""
        return [folder for folder in self.knowledge_folders[:-1] if folder.resolve() != ROOT]

    @property
    def is_first_start(self) -> bool:
        """Whether the named folders hold no office yet; the program then starts without one, so that it can be set up."""
        return bool(self.knowledge) and not any(office_folders(root) for root in self.knowledge_folders)

    @property
    def embedders(self) -> list[str]:
        """The sites that may embed the chat in their pages."""
        return [origin.strip().rstrip("/") for origin in self.embed_in.split(",") if origin.strip()]

    @property
    def site(self) -> str:
        """The address at which browsers find the program."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def sqlite_file(self) -> Path:
        return self.data / "layanwarga.sqlite"


def read(**given: object) -> Settings:
    """The settings. Raises SettingsError with every problem and what to do about it."""
    if misspelt := list(_misspelt(given.get("_env_file", ENV_FILE))):
        raise SettingsError("Pengaturan yang tidak dikenal:\n" + "\n".join(misspelt))
    try:
        settings = Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [f"{PREFIX}{str(problem['loc'][0]).upper()}: {_wrong(problem)}" for problem in error.errors()]
        raise SettingsError("Pengaturan belum benar:\n" + "\n".join(lines)) from error
    if problems := _incomplete(settings):
        raise SettingsError("Pengaturan belum lengkap:\n" + "\n".join(problems))
    return settings


_WRONG = {
    "literal_error": "pilih salah satu: {expected}",
    "int_parsing": "tulis bilangan bulat, dengan angka saja",
    "greater_than_equal": "paling sedikit {ge}",
    "less_than_equal": "paling banyak {le}",
}
"""The explanation of a wrong value, by pydantic's name of the mistake."""


def _wrong(problem: ErrorDetails) -> str:
    """The problem in words, with the value that was written. Settings that accept any text, such as secrets, never come here."""
    words = _WRONG.get(problem["type"], "nilainya tidak terbaca").format(**problem.get("ctx", {})).replace("' or '", "', '")
    return f"{words} (tertulis: {problem['input']})"


def _misspelt(env_file: object) -> Iterator[str]:
    """Variables that begin with our prefix and are no setting: a misspelt setting would silently keep its default."""
    variable_names = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    in_file = dotenv_values(env_file) if isinstance(env_file, str | Path) else {}
    for name in sorted({name.upper() for name in (*os.environ, *in_file)} - {*variable_names}):
        if name.startswith(PREFIX):
            near = difflib.get_close_matches(name, variable_names, 1)
            yield f"{name}: tidak ada" + (f"; maksudnya {near[0]}?" if near else "; yang ada: lihat .env.example")


def make_data_folder(settings: Settings) -> None:
    """Creates the data folder for this user alone. Raises SettingsError where it cannot."""
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"{PREFIX}DATA: folder {settings.data} tidak dapat dibuat ({error.strerror}). Buat folder itu untuk pengguna ini, atau pilih yang lain."
        ) from error
    if not os.access(settings.data, os.W_OK | os.X_OK):
        raise SettingsError(f"{PREFIX}DATA: folder {settings.data} tidak boleh ditulis oleh pengguna ini.")


def _incomplete(settings: Settings) -> list[str]:
    """Settings that need others which are missing."""
    problems = []
    if settings.local and settings.host not in LOOPBACK:
        problems.append(
            f"{PREFIX}HOST: di mode local hanya {', '.join(LOOPBACK)}, karena siapa pun di jaringan bisa menjadi petugas contoh"
        )
    if not settings.local and not settings.key:
        problems.append(f"{PREFIX}KEY: wajib di luar mode local; buat dengan: layanwarga key")
    if wrong := [embedder for embedder in settings.embedders if not re.fullmatch(r"https://[\w.-]+(:\d+)?", embedder)]:
        problems.append(f"{PREFIX}EMBED_IN: {', '.join(wrong)}: tulis alamat situs saja, seperti https://www.contoh.go.id")
    problems += [
        f"{PREFIX}KNOWLEDGE: di {folder} tidak ada kantor. Maksudnya {office_folder}?"
        for folder in settings.named_folders
        if (office_folder := meant(folder))
    ]
    if settings.files and not settings.files.startswith("s3://"):
        problems.append(f"{PREFIX}FILES: tulis s3://nama-wadah, atau kosongkan untuk folder data")
    if settings.telegram_token and settings.telegram_mode == "webhook" and not (settings.telegram_secret and settings.public_url):
        problems.append(f"{PREFIX}TELEGRAM_SECRET dan {PREFIX}PUBLIC_URL: wajib untuk {PREFIX}TELEGRAM_MODE=webhook")
    if settings.telegram_local_files and settings.telegram_base_url == Settings.model_fields["telegram_base_url"].default:
        problems.append(f"{PREFIX}TELEGRAM_BASE_URL: wajib bila {PREFIX}TELEGRAM_LOCAL_FILES diisi (alamat server Bot API sendiri)")
    whatsapp = {
        name: getattr(settings, name) for name in Settings.model_fields if name.startswith("whatsapp_") and name != "whatsapp_base_url"
    }
    if any(whatsapp.values()):
        problems += [f"{PREFIX}{name.upper()}: wajib bila WhatsApp dipakai" for name, value in whatsapp.items() if not value]
    return problems
