"""Records as a pandas table; pandas is an extra and is loaded only here, when it is asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from planparse.errors import MissingLibraryError
from planparse.model.base import Value
from planparse.model.spans import Span

if TYPE_CHECKING:
    from pandas import DataFrame

_PLACES = ("span", "heading")


def frame_of(model: type[Value], values: Iterable[Value]) -> "DataFrame":
    """Return one row a value, with all columns of the model even where there is no row."""
    try:
        from pandas import DataFrame
    except ImportError as error:
        message = "to_frame cần thư viện pandas; cài bằng lệnh: pip install 'planparse[pandas]'"
        raise MissingLibraryError(message) from error
    rows = [dict(_cells(value)) for value in values]
    # Nullable types: offsets stay whole numbers where a finding has no place.
    return DataFrame(rows, columns=_columns(model)).convert_dtypes()


def _columns(model: type[Value]) -> list[str]:
    """Return the field names, with two columns for a place."""
    names = ((f"{f}_start", f"{f}_end") if f in _PLACES else (f,) for f in model.model_fields)
    return [name for pair in names for name in pair]


def _cells(value: Value) -> Iterator[tuple[str, object]]:
    for name, cell in value:
        if isinstance(cell, Span):
            yield from ((f"{name}_{side}", offset) for side, offset in asdict(cell).items())
        elif name not in _PLACES:
            yield name, cell
