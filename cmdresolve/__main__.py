"""``python -m cmdresolve``, and the command ``cmdresolve``: a process that ends with its answer."""

import gc
import os
import signal
import sys

_INTERRUPTED = 130
# Almost all that a run makes lives to its end.
_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def run() -> None:
    """Run the command line and leave.

    The process leaves at once, its output written: to take apart what was loaded would take as
    long as to read a Dockerfile of thousands of lines.
    """
    # From the first import on: an interrupt is no fault that wants a traceback.
    signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from cmdresolve.cli.main import main  # noqa: PLC0415 - loads what is never collected

    status = main()
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
