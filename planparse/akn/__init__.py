"""Plans as Akoma Ntoso 3.0, the XML of legal documents (OASIS LegalDocML)."""

from planparse.akn.document import to_akn

__all__ = ["to_akn"]
