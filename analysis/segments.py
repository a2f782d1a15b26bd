"""A segment of a study as files: what a machine of a cluster opens instead of the database.

A folder holds `people.parquet` and `answers.parquet`. Each answer is its JSON, so that a text stays a text and a number
a number; Parquet keeps each different answer once. Derived from the database, made anew for each analysis.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import frozen_json
from analysis.dataset import Dataset
from surveys.codebook import Codebook

PEOPLE, ANSWERS = "people.parquet", "answers.parquet"
ABOUT = b"livinglab"  # key of the metadata: codebook, origin, digest
KEYS = ("pseudonym", "wave")


def write(dataset: Dataset, folder: Path) -> Path:
    """The files of a segment in a folder that must not exist yet."""
    folder.mkdir(parents=True, mode=0o700)
    about = {
        "codebook": frozen_json.canonical(dataset.codebook),
        "origin": dataset.origin,
        "digest": dataset.digest,
    }
    pq.write_table(_table(dataset.participants), folder / PEOPLE)
    answers = pd.concat({"answer": dataset.answers, "silence": dataset.silences}, axis=1)
    answers.columns = [
        *(f"answer.{name}" for name in dataset.answers),
        *(f"silence.{name}" for name in dataset.silences),
    ]
    pq.write_table(_table(answers).replace_schema_metadata({ABOUT: json.dumps(about)}), folder / ANSWERS)
    return folder


def read(folder: Path) -> Dataset:
    """The segment that `write` put there."""
    answers = pq.read_table(folder / ANSWERS)
    about = json.loads(answers.schema.metadata[ABOUT])
    frame = _frame(answers, list(KEYS))
    return Dataset(
        codebook=frozen_json.load(Codebook, about["codebook"]),
        participants=_frame(pq.read_table(folder / PEOPLE), ["pseudonym"]),
        answers=_part(frame, "answer."),
        silences=_part(frame, "silence."),
        origin=about["origin"],
        digest=about["digest"],
    )


def _table(frame: pd.DataFrame) -> pa.Table:
    """Keys as text, everything else as JSON, each different value once."""
    keys = {str(name): pa.array(frame.index.get_level_values(str(name))) for name in frame.index.names}
    return pa.table(keys | {str(name): _encoded(column) for name, column in frame.items()})


def _encoded(column: pd.Series[Any]) -> pa.DictionaryArray:
    codes: dict[str, int] = {}
    places = [codes.setdefault(json.dumps(value, ensure_ascii=False), len(codes)) for value in column]
    return pa.DictionaryArray.from_arrays(pa.array(places, pa.int32()), pa.array(list(codes), pa.string()))


def _frame(table: pa.Table, keys: list[str]) -> pd.DataFrame:
    columns = {name: _decoded(table[name]) for name in table.column_names if name not in keys}
    names = [table[key].to_pylist() for key in keys]
    index = (
        pd.Index(names[0], name=keys[0], dtype=object)
        if len(keys) == 1
        else pd.MultiIndex.from_arrays(names, names=keys)
    )
    return pd.DataFrame(columns, index=index, dtype=object)


def _decoded(column: pa.ChunkedArray) -> np.ndarray[Any, Any]:
    array = column.combine_chunks()
    values = np.empty(len(array.dictionary), dtype=object)
    values[:] = [json.loads(text) for text in array.dictionary.to_pylist()]
    taken: np.ndarray[Any, Any] = values[array.indices.to_numpy()]
    return taken


def _part(frame: pd.DataFrame, start: str) -> pd.DataFrame:
    names: Mapping[str, str] = {name: name.removeprefix(start) for name in frame.columns if name.startswith(start)}
    return frame[list(names)].rename(columns=dict(names))
