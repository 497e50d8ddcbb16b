"""Long proofs: each prints what it did and what it found. `make proof`; the tests run short forms of some of them."""
