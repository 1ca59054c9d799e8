"""Get a site out of WordPress: nothing is lost, nothing becomes more public, and the ledger proves it."""

__version__ = "0.1.0"
