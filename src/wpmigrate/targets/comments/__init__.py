"""Comment systems: one module each."""
