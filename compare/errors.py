"""What can go wrong when reports are held against each other."""

from __future__ import annotations


class CompareError(Exception):
    """Base of everything that the comparison refuses; the message says what to do."""


class NotComparableReportsError(CompareError):
    """The two reports are of different regions, of one year, or years apart."""
