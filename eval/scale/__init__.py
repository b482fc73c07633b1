"""Scale: what an index of thousands of records costs to fill, to open, to extend and to ask."""
