"""Clustering from disk: shares of the rows, several processes, kill and resume, errors."""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from unicode2_training.codebook.cluster import Clustering, ClusterSettings, split_centroids
from unicode2_training.codebook.kmeans import lloyd_step, nearest
from unicode2_training.codebook.shards import Shards

TRAINING = Path(__file__).parents[1]
SETTINGS = ClusterSettings(codes=40, batches=3, batch=512, steps=5)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """3,000 vectors of 24 dimensions around 60 centres, in three files."""
    folder = tmp_path_factory.mktemp("shards")
    rng = np.random.default_rng(0)
    centres = rng.normal(size=(60, 24)).astype(np.float32)
    rows = centres[rng.integers(0, 60, 3000)] + 0.2 * rng.normal(size=(3000, 24)).astype(np.float32)
    for index, (part, kind) in enumerate(zip(np.split(rows, [700, 1900]), ("f4", "f2", "f4"), strict=True)):
        np.save(folder / f"{index}.npy", part.astype(kind))
    return folder


def run_command(data: Path, target: Path, *, processes: int, dies: int | None = None) -> int:
    """Exit status of the command, under torchrun where there are several processes; `dies` is killed after step 4."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    launcher = ["-m", "torch.distributed.run", f"--nproc-per-node={processes}", f"--master-port={port}"]
    program = ["-m", "unicode2_training"] if dies is None else ["-m", "tests.dying_cluster", str(dies), "4"]
    command = [
        sys.executable, *(launcher if processes > 1 else []), *program, "cluster", "--threads", "1",
        "--shards", str(data), "--codes", "40", "--batches", "0", "--steps", "10", "--to", str(target),
    ]  # fmt: skip
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.run(command, cwd=TRAINING, env=environment, timeout=300).returncode


def error_of(data: Path, target: Path) -> float:
    """Mean squared error of a written book on all rows."""
    centroids = load_file(target)["centroids"].float()
    return float(nearest(next(Shards(data).chunks(10_000)), centroids)[1].mean())


def test_shares_of_the_rows_are_all_of_them_once(data: Path) -> None:
    whole = next(Shards(data).chunks(10_000))
    parts = [torch.cat(list(Shards(data, rank=rank, processes=4).chunks(100))) for rank in range(4)]
    assert torch.equal(torch.cat(parts), whole) and whole.shape == (3000, 24)
    assert torch.equal(Shards(data).sample(10), whole[::300])


def test_full_steps_never_make_the_error_larger(data: Path, tmp_path: Path) -> None:
    run = Clustering(SETTINGS, Shards(data), tmp_path / "state")
    run.run()
    errors = [entry["error"] for entry in run.history if entry["full"]]
    assert len(errors) == 5 and all(later <= sooner + 1e-6 for sooner, later in itertools.pairwise(errors))
    assert errors[-1] < 0.6 * float(next(Shards(data).chunks(10_000)).var(dim=0).sum())


def test_a_book_grows_by_splitting_where_the_vectors_are(data: Path) -> None:
    smaller, counts = torch.tensor([[0.0], [10.0]]), torch.tensor([30, 10])
    larger = split_centroids(smaller, counts, 10, torch.Generator().manual_seed(0))
    assert larger.shape == (10, 1) and int((larger < 5).sum()) == 7  # 1 + ¾ of 8


def test_a_book_of_as_many_codes_is_where_it_starts(data: Path, tmp_path: Path) -> None:
    centroids = next(Shards(data).chunks(10_000))[::75].contiguous()
    save_file({"centroids": centroids}, tmp_path / "start.safetensors")
    settings = ClusterSettings(codes=40, batches=0, steps=1, start=str(tmp_path / "start.safetensors"))
    run = Clustering(settings, Shards(data), tmp_path / "state")
    expected = lloyd_step(Shards(data).chunks(10_000), centroids, reseed=False)[0]
    assert torch.equal(run.run(), expected)


@pytest.mark.slow
def test_processes_agree_and_a_group_in_which_one_is_killed_goes_on_where_it_was(data: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.safetensors", tmp_path / "two.safetensors"
    assert run_command(data, one, processes=1) == 0 and run_command(data, two, processes=2) == 0
    assert abs(error_of(data, one) / error_of(data, two) - 1) < 1e-3

    for rank in (0, 1):
        killed = tmp_path / f"killed-{rank}.safetensors"
        assert run_command(data, killed, processes=2, dies=rank) != 0 and not killed.is_file()
        assert torch.load(killed.with_suffix(".checkpoint"), weights_only=True)["step"] in (3, 4)
        assert run_command(data, killed, processes=2) == 0
        assert torch.equal(load_file(killed)["centroids"], load_file(two)["centroids"])


def test_what_does_not_fit_is_refused(data: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="codes must be 2"):
        ClusterSettings(codes=1)
    with pytest.raises(ValueError, match="metric must be"):
        Shards(data, metric="manhattan")
    with pytest.raises(ValueError, match="fewer than"):
        Clustering(ClusterSettings(codes=4000), Shards(data), tmp_path / "state")
    with pytest.raises(ValueError, match=r"no \.npy files"):
        Shards(tmp_path)
    np.save(tmp_path / "wrong.npy", np.zeros((4, 3)))
    with pytest.raises(ValueError, match="float16 or float32"):
        Shards(tmp_path)
    np.save(tmp_path / "wrong.npy", np.full((4, 3), np.nan, dtype=np.float32))
    with pytest.raises(ValueError, match="not finite"):
        next(Shards(tmp_path).chunks(4))
    for shape, reason in (((41, 24), "more than 40"), ((4, 23), "dimensions")):
        save_file({"centroids": torch.zeros(shape)}, tmp_path / "start.safetensors")
        settings = ClusterSettings(codes=40, start=str(tmp_path / "start.safetensors"))
        with pytest.raises(ValueError, match=reason):
            Clustering(settings, Shards(data), tmp_path / "other").run()
    Clustering(SETTINGS, Shards(data), tmp_path / "state").run()
    with pytest.raises(ValueError, match="belongs to other settings"):
        Clustering(ClusterSettings(codes=40, seed=1), Shards(data), tmp_path / "state").run()
