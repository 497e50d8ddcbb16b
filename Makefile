# Everything is done in .venv (made here) and under var/ (what the product writes).
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
# Compiled modules are kept, whatever the environment says: a test starts many processes.
unexport PYTHONDONTWRITEBYTECODE
SETUP := .venv/runtime
SETUP_TEST := .venv/test

.PHONY: demo serve test check format bench proof reference lock screenshots browser pango paper

demo: $(SETUP) pango
	$(BIN)/bouwsteen demo --port $(PORT) $(if $(FRESH),--fresh)

# Threads of the linear algebra library only wait for each other on matrices as small as ours: tests do without.
# Files go to the workers in the order of their folders: by number of tests, the longest would come last. Three workers
# for two cores: one of them always waits for a browser or the disk.
test: $(SETUP_TEST) browser paper
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

check: $(SETUP_TEST)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy app analytics surveys migrations tests
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint --lint --quiet app/templates

format: $(SETUP_TEST)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(SETUP_TEST)
	$(BIN)/python -m tests.benchmarks

proof: $(SETUP_TEST) browser
	$(BIN)/python -m tests.proofs

# Needs R with psych, multilevel and lme4 (Debian: r-base-core r-cran-psych r-cran-multilevel r-cran-lme4); tests do not.
reference:
	@set -e; for name in agreement change drivers grouping intervals multilevel paired reliability; do \
	  Rscript --vanilla tests/reference/$$name.R > tests/reference/$$name.new; \
	  mv tests/reference/$$name.new tests/reference/$$name.json; done

screenshots: $(SETUP_TEST) browser
	$(BIN)/python -m tests.journeys.screenshots

browser:
	@sh .ci/browser

# For tests it must be there; the product says itself what it cannot do without.
pango: $(SETUP)
	@sh .ci/pango $(BIN)/python 0

paper: $(SETUP)
	@sh .ci/pango $(BIN)/python 1

lock: $(SETUP)
	$(BIN)/uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --python-version 3.11 --upgrade \
	  --custom-compile-command "make lock" -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group test -c requirements.lock --generate-hashes --no-emit-index-url \
	  --python-version 3.11 --upgrade --custom-compile-command "make lock" -q -o requirements-test.lock

$(SETUP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "Python's venv is missing: install python3-venv and try again"; exit 1; }
	@test -x $(BIN)/uv || $(BIN)/pip install --quiet --disable-pip-version-check uv==0.13.9
	UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(SETUP_TEST): requirements-test.lock $(SETUP)
	UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip install --quiet --require-hashes -r requirements-test.lock
	@touch $@
