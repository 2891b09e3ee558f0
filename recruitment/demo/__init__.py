"""A believable company to look around in: made from a seed, played through the product's own verbs."""
