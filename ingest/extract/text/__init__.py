"""The text itself: its facts, one plain form, its parts, sentences and what is masked."""
