# `make build` runs the main job on the demo companies; `make test` passes all tests.
# Both need nothing but Python 3.11 and make: everything else is installed into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Byte code kept on disk halves the start of every dbt command.
unexport PYTHONDONTWRITEBYTECODE

# What checks the project must not touch a warehouse: an empty one in memory, gone at the end.
NO_WAREHOUSE := CUSTOMER360_TARGET=duckdb CUSTOMER360_DUCKDB=:memory: CUSTOMER360_DEMO=false
SCRATCH := .build

.PHONY: build help test lint parse test-build test-python test-examples app docs format install install-dev clean
.DEFAULT_GOAL := build

# As on a schedule: with the tests of the data, without unit tests, which test the code.
build: install
	@echo "Building: dbt build, a line for each folder"
	@$(BIN)/customer360 build
	@echo
	@$(BIN)/customer360 summary
	@$(BIN)/customer360 report

help:
	@echo "make build          install, build the demo or what you landed, write the report"
	@echo "make test           everything that CI runs: lint, parse, pytest with both warehouses"
	@echo "make test-examples  install and test each example by itself"
	@echo "make app            the example app"
	@echo "make docs           write the generated pages anew"
	@echo "make format         ruff and sqlfluff put the code in form"
	@echo "make clean          remove what builds and tests left; keeps .venv and every database"

test: lint parse test-python

lint: install-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(NO_WAREHOUSE) $(BIN)/sqlfluff lint --disable-progress-bar --processes 2 models tests

# Silent, or it fails: no warning, and nothing that a later dbt would refuse.
parse: install-dev
	@echo "dbt parse"
	@$(NO_WAREHOUSE) $(BIN)/dbt --quiet parse --no-partial-parse --show-all-deprecations \
		--warn-error-options '{"error": "all"}' --target-path $(SCRATCH)/parse

# The way of a first user by itself: an empty DuckDB file becomes marts, with dbt's tests on the way.
test-build: install-dev
	rm -rf $(SCRATCH)/build && mkdir -p $(SCRATCH)/build
	CUSTOMER360_TARGET=duckdb CUSTOMER360_DUCKDB=$(SCRATCH)/build/customer360.duckdb \
		CUSTOMER360_DEMO=true DBT_TARGET_PATH=$(SCRATCH)/build/target \
		$(BIN)/customer360 build --unit-tests

# Whole builds on both warehouses with dbt's own tests are among them. The longest files come first in
# the order of their names, so that no worker ends long before the other.
# With PGHOST set the tests use that server, otherwise they start one of their own.
test-python: install-dev
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

# Each example has an environment of its own: what it needs is not what the project needs.
EXAMPLES := airflow app bi dagster semantic
ENVS := $(SCRATCH)/envs

$(ENVS)/%/.ready: requirements/%.txt pyproject.toml
	@echo "Installing the example $* into $(ENVS)/$*: a minute or two, once"
	@$(PYTHON) -m venv $(ENVS)/$*
	@$(ENVS)/$*/bin/python -m pip install --quiet --require-hashes -r requirements/$*.txt
	@$(ENVS)/$*/bin/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

# Kept between runs, so that an environment is made once.
.PRECIOUS: $(ENVS)/%/.ready

test-examples: $(EXAMPLES:%=test-example-%)

test-example-%: $(ENVS)/%/.ready
	$(ENVS)/$*/bin/python -m pytest -p no:cacheprovider examples/$*

app: $(ENVS)/app/.ready
	$(ENVS)/app/bin/python -m streamlit run examples/app/app.py --server.address 127.0.0.1

# The pages of docs/ that are generated: marts from the models' YAML, settings from the code.
docs: install
	$(BIN)/python docs/write_reference.py

format: install-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(NO_WAREHOUSE) $(BIN)/sqlfluff fix --disable-progress-bar models tests

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; found " + sys.version.split()[0] + ". Try make PYTHON=python3.11")'
	@echo "Installing dbt, DuckDB and the project into $(VENV): about a minute, once"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/runtime.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	@echo "Installing what checks and tests need into $(VENV)"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

install: $(VENV)/.runtime

install-dev: $(VENV)/.dev

# Leaves the environment and every database alone.
clean:
	rm -rf target logs $(SCRATCH) .pytest_cache .ruff_cache .hypothesis
