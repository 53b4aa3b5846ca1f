"""What a number is of, where words were left out that stand earlier."""
