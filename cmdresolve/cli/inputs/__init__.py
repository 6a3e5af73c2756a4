"""Reading of what a command line names: files, projects, images, and their sources.

The verbs import it.
It imports every reader; the errors of a file are its reader's.
"""
