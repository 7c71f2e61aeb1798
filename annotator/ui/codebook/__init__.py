"""The codebook editor: labels, relation types and questions, and changes made safely."""
