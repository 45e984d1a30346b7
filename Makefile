# Everything that one does with Kith from its source. `make` alone says what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup run demo test check-threads format bench bench-api bench-questions

DATA ?= data
HOST ?= 127.0.0.1
PORT ?= 8080
KITH := .build/release/kith

help: ## Say what there is
	@echo "Kith: the place where a company keeps everyone it talks to."
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "DATA=folder (now: $(DATA)), HOST (now: $(HOST)) and PORT (now: $(PORT)) can be given to run and demo."

setup: ## Install the Debian packages and the browser files that are missing
	@Scripts/setup

run: setup ## Build Kith and serve it; the first time with a link to sign in
	swift build -c release --product kith
	exec $(KITH) serve --data "$(DATA)" --host "$(HOST)" --port "$(PORT)"

demo: setup ## The same with 10,000 sample contacts
	swift build -c release --product kith
	$(KITH) demo --data "$(DATA)" --address "http://$(HOST):$(PORT)"
	exec $(KITH) serve --data "$(DATA)" --host "$(HOST)" --port "$(PORT)"

test: ## Check formatting and scripts, then run all tests: in a browser, on SQLite and on a PostgreSQL
	@Scripts/setup --tests
	@Scripts/test

check-threads: ## Look for data races in rosters with the thread sanitizer
	@Scripts/setup --tests
	@Scripts/check-threads

format: ## Put all source into the house's format
	swift format --in-place --recursive Sources Tests Benchmarks Package.swift

bench: setup ## Measure imports and counts, as Docs/Benchmarks.md does
	swift build -c release --product kith
	Scripts/bench

bench-api: setup ## Measure the server with a million contacts; wants wrk
	swift build -c release --product kith
	Scripts/bench-api

bench-questions: setup ## Ask Kith and its peers the same questions about a million contacts
	swift build -c release --product kith
	swift build -c release --product benchmark-engine
	KITH_ENGINE=Benchmarks/Kith/engine KITH_HTTP=Benchmarks/Kith/http Benchmarks/Peers/run
