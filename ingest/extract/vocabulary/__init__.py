"""Known words and indicators, one key for one thing, and how sure a reading is."""
