"""Stretches of a news text that an editor is likely to mark, found by rule.

Names, quotations, what someone is said to have said, amounts, and parts of
sentences. Nothing here is learnt from a model; what the article itself shows of
its words (`evidence`) and names marked before come in as plain values.
"""
