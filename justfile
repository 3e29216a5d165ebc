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
    cargo clippy -p yiti-stats --all-targets --locked -- -D warnings
    cargo clippy --all-targets --locked -- -D warnings

test:
    cargo test -p yiti-stats --locked
    cargo test --locked

bench:
    cargo bench -p yiti-stats

# the sample city, published to output/
run:
    cargo run --release -- run

# the models on a cluster of separate processes on loopback, against the same models run here; builds a cluster first
cluster-test:
    cargo test --manifest-path tests/cluster/Cargo.toml --locked

# Delta tables, with a build that reads them
delta-test:
    cargo test --features delta --locked delta

# the cases of the shared folder, on the program of the last test build
cases python="python3":
    {{python}} "$YITI_SHARED/cases/make_cases.py" target/cases
    {{python}} "$YITI_SHARED/cases/check_cases.py" "${CARGO_TARGET_DIR:-target}/debug/yiti" target/cases
