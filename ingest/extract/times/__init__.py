"""Times and roles: reached or aimed at, and of which year or span."""
