# Everything below runs from this folder and installs what it needs by itself:
# Python packages into .venv, npm packages into node_modules.

PYTHON ?= python3
ARGS   ?=
BASE   ?= HEAD
# Where the site is hosted; without it there are no canonical addresses.
SITE_URL ?=

BIN  := .venv/bin
SITE := .venv/.site
DEV  := .venv/.dev
NODE := node_modules/.package-lock.json

# npm and the npm tools look for `node` on the PATH: let them find ours first.
export PATH := $(CURDIR)/$(BIN):$(PATH)
# So shall Playwright: the one it brings lacks a library on small systems.
export PLAYWRIGHT_NODEJS_PATH := $(CURDIR)/$(BIN)/node

# $(call sphinx,BUILDER,OPTIONS): docs/ -> _build/BUILDER, any warning is an error.
# Sphinx warns only of pages it reads, so after a failure all are read again.
define sphinx
$(BIN)/sphinx-build -b $(1) -c . -d _build/doctrees/$(1) \
	-n -W --keep-going -j auto $(if $(SITE_URL),-D html_baseurl='$(SITE_URL)') $(2) $(ARGS) docs _build/$(1) \
	|| { rm -f _build/doctrees/$(1)/environment.pickle; exit 1; }
endef

# What bears a date bears that of the last commit.
changed = -D quizgen_changed=$$(git log -1 --format=%ct 2>/dev/null || echo 0)


.PHONY: help
help: ## print this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

.PHONY: html
html: $(SITE) ## build the site: _build/html/index.html
	@$(call sphinx,html)

# It takes as long as all else that an edited fact asks for, and is looked at seldom.
.PHONY: report
report: $(SITE) ## build the site with the report on all questions, for authors: _build/html/bank.html
	@$(call sphinx,html,-D quizgen_report=bank)

.PHONY: live
live: $(DEV) schema ## build, serve on localhost and rebuild on every change
	$(BIN)/sphinx-autobuild -c . -d _build/doctrees/live -j auto \
		--watch conf.py --watch _templates --watch extensions --watch quizgen $(ARGS) docs _build/live

.PHONY: note
note: $(SITE) ## start a note: make note TYPE=service NAME=a-name TITLE="A title"
	@$(BIN)/python -m scripts.note

.PHONY: schema
schema: $(SITE) ## write what editors complete and check notes by: _build/schema/*.json
	@$(BIN)/python -m scripts.schema

.PHONY: test
test: $(DEV) $(NODE) browsers book-tools server ## run all tests; some of them: make test ARGS="-k name"
	$(BIN)/pytest -n auto --dist loadscope $(ARGS)

.PHONY: check
check: lint types items ## run every check that is not a test

.PHONY: lint
lint: $(DEV) ## check style and layout of the Python code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: types
types: $(DEV) $(NODE) ## check types of the Python code and the scripts
	$(BIN)/mypy
	node_modules/.bin/tsc
	node_modules/.bin/tsc -p tsconfig.worker.json

.PHONY: items
items: $(SITE) ## check all pages and notes without writing a site
	@$(call sphinx,dummy)

.PHONY: lint-items
lint-items: $(SITE) ## look for flaws in all questions: _build/lint/lint.{txt,json,sarif}
	@$(call sphinx,lint,-D quizgen_today=$$(date +%F))

.PHONY: links
links: $(SITE) ## ask for every address outside the site: _build/linkcheck/output.txt
	@$(call sphinx,linkcheck)

.PHONY: coverage
coverage: $(SITE) ## print which note carries each row of tests/ledger.yaml
	@$(BIN)/python -m scripts.coverage $(ARGS)

.PHONY: exams
exams: $(SITE) ## print how many questions there are for each domain of each exam
	@$(BIN)/python -m scripts.exams

.PHONY: diff
diff: $(SITE) ## say what your edit did to facts and questions, against BASE=HEAD; ARGS=--json for programs
	@$(BIN)/python -m scripts.diff --base '$(BASE)' $(ARGS)

.PHONY: format
format: $(DEV) ## lay the Python code out anew and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: bench
bench: $(DEV) browsers ## measure speed
	$(BIN)/python -m bench.run $(ARGS)
	$(BIN)/python -m bench.exports

.PHONY: gettext
gettext: $(SITE) ## collect the texts to translate: _build/gettext/*.pot
	@$(call sphinx,gettext)

.PHONY: exports
exports: $(SITE) ## write the bank for Anki, Moodle and other programs: _build/exports/
	@$(call sphinx,exports,$(changed))

.PHONY: epub
epub: $(SITE) ## write the notes as a book for reading programs: _build/epub/*.epub
	@$(call sphinx,epub,$(changed))

.PHONY: pdf
pdf: $(DEV) browsers ## print the notes as a book: _build/pdf/*.pdf
	@$(call sphinx,book,$(changed))
	@$(BIN)/python -m scripts.pdf _build/book/index.html _build/pdf/ml-exam-notes.pdf

.PHONY: release
release: offline exports epub pdf wheel ## gather what belongs to a release: _build/release/
	rm -rf _build/release
	mkdir -p _build/release
	cp _build/*.zip _build/epub/*.epub _build/pdf/*.pdf dist/*.whl _build/exports/anki.apkg _build/release
	$(BIN)/python -m zipfile -c _build/release/exports.zip _build/exports/*

.PHONY: wheel
wheel: $(DEV) ## make the package that gives quizgen to other sites: dist/*.whl
	rm -rf dist
	$(BIN)/python -m hatchling build -t wheel

.PHONY: offline
offline: html ## pack the site into one file, to be read from disk: _build/*.zip
	@$(BIN)/python -m scripts.offline

.PHONY: setup
setup: $(DEV) $(NODE) browsers book-tools server ## install everything developers need

.PHONY: browsers
browsers: $(DEV) ## find Chromium and Firefox, install them if they are missing
	@$(BIN)/python -m scripts.browsers

.PHONY: server
server: $(DEV) ## find nginx, which serves the site in tests, install it if it is missing
	@$(BIN)/python -m scripts.server

.PHONY: book-tools
book-tools: $(DEV) browsers ## find Java and a Japanese font for tests, install them if they are missing
	@$(BIN)/python -m scripts.book_tools

.PHONY: lock
lock: $(DEV) ## write all lock files anew, with the newest versions allowed
	$(call lock,site)
	$(call lock,dev,--constraint requirements/site.txt)
	rm -rf node_modules package-lock.json
	npm install --package-lock-only

.PHONY: clean
clean: ## remove what was built; what was installed stays
	rm -rf _build .mypy_cache .pytest_cache .ruff_cache .hypothesis

# One lock file serves Python 3.11 and later on every system.
define lock
$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header \
	pyproject.toml --group $(1) $(2) --output-file requirements/$(1).txt
endef


# What is installed. Each file is as new as the last installation, so nothing
# is installed again before its lock file changes.

PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --clear .venv || { rm -rf .venv; exit 1; }

$(SITE): requirements/site.txt $(BIN)/python
	$(PIP) -r $<
	@touch $@

$(DEV): requirements/dev.txt $(SITE)
	$(PIP) -r $<
	@touch $@

$(NODE): package-lock.json $(DEV)
	npm ci --loglevel=error
	@touch $@
