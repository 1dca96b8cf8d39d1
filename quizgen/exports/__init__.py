"""The bank for other programs. A module is a format: a pure function from cards to bytes or text.

``cards`` makes from the canonical bank what all need; ``losses`` counts what a format cannot keep.
"""
