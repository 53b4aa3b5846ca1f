"""The numbers of a text: which there are, and which of them measure nothing."""
