"""Where a project that is included looks for its files.

Compose keeps two folders of a project: that from which files are named (ProjectDirectory), and
that which the paths in it are made relative to (WorkingDir), which is relative to the including
one's. They part where ``project_directory`` names a folder that is not there.

Source: compose-go v2.9.1 loader/include.go ApplyInclude, loader/loader.go localResourceLoader.Dir,
paths/resolve.go ResolveRelativePaths; asked of Compose 2.26 and 2.40.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from attrs import frozen


@frozen
class Where:
    """Where the files of a project are; paths are relative to the outermost project's folder.

    Attributes:
        folder: the folder from which it includes and extends files.
        working: what ``env_file`` and ``project_directory`` of its includes are relative to. It is
            the folder as the including project names it, and Compose starts from its own working
            folder, so that it misses from the third level on.
        services: what ``env_file`` of its services is relative to.
        outermost: whether this is the project that includes the others.
        rooted: whether Compose has `folder` as an absolute path. If not, it puts the folder before
            the path of a file that it includes a second time.
    """

    folder: str = ""
    working: str = ""
    services: str = ""
    outermost: bool = True
    rooted: bool = True

    def path(self, name: str) -> str:
        """Return the path of a file that is included or extended."""
        return joined(self.folder, name)

    def env_path(self, name: str) -> str:
        """Return the path of a file of variables that an entry of ``include`` names."""
        return joined(self.working, name)

    def inside(self, path: str, project: str | None, is_folder: Callable[[str], bool]) -> Where:
        """Return where a project is that this one includes.

        Args:
            path: the path of its first file.
            project: its ``project_directory``, or None.
            is_folder: says whether there is a folder at a path.
        """
        if not project:
            folder = posixpath.dirname(path)
            rooted = self.rooted or posixpath.isabs(folder)
            return self._at(folder, folder if rooted else self.path(folder), rooted=rooted)
        if posixpath.isabs(project):
            return Where(project, project, project, outermost=False)
        named = self.path(project)
        if not is_folder(named):
            named = self.path(posixpath.dirname(project))
        return self._at(joined(self.working, project), named, rooted=self.outermost)

    def base_services(self, path: str) -> str:
        """Return what ``env_file`` of services is relative to in a file that is extended."""
        return joined(self.services, self._relative(posixpath.dirname(path)))

    def _at(self, folder: str, found: str, *, rooted: bool) -> Where:
        working = self._relative(found)
        services = joined(self.services, working)
        return Where(folder, working, services, outermost=False, rooted=rooted)

    def _relative(self, path: str) -> str:
        if posixpath.isabs(path) or not self.folder:
            return path
        return posixpath.relpath(path or ".", self.folder)


def joined(folder: str, name: str) -> str:
    """Return a path from a folder in its shortest form; empty for the outermost folder."""
    path = posixpath.normpath(posixpath.join(folder, name))
    return "" if path == "." else path
