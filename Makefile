SHELL = /bin/sh
TOOLS = $(CURDIR)/target/tools
EXAMPLE = library
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo --preserve-env=PATH,DJ2DEB_CACHE_DIR)
export PATH := $(PATH):$(TOOLS)/bin

.PHONY: help setup demo test-system test-system-chosen

help: ## what can I do
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 24

setup: ## install the tools that building and testing need
	@tests/tools/setup $(TOOLS)

demo: setup ## build a real project's package, install it on a throwaway Debian and show its page (EXAMPLE=library or shop)
	@cargo build --quiet
	@rm -rf target/demo && mkdir -p target/demo
	target/debug/dj2deb build -C examples/$(EXAMPLE) -o target/demo
	$(SUDO) target/debug/dj2deb test target/demo/*.deb --only tests/scenarios/demo.scenario

test-system: setup ## real projects on booted Debian 12 and 13: every scenario on both
	$(SUDO) env DJ2DEB_SYSTEM_TESTS=1 cargo test --quiet --test system -- --test-threads=2

test-system-chosen: setup ## the same, each scenario on one of the two releases
	$(SUDO) env DJ2DEB_SYSTEM_TESTS=1 cargo test --quiet --test system -- --test-threads=2 chosen
