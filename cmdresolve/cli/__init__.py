"""The command line: its language, the inputs it names, and the verbs.

`__main__` imports it.
It may import every room but `testing`.
"""
