"""Asking for a hire: the need, who completes it, and what is approved."""
