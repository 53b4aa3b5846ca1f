"""What several pages share: words, numbers, charts, evidence, downloads, state."""
