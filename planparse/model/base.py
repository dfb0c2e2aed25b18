"""The base of every value: immutable, closed to unknown fields."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable value object; equal when all its fields are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid")
