"""What a command line names, read: files, projects, images, and who is asked about the others.

The verbs import it.
It imports every reader; what stands in a file is for its reader to say.
"""
