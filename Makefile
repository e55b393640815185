# The front door. `make demo` and `make test` need Python 3.11+, make and a network for pip; each makes the virtual environment.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := demo-graph

.PHONY: help demo test lint format golden docs pictures train bench errors wheel pins clean

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("kg needs Python 3.11 or newer, this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(STAMP) ## Build a graph from examples/ and ask it three questions
	$(BIN)/kg build examples/news examples/wire.jsonl examples/memo.docx examples/brief.pdf examples/reports.zip --out $(DEMO)
	@echo; echo "Who takes which position:"; $(BIN)/kg query $(DEMO) positions --limit 12
	@echo; echo "Who disagrees with whom:"; $(BIN)/kg query $(DEMO) disagreements --limit 8
	@echo; echo "The same through SPARQL:"; $(BIN)/kg query $(DEMO) --sparql examples/queries/who-opposes-what.rq
	@echo; echo "Open $(DEMO)/network.html in a browser. Turtle: $(DEMO)/graph.ttl, tables: $(DEMO)/*.csv"

test: $(STAMP) ## Run every test with coverage
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

lint: $(STAMP) ## Check style, types, layers, spelling and Turtle syntax
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell kg ontology shapes tests examples docs benchmarks training README.md CHANGELOG.md CONTRIBUTING.md
	$(BIN)/python -m tests.turtle_syntax ontology shapes

format: $(STAMP) ## Rewrite the code in house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(STAMP) ## Rewrite the golden files and what README and walk-through print; review the diff
	$(BIN)/python -m pytest tests/golden tests/integration/test_readme.py tests/integration/test_walkthrough.py --rewrite-golden

docs: $(STAMP) ## Write the reference of ontology, shapes and schemes to build/docs
	$(BIN)/python -m docs.vocabulary build/docs

pictures: demo ## Take the pictures in docs/images anew; needs chromium
	mkdir -p build
	$(BIN)/python -m pytest --quiet tests/integration/test_walkthrough.py --basetemp=build/pages
	$(BIN)/python docs/make_screenshot.py $(DEMO)/network.html network.png
	cp build/pages/*0/coalition.svg docs/images/coalition.svg
	$(BIN)/kg network $(DEMO) --actor-type Country --top 30 --source Examples --out docs/images/positions.svg
	$(BIN)/kg network --statements examples/coded.csv --picture heatmap --out docs/images/stances.svg
	$(BIN)/kg network --statements examples/coded.csv --picture timeline --by issue --out docs/images/timeline.svg
	$(BIN)/kg network --statements examples/coded.csv --picture slope --split 2025 --out docs/images/changes.svg

train: ## Rebuild the shipped models from ../shared/data (hours)
	training/run

bench: $(STAMP) ## Measure quality and speed; rewrites benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

errors: $(STAMP) ## Write a page of what goes wrong on the development documents
	@for set in polnear-dev positions; do $(BIN)/python -m benchmarks.quality --set $$set; done
	@$(BIN)/python -m benchmarks.errors

wheel: $(STAMP) ## Build the wheel into dist/
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .

pins: $(STAMP) ## Renew requirements/*.txt from requirements/*.in
	requirements/compile

clean: ## Remove what the other targets made
	rm -rf $(VENV) $(DEMO) dist build htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
