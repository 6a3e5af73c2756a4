"""The command line: arguments, inputs, and the verbs.

`__main__` imports it.
It may import every room but `testing`.
"""
