"""From an address to observations: fetching, reading, extracting, storing."""
