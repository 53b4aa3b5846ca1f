"""Reports worded by us around official figures, for the demo and the tests; see README.md."""
