# All a machine needs is Python 3.11 or newer and make. Everything is installed in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

.PHONY: run test check format docs soak bench clean requirements

# The bot: on Telegram if BOT_TOKEN is set, else in a sandbox on this machine.
run: $(VENV)/.run
	@exec $(BIN)/python -m bot run

# The whole test suite, or part of it: make test ARGS=tests/rules. Three processes fill two cores:
# tests of whole programs and pages wait more than they work.
test: $(VENV)/.dev
	$(BIN)/python -m pytest -n 3 $(ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What docs/ shows of the data: the table of the rules, the picture of the questions, the schema of
# what parents take along.
docs: $(VENV)/.dev
	$(BIN)/python -m bot review --docs docs/safety

# Kill the bot 200 times at random moments while 50 chats converse; a few minutes.
soak: $(VENV)/.dev
	$(BIN)/python -m pytest -m soak -s tests/faults tests/conversations tests/browser

# Compare what things cost, as ratios; a few minutes.
bench: $(VENV)/.dev
	$(BIN)/python -m pytest -m bench -s tests/benchmarks

$(VENV)/.run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Referral Companion needs Python 3.11 or newer; if there is one under another name, say for instance: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python cannot set up a folder for packages: install python3-venv (Debian, Ubuntu: apt install python3-venv), then try again." >&2; exit 1; }
	@echo "Setting up, once; this takes about a minute."
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Setting up what the tests need, once."
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

# Needs uv; run after changing the dependencies in pyproject.toml.
requirements:
	uv pip compile pyproject.toml --extra dev --extra build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements-dev.txt
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build -c requirements-dev.txt -o requirements.txt

# The data of the bot stays.
clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
