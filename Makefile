# Two commands matter: `make site` and `make test`. Both work on a fresh machine.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# Folders with measuring corpora (not part of the project): any `corpora/` here, above or beside.
CORPORA ?= $(firstword $(wildcard corpora ../corpora ../*/corpora))
export DISPATCHBOX_CORPORA := $(abspath $(CORPORA))

.PHONY: site test check lint clean bench-engine bench-preview bench-scale bench-search bench-tagging bench-cleaning bench-metadata train-cleaner train-tagger fuzz nightly

$(BIN)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(BIN)/.installed-dev: $(BIN)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

site: $(BIN)/.installed  ## ingest the seeds, build public/, say where to look
	$(BIN)/dispatchbox build

test: $(BIN)/.installed-dev  ## everything that CI runs
	$(BIN)/python tests/install_system.py
	$(BIN)/ruff check builder tests
	$(BIN)/mypy
	$(BIN)/python -m pytest

lint: $(BIN)/.installed-dev
	$(BIN)/ruff check builder tests
	$(BIN)/mypy

bench-engine: $(BIN)/.installed-dev  ## the engine beside Hugo, in one run
	$(BIN)/python tests/bench/engine.py --full 5000 --ratchet $(ARGS)

bench-preview: $(BIN)/.installed-dev  ## from save to the reloaded page, in Chromium
	$(BIN)/python tests/bench/preview.py $(ARGS)

bench-scale: $(BIN)/.installed-dev  ## what a briefing costs at several sizes
	$(BIN)/python tests/bench/scale.py $(ARGS)

bench-search: $(BIN)/.installed-dev  ## our search beside Pagefind, on one archive of 10,000 briefings
	$(BIN)/pip install --quiet --disable-pip-version-check 'pagefind[bin]'
	$(BIN)/python tests/bench/search.py $(ARGS)

bench-tagging: $(BIN)/.installed-dev  ## people and issues found, and told apart, on unseen texts
	$(BIN)/python tests/bench/tagging.py
	$(BIN)/python tests/bench/tagging_issues.py
	$(BIN)/python tests/bench/tagging_halves.py

bench-cleaning: $(BIN)/.installed-dev  ## how well seeds are cleaned, over the corpus; --update raises the ratchet
	$(BIN)/python tests/bench/cleaning.py $(ARGS)

train-cleaner: $(BIN)/.installed-dev  ## learn the line score from the corpus, with figures by unseen sites; ARGS=texts or pages: a part
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[train]'
	$(BIN)/python tests/bench/train_cleaner.py $(ARGS)

train-tagger: $(BIN)/.installed-dev  ## learn the weights of the scorer of names from the corpora, in some minutes
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[train]'
	$(BIN)/python tests/bench/train_tagger.py

fuzz: $(BIN)/.installed-dev  ## the fast paths of Markdown and front matter against the libraries, 200,000 documents
	$(BIN)/python tests/render/fuzz_prose.py 200000
	$(BIN)/python tests/archive/fuzz_front.py 200000

nightly: fuzz  ## what takes too long for every change
	DISPATCHBOX_SCRIPTS=1000 DISPATCHBOX_KILLS=200 $(BIN)/python -m pytest tests/test_properties.py tests/test_kills.py

clean:  ## removes what can be made again
	rm -rf public .dispatchbox $(VENV)

bench-metadata: $(BIN)/.installed-dev  ## titles, bylines, dates and captions found, on sites not seen
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[train]'
	$(BIN)/python -m tests.bench.metadata --check
