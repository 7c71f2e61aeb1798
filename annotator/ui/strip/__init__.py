"""The strip beside a mark: one question after another, each answered by one key."""
