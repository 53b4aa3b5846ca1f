"""Ranks: whose, in which ranking, and where it moved."""
