"""The command line."""

import sys

from planparse.pipeline import parse


def main() -> None:
    """Run the command line."""
    print(parse(sys.argv[2]).model_dump_json())
