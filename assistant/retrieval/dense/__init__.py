"""Vector databases that find the nearest records of a large segment; all that imports chromadb."""
