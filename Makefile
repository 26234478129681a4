# Pendopo. Two commands matter: make run, make test. The rest is told by: make help
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test check install install-dev quick bench demo-day screens prove prove-paper format readme lock clean

PYTHON ?= python3
PY := .venv/bin/python
# Only what was given on the command line goes before .env and the defaults of server/config.py.
GIVEN := $(if $(PORT),PENDOPO_PORT=$(PORT)) $(if $(DATA),PENDOPO_DATA='$(DATA)') $(if $(HOST),PENDOPO_HOST=$(HOST))
# every process that the tests start reads what the first one compiled
PYTEST := PYTHONDONTWRITEBYTECODE= $(PY) -m pytest
EVERYTHING := -m "not bench and not prove"
UV_COMPILE := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --custom-compile-command 'make lock'

help: ## say what there is
	@awk 'BEGIN {FS = ":.*## "; print "make ..."} /^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: install ## open the hall on http://127.0.0.1:8000 (PORT=8123 DATA=/some/folder HOST=127.0.0.1 PYTHON=python3.12)
	@exec env $(GIVEN) $(PY) -m server run

test: check ## set up what the tests need, then check and test everything; what failed runs once more, alone
	@$(PYTEST) -n 3 --dist loadfile --no-loadscope-reorder $(EVERYTHING) \
	|| { echo "Once more, alone, what failed:"; $(PYTEST) --last-failed --last-failed-no-failures none $(EVERYTHING); }

quick: install-dev ## only the tests that need no browser, no server of their own and no PostgreSQL
	@$(PYTEST) -n 2 --dist loadfile --no-loadscope-reorder -m "not bench and not prove and not browser and not story and not postgres"

check: install-dev ## format, lint, types and import contracts
	@echo "format"; $(PY) -m ruff format --check .
	@echo "lint"; $(PY) -m ruff check .
	@echo "types"; $(PY) -m mypy
	@echo "imports"; .venv/bin/lint-imports

prove-paper: install-dev ## every fault with every class of printer: what is on paper, what the office says
	@$(PY) -m tests.paper.proof

format: install-dev ## put code into shape
	@$(PY) -m ruff check --fix . ; $(PY) -m ruff format .

bench: install-dev ## measure the hall against a bare floor, its screens, letters and books, everything as years add up (SCALE=1k,100k,1m)
	@$(PY) -m tests.bench.scale allowed $(SCALE)
	@$(PY) -m tests.bench
	@$(PY) -m tests.bench.previews
	@$(PY) -m tests.bench.kiosk
	@$(PY) -m tests.bench.tv
	@$(PY) -m tests.bench.storm
	@$(PY) -m tests.bench.voice
	@$(PY) -m tests.bench.books 1k,10k
	@$(PY) -m tests.bench.busy
	@$(PY) -m tests.bench.scale $(SCALE)

prove: install-dev ## run the tests that hold a promise against the clock
	@$(PYTEST) -m prove; status=$$?; [ $$status -eq 5 ] || exit $$status

demo-day: install ## a busy day through the public API, with a progress bar (APPLICANTS=20 SPEED=60)
	@env $(GIVEN) $(PY) -m server simulate $(if $(APPLICANTS),--applicants $(APPLICANTS)) $(if $(SPEED),--speed $(SPEED))

screens: install-dev ## take a picture of every screen
	@$(PY) -m tests.screens

readme: install-dev ## write the README's table of the SOP anew from office/procedure.py
	@$(PY) -m tests.house.sop_table

lock: install-dev ## pin anew, with hashes, after requirements*.in or package.json changed
	@$(UV_COMPILE) requirements.in -o requirements.txt
	@$(UV_COMPILE) requirements-dev.in -o requirements-dev.txt
	@$(UV_COMPILE) server/setup/node.in -o server/setup/node.txt
	@npm install --package-lock-only --loglevel=error

install: ## prepare .venv, browser files and icons, as far as they changed
	@$(PYTHON) -m server.setup

install-dev: ## the same, and what the tests need
	@$(PYTHON) -m server.setup --dev

clean: ## remove what set-up made; never the office's data
	@rm -rf .venv node_modules .build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
