"""Changes to a Dockerfile, a YAML file or a command line, as edits and as text to paste.

Rules use them to write mends. They import `model`, `dockerfile` and `starters`.
"""
