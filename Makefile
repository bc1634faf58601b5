# Vereda: set-up, run, test. `make` alone prints what there is.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Set on some machines; it doubles the time every start takes.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BENCH_VENV := .venv-bench
FUZZ_VENV := .venv-fuzz
# How long each target is fuzzed, and how often the soak kills.
FUZZ_S ?= 60
KILLS ?= 1000
# Test files share this many processes: two, as many as the smallest machine has cores.
TEST_PROCESSES ?= 2
PYTHON_IN := $(VENV)/bin/python
SOURCES = $(shell find desktop sync ui -name '*.py')
CATALOGS := $(wildcard desktop/i18n/locale/*/LC_MESSAGES/*.po)
OFFSCREEN := QT_QPA_PLATFORM=offscreen
SUPERVISED := tests/e2e/test_window_process.py

# A screen is there when a session says so; Windows and macOS always have one.
SCREEN := $(or $(DISPLAY),$(WAYLAND_DISPLAY),$(filter Windows_NT,$(OS)),$(filter Darwin,$(shell uname -s)))

.PHONY: help
help: ## Show this list
	@sed -n 's/^\([a-z][a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

# ---- set-up -----------------------------------------------------------------

.PHONY: set-up
set-up: system $(VENV)/.run-ready ## Install what running needs: system libraries, environment, catalogs

.PHONY: system
system:
	@packaging/setup/system.sh $(if $(SCREEN),screen)

$(VENV)/.packages: requirements/run.txt requirements/build.txt packaging/setup/environment.sh | system
	@packaging/setup/environment.sh $(VENV) requirements/run.txt requirements/build.txt
	@touch $@

$(VENV)/.self: $(VENV)/.packages pyproject.toml packaging/dependencies.py requirements/run.in packaging/setup/install_self.sh
	@packaging/setup/install_self.sh $(VENV)
	@touch $@

$(VENV)/.catalogs: $(VENV)/.packages packaging/catalog.py $(CATALOGS)
	@$(PYTHON_IN) packaging/catalog.py compile
	@touch $@

$(VENV)/.run-ready: $(VENV)/.self $(VENV)/.catalogs $(SOURCES)
	@$(PYTHON_IN) -m compileall -q desktop sync ui
	@touch $@

$(VENV)/.tools: requirements/dev.txt $(VENV)/.packages
	@packaging/setup/environment.sh $(VENV) requirements/dev.txt
	@touch $@

.PHONY: tools
tools: system-tests set-up $(VENV)/.tools

.PHONY: system-tests
system-tests:
	@packaging/setup/system.sh $(if $(SCREEN),screen) tests

# ---- run --------------------------------------------------------------------

.PHONY: run
run: $(if $(SCREEN),window,tour) ## Open Vereda on the demonstration; without a screen, play the tour

.PHONY: window
window: set-up
	@$(VENV)/bin/vereda --demo

.PHONY: tour
tour: set-up ## Play the whole job offscreen and print each step
	@$(OFFSCREEN) $(PYTHON_IN) tests/e2e/tour.py

# ---- check ------------------------------------------------------------------

.PHONY: test
test: lint ## Run every check: style, types, layers, tests
	@# The supervisor is tested in a process of its own, without Qt in it, as it lives.
	$(OFFSCREEN) $(PYTHON_IN) -m pytest $(SUPERVISED)
	$(OFFSCREEN) $(PYTHON_IN) -m pytest -n $(TEST_PROCESSES) --dist loadfile --ignore=$(SUPERVISED)

.PHONY: lint
lint: tools ## Check style, types and who imports whom
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

.PHONY: bench
bench: tools $(BENCH_VENV)/.ready ## Measure ratios against peers, into build/bench.json
	$(OFFSCREEN) $(PYTHON_IN) tests/bench/run.py

$(BENCH_VENV)/.ready: requirements/bench.txt packaging/setup/environment.sh | system
	@packaging/setup/environment.sh $(BENCH_VENV) requirements/bench.txt
	@touch $@

.PHONY: fuzz
fuzz: $(FUZZ_VENV)/.ready ## Fuzz what reads bytes of strangers, FUZZ_S=60 seconds each
	$(FUZZ_VENV)/bin/python tests/fuzz/run.py --seconds $(FUZZ_S)

$(FUZZ_VENV)/.ready: requirements/fuzz.txt packaging/setup/environment.sh | system
	@packaging/setup/environment.sh $(FUZZ_VENV) requirements/fuzz.txt
	@touch $@

.PHONY: soak
soak: tools ## Kill the program KILLS=1000 times at random moments, and look at what is left
	$(OFFSCREEN) $(PYTHON_IN) tests/soak/run.py --kills $(KILLS)

.PHONY: screenshots
screenshots: tools ## Render every page in es and en, into build/screenshots/
	$(OFFSCREEN) $(PYTHON_IN) tests/e2e/screenshots.py

# ---- keep -------------------------------------------------------------------

.PHONY: format
format: tools ## Rewrite the code in its one style
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

.PHONY: messages
messages: set-up ## Bring the catalogs up to date with the sentences in the code
	$(PYTHON_IN) packaging/catalog.py update

LOCK = uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet

.PHONY: lock
lock: ## Pin the newest allowed packages with their hashes (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv on the PATH" >&2; exit 1; }
	$(LOCK) --upgrade requirements/run.in -o requirements/run.txt
	$(LOCK) --upgrade -c requirements/run.txt requirements/dev.in -o requirements/dev.txt
	$(LOCK) --upgrade -c requirements/dev.txt requirements/build.in -o requirements/build.txt
	$(LOCK) --upgrade requirements/bench.in -o requirements/bench.txt
	$(LOCK) --upgrade -c requirements/run.txt requirements/fuzz.in -o requirements/fuzz.txt

.PHONY: clean
clean: ## Remove what was built; data folders of Vereda are not touched
	rm -rf build dist $(VENV) $(BENCH_VENV) $(FUZZ_VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find desktop sync ui tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +
	find desktop -name '*.mo' -delete
