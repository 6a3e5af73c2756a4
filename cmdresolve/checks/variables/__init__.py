"""Rules about variables, and who would put values in their place."""
