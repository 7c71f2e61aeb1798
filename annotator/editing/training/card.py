"""The card of a set of training data: what is in it, how it came about, how it is loaded.

A README.md as the Hugging Face hub reads it: metadata in YAML between two lines of
dashes (licence, languages, task, size, the file of each split, the columns), then prose.
Values are written as JSON, which YAML includes. The columns are those of the native JSON
Lines, so that `load_dataset` of the folder does not have to infer them, at which it fails
for empty lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from annotator.domain.codebook import Codebook, Label
from annotator.editing.training.agreement import Agreement
from annotator.editing.training.grouping import Grouping
from annotator.editing.training.options import PartReport, TrainingOptions, TrainingReport
from annotator.editing.training.parts import Part
from annotator.formats.format import Format

_SPLITS = {Part.TRAIN: "train", Part.DEV: "validation", Part.TEST: "test"}
_SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
_LOADED = ("jsonl", "parquet")
"""Formats that the hub's own library loads by the card alone."""

_COLUMNS = """\
  features:
  - {name: format, dtype: string}
  - {name: id, dtype: string}
  - {name: text, dtype: string}
  - {name: annotator, dtype: string}
  - name: spans
    list:
    - {name: id, dtype: string}
    - {name: start, dtype: int64}
    - {name: end, dtype: int64}
    - {name: label, dtype: string}
    - {name: text, dtype: string}
    - name: fragments
      list:
        list: int64
    - name: attributes
      list:
      - {name: name, dtype: string}
      - {name: value, dtype: string}
    - {name: note, dtype: string}
    - {name: annotator, dtype: string}
  - name: relations
    list:
    - {name: id, dtype: string}
    - {name: label, dtype: string}
    - {name: head, dtype: string}
    - {name: child, dtype: string}
  - name: meta
    struct:
    - {name: title, dtype: string}
    - {name: source, dtype: string}
    - {name: url, dtype: string}
    - {name: published, dtype: string}
    - {name: language, dtype: string}
    - name: keywords
      list: string
    - {name: text_sha256, dtype: string}
  - {name: answer, dtype: string}
"""

_GROUPED = {
    Grouping.COPIES: "copies of a story, edited or not, are in one part",
    Grouping.SOURCE: "articles of a source are in one part",
    Grouping.DATE: "articles of a day are in one part",
    Grouping.ARTICLE: "each article was placed on its own",
}


def card(
    title: str,
    codebook: Codebook,
    form: Format,
    options: TrainingOptions,
    report: TrainingReport,
) -> str:
    """The README.md, always the same for the same data."""
    blocks = [
        "".join(_metadata(title, form, options, report)),
        f"# {_line(title)}\n",
        _about(form, options),
        "## Parts\n\n" + _table(*_parts(report)),
        "## Labels\n\n" + "\n".join(_labels(codebook, report)),
        "## How it was split\n\n" + " ".join(_split(options, report)) + "\n",
        "## Who marked\n\n" + _agreed(report.agreement) + "\n",
    ]
    if report.whole.losses:
        blocks.append("## What is not here\n\n" + "\n".join(_missing(report)) + "\n")
    blocks.append("## Files\n\n" + _table(*_files(report)))
    loading = _loading(form)
    if loading:
        blocks.append("## Loading\n\n" + loading)
    return "\n".join(blocks)


def _about(form: Format, options: TrainingOptions) -> str:
    return (
        f"News articles with marks on spans of their text: {_line(form.title)}. Offsets count "
        f"{_unit(form, options)}, half-open, over the text.\n"
    )


def _metadata(
    title: str, form: Format, options: TrainingOptions, report: TrainingReport
) -> Iterator[str]:
    yield "---\n"
    yield f"pretty_name: {_quoted(title)}\n"
    yield f"license: {_quoted(options.licence or 'unknown')}\n"
    if report.languages:
        codes = sorted({one.split("-")[0].casefold() for one in report.languages})
        yield f"language: {json.dumps(codes)}\n"
    yield 'task_categories: ["token-classification"]\n'
    yield f"size_categories: [{_quoted(_size(report.whole.articles))}]\n"
    if form.name in _LOADED:
        yield "configs:\n- config_name: default\n  data_files:\n"
        for one in report.parts:
            name = f"{one.part}{form.suffixes[0]}"
            yield f"  - {{split: {_SPLITS[one.part]}, path: {_quoted(name)}}}\n"
    if form.name == "jsonl":
        yield "dataset_info:\n" + _COLUMNS
    yield "---\n"


def _size(articles: int) -> str:
    """The hub's name for how much there is."""
    below = 0
    for limit in _SIZES:
        if articles < limit:
            return f"n<{_short(limit)}" if not below else f"{_short(below)}<n<{_short(limit)}"
        below = limit
    return f"n>{_short(below)}"


