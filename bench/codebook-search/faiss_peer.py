"""Peers of `bench codebook-search`: FAISS Flat and FAISS IVF over the same data, on the same number of threads.

Reads rows.f32 and queries.f32 ([K, d] and [N, d], little endian) from a folder; writes faiss.json there. IVF runs with more and
more probes until its recall@1 against Flat is at least 0.999.
"""

import argparse
import json
import time
from pathlib import Path

import faiss
import numpy as np

RECALL, ROUNDS, EXACT_ROUNDS = 0.999, 5, 3


def load_ms(index: faiss.Index, path: Path) -> int:
    """Milliseconds to read the index back from disk, just after it was written."""
    faiss.write_index(index, str(path))
    start = time.perf_counter()
    faiss.read_index(str(path))
    elapsed = round(1000 * (time.perf_counter() - start))
    path.unlink()
    return elapsed


def timed(index: faiss.Index, queries: np.ndarray, rounds: int) -> tuple[float, np.ndarray]:
    """Median milliseconds of a search, and the squared distances to what it found, (N,)."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        distances, _ = index.search(queries, 2)
        times.append(1000 * (time.perf_counter() - start))
    return float(np.median(times)), distances[:, 0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dimension", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    arguments = parser.parse_args()
    faiss.omp_set_num_threads(arguments.threads)
    rows = np.fromfile(arguments.folder / "rows.f32", dtype="<f4").reshape(-1, arguments.dimension)
    queries = np.fromfile(arguments.folder / "queries.f32", dtype="<f4").reshape(-1, arguments.dimension)

    flat = faiss.IndexFlatL2(arguments.dimension)
    flat.add(rows)
    ms, truth = timed(flat, queries, EXACT_ROUNDS)
    row_mb = rows.nbytes / 1e6
    results = [{
        "engine": "faiss-flat", "ms": round(ms, 1), "recall": 1.0, "buildMs": 0,
        "loadMs": load_ms(flat, arguments.folder / "faiss.index"), "memoryMb": round(row_mb),
    }]  # fmt: skip
    del flat

    lists = int(4 * np.sqrt(len(rows)))
    ivf = faiss.IndexIVFFlat(faiss.IndexFlatL2(arguments.dimension), arguments.dimension, lists)
    ivf.cp.niter = 6
    start = time.perf_counter()
    ivf.train(rows[:: max(1, len(rows) // (lists * 40))])
    ivf.add(rows)
    build_ms = round(1000 * (time.perf_counter() - start))
    for probes in (1, 2, 4, 8, 16, 32, 64, 96, 128, 192, 256, 384, 512, 768, 1024):
        if probes > lists:
            break
        ivf.nprobe = probes
        distances, _ = ivf.search(queries, 2)
        recall = float(np.mean(distances[:, 0] <= truth * 1.00001 + 1e-6))
        if recall >= RECALL:
            break
    ms, _ = timed(ivf, queries, ROUNDS)
    results.append({
        "engine": f"faiss-ivf, {lists} lists, {ivf.nprobe} probes",
        "ms": round(ms, 1), "recall": round(recall, 4), "buildMs": build_ms,
        "loadMs": load_ms(ivf, arguments.folder / "faiss.index"),
        "memoryMb": round(row_mb + (8 * len(rows) + 4 * lists * arguments.dimension) / 1e6),
    })  # fmt: skip
    (arguments.folder / "faiss.json").write_text(json.dumps(results))


main()
