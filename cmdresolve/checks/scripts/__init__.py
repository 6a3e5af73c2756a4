"""Rules about shells: their scripts, the words after them, and what only a shell reads."""
