"""Vietnamese text: offset map, normalisation, folding, numbers, dates; no knowledge of plans."""
