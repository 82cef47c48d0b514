"""The program as it is, but its sandbox is held to the schema of the Bot API."""

import sys

from bot import cli
from stand_ins.held import hold

if __name__ == "__main__":
    hold()
    sys.exit(cli.main())
