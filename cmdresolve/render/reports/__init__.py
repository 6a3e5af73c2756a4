"""Reports of the findings in many files, for people and for programs: one module a format.

The ways in import it. A format turns `Checked` files into a text, and decides nothing.
It imports `render`, `checks.rule` and `model`.
"""
