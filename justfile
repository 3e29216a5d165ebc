# What continuous integration calls; `just` lists the recipes.

default:
    @just --list

# formatting, lints, tests
all: fmt-check clippy test

fmt:
    cargo fmt --all

fmt-check:
    cargo fmt --all --check

clippy:
    cargo clippy --workspace --all-targets --locked -- -D warnings

test:
    cargo test --workspace --locked

bench:
    cargo bench -p yiti-stats

# the sample city, published to output/
run:
    cargo run --release -- run
