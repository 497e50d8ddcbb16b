"""Reasons why a number cannot be given, or why a tree of units cannot be read."""


class NotReportable(Exception):
    """There is no number to show, and the reader must be told why."""


class TooFewAnswers(NotReportable):
    """The statistic is undefined, or not to be trusted, on so little data."""


class NoVariation(NotReportable):
    """The answers do not differ from one another, so there is nothing to measure the difference by."""


class NotIdentified(NotReportable):
    """The answers do not determine the figure: several values, or none, fit them."""


class TooManyAnswers(NotReportable):
    """An exact calculation stops at fewer answers than there are."""


class MalformedTree(ValueError):
    """The units do not form one tree, or the counts in it are no counts."""
