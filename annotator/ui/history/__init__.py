"""The journal on the screen: what was done, looked at step by step, and taken back."""
