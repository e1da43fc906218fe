# Every target builds .venv itself; nothing but python3 and pip is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
AUDIT := .venv-audit

.PHONY: install demo run test check format quality crash soak coverage mutants bench bench-quick lock audit sbom licences image

install: $(STAMP)

$(STAMP): requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

demo: $(STAMP)
	$(BIN)/starkeeper demo

run: $(STAMP)
	$(BIN)/starkeeper run

test: $(STAMP)
	$(BIN)/python -m pytest -n 2

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/starkeeper knowledge check

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Figures of the judgement, on the sets in ../shared/eval where they are there.
quality: $(STAMP)
	$(BIN)/python tests/quality.py

# The long runs; their short versions are part of the tests.
crash: $(STAMP)
	cd tests && ../$(BIN)/python -m crash

soak: $(STAMP)
	cd tests && ../$(BIN)/python -m collect_large
	cd tests && ../$(BIN)/python -m soak

# How fast it is beside its floors: outside of the tests. SUITE=--suite runs those once and times them, too.
bench: $(STAMP)
	cd tests && OPENBLAS_NUM_THREADS=1 ../$(BIN)/python -m bench --picture ../docs/growth.png $(SUITE)

bench-quick: $(STAMP)
	cd tests && OPENBLAS_NUM_THREADS=1 ../$(BIN)/python -m bench --quick

# What must be right for anything to be posted once: every branch of it is tested, and its tests are tested.
ONCE := bot/delivery/*,bot/store/posts/*,jobs/schedule.py,jobs/slots.py

coverage: $(STAMP)
	$(BIN)/coverage run --rcfile=/dev/null --branch --include='$(ONCE)' -m pytest -q tests/test_delivery*.py tests/test_posts*.py tests/test_slots.py tests/test_heartbeat.py
	$(BIN)/coverage report --rcfile=/dev/null --show-missing --skip-covered --fail-under=100

mutants: $(STAMP)
	$(BIN)/mutmut run
	$(BIN)/python tests/mutants.py

# The lock files name no registry: pip asks the one that is set up on the machine.
lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet uv
	$(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.txt
	$(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --group dev -o requirements-dev.txt
	$(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group audit -o requirements-audit.txt
	rm -rf $(VENV)-lock

# Known holes in what is locked. Fails where the service can't be reached or does not know a package: what was
# not looked at is not clean. To live with one for a while: --ignore-vuln ID, and the date and reason here.
audit: $(AUDIT)/.installed
	$(AUDIT)/bin/pip-audit --strict --disable-pip --require-hashes --requirement requirements.txt

# The bill of materials (CycloneDX, JSON) of what is locked, with its hashes.
sbom: $(AUDIT)/.installed
	mkdir -p dist
	$(AUDIT)/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --short-PURLs --output-reproducible --output-file dist/sbom.json

licences: $(STAMP)
	$(BIN)/python tests/licences.py

$(AUDIT)/.installed: requirements-audit.txt
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.txt
	touch $@

image:
	docker build --tag starkeeper .
