# The commands of the project; `make help` lists them. Everything is installed into .venv.
PYTHON ?= python3
PORT ?= 8501
DUIXIAN_HOME ?= data
MINUTES ?= 5
BIN := .venv/bin
export DUIXIAN_HOME PORT

.DEFAULT_GOAL := help
.PHONY: help setup fast run test lint format bench lock screenshots fuzz audit docs clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

.venv/.setup: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Duixian needs Python 3.11 or newer.")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.setup-dev: requirements-dev.lock requirements-scale.lock .venv/.setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-scale.lock
	@touch $@

# DuckDB 2 beside the locked version, for the warehouse tests alone.
.venv/duckdb2/.setup: requirements-duckdb2.lock .venv/.setup-dev
	rm -rf .venv/duckdb2
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --target .venv/duckdb2 -r requirements-duckdb2.lock
	@touch $@

# The rules in compiled form; made anew when a rule changed, left as they are without a C compiler.
.venv/.setup-fast: requirements-fast.lock .venv/.setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fast.lock
	@touch $@

setup: .venv/.setup ## Install what running needs into .venv (the command is .venv/bin/duixian)

fast: .venv/.setup-fast ## Compile the extraction rules (a minute; needs a C compiler)
	$(BIN)/python -m ingest.compiled.build

run: .venv/.setup ## Ingest the bundled samples and open the app (PORT, DUIXIAN_HOME)
	$(BIN)/duixian demo --port $(PORT)

test: .venv/.setup-dev .venv/duckdb2/.setup fast ## Run every test (on DuckDB 2 too for the warehouse)
	$(BIN)/python -m pytest -n 2 --dist loadfile
	PYTHONPATH=.venv/duckdb2 $(BIN)/python -m pytest -q tests/warehouse

lint: .venv/.setup-dev ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/.setup-dev ## Put the code into the common form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: .venv/.setup-dev fast ## Measure speed and quality; prints ratios against things of the same run
	@for bench in bench/*.py; do case $$bench in */_*|*/fuzz*) ;; *) echo "== $$bench"; $(BIN)/python $$bench || exit 1;; esac; done

fuzz: .venv/.setup-dev ## Fuzz the readers and the extractor (MINUTES=5)
	$(BIN)/python bench/fuzz_readers.py --minutes $(MINUTES)
	$(BIN)/python bench/fuzz_clauses.py --minutes $(MINUTES)

audit: ## Ask the advisory database about every locked package (needs the web)
	@.ci/audit

screenshots: .venv/.setup-dev ## Make the pictures in docs/images anew (needs Chromium)
	$(BIN)/python docs/make_screenshots.py

docs: .venv/.setup ## Write the generated pages of docs/ anew
	$(BIN)/python docs/make_schema.py
	$(BIN)/python docs/make_sql.py
	$(BIN)/python docs/make_commands.py
	$(BIN)/python docs/make_quality.py

lock: ## Write the lock files anew (needs uv)
	uv pip compile -q pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-header -c .ci/constraints.txt -o requirements.lock
	uv pip compile -q pyproject.toml --extra build --extra dev --universal --python-version 3.11 --generate-hashes --no-header -c requirements.lock -o requirements-dev.lock
	uv pip compile -q pyproject.toml --extra build --extra fast --universal --python-version 3.11 --generate-hashes --no-header -c requirements-dev.lock -o requirements-fast.lock
	uv pip compile -q pyproject.toml --extra build --extra scale --extra dask --universal --python-version 3.11 --generate-hashes --no-header -c requirements-dev.lock -o requirements-scale.lock
	echo 'duckdb==2.0.0' | uv pip compile -q - --python-version 3.11 --generate-hashes --no-header -o requirements-duckdb2.lock

clean: ## Remove what setup and tests made (not the data)
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache build
