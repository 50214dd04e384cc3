# Everything that one does here. Needs make and Python 3.11 or later; all else is fetched once, into $(VENV).
#   make test PYTHON=python3.13 VENV=.venv-3.13     the same under another Python, beside the first

PYTHON ?= python3
VENV ?= .venv
# At most four tests at once: more than that only wait for each other.
JOBS ?= 4

BIN := $(VENV)/bin
READY := $(VENV)/.ready
# What an outer shell says of other environments must not decide which one is used here.
UV := env -u UV_PYTHON -u VIRTUAL_ENV UV_PROJECT_ENVIRONMENT=$(VENV) UV_PYTHON_DOWNLOADS=never $(BIN)/uv
# Trust whom the machine trusts (a company's proxy, say), where it says so; uv brings a list of its own.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS ?= true
endif
PYTEST := $(BIN)/python -m pytest -q -n auto --maxprocesses=$(JOBS)

.DEFAULT_GOAL := help
.PHONY: help test real postgres demo lint bench lock clean
.NOTPARALLEL:

help: ## what there is
	@echo "listvote: votes and offers of work on a mailing list. Start with: make demo"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

test: $(READY) ## the tests that need nothing but Python
	@$(PYTEST) -m "not real"

real: $(READY) ## the slower tests: real Dovecot and PostgreSQL, the built wheel
	@$(PYTEST) --dist loadfile -m real

postgres: $(READY) ## the tests of all that has a database, on PostgreSQL instead of SQLite
	@$(PYTEST) --postgresql -m "not real and not sqlite" tests/flow tests/cli tests/demo

demo: $(READY) ## a whole list in a box: no network, no configuration
	@$(BIN)/listvote demo

lint: $(READY) ## style, types, and which room may import which
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(UV) lock --check

bench: $(READY) ## how fast it is on this machine
	@$(BIN)/python -m bench

lock: $(BIN)/uv ## newer versions of what we build on, within the bounds of pyproject.toml
	@$(UV) lock --upgrade

clean: ## forget all that was fetched or built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# uv.lock names every part with its hash; the stamp makes a second run instant.
$(READY): pyproject.toml uv.lock $(BIN)/uv
	@$(UV) sync --quiet --frozen --all-extras --compile-bytecode --python $(BIN)/python
	@touch $@

# Debian splits off ensurepip (python3-venv): pip from outside the environment does as well; root can just install it.
$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "listvote needs Python 3.11 or later; say which: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "setting up $(VENV), once"
	@if ! $(PYTHON) -c 'import ensurepip' 2>/dev/null && ! $(PYTHON) -c 'import pip' 2>/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y python3-venv >/dev/null; \
	  else \
	    echo "This Python can make no virtual environment. Run: sudo apt-get install python3-venv, then make again" >&2; \
	    exit 1; \
	  fi; \
	fi
	@if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then \
	  $(PYTHON) -m venv --clear $(VENV) && $(BIN)/python -m pip install -q --disable-pip-version-check 'uv>=0.13,<0.14'; \
	else \
	  $(PYTHON) -m venv --clear --without-pip $(VENV) \
	  && $(PYTHON) -m pip --python $(BIN)/python install -q --disable-pip-version-check 'uv>=0.13,<0.14'; \
	fi
