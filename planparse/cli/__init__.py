"""The command line: one short function a command."""

from planparse.cli.app import main

__all__ = ["main"]
