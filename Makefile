# make only sets up; the work is done by the `lianxin` command and pytest.
PYTHON ?= python3
VENV := .venv
BIN := $(if $(filter Windows_NT,$(OS)),$(VENV)/Scripts,$(VENV)/bin)
READY := $(VENV)/.ready
DEMO_READY := $(VENV)/.demo-ready
# processes of a run of tests: more than cores, for many tests wait
WORKERS ?= 3
WORKERS_2026 ?= $(WORKERS)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

# a hundred processes of the tests would each compile every module anew
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test test-2026 soak browser programs archive-5.26 archive-2026 lint format bench pdf-a clean

help: ## Show what can be made
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'
	@echo "  one test:       $(BIN)/python -m pytest tests/graph/test_model.py -k name"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# what the program itself needs; bytecode is made as modules are first used
$(DEMO_READY): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --no-compile -e .
	@touch $@

$(READY): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --no-compile -e '.[dev]'
	@touch $@ $(DEMO_READY)

demo: $(DEMO_READY) ## Serve the invented town on this machine; prints the link that opens it
	@exec $(BIN)/lianxin demo

browser: $(READY) ## Find Chromium for the tests, or install it on Debian as root
	@$(BIN)/python tests/support/find_chromium.py --install

# what Java reads at a start of Neo4j is kept, so that the tests' servers start quicker
archive-5.26 archive-2026: archive-%: $(READY)
	@$(BIN)/python tests/support/java_archive.py $*

programs: $(READY) ## Find nginx, Caddy and others for the tests, or install them on Debian as root
	@$(BIN)/python tests/support/programs.py

test: browser programs archive-5.26 ## Run the whole suite on Neo4j 5.26 (real server, real browser)
	$(BIN)/python -m pytest -n $(WORKERS)

test-2026: archive-2026 ## Run what meets the server's start, store and planner on Neo4j 2026.x
	LIANXIN_NEO4J_LINE=2026 $(BIN)/python -m pytest -n $(WORKERS_2026) -m "line and not soak"

soak: $(READY) ## Run what is long by nature: kills in every step, floods
	$(BIN)/python -m pytest -n 2 -m soak

lint: $(READY) ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY) ## Let ruff set the code
	$(BIN)/ruff format .

bench: $(READY) ## Print every benchmark beside the bare driver
	$(BIN)/python -m benchmarks

pdf-a: $(READY) ## Let veraPDF read PDFs: FILES="…/maps/*.pdf" (needs Java 17 and Maven)
	@test -d $(VENV)/verapdf || mvn -q -B -f tests/support/verapdf/pom.xml dependency:copy-dependencies -DoutputDirectory=$(CURDIR)/$(VENV)/verapdf
	@java -Xmx1g -cp "$(VENV)/verapdf/*" tests/support/verapdf/Validate.java $(FILES)

clean: ## Take away what make made (never your data)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache dist
