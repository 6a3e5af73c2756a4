"""Findings of many files, written for a person or for the program that asked: one module a format.

The ways in import it. A format takes `Checked` files and gives a text; it decides nothing.
It imports `render`, `checks.finding` and `model`.
"""
