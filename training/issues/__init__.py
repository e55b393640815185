"""What makes `kg/issues/data/weights.csv`."""
