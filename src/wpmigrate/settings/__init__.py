"""`wpmigrate.toml`: the settings of a site, read, described by a schema, and written as a first version."""
