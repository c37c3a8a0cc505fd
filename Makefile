# The two commands are `make run` and `make test`; the others are their parts. See CONTRIBUTING.md.
SHELL := /bin/bash
export DEMO GM_BIND

.PHONY: help run test bundle lint unit integration contract e2e bench mutants goldens mail code admin clean

help: ## This list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

run: ## Serve the product at http://127.0.0.1:8080 (DEMO=0: without demo data)
	@scripts/run

test: ## Every check; the last line says how many passed
	@scripts/test

bundle: ## Build the browser client into dist/ and print its size
	@scripts/setup run && . scripts/lib.sh && build_product --check-size

lint: ## Formatting, clippy on the host and on wasm, layers
	@scripts/test fmt clippy layers clippy-web

unit: ## Tests without a database
	@scripts/test unit

integration: ## Tests of the API, each on a database of its own
	@scripts/test integration

contract: ## Generated requests against every operation
	@scripts/test bundle contract

e2e: ## Browser journeys
	@scripts/test bundle e2e

bench: ## How fast it is, beside Postgres alone, on a database of its own (minutes; not part of make test)
	@scripts/bench

mutants: ## Which small changes of the code no test notices (hours; ONLY=file or folder; not part of make test)
	@scripts/mutants $(ONLY)

goldens: ## Accept changed golden files (contract, role matrix, lifecycles, schema); read the diff afterwards
	@scripts/test --accept-goldens unit integration
	@git status --short

mail: ## The latest mail that the product sent (N=3 TO=address)
	@scripts/mail $(or $(N),3) $(TO)

code: ## The code that the demo's staff can sign in with now
	@scripts/code

admin: ## Invite an administrator of the running product: make admin EMAIL=you@example.jp
	@scripts/admin $(EMAIL)

clean: ## Delete what was built and the private database
	@scripts/postgres stop 2>/dev/null || true
	@moved=$$(cat .run/postgres.moved 2>/dev/null) && rm -rf "$$moved" || true
	rm -rf .run dist target e2e/node_modules e2e/test-results e2e/playwright-report
