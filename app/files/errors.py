"""What is wrong with a file or with what is asked of it."""


class BadInput(Exception):
    """Nothing can be computed; the message says, in the reader's language, what is wrong, where, and what to do."""
