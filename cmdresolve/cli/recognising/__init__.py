"""Recognition of inputs by content, and names for kinds that are not read.

`cli.inputs.load` imports it.
It imports nothing but patterns: no input is read in full here.
"""
