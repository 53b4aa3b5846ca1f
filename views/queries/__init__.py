"""The questions that pages ask the warehouse, by subject; `views/data.py` gives them all."""
