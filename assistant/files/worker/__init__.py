"""The worker: a process of its own in which files of strangers are parsed, and killed if need be."""
