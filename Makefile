# The whole interface: `make run` to try or run the bot, `make test` to check everything.
PYTHON ?= python3
# Some images forbid Python to keep what it compiled. The tests start the program often; it would be compiled anew.
export PYTHONDONTWRITEBYTECODE :=
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test soak lock clean
.DELETE_ON_ERROR:

run: $(VENV)/run.stamp
	@$(BIN)/aftercare run --open

test: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/aftercare check --strict
	$(BIN)/aftercare evaluate benchmarks/exams/*.jsonl --fail-on-drop
	$(BIN)/pytest --numprocesses auto --dist worksteal

# A thousand kills over 20,000 questions by polling, then some by webhook and on PostgreSQL with two copies.
soak: $(VENV)/test.stamp
	$(BIN)/pytest --numprocesses auto -m soak
	$(BIN)/python -m benchmarks.crash --parts 20 --kills 50 --questions 1000
	$(BIN)/python -m benchmarks.crash --kills 50 --questions 1000 --webhook
	$(BIN)/python -m benchmarks.crash --kills 50 --questions 1000 --postgres --replicas 2

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed. Name one with: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The locks name every file by its hash; the package itself is then linked in, with nothing more fetched.
$(VENV)/run.stamp: requirements.lock requirements-build.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -r requirements-build.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements-dev.lock $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Needs uv (https://docs.astral.sh/uv): one resolution for every platform and Python, without an index address.
UV := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet
lock:
	$(UV) pyproject.toml --all-extras --group dev -o requirements-dev.lock
	$(UV) pyproject.toml --all-extras -c requirements-dev.lock -o requirements.lock
	printf 'hatchling>=1.27\neditables>=0.5\n' | $(UV) - -c requirements-dev.lock -o requirements-build.lock

clean:
	rm -rf $(VENV)
