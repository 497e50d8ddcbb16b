"""Long proofs: each prints what it did and what it found. `make proof`; not part of the tests."""
