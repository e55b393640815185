"""`kg build` as users run it: failures, determinism, quality, time against the bare pipeline, memory, start-up.

python -m benchmarks.build
"""

from __future__ import annotations

import json
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import corpora

KG = [sys.executable, "-m", "kg"]
REPEATS = 3


def run_build(inputs: list[Path], out: Path, *options: str) -> tuple[int, dict]:
    """Build into a fresh folder; return the exit status and run.json."""
    shutil.rmtree(out, ignore_errors=True)
    done = subprocess.run([*KG, "-q", "build", *map(str, inputs), "--out", str(out), *options], cwd=corpora.ROOT)
    return done.returncode, json.loads((out / "run.json").read_text(encoding="utf-8"))


def write_texts(gold: Path, folder: Path) -> list[Path]:
    """Write a gold file's texts as files, in order."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    paths = []
    for name, text in corpora.texts_of(gold):
        path = folder / f"{name}.txt"
        path.write_bytes(text.encode())
        paths.append(path)
    return paths


def bare_pipeline(paths: list[Path]) -> float:
    """Return the seconds of the bare spaCy pipeline on the texts, loading included, in a process of its own."""
    code = (
        "import sys, time; began = time.perf_counter()\n"
        "from kg.annotate import load_pipeline\n"
        "nlp = load_pipeline()\n"
        "texts = [open(p, encoding='utf-8').read() for p in sys.argv[1:]]\n"
        "n = sum(len(doc) for doc in nlp.pipe(texts))\n"
        "print(time.perf_counter() - began)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, paths)], capture_output=True, text=True, check=True, cwd=corpora.ROOT
    )
    return float(done.stdout.split()[-1])


def seconds(command: list[str], *, times: int = 5) -> float:
    """Return the median seconds of a command."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True, cwd=corpora.ROOT)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def main() -> None:
    if not corpora.available():
        return
    work = corpora.WORK
    positions, polnear = corpora.gold_positions(), corpora.gold_polnear("dev")
    articles = write_texts(polnear, work / "polnear-texts")
    texts = sorted((corpora.SHARED / "data/positions").glob("*.txt"))
    rows = ["| what | figure | required |", "|---|---|---|"]
    for name, inputs in (("positions", texts), ("PolNeAR dev", articles)):
        out = work / f"graph-{name.split()[0].lower()}"
        status, report = run_build(inputs, out)
        counts = report["counts"]
        rows.append(
            f"| {name}: exit status, documents, failures, in quarantine | {status}, {counts['documents']}, "
            f"{counts['failed']}, {counts['quarantined']} | 0, all, 0, 0 |"
        )
    first = work / "graph-positions"
    run_build(texts, work / "graph-again")
    run_build(texts[::-1], work / "graph-reversed")
    same = {
        other: all((first / n).read_bytes() == (work / other / n).read_bytes() for n in ("graph.nq", "graph.ttl"))
        for other in ("graph-again", "graph-reversed")
    }
    jsonl = (first / "documents.jsonl").read_bytes() == (work / "graph-again/documents.jsonl").read_bytes()
    rows.append(
        f"| same input twice: identical documents.jsonl, graph.nq, graph.ttl | {jsonl and same['graph-again']} | True |"
    )
    rows.append(f"| other order: identical graph.nq, graph.ttl | {same['graph-reversed']} | True |")
    ratios: dict[str, list[float]] = {"neural": [], "rules": []}
    for _ in range(REPEATS):
        bare = bare_pipeline(articles)
        for name, measured in ratios.items():
            began = time.perf_counter()
            run_build(articles, work / f"graph-polnear-{name}", "--attribution", name)
            measured.append((time.perf_counter() - began) / bare)
    began = time.perf_counter()
    _, report = run_build(articles, work / "graph-polnear")
    whole = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    began = time.perf_counter()
    run_build(articles, work / "graph-two", "--workers", "2")
    faster = whole / (time.perf_counter() - began)
    for name, limit in (("neural", "at most 4"), ("rules", "at most 2.5")):
        low, middle, high = min(ratios[name]), statistics.median(ratios[name]), max(ratios[name])
        rows.append(
            f"| time of `kg build --attribution {name}` over the bare pipeline, 84 articles, median of {REPEATS} pairs "
            f"({low:.2f}–{high:.2f}) | {middle:.2f} | {limit} |"
        )
    rows.append(f"| one worker ({whole:.0f} s) over two | {faster:.2f} | at least 1.7 |")
    rows += [
        f"| of one worker's time: {name} | {100 * value / whole:.0f} % | |" for name, value in report["seconds"].items()
    ]
    share = report["seconds"]["validate"] / whole
    rows.append(f"| validation, share of the build | {100 * share:.0f} % | at most 40 % |")
    rows.append(f"| peak memory of one process | {peak:.0f} MiB | below 1,536 |")
    start = seconds([*KG, "--help"]) / seconds([sys.executable, "-c", "import spacy"])
    rows.append(f"| start-up of `kg --help` over `import spacy` | {start:.2f} | below 0.5 |")
    print("\n".join(rows))
    for title, script, gold, built in (
        ("PolNeAR dev", "score_attributions.py", polnear, "graph-polnear"),
        ("PolNeAR dev, `--attribution rules`", "score_attributions.py", polnear, "graph-polnear-rules"),
        ("positions", "score_documents.py", positions, "graph-positions"),
    ):
        print(f"\n{title}\n\n```\n{corpora.score(script, gold, work / built / 'documents.jsonl').rstrip()}\n```")


if __name__ == "__main__":
    main()
