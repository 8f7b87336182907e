# Presselupe's two commands, `make demo` and `make test`, each doing its own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint snapshots locales register clean

demo: $(VENV)/.installed
	$(BIN)/presselupe demo

# Three at a time on two cores, for many tests wait. What they start again and again is compiled once.
test: $(VENV)/.developing
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 3 --dist worksteal

lint: $(VENV)/.developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

snapshots: $(VENV)/.developing
	$(BIN)/pytest tests/tui --snapshot-update

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.developing: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@ $(VENV)/.installed

locales: $(VENV)/.developing
	$(BIN)/python -m tui.compile_locales

register: $(VENV)/.developing
	$(BIN)/python -m press.compile_register

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
