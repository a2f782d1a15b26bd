"""The chapters of a report, one module each: `blocks(evidence, language, digest)` gives what stands in it."""
