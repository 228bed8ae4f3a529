"""`.env.example` and `bot/settings.py` are the same settings with the same defaults, and every one is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

from bot import settings
from bot.app import build, load_knowledge
from bot.errors import SettingsError
from bot.settings import PREFIX, Settings
from tests.project.sources import ROOT, texts

EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
WRITTEN = dict(line.split("=", 1) for line in EXAMPLE.splitlines() if line.startswith(PREFIX))
KNOWN = {f"{PREFIX}{name.upper()}": field for name, field in Settings.model_fields.items()}


def test_the_example_holds_every_setting_in_the_order_of_the_code() -> None:
    assert list(WRITTEN) == list(KNOWN)


@pytest.mark.parametrize("name", KNOWN)
def test_the_example_shows_the_default(name: str) -> None:
    assert KNOWN[name].default is not PydanticUndefined
    assert WRITTEN[name] == str("" if KNOWN[name].default is None else KNOWN[name].default)


@pytest.mark.parametrize("name", KNOWN)
def test_every_setting_is_explained_above_it_or_in_its_channels_guide(name: str) -> None:
    above = EXAMPLE[: EXAMPLE.index(f"{name}=")].rstrip("\n").rpartition("\n")[2]
    guides = [text for path, text in texts() if path in ("docs/telegram.md", "docs/whatsapp.md")]
    assert above.startswith("#") or any(f"`{name}`" in guide for guide in guides)


def test_a_copy_of_the_example_starts_the_local_mode(tmp_path: Path) -> None:
    copy = tmp_path / ".env"
    copy.write_text(EXAMPLE, encoding="utf-8")
    assert settings.read(_env_file=copy) == settings.read(_env_file=None)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("mode", "kantor", "LAYANWARGA_MODE: pilih salah satu: 'local', 'office' (tertulis: kantor)"),
        ("port", "delapan", "LAYANWARGA_PORT: tulis bilangan bulat, dengan angka saja (tertulis: delapan)"),
        ("port", "0", "LAYANWARGA_PORT: paling sedikit 1 (tertulis: 0)"),
        ("keep_chats_days", "9999", "LAYANWARGA_KEEP_CHATS_DAYS: paling banyak 3650 (tertulis: 9999)"),
    ],
)
def test_a_value_that_cannot_be_is_told_in_indonesian(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError) as told:
        settings.read(_env_file=None, **{name: value})
    assert str(told.value).splitlines() == ["Pengaturan belum benar:", said]


def test_every_mistake_that_a_value_can_have_has_its_sentence() -> None:
    """A setting of a new kind needs a sentence of its own."""
    kinds = {str(field.annotation) for field in Settings.model_fields.values()} - {
        "<class 'str'>",
        "<class 'int'>",
        "<class 'pathlib.Path'>",
    }
    assert all(kind.startswith("typing.Literal") or kind == "pathlib.Path | None" for kind in kinds), kinds


def test_an_empty_setting_means_its_default_as_the_example_says(tmp_path: Path) -> None:
    empty = tmp_path / ".env"
    empty.write_text("".join(f"{name}=\n" for name in KNOWN), encoding="utf-8")
    assert settings.read(_env_file=empty) == settings.read(_env_file=None)


def test_nothing_speaks_of_a_setting_that_is_not_there() -> None:
    """A name that ends with _ stands for all that begin so, as in `LAYANWARGA_WHATSAPP_…`."""
    named = {(path, name) for path, text in texts() for name in re.findall(rf"\b{PREFIX}[A-Z_]+\b", text)}
    unknown = {(path, name) for path, name in named if name not in KNOWN and not name.endswith("_")}
    assert unknown == set()


@pytest.mark.parametrize(
    ("written", "meant"), [("layanwarga_telegram_tokn", "LAYANWARGA_TELEGRAM_TOKEN"), ("layanwarga_datbase", "LAYANWARGA_DATABASE")]
)
def test_a_misspelt_setting_is_an_error_that_names_its_neighbour(
    written: str, meant: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    file.write_text(f"{written}=x\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=f"{written.upper()}: tidak ada; maksudnya {meant}"):
        settings.read(_env_file=file)
    monkeypatch.setenv(written, "x")
    with pytest.raises(SettingsError, match=f"maksudnya {meant}"):
        settings.read(_env_file=None)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="LAYANWARGA_DATA: folder"):
        build(Settings(data=tmp_path / "file" / "data", _env_file=None))


def test_an_office_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="juaii"):
        load_knowledge(Settings(data=tmp_path, offices="juai,juaii", _env_file=None))


@pytest.mark.parametrize("written", ["", "offices", "offices/mekarsari", "offices/mekarsari/services", ".."])
def test_a_knowledge_folder_one_step_too_deep_or_too_high_is_named_with_the_one_that_is_meant(tmp_path: Path, written: str) -> None:
    folder = tmp_path / "srv" / "pengetahuan"
    (folder / "offices/mekarsari/services").mkdir(parents=True)
    (folder / "offices/mekarsari/office.yaml").write_text("", encoding="utf-8")
    if not written:
        assert settings.read(knowledge=str(folder), _env_file=None).is_first_start is False
        return
    with pytest.raises(SettingsError, match=rf"LAYANWARGA_KNOWLEDGE: di .* tidak ada kantor. Maksudnya {folder}\?"):
        settings.read(knowledge=str(folder / written), _env_file=None)


def test_a_folder_in_which_an_office_is_to_be_set_up_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "pengetahuan").mkdir()
    assert settings.read(knowledge=str(tmp_path / "pengetahuan"), _env_file=None).is_first_start
