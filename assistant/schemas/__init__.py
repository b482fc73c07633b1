"""Schemas: the published JSON Schemas (draft 2020-12) of everything that is printed as JSON."""
