"""One act upon many things: chosen on a board or a list, looked at, then done item by item, and undone for a minute."""
