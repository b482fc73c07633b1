"""What a review looks like: one module a format."""
