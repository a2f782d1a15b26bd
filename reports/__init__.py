"""Reports: drawing and saying what `analysis` found. Computes nothing."""
