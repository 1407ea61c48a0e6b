SHELL = /bin/sh
TOOLS = $(CURDIR)/target/tools
EXAMPLE = library
PREFIX = /usr/local
# Booting machines needs root; PATH and HOME stay, so that uv, cargo and the caches are the same.
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo 'sudo env "PATH=$$PATH" "HOME=$$HOME"')
export PATH := $(PATH):$(TOOLS)/bin

.PHONY: help setup demo test test-all check fmt test-tools test-system test-system-chosen golden generate-symbols install

help: ## what can I do
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 24

setup: ## install the tools that building and testing need
	@tests/tools/setup $(TOOLS)

demo: setup ## build a real project's package, install it on a throwaway Debian and show its page (EXAMPLE=library or shop)
	@cargo build --quiet
	@rm -rf target/demo && mkdir -p target/demo
	target/debug/dj2deb build -C examples/$(EXAMPLE) -o target/demo
	$(SUDO) target/debug/dj2deb test target/demo/*.deb --only tests/scenarios/demo.scenario

test: setup check test-tools test-system-chosen ## set up and run the whole suite, each booted scenario on one release

test-all: setup check test-tools test-system ## the same, each booted scenario on both releases

check: ## the inner loop: format, lints, unit, golden and command line tests; needs only the compiler
	cargo fmt --check
	cargo clippy --quiet --all-targets -- --deny warnings
	cargo test --quiet

fmt: ## format the Rust code
	cargo fmt

test-tools: setup ## Debian's own judges: lintian, shellcheck, dpkg-deb, systemd-analyze, nginx, man
	cargo test --quiet --test tools

test-system: setup ## real projects on booted Debian 12 and 13: every scenario on both
	$(SUDO) env DJ2DEB_SYSTEM_TESTS=1 cargo test --quiet --test system -- --test-threads=2

test-system-chosen: setup ## the same, each scenario on one of the two releases
	$(SUDO) env DJ2DEB_SYSTEM_TESTS=1 cargo test --quiet --test system -- --test-threads=2 chosen

golden: ## rewrite the golden folders, then show what changed
	DJ2DEB_GOLDEN=rewrite cargo test --quiet --test it golden
	git status --short tests/golden

generate-symbols: ## the tables of src/deb/symbols from the releases' packages
	tests/tools/generate-symbols

install: ## install dj2deb below PREFIX (/usr/local)
	cargo build --release
	install -D target/release/dj2deb $(DESTDIR)$(PREFIX)/bin/dj2deb
	install -d $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	target/release/dj2deb generate man >$(DESTDIR)$(PREFIX)/share/man/man1/dj2deb.1
	target/release/dj2deb generate bash >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/dj2deb
