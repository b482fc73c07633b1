"""The screen 设置: engine, embeddings, unit, rules and appearance."""
