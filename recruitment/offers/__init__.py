"""An offer's way: written, approved, signed, sent, answered. The candidate's answer and what follows it have modules of
their own."""
