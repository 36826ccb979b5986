"""Results as plain values that JSON bears, and back: by the types that their classes declare.

Nothing that is read back can be anything but what the classes say: no pickle is ever opened.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_PLAIN = (str, int, float, bool, NoneType)


def to_plain(value: object) -> Any:
    """A result as dicts, lists, texts and numbers.

    Raises:
        TypeError: it holds something else.
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, _PLAIN):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: to_plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} is no plain value")


def from_plain(kind: type[T], data: Any) -> T:
    """A result of a class from what ``to_plain`` made of it.

    Raises:
        TypeError: the data are not of this class.
        KeyError: a field is missing.
    """
    made: T = _read(kind, data)
    return made


def _read(kind: Any, data: Any) -> Any:
    origin, given = get_origin(kind), get_args(kind)
    if origin is not None:
        return _read_generic(origin, given, data)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        values = {each.name: _read(hints[each.name], data[each.name]) for each in fields(kind)}
        return kind(**values)  # type: ignore[operator]  # a class, whatever else it may be
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind is float and isinstance(data, int):
        return float(data)
    if not isinstance(data, kind):
        raise TypeError(f"expected {kind.__name__}, got {type(data).__name__}")
    return data


def _read_generic(origin: Any, given: tuple[Any, ...], data: Any) -> Any:
    """A value of a type with arguments: an optional one, a tuple, a mapping."""
    if origin in (Union, UnionType):
        return None if data is None else _read(next(g for g in given if g is not NoneType), data)
    if origin is tuple and given[1:] == (Ellipsis,):
        return tuple(_read(given[0], item) for item in data)
    if origin is tuple:
        return tuple(_read(one, item) for one, item in zip(given, data, strict=True))
    if issubclass(origin, Mapping):
        return {key: _read(given[1], item) for key, item in data.items()}
    raise TypeError(f"{origin} cannot be read back")
