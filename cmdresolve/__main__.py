"""``python -m cmdresolve``, and the command ``cmdresolve``: a process that ends with its answer."""

from __future__ import annotations

import gc
import os
import sys
from importlib.machinery import PathFinder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.abc import Loader
    from importlib.machinery import ModuleSpec
    from signal import SIG_IGN, SIGINT, getsignal, signal
    from types import ModuleType
    from typing import Any
else:
    # `signal` makes enums of what it takes from there, and an interrupt meanwhile a traceback.
    from _signal import SIG_IGN, SIGINT, getsignal, signal

_INTERRUPTED = 130
# Almost all that a run makes lives to its end.
_OBJECTS_BETWEEN_COLLECTIONS = 100_000
# attrs and what it needs import these, and for the values of an ordinary run nobody uses them.
_SELDOM_USED = frozenset("attr.validators attrs.validators copy inspect tokenize".split())


class _LateLoader:
    """Loads a module when something in it is first asked for.

    `importlib.util.LazyLoader` does so when the module is imported a second time.
    """

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        def load(name: str) -> Any:
            del module.__getattr__
            module.__loader__ = self._loader
            if module.__spec__ is not None:
                module.__spec__.loader = self._loader
            self._loader.exec_module(module)
            return getattr(module, name)

        module.__getattr__ = load  # type: ignore[method-assign] # as of PEP 562


class _LateFinder:
    """Finds the modules that are to load late."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name in _SELDOM_USED else None
        if spec is not None and spec.loader is not None:
            spec.loader = _LateLoader(spec.loader)  # type: ignore[assignment] # all of it that is used
        return spec


def run() -> None:
    """Run the command line and leave.

    The process leaves at once, its output written: to take apart what was loaded would take as
    long as to read a Dockerfile of thousands of lines.
    """
    # From the first import on: an interrupt is no fault that wants a traceback.
    # A shell that starts it in the background has it ignored, and so it stays.
    if getsignal(SIGINT) != SIG_IGN:
        signal(SIGINT, lambda *_: os._exit(_INTERRUPTED))
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    sys.meta_path.insert(0, _LateFinder)
    from cmdresolve.cli.main import main  # noqa: PLC0415 - loads what is never collected

    status = main()
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
