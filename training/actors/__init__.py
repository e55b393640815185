"""Fitting of the model that tells parties from places."""
