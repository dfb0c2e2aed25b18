"""Every exception that planparse raises: one root, one class a stage."""


class PlanparseError(Exception):
    """Base of all planparse errors; its message is one line, fit to be shown to a user."""


class ReadError(PlanparseError):
    """The input cannot be read as a document: missing, a folder, empty, binary, too large."""


class WriteError(PlanparseError):
    """A result cannot be written: no such folder, no permission, a file that is there already."""


class LexiconError(PlanparseError):
    """A vocabulary file of the package is malformed; a defect of the installation, not of input."""


class MissingLibraryError(PlanparseError):
    """A library of an extra is not installed; the message names the command that brings it."""
