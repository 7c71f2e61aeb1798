"""Files of the shared data that an import of their folder passes over, each with the reason why.

What is passed over and not named here would be told as without a reason.
"""

from __future__ import annotations

from fnmatch import fnmatch

PASSED_OVER: tuple[tuple[str, str], ...] = (
    ("argunsc/component_relations_*", "pairs of components that the other table has too"),
    ("doccano-samples/*label*.json", "settings of a project: labels"),
    ("doccano-samples/*", "labels and answers of whole texts, over several lines of JSON"),
    ("encodings/*.srt", "subtitles"),
    ("europeana-ner-fr/*.md", "tells of the corpus"),
    ("event-coding/*.xml", "parse trees and event codes, made for testing a coder"),
    ("feeds/encoding/*", "feeds without an entry, made for testing encodings"),
    ("format-fixtures/native.schema.json", "a schema"),
    ("format-fixtures/project.qde", "the project file that fixture.qdpx holds"),
    ("gum-news/xml/*", "the articles of the TSV files once more, marked up for display"),
    ("label-studio-samples/*config*", "settings: a labelling configuration or its schema"),
    ("label-studio-samples/data_examples.json", "values for pictures, sound and pages"),
    ("label-studio-samples/*.csv", "a table of songs, without a text"),
    ("newsml-g2/*", "parts of items, as a book shows them"),
    ("ninjs/*schema*", "a schema"),
    ("ninjs/3.0__*", "a fixture of a sports event, not a news item"),
    ("office-and-encodings/*.doc", "the old Word format"),
    ("office-and-encodings/*.eml", "mail"),
    ("qualcoder-examples/*.ris", "references"),
    ("qualcoder-examples/*.tex", "LaTeX"),
    ("qualcoder-examples/*", "attributes of cases and answers of a survey, without a text"),
    ("refi-qda/*.xsd", "schemas"),
    ("uima-cas/typesystems/*", "type systems"),
    ("webanno-tsv-suite/*typesystem.xml", "type systems"),
    ("webanno-tsv-suite/tsv2/*.xml", "TEI with a mark-up of its own for every word"),
)
"""Pattern of the file within the shared data, and the reason."""

NO_REASON = "without a reason"


def why(file: str) -> str:
    """Why a file, by its place within the shared data, is passed over."""
    return next((reason for pattern, reason in PASSED_OVER if fnmatch(file, pattern)), NO_REASON)
