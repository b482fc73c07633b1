"""The reviewer: 33 rules over a parsed notice; no settings, no network, no model."""
