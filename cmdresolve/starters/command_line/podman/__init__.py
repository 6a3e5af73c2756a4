"""podman's flags by version, and the values that bear on the first process.

`starters.command_line` imports it.
It imports the shared modules of `starters.command_line`.
"""
