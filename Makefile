# Two commands do everything on a fresh machine: `make run` and `make test`.
# `make run ARGS='search "data engineer" --location Austin'` passes anything through to the program.
SHELL := /bin/sh
PY := .venv/bin/python
ARGS ?=
PYTEST_ARGS ?=
export PYTHONDONTWRITEBYTECODE :=

.PHONY: package release-check manual i18n screenshots run test services quick check fix bench lock setup clean

# What a window needs is set up where one can open.
TRANSLATIONS := $(wildcard app/ui/translations/*.ts)
WINDOW := $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(filter-out Linux,$(shell uname -s)),.venv/.window)

run: .venv/.run $(WINDOW)
	@$(PY) -P -m app.run $(ARGS)

# Three at a time on two cores too: a third of the time a test waits for what it has started.
test: .venv/.dev services
	@mkdir -p .out
	@$(PY) -m pytest -n 3 --dist worksteal --cov --cov-report= $(PYTEST_ARGS)
	@$(PY) -m coverage report --format=total | sed 's/^/Coverage with branches, per cent: /'
	@$(PY) -m coverage report --fail-under="$$(cat tests/coverage-floor)" >/dev/null || { \
	  $(PY) -m coverage report; echo "Coverage fell below the floor in tests/coverage-floor."; exit 1; }

# PostgreSQL and Redis, installed where that can be done; each test run starts its own.
services: .venv/.dev
	@sh build/setup.sh services

# What is left when the long proofs are put aside; for running without thinking.
quick: .venv/.dev
	@$(PY) -m pytest -n 3 --dist worksteal -m "not long" $(PYTEST_ARGS)

check: .venv/.dev
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports

fix: .venv/.dev
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

bench: .venv/.dev
	@mkdir -p .out
	@$(PY) -m tests.benchmarks $(ARGS)

# Every view of the window, light and dark, at 1x and 2x, and a search in the terminal: for the documentation, and to look at.
OUT ?= .out/screenshots
screenshots: .venv/.dev
	@$(PY) -P build/screenshots.py $(OUT)
	@$(PY) -P build/terminal_picture.py $(OUT)/terminal.svg

# What is to be translated, anew from the code; then translators (or `pyside6-linguist`) fill app/ui/translations/*.ts.
i18n: .venv/.dev
	@$(PY) -P build/translations.py
	@sh build/setup.sh window

# The installers for this system, in .out/package; `make package ARGS=bundle` makes one step of build/package.py.
package: .venv/.packaging
	@nice -n 5 $(PY) -P build/package.py $(ARGS)

# The user's manual as a site in .out/manual, every link followed; ARGS=external follows those to the web as well.
manual: .venv/.docs
	@$(PY) -P build/manual.py $(ARGS)

# Everything about a release that a program can check; docs/releasing.md has the steps before it.
release-check: .venv/.packaging
	@$(PY) -P build/release_check.py

# The virtual environment with the programs in it.
setup: .venv/.run

.venv/.run: requirements/run.txt requirements/pip.txt pyproject.toml build/setup.sh
	@sh build/setup.sh run

.venv/.window: .venv/.run $(TRANSLATIONS)
	@sh build/setup.sh window

.venv/.dev: .venv/.run requirements/dev.txt $(TRANSLATIONS)
	@sh build/setup.sh dev

.venv/.packaging: .venv/.run requirements/packaging.txt
	@sh build/setup.sh packaging

.venv/.docs: .venv/.run requirements/docs.txt
	@sh build/setup.sh docs

# Pins and hashes anew, from pyproject.toml; the files name no index.
lock: .venv/.dev
	@sh build/setup.sh lock

clean:
	rm -rf .venv .out
