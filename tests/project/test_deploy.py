"""The files that an office's IT copies are understood by the programs that they are for, where those are on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.settings import PREFIX, Settings
from tests.waiting import PROGRAM_SECONDS

DEPLOY = Path("deploy")
KNOWN = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    unit = (DEPLOY / "layanwarga.service").read_text(encoding="utf-8")
    local = re.sub(r"ExecStart=\S+", f"ExecStart={shutil.which('true')}", unit)
    (tmp_path / "layanwarga.service").write_text(re.sub(r"EnvironmentFile=.*\n", "", local), encoding="utf-8")
    command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / "layanwarga.service")]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=PROGRAM_SECONDS)
    assert [line for line in answer.stderr.splitlines() if "layanwarga.service" in line] == []


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_the_proxies_keep_figures_inside_and_let_uploads_and_streams_through(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    assert "/metrics" in text and "404" in text
    assert re.search(r"25\s?MB|25m", text), "two uploads at once, and a little more"
    assert "flush_interval -1" in text or "proxy_buffering off" in text
    assert name == "Caddyfile" or text.count("X-Forwarded-For $remote_addr") == 2, "a visitor cannot name another address"


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **environment}, timeout=PROGRAM_SECONDS, stdin=subprocess.DEVNULL
    )


def test_one_command_makes_an_office_and_again_changes_nothing_of_it(tmp_path: Path) -> None:
    """On another root, without the packages: what this machine cannot try is a fresh system with systemd."""
    program = Path(sys.executable).with_name("layanwarga")
    given = {"ROOT": str(tmp_path), "WITHOUT_PACKAGES": "1", "LAYANWARGA": str(program)}
    first = run(DEPLOY / "pasang.sh", "juai", "https://layanan.contoh.go.id", **given)
    assert first.returncode == 0, first.stderr
    settings = tmp_path / "etc/layanwarga.env"
    written = settings.read_text(encoding="utf-8")
    assert re.search(r"^LAYANWARGA_KEY=\S{44}$", written, re.M) and "LAYANWARGA_OFFICES=juai\n" in written
    assert settings.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "srv/layanwarga/bot/app.py").exists() and (tmp_path / "etc/systemd/system/layanwarga.service").exists()
    again = run(DEPLOY / "pasang.sh", "buleleng", **given)
    assert again.returncode == 0, again.stderr
    assert settings.read_text(encoding="utf-8") == written
    read = run(program, "check", **dict(line.split("=", 1) for line in written.splitlines()))
    assert read.returncode == 0, read.stderr


def test_an_office_that_is_not_included_is_left_to_be_set_up_in_the_browser(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("layanwarga")
    made = run(DEPLOY / "pasang.sh", "mekarsari", ROOT=str(tmp_path), WITHOUT_PACKAGES="1", LAYANWARGA=str(program))
    assert made.returncode == 0 and "sudo layanwarga setup" in made.stdout, made.stderr
    (tmp_path / "var/lib/layanwarga").mkdir(parents=True)
    (tmp_path / "srv/layanwarga/.venv/bin").mkdir(parents=True)
    (tmp_path / "srv/layanwarga/.venv/bin/layanwarga").symlink_to(program)
    settings = tmp_path / "etc/layanwarga.env"
    as_systemd_takes_it = re.sub(r"KEY=(.*)\n", r'KEY="\1"', settings.read_text(encoding="utf-8"))
    settings.write_text(as_systemd_takes_it, encoding="utf-8")
    links = [run(tmp_path / "usr/local/bin/layanwarga", "setup", ROOT=str(tmp_path)) for _ in range(2)]
    assert all(one.returncode == 0 and "/masuk?k=" in one.stdout and "lanjut=/mulai" in one.stdout for one in links), links[0].stderr
    (tmp_path / "var/lib/layanwarga/pengetahuan/offices/mekarsari").mkdir(parents=True)
    again = run(DEPLOY / "pasang.sh", "mekarsari", ROOT=str(tmp_path), WITHOUT_PACKAGES="1", LAYANWARGA=str(program))
    assert "staff invite" in again.stdout and "setup" not in again.stdout, "a new version is brought to an office that is there"


def test_the_command_of_a_made_office_takes_the_settings_and_the_data_of_the_service(tmp_path: Path) -> None:
    """As the root of another system: what is left out is the change of the user."""
    command = made_office(tmp_path)
    with (tmp_path / "etc/layanwarga.env").open("a", encoding="utf-8") as settings:
        settings.write("# a token may hold anything\nLAYANWARGA_MONITOR_TOKEN=a&b $HOME;c\n")
    invited = run(command, "staff", "invite", "--office", "juai", "--role", "admin", ROOT=str(tmp_path))
    assert invited.returncode == 0, invited.stderr
    assert "GABUNG" in invited.stdout
    assert (tmp_path / "var/lib/layanwarga/layanwarga.sqlite").exists()
    assert not (tmp_path / "var/lib/layanwarga/secret.key").exists(), "the office's key, not one of the local mode"


def test_a_restore_is_practised_in_a_folder_that_is_named_beside_the_data_of_the_service(tmp_path: Path) -> None:
    made = made_office(tmp_path)
    assert run(made, "backup", ROOT=str(tmp_path)).returncode == 0
    backup = next((tmp_path / "var/lib/layanwarga/backups").glob("*.backup"))
    restored = run(made, "restore", backup, ROOT=str(tmp_path), LAYANWARGA_DATA=str(tmp_path / "latihan"))
    assert restored.returncode == 0, restored.stderr
    assert (tmp_path / "latihan/layanwarga.sqlite").exists()


def test_a_new_version_brings_the_further_packages_that_are_there(tmp_path: Path) -> None:
    program, tools = made_office(tmp_path), tmp_path / "tools"
    (tmp_path / "srv/layanwarga/.venv/server.ok").touch()
    tools.mkdir()
    (tools / "make").write_text('#!/bin/sh\necho "make $*"\n', encoding="utf-8")
    (tools / "make").chmod(0o755)
    again = run(DEPLOY / "pasang.sh", "juai", ROOT=str(tmp_path), LAYANWARGA=str(program), PATH=f"{tools}:{os.environ['PATH']}")
    assert f"make -s -C {tmp_path}/srv/layanwarga install server\n" in again.stdout, again.stderr


def made_office(root: Path) -> Path:
    """The command line of an office that was installed below another root, without its packages."""
    program = Path(sys.executable).with_name("layanwarga")
    made = run(DEPLOY / "pasang.sh", "juai", ROOT=str(root), WITHOUT_PACKAGES="1", LAYANWARGA=str(program))
    assert made.returncode == 0, made.stderr
    (root / "var/lib").mkdir(parents=True)
    (root / "srv/layanwarga/.venv/bin").mkdir(parents=True)
    (root / "srv/layanwarga/.venv/bin/layanwarga").symlink_to(program)
    return root / "usr/local/bin/layanwarga"


def test_the_container_is_built_of_the_lock_files_and_runs_as_nobody_of_importance() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    installs = [line for line in text.splitlines() if "pip install" in line]
    assert len(installs) == 3
    assert all("--require-hashes -r requirements/" in line or ("--no-deps" in line and "--no-index" in line) for line in installs)
    locks = re.findall(r"-r (requirements/[\w.]+)", text)
    assert all(Path(lock).exists() for lock in locks)
    copied = [Path(name.rstrip("/")) for line in re.findall(r"^COPY (?!--from)(.*) \S+$", text, re.M) for name in line.split()]
    assert all(path.exists() for path in copied)
    assert not re.search(r"https?://(?!127\.0\.0\.1)", text)
    last = text.rpartition("FROM")[2]
    assert "USER layanwarga" in last and "HEALTHCHECK" in last
    assert set(re.findall(r"LAYANWARGA_\w+", text)) <= KNOWN


def test_compose_starts_two_processes_that_wait_for_their_database() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    ours = [services[name] for name in ("satu", "dua")]
    for one in ours:
        assert (DEPLOY / one["build"]["context"] / one["build"]["dockerfile"]).exists()
        assert one["depends_on"]["postgres"]["condition"] == "service_healthy" and "healthcheck" in services["postgres"]
        assert one["cap_drop"] == ["ALL"] and one["read_only"] and "/tmp" in one["tmpfs"]
        assert all(port.startswith("127.0.0.1:") for port in one["ports"]), "only the proxy is seen from outside"
    assert ours[0]["ports"] != ours[1]["ports"] and ours[0]["volumes"] == ours[1]["volumes"]
    assert "ports" not in services["postgres"]


def test_compose_keeps_files_in_an_object_store_whose_bucket_is_made_first() -> None:
    """Every setting and address that its first lines name is one of the program's, or of the services beside it."""
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    services = yaml.safe_load(text)["services"]
    settings = dict(re.findall(r"(LAYANWARGA_\w+)=([^\s,;]+)", text))
    assert set(re.findall(r"LAYANWARGA_\w+", text)) <= KNOWN
    host = settings["LAYANWARGA_FILES_ENDPOINT"].removeprefix("http://").partition(":")[0]
    bucket = settings["LAYANWARGA_FILES"].removeprefix("s3://")
    assert host in services and "healthcheck" in services[host] and "ports" not in services[host]
    assert services["wadah"]["command"][0].endswith(f"objek/{bucket}")
    assert all(services[name]["depends_on"]["wadah"]["condition"] == "service_completed_successfully" for name in ("satu", "dua"))
    declared = set(yaml.safe_load(text)["volumes"])
    assert {volume.partition(":")[0] for one in services.values() for volume in one.get("volumes", [])} == declared
    assert all(":" in one["image"].rpartition("/")[2] for name, one in services.items() if name not in ("satu", "dua")), (
        "a version is named"
    )


@pytest.mark.skipif(not shutil.which("podman"), reason="no builder of containers on this machine")
def test_the_container_is_built() -> None:
    built = run("podman", "build", "-f", str(DEPLOY / "Containerfile"), ".")
    assert built.returncode == 0, built.stderr[-2000:]
