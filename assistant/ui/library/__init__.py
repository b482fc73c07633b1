"""The screen 范例库: search past records, read whole notices, look after the corpus."""
