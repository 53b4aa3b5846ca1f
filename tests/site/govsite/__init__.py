"""A web of fictional county sites on the loopback device, for tests and measurements."""
