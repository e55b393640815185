"""Figures of quality and speed: `python -m benchmarks` runs them all and rewrites RESULTS.md."""
