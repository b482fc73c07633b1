"""Projects: one inspection of one unit, kept in a database over the weeks that it takes."""
