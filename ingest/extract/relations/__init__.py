"""Targets in words instead of a number."""
