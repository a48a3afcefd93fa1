"""Proofs about a pack: what can't be reached, what never fires, what cites nothing."""
