"""The language of the command line: options and verbs as data, and what is made of them.

The verbs and `main` import it.
It imports the core's values; it asks nothing and answers nothing.
"""
