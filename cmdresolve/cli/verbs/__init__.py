"""The verbs, a module each with one function `run`: words in, exit status out.

`cli.main` loads the one that is asked for.
A verb reads its options, calls the library and prints what it says.
"""
