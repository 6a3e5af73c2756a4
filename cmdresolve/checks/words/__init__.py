"""Rules about single words: blanks and quotes where none belong."""
