"""Peer of `bench clustering`: FAISS's k-means from the same first centres, and one measure for all books.

Reads shards/*.npy ([n, d] float32), start.f32 ([K, d]) and ours-*.safetensors from a folder; writes faiss.json there.
"""

import argparse
import json
import time
from pathlib import Path

import faiss
import numpy as np

CHUNK = 8192


def lloyd(vectors: np.ndarray, start: np.ndarray, steps: int) -> tuple[float, np.ndarray]:
    """Seconds of `steps` steps of FAISS's k-means, and its centres (K, d)."""
    settings = faiss.ClusteringParameters()
    settings.niter, settings.max_points_per_centroid, settings.min_points_per_centroid = steps, len(vectors), 1
    clustering = faiss.Clustering(start.shape[1], len(start), settings)
    faiss.copy_array_to_vector(start.ravel(), clustering.centroids)
    began = time.perf_counter()
    clustering.train(vectors, faiss.IndexFlatL2(start.shape[1]))
    seconds = time.perf_counter() - began
    return seconds, faiss.vector_to_array(clustering.centroids).reshape(start.shape)


def read_centroids(path: Path) -> np.ndarray:
    """`centroids` (K, d) of a safetensors file: header length, header, data."""
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    entry = json.loads(data[8 : 8 + length])["centroids"]
    begin, end = entry["data_offsets"]
    assert entry["dtype"] == "F16", entry
    return np.frombuffer(data[8 + length + begin : 8 + length + end], dtype="<f2").reshape(entry["shape"])


def measure(vectors: np.ndarray, centroids: np.ndarray) -> dict[str, float]:
    """Mean squared distance to the nearest of float16 centres, from differences in float64, and how many are empty."""
    rounded = centroids.astype(np.float16).astype(np.float32)
    index = faiss.IndexFlatL2(rounded.shape[1])
    index.add(rounded)
    nearest = index.search(vectors, 1)[1][:, 0]
    error = 0.0
    for first in range(0, len(vectors), CHUNK):
        part = slice(first, first + CHUNK)
        error += float(np.square(vectors[part].astype(np.float64) - rounded[nearest[part]]).sum())
    return {"error": error / len(vectors), "empty": len(rounded) - len(np.unique(nearest))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    arguments = parser.parse_args()
    faiss.omp_set_num_threads(arguments.threads)
    vectors = np.concatenate([np.load(path) for path in sorted((arguments.folder / "shards").glob("*.npy"))])
    start = np.fromfile(arguments.folder / "start.f32", dtype="<f4").reshape(-1, vectors.shape[1])
    seconds, centroids = lloyd(vectors, start, arguments.steps)
    books = {path.stem: read_centroids(path) for path in sorted(arguments.folder.glob("ours-*.safetensors"))}
    measured = {name: measure(vectors, book) for name, book in {"faiss": centroids, **books}.items()}
    (arguments.folder / "faiss.json").write_text(json.dumps({"seconds": seconds, "books": measured}))


main()