def _short(number: int) -> str:
    return f"{number // 1_000_000}M" if number >= 1_000_000 else f"{number // 1_000}K"


def _unit(form: Format, options: TrainingOptions) -> str:
    unit = options.export.offsets or form.units[0]
    shown = {"codepoint": "Unicode code points", "utf16": "UTF-16 units", "byte": "UTF-8 bytes"}
    return shown.get(unit, "grapheme clusters")


def _parts(report: TrainingReport) -> tuple[list[str], list[list[str]]]:
    labels = sorted({name for one in report.parts for name, _ in one.labels})
    head = ["part", "articles", "groups", "without marks", "marks", *labels]
    return head, [_row(one, labels) for one in report.parts]


def _row(one: PartReport, labels: list[str]) -> list[str]:
    by_label = dict(one.labels)
    numbers = [one.articles, one.groups, one.unmarked, one.annotations]
    numbers += [by_label.get(name, 0) for name in labels]
    return [str(one.part), *(str(number) for number in numbers)]


def _labels(codebook: Codebook, report: TrainingReport) -> Iterator[str]:
    used = {name for one in report.parts for name, _ in one.labels}
    for label in codebook.labels:
        if label.name in used:
            yield from _label(label)


def _label(label: Label) -> Iterator[str]:
    yield f"### {_line(label.name)}\n"
    if label.definition:
        yield f"{_line(label.definition)}\n"
    for head, said in (("Includes", label.includes), ("Excludes", label.excludes)):
        if said:
            yield f"{head}: {_line(said)}\n"
    for head, examples in (("Examples", label.examples), ("Not", label.counterexamples)):
        if examples:
            yield f"{head}: {'; '.join(map(_line, examples))}\n"
    for asked in label.attributes:
        choices = f" ({', '.join(map(_line, asked.choices))})" if asked.choices else ""
        meant = f": {_line(asked.definition)}" if asked.definition else ""
        yield f"- *{_line(asked.name)}*{choices}{meant}"
    if label.attributes:
        yield ""


def _split(options: TrainingOptions, report: TrainingReport) -> Iterator[str]:
    shares = options.shares
    yield f"Groups were drawn into train, dev and test at {shares.train} : {shares.dev} :"
    yield f"{shares.test}, by SHA-256 of their names under the seed {report.seed}:"
    yield f"{_GROUPED[options.grouping]}."
    if options.seed is None:
        yield "The seed was chosen, of many, for spreading labels most evenly."
    yield f"Exported again with `--seed {report.seed}`, every article stays in its part, and"
    yield "new ones are added. `split.jsonl` names the group and the part of each article."
    if report.aside:
        yield f"Articles that are like ones of several parts were left out: {len(report.aside)}."
    if report.leaks:
        yield f"Articles that have a copy in another part: {report.leaks}."


def _agreed(found: Agreement | None) -> str:
    if found is None:
        return "No two annotators were at the same article, so agreement is not known."
    names = ", ".join(_line(one) or "(unnamed)" for one in found.annotators)
    rows = [["all", f"{found.f1:.3f}"], *([name, f"{one:.3f}"] for name, one in found.by_label)]
    return (
        f"{names}. In {found.articles} articles several of them were at work; F1 of equal marks "
        "(same label, same offsets), pair by pair:\n\n" + _table(["label", "F1"], rows)
    )


def _missing(report: TrainingReport) -> Iterator[str]:
    for sort, number in report.whole.losses:
        yield f"- {sort}: {number}"


def _files(report: TrainingReport) -> tuple[list[str], list[list[str]]]:
    rows = [[one.name, str(one.size), f"`{one.sha256}`"] for one in report.files]
    return ["file", "bytes", "SHA-256"], rows


def _loading(form: Format) -> str:
    if form.name == "spacy":
        return (
            "`load.py` has `docs(part, nlp)`. spaCy trains on the files as they are:\n\n"
            "```\n"
            "python -m spacy init config config.cfg --lang en --pipeline ner\n"
            "python -m spacy train config.cfg --paths.train train.spacy --paths.dev dev.spacy\n"
            "```\n"
        )
    if form.name in _LOADED:
        return (
            "`load.py` loads a part; Hugging Face's library needs no script:\n\n"
            "```python\nfrom datasets import load_dataset\n\n"
            'data = load_dataset("path/to/this/folder")\n```\n'
        )
    return ""


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [[_cell(one) for one in head], ["---"] * len(head)]
    lines += [[_cell(one) for one in row] for row in rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _cell(words: str) -> str:
    return _line(words).replace("|", "\\|")


def _line(words: str) -> str:
    """Words of users on one line, in which no Markdown or HTML begins."""
    flat = " ".join(words.split())
    return flat.replace("<", "&lt;").replace("[", "\\[")


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
