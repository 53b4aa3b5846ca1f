"""The words around a number: clauses, cues, heads, and what is trimmed off."""
