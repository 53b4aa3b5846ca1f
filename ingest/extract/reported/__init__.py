"""What a report says of its own results in words."""
