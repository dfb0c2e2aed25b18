"""The comparison of more than two plans: many children of one parent, a chain of levels."""

from typing import Literal

from planparse.model.base import Value
from planparse.model.coverage import Citation, DocumentRef, ItemKind, ItemSide, Status


class MatrixItem(Value):
    """A target or task of the parent, a row of the matrix."""

    kind: ItemKind
    parent: ItemSide


class MatrixColumn(Value):
    """One child: the status of each of the parent's items, in their order, and what is its own."""

    child: DocumentRef
    citation: Literal["cited", "mismatch", "missing"]
    statuses: tuple[Status, ...]
    local_targets: int
    local_tasks: int


class CoverageMatrix(Value):
    """What each of many children makes of the items of one parent."""

    schema_version: Literal["1.0"] = "1.0"
    parent: DocumentRef
    items: tuple[MatrixItem, ...]
    columns: tuple[MatrixColumn, ...]


class ChainStep(Value):
    """What one level makes of an item of the level above; `child` is None where it is lost."""

    status: Status
    child: ItemSide | None
    explanation: str


Outcome = Literal["kept", "weakened", "lost", "unfollowed"]


class ChainItem(Value):
    """An item of the top level on its way down.

    `steps` begin with the second level and end where the item is lost, or where the plan has its
    counterpart outside of its own targets and tasks ("unfollowed"). `at` is the number of the level
    (the top is 0) that lost it, else the first that weakened it. `direct` is the lowest level
    against the top, whatever stands between.
    """

    kind: ItemKind
    top: ItemSide
    steps: tuple[ChainStep, ...]
    outcome: Outcome
    at: int | None
    direct: Status


class CoverageChain(Value):
    """The items of the highest of several plans, followed from each level to the next.

    `citations` say whether each level names the one above it.
    """

    schema_version: Literal["1.0"] = "1.0"
    documents: tuple[DocumentRef, ...]
    citations: tuple[Citation, ...]
    items: tuple[ChainItem, ...]
