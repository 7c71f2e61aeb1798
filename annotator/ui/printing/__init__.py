"""The article with its marks, legend, cards and notes, on paper and as PDF."""
