"""The command line: its language, the inputs it names, and the verbs.

`__main__` imports it.
It imports the core, `starters`, `checks`, `render`, `images`, `published` and `batch`.
"""
