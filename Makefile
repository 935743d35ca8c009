# Two commands do everything on a fresh machine: `make run` and `make test`.

PORT ?= 8000
HOST ?= 127.0.0.1
DEMO_REQUESTS ?= 3000
UV_VERSION := 0.13.9
UV := .tools/bin/uv
PY := .venv/bin/python
# Two at a time: most of the slow tests wait for processes they start.
PYTEST := .venv/bin/pytest --numprocesses 2
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1

.DEFAULT_GOAL := help
.PHONY: help run test check demo bench format lint types contracts templates migrations \
	translations dependencies messages containers spelling test-postgres guide css clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: .venv/.run ## The whole system with demo data on an embedded database; Ctrl-C stops it
	@DEMO=true HOST=$(HOST) PORT=$(PORT) DEMO_REQUESTS=$(DEMO_REQUESTS) $(PY) -m demo.run

demo: .venv/.run ## Load demo data: make demo DEMO_REQUESTS=3000
	@DEMO=true $(PY) manage.py migrate --verbosity 0
	@DEMO=true $(PY) manage.py createcachetable
	@DEMO=true $(PY) manage.py demo --requests $(DEMO_REQUESTS) --seed 1

test: .venv/.dev ## Every test, on SQLite and on PostgreSQL where there is one
	@# `make check` has just run these when .ci/run comes here: once is enough.
	@[ -n "$(QUICK_TESTS_PASSED)" ] || $(PYTEST) -m "not browser"
	@.venv/bin/pytest -m browser
	@if $(PY) -m tests.postgres; then $(MAKE) --no-print-directory test-postgres; \
	else echo "PostgreSQL not reachable at $${TEST_POSTGRES_URL:-127.0.0.1:5432}: its run is left out"; fi

test-postgres: .venv/.dev ## Every test that asks a database, but the browser's, on PostgreSQL
	@TEST_DATABASE_URL=$${TEST_POSTGRES_URL:-postgres://postgres@127.0.0.1:5432/aip} \
		AIP_REQUIRE=postgres AIP_ONLY=database $(PYTEST) -m "not browser"

check: format lint types contracts templates migrations translations dependencies spelling containers ## Everything but the tests, then the quick tests
	@$(PYTEST) -m "not browser" --no-header
	@echo "check: all good"

format: .venv/.dev
	@.venv/bin/ruff format --check .

lint: .venv/.dev
	@.venv/bin/ruff check .

types: .venv/.dev
	@.venv/bin/mypy .

contracts: .venv/.dev
	@.venv/bin/lint-imports --no-logo 2>/dev/null || .venv/bin/lint-imports

templates: .venv/.dev
	@git ls-files -z -- 'templates/*.html' | xargs -0 .venv/bin/djade --target-version 5.2
	@.venv/bin/djlint templates --lint --quiet

migrations: .venv/.dev
	@DEMO=true $(PY) manage.py makemigrations --check --dry-run --verbosity 1

translations: .venv/.dev
	@$(PY) -m tests.translations

dependencies: .venv/.dev
	@$(UV) lock --check --quiet
	@.venv/bin/deptry .

spelling: .venv/.dev
	@.venv/bin/codespell

containers: .venv/.dev
	@.venv/bin/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml
	@.venv/bin/hadolint Dockerfile

bench: .venv/.dev ## Every bench, one JSON line each
	@for bench in bench/[a-z]*.py; do DEMO=true $(PY) -m bench.$$(basename $$bench .py) || exit 1; done

bench-%: .venv/.dev
	@DEMO=true $(PY) -m bench.$*

guide: .venv/.dev ## Take the pictures of the offices' guide again (needs Chromium)
	@AIP_GUIDE=docs/guia/img .venv/bin/pytest tests/e2e/test_guide.py

css: ## Compile the stylesheet again (needs Node; see docs/decisions/look.md)
	@npm install --no-save --no-package-lock --silent govuk-frontend@6.6.0 sass esbuild
	@npx sass --load-path=. --style=compressed --no-source-map --quiet-deps look/scss/aip.scss static/aip.css
	@npx esbuild look/js/aip.mjs --bundle --minify --format=esm --target=es2020 --legal-comments=none --outfile=static/aip.js
	@rm -r node_modules

messages: .venv/.dev ## Collect the sentences of the interface and compile the catalogues
	@$(PY) manage.py makemessages --exclude=es --no-location --no-wrap --no-obsolete \
		--ignore=".venv" --ignore="tests" --ignore="look/locale" --verbosity 0
	@$(PY) -m tests.translations --compile

clean: ## Remove what was made here; the data under var/ stays
	rm -rf .venv .tools staticfiles .mypy_cache .ruff_cache .pytest_cache .hypothesis

# --- the environment ---------------------------------------------------------------------------

$(UV):
	@python3 -m venv .tools 2>/dev/null || { rm -rf .tools; \
		echo "python3-venv is missing: trying to install it"; \
		apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null && python3 -m venv .tools; }
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.run: uv.lock pyproject.toml | $(UV)
	@test -e .venv/.dev || $(UV) sync --frozen --no-dev --quiet
	@touch .venv/.run

.venv/.dev: uv.lock pyproject.toml | $(UV)
	@$(UV) sync --frozen --quiet
	@touch .venv/.run .venv/.dev
