"""Pieces of files that several platforms have in common: paths, menus, pictures, terms, comments. Pure, like targets."""
