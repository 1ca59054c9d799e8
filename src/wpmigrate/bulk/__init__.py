"""Many exports in one call: each in a process of its own with limits, so that a bad one never stops the others."""
