"""What is read of a publication once and then remembered: it never changes, so that it cannot be out of date."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by the id of their publication, with what else they depend on; the ones that were asked for last stay.

    Two requests may both read what is not there yet: they read the same.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Hashable, Value] = OrderedDict()

    def get(self, key: Hashable, read: Callable[[], Value]) -> Value:
        """Give what is remembered, or read it."""
        value = self._values.pop(key, None)
        if value is None:
            value = read()
        self._values[key] = value
        if len(self._values) > self._size:
            self._values.popitem(last=False)
        return value
