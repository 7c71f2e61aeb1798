"""What bconv sees of PubAnnotation files, one JSON object a line.

    ENVIRONMENT/bin/python bconv_reader.py FILE...

Runs in bconv's own environment, without this project: bconv needs an older lxml.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import bconv


def main(files: list[str]) -> None:
    """Print text, marks (label, pieces, words) and relations (label, ends) of each file."""
    for file in files:
        document = bconv.load(file, fmt="pubanno_json")
        (section,) = document
        marks = {
            one.id: (one.metadata["type"], one.spans, one.text) for one in section.iter_entities()
        }
        links = [(one.metadata["type"], *_ends(one)) for one in section.relations]
        seen = {"text": section.text, "marks": marks, "links": links}
        print(json.dumps(seen))


def _ends(relation: Any) -> tuple[str, str]:
    roles = {member.role: member.refid for member in relation}
    return roles["subj"], roles["obj"]


if __name__ == "__main__":
    main(sys.argv[1:])
