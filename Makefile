# Two commands: `make run` starts LayanWarga with a web chat and SQLite; `make test` checks everything.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help run install import passkey server office test test-channels lint bench bench-understanding simulate attack lock clean

help:  ## show these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 24

run: .venv/run.ok  ## start: web chat on http://127.0.0.1:8080, SQLite in data/
	@exec $(BIN)/layanwarga run

install: .venv/run.ok  ## only make .venv with the pinned, hashed packages

.venv/run.ok: requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || { echo "Membuat .venv …"; $(PYTHON) -m venv .venv; }
	@echo "Memasang paket …"
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --no-index -e .
	@touch $@

import: .venv/import.ok  ## what reading an office's own documents needs (setup, import, export)

.venv/import.ok: .venv/run.ok requirements/import.txt
	@echo "Memasang paket impor …"
	@$(PIP) --require-hashes -r requirements/import.txt
	@touch $@

passkey: .venv/passkey.ok  ## what signing in with a passkey needs, beside the link from the bot

.venv/passkey.ok: .venv/run.ok requirements/passkey.txt
	@echo "Memasang paket kunci sandi …"
	@$(PIP) --require-hashes -r requirements/passkey.txt
	@touch $@

server: .venv/server.ok  ## what PostgreSQL and an object store need

.venv/server.ok: .venv/run.ok requirements/server.txt
	@echo "Memasang paket server …"
	@$(PIP) --require-hashes -r requirements/server.txt
	@touch $@

.venv/dev.ok: .venv/run.ok requirements/dev.txt
	@echo "Memasang paket pengembang …"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

office:  ## on a fresh Debian: a running office (sudo make office OFFICE=juai ADDRESS=https://…); again: a new version
	@deploy/pasang.sh "$(OFFICE)" "$(ADDRESS)"

lint: .venv/dev.ok  ## ruff, mypy strict, import contracts, knowledge check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/layanwarga check

test: lint  ## lint and all tests; each talk on one channel, the channels taking turns
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

test-channels: .venv/dev.ok  ## every talk on every channel
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal --channels all tests/talks

bench: .venv/dev.ok  ## measure: start, memory, questions, turns, reminders (prints figures, asserts nothing)
	$(BIN)/python -m bench

bench-understanding: .venv/dev.ok  ## measure understanding on the labelled sets, beside other methods
	$(BIN)/python -m bench.understanding

simulate: .venv/dev.ok  ## play a year of an office: 2,000 complaints in some minutes; fails if one is forgotten
	$(BIN)/python -m bench.a_year

attack: .venv/dev.ok  ## attack a running program on 127.0.0.1 for some minutes: kill -9, forbidden presses, floods, bombs, theft; fails if one gets through
	$(BIN)/python -m bench.attack

lock:  ## renew the lock files (needs uv)
	uv pip compile pyproject.toml requirements/build.in --universal --generate-hashes --no-header --no-annotate -q -o requirements/run.txt
	uv pip compile pyproject.toml --extra import -c requirements/run.txt --universal --generate-hashes --no-header --no-annotate -q -o requirements/import.txt
	uv pip compile pyproject.toml --extra passkey -c requirements/run.txt --universal --generate-hashes --no-header --no-annotate -q -o requirements/passkey.txt
	uv pip compile pyproject.toml --extra postgres --extra objects -c requirements/run.txt --universal --generate-hashes --no-header --no-annotate -q -o requirements/server.txt
	uv pip compile pyproject.toml requirements/build.in --extra dev -c requirements/run.txt -c requirements/import.txt -c requirements/passkey.txt --universal --generate-hashes --no-header --no-annotate -q -o requirements/dev.txt

clean:  ## remove the environment and caches, never data/
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
