"""What an input is, told by its content, and what it is called where nobody reads it.

`cli.inputs.load` imports it.
It imports nothing but patterns: no input is read in full here.
"""
