"""The language model: one client for every OpenAI-compatible endpoint, prompts, budget, replay."""
