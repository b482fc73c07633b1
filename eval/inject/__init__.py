"""The injector: clean notices with one defect each, planted at seeded places in natural forms."""
