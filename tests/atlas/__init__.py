"""Derives the atlas of public images from local clones of their build files."""
