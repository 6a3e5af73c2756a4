"""Rules about what a start keeps, clears and passes on of what the image says."""
