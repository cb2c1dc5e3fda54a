# Entry points for people and CI; 'make help' lists them. M=host-core picks a module, T=LinkTableTest a test.
MVN := scripts/maven -B -ntp
JDK25_HOME ?= $(firstword $(wildcard /usr/lib/jvm/*25*))

only := $(if $(M),-pl $(M) -am)
pick := $(if $(T),-Dtest='$(T)' -Dit.test='$(T)' -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false)

.DEFAULT_GOAL := help
.PHONY: help quickstart quickstart-nats lattice serve fast lint check test it locale jdk25 fuzz bench bench-calls bench-http bench-neighbour bench-lattice components examples fixtures fixtures-c fixtures-rust fixtures-go fixtures-js format coverage clean nats-server redis-server

help: ## list the entry points
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

quickstart: ## run a component in this JVM, from nothing to its answer
	@scripts/run examples/quickstart

quickstart-nats: nats-server ## the same with its lattice on a NATS server of its own
	@scripts/run examples/quickstart --nats

lattice: ## the command line client of a lattice (ARGS='hosts')
	@scripts/run examples/lattice-cli $(ARGS)

serve: ## the same, but keep serving until interrupted
	@scripts/run examples/quickstart --serve

fast: ## compile without format, lint and dependency checks (M=module); with T=test also run that test
	$(MVN) -q -Dfast $(only) $(pick) $(if $(T),test,compile)

lint: ## list all findings of the compiler at once instead of failing at the first class (M=)
	@rm -rf */target/lint examples/*/target/lint # what is not compiled again reports nothing
	@$(MVN) test-compile -Dlint $(only) | sed -n 's/^\[\(WARNING\|ERROR\)\] \(.*java:\)/\2/p' | sort -u

check: ## everything that needs no server: compile, unit tests, rules, format (M=, T=)
	$(MVN) verify -DskipITs $(only) $(pick)

test: nats-server redis-server fixtures ## everything: check plus integration tests against real servers (M=, T=)
	$(MVN) verify $(only) $(pick)

it: nats-server redis-server ## integration tests alone (M=, T=)
	$(MVN) verify -DskipUnitTests $(only) $(pick)

locale: ## unit tests under a Turkish locale and a half-hour time zone
	$(MVN) test $(only) $(pick) \
	  -Dtest.jvm.args='-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Kolkata'

jdk25: ## unit tests on JDK 25 (JDK25_HOME)
	@test -x "$(JDK25_HOME)/bin/javac" || { echo "no JDK 25 found: set JDK25_HOME"; exit 1; }
	JAVA_HOME="$(JDK25_HOME)" $(MVN) test $(only) $(pick)

fuzz: ## every fuzz test for FUZZ_SECONDS each (T=class)
	scripts/fuzz $(T)

bench: ## JMH benchmarks with goals beside results (ARGS='-f 1 Name')
	scripts/run benchmarks $(ARGS)

bench-calls: ## what calls over links cost, beside their goals (ARGS='10': seconds for each figure)
	MAIN=org.latticehost.benchmarks.CallGoals scripts/run benchmarks $(ARGS)

bench-lattice: nats-server ## how long hosts, requests and changes take in memory and on NATS (ARGS='200': repetitions)
	MAIN=org.latticehost.benchmarks.LatticeGoals scripts/run benchmarks $(ARGS)

components: ## the prebuilt components whose compilation takes most of a minute, on both engines
	$(MVN) -q -Dfast -pl e2e -am test -Dtest='StarlingMonkey*Test,JavaScriptTest,PrebuiltListTest' -Dtest.jvm.args=-Dlatticehost.slow=true \
	  -Dsurefire.failIfNoSpecifiedTests=false

examples: ## run every example
	@for pom in examples/*/pom.xml; do \
	  echo "== $$(dirname $$pom)"; scripts/run $$(dirname $$pom) || exit 1; \
	done

bench-http: ## requests through the HTTP server for each instance policy, beside the bare server (ARGS='10': seconds)
	MAIN=org.latticehost.benchmarks.HttpGoals scripts/run benchmarks $(ARGS)

bench-neighbour: ## what a spinning component does to its neighbour (ARGS='10 300': seconds, requests a second)
	MAIN=org.latticehost.benchmarks.NeighbourGoals scripts/run benchmarks $(ARGS)

fixtures: ## build the programs of fixtures that are too large to be committed, where the tools are
	@scripts/ensure-fixtures

fixtures-c: ## build the programs of fixtures/c again (CLANG=clang-19, NODE_MODULES=folder that holds node_modules)
	@node fixtures/c/build.mjs

fixtures-rust: ## build the programs of fixtures/rust again
	@fixtures/rust/build.sh

fixtures-go: ## build the programs of fixtures/go
	@fixtures/go/build.sh

fixtures-js: ## build the component of fixtures/js (NODE_MODULES=folder that holds node_modules)
	@node fixtures/js/build.mjs

format: ## apply the code format
	$(MVN) -q spotless:apply $(if $(M),-pl $(M))

coverage: ## unit tests with a JaCoCo report in each module's target/site/jacoco
	$(MVN) verify -DskipITs -Pcoverage $(only)

clean: ## remove everything built
	$(MVN) -q clean

nats-server redis-server:
	@scripts/ensure-server $@
