"""How fast wpmigrate is, beside the tools that others use: `python -m benchmarks --help`."""
