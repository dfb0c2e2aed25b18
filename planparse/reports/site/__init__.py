"""A static site of a whole collection: it is opened from a folder, needs no server and no network.

Pages: overview, plans, the matrix of a parent's items by its children, bodies with all their
duties, a calendar of deadlines (also as .ics), findings by rule, and a search.
"""

from planparse.reports.site.folder import SiteError
from planparse.reports.site.pages import write_site

__all__ = ["SiteError", "write_site"]
