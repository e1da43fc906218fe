"""Asked, then answered: what people type and click."""
