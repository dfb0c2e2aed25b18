"""A collection of plans: read, linked, compared and checked, in one SQLite file.

`audit` is the whole of it; `tables` documents what the store holds.
"""

from planparse.auditing.pool import Limits
from planparse.auditing.runner import Options, Summary, audit
from planparse.auditing.store import Store, StoreError

__all__ = ["Limits", "Options", "Store", "StoreError", "Summary", "audit"]
