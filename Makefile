# What one types here. CI calls `make check` and nothing else.

MVN ?= mvn -B
NPM ?= npm --no-audit --no-fund

APP := server/target/countersign
JAR := $(APP)/countersign.jar
SOURCES := pom.xml crypto/pom.xml server/pom.xml $(shell find crypto/src/main server/src/main -type f)
VERSION = $(shell sed -n 's|^  <version>\(.*\)</version>|\1|p' pom.xml)
NAME = countersign-$(VERSION)

.DEFAULT_GOAL := help
.PHONY: help build dev check test e2e bench dist format clean

help: ## this list
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 10

build: $(JAR) ## the server, and its start-up cache
	@bin/countersign prepare || true

dev: $(JAR) ## build if needed and run on the data folder ./data
	@exec bin/countersign dev $(ARGS)

check: e2e/evm/node_modules ## everything: format, warnings as errors, all Java tests, browser tests
	$(MVN) verify
	$(MAKE) --no-print-directory e2e

test: ## Java tests; one with TEST=EmailCodeTest
	$(MVN) test $(if $(TEST),-Dtest=$(TEST))

# The EVM that tests of smart accounts run; without it they are skipped, and say so.
e2e/evm/node_modules: e2e/evm/package-lock.json
	cd e2e/evm && $(NPM) ci
	@touch $@

e2e: $(JAR) ## browser tests against the built server
	cd e2e && $(NPM) ci && $(NPM) test

bench: build ## operations per second and their cost in signatures
	./bench/run $(ARGS)

# Same sources, same bytes: names sorted, times fixed, nobody's user id.
dist: ## a tar.gz to install anywhere
	$(MVN) -q clean verify -Pdist -Dmaven.test.skip=true
	mkdir -p target/dist/$(NAME)/bin
	cp bin/countersign target/dist/$(NAME)/bin/
	cp -R $(APP)/. target/sbom.json LICENSE README.md CHANGELOG.md SECURITY.md target/dist/$(NAME)/
	rm -f target/dist/$(NAME)/*.aot
	tar -C target/dist --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=go-w \
	  -cf - $(NAME) | gzip -n9 >target/$(NAME).tar.gz
	@echo target/$(NAME).tar.gz

format: ## rewrite every Java file as the formatter has it
	$(MVN) -q -N verify -Dformat=write

clean: ## remove what was built
	$(MVN) -q clean
	rm -rf e2e/node_modules e2e/evm/node_modules e2e/dist

$(JAR): $(SOURCES)
	@rm -rf $(APP)
	$(MVN) -q package -Dmaven.test.skip=true
	@touch $@
