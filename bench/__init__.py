"""Measurements: speed, quality, and the honesty of confidence."""
