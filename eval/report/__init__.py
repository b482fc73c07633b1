"""The report: one page that holds a log, its plots and its samples, without any outside asset."""
