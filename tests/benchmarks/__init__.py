"""How fast and how heavy the product is, each figure beside a floor that was measured in the same run."""
