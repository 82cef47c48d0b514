"""The safety net: what is heard in typed words."""
