"""The notice model: a text becomes a Notice with exact offsets, without settings or network."""
