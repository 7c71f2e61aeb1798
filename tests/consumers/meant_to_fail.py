"""Files of the shared data that are not to be brought in, each with the reason why.

What is refused and not named here was meant to be valid.
"""

from __future__ import annotations

from fnmatch import fnmatch

MEANT_TO_FAIL: tuple[tuple[str, str, str], ...] = (
    ("doccano-samples/*bounding_box*", "", "pictures, as JSON over several lines"),
    ("doccano-samples/*segmentation*", "", "pictures, as JSON over several lines"),
    ("doccano-samples/*image_*", "filename", "pictures"),
    ("doccano-samples/*speech_to_text*", "filename", "sound"),
    ("doccano-samples/*/tests/data/*", "no text", "rows without text, made to be refused"),
    ("doccano-samples/*invalid*", "", "made to be refused"),
    ("feeds/*", "no entry with words", "entries of nothing but names, ids and dates"),
    ("format-fixtures/w3c-annotations.jsonld", "neither is", "marks without their article"),
    ("label-studio-samples/*", "no text", "tasks about pictures and pages"),
    ("newsml-g2/LISTING_25_*", "is not XML", "not well-formed"),
    ("newsml-g2/*", "holds no article", "concepts, plans, packages and catalogues"),
    ("newsml-g2/*", "holds no text item with words", "pictures, video, scores and empty items"),
    ("ninjs/*", "holds no news item with words", "pictures, sound, video and empty items"),
    ("office-and-encodings/testBinControlWord.rtf", "no paragraph with words", "a picture"),
    ("refi-qda", "holds no file to bring in", "schemas only"),
    ("uima-cas/*", "holds no text", "structures without a text"),
    ("uima-cas/*emptyCas*", "no list of feature structures", "an empty structure"),
    ("w3c-web-annotation/*", "no annotation of a stretch of text", "notes on whole pages"),
    ("w3c-web-annotation/*", "neither is", "marks without their article"),
    ("webanno-tsv-suite/*explained*", "neither a comment nor a token", "an explanation"),
)
"""Pattern of the file within the shared data, words of the refusal, and the reason."""


def is_meant(file: str, refusal: str) -> bool:
    """Whether a refusal of a file, by its place within the shared data, is as it should be."""
    return any(fnmatch(file, pattern) and words in refusal for pattern, words, _ in MEANT_TO_FAIL)
