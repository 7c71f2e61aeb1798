"""What a command does in the window: which act of `editing` it calls, and on what.

Each function takes the window. A refusal is raised and shown by the window in its
status line; nothing here catches one.
"""
