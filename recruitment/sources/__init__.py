"""Where applications come from: how a visit's signs are carried and read, links, referrals, colleagues who apply."""
