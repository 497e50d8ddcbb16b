"""The closed measurement of the results, and the people who look at it."""

from tests.app.results.conftest import consultant, hr, sample, sign_in, stranger

__all__ = ["consultant", "hr", "sample", "sign_in", "stranger"]
