"""``python -m cmdresolve``."""

import sys

from cmdresolve.cli import main

sys.exit(main())
