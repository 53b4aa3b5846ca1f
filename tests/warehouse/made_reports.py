"""Makes reports for the warehouse's tests: short texts of our own, with true offsets."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from assembly import open_writer
from ingest.pipeline import Origin, ingest_bytes
from warehouse import Home, RawDocument, StoredReport

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

REGION = {
    "region_code": "500102",
    "name": "重庆市涪陵区",
    "short_name": "涪陵区",
    "level": "district",
    "parent_code": "500000",
    "pinyin": "fuling qu",
}


def region(number: int) -> dict[str, Any]:
    return {
        "region_code": f"X{number:05d}",
        "name": f"示例{number}区",
        "short_name": f"示例{number}区",
        "level": "district",
        "fictional": True,
    }


def report(
    year: int = 2025,
    value: float = 6.5,
    *,
    place: dict[str, Any] = REGION,
    version: str = "1",
    lines: int = 1,
    **changes: Any,
) -> StoredReport:
    """One review sentence and one target sentence a line, each with one observation."""
    text, observations, sentences = "", [], []
    for line in range(lines):
        for role, words in (
            ("actual", "去年商品%d产量增长%g%%。"),
            ("target", "今年商品%d产量增长%g%%左右。"),
        ):
            start = len(text)
            text += words % (line, value) + "\n"
            number = len(sentences)
            sentences.append(
                {
                    "number": number,
                    "section": 0 if role == "actual" else 1,
                    "start": start,
                    "end": len(text) - 1,
                    "headline": role == "target",
                }
            )
            figure = text.index(f"{value:g}%", start)
            observations.append({
                "subject": f"商品{line}产量", "subject_key": f"商品{line}产量", "indicator": None,
                "measure": "growth", "role": role, "period": year - (role == "actual"),
                "comparator": "about" if role == "target" else "eq", "value": value,
                "value_high": None, "unit": "%", "force": "expect" if role == "target" else None,
                "estimate": False, "relation": None, "quote": text[start + 2 : len(text) - 2],
                "start": figure, "end": figure + len(f"{value:g}%"), "quote_start": start + 2,
                "quote_end": len(text) - 2, "sentence": number, "headline": role == "target",
                "place": None, "confidence": 0.9, "rule": "test", "flags": (),
            })  # fmt: skip
    fields: dict[str, Any] = {
        "region": place, "year": year, "kind": "work_report", "text": text,
        "extractor_version": version, "title": f"{year}年政府工作报告",
        "raw": RawDocument(hashlib.sha256(text.encode()).hexdigest(), len(text.encode())),
        "sections": [
            {"number": 0, "kind": "review", "heading": "", "start": 0, "end": len(text)},
        ],
        "sentences": sentences, "observations": observations,
    }  # fmt: skip
    return StoredReport(**{**fields, **changes})


def ingest_samples(home: Home) -> None:
    """The bundled samples through the real pipeline, published once."""
    with open_writer(home) as writer:
        writer.begin_run("demo")
        for path in sorted(SAMPLES.rglob("20*.*")):
            done = ingest_bytes(writer, path.read_bytes(), Origin(name=path.name))
            assert done.stored, (path, done.error)
        writer.end_run()
        writer.publish()
