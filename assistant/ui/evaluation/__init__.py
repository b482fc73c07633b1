"""The screen 评测: the latest evaluation figures beside those of the run before."""
