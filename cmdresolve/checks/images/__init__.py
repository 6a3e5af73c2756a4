"""Rules about what the image has: a shell, an init."""
