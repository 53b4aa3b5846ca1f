"""What a number is of, by the words beside it."""
