"""Clustering from disk: shares of the rows, several processes, kill and resume, errors."""

from __future__ import annotations

import io
import itertools
import os
import random
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import process_group
import pytest
import torch
from process_group import run_group
from safetensors.torch import load_file, save, save_file
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.fx.experimental.symbolic_shapes import ShapeEnv
from torch.nn import functional as F

from unicode2_training import __main__ as command_line
from unicode2_training.codebook import cluster as cluster_module
from unicode2_training.codebook import kmeans
from unicode2_training.codebook.cluster import Clustering, ClusterSettings, cluster, split_centroids
from unicode2_training.codebook.kmeans import lloyd_step, nearest
from unicode2_training.codebook.shards import Shards
from unicode2_training.devices import Hardware

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


def arguments(data: Path, batches: int) -> list[str]:
    """Of the command, but for its target."""
    return ["--shards", str(data), "--codes", "150", "--batches", str(batches), "--steps", "6"]


def run_command(data: Path, target: Path, *, batches: int, processes: int, deaths: dict[int, int]) -> list[int | None]:
    """Exit codes of the processes; `deaths` says at which call a rank dies."""
    return run_group(process_group.cluster, arguments(data, batches), target, deaths, processes=processes)


def error_of(data: Path, target: Path) -> float:
    """Mean squared error of a written book on all rows."""
    centroids = load_file(target)["centroids"].float()
    return float(nearest(next(Shards(data).chunks(10_000)), centroids)[1].mean())


def test_shares_of_the_rows_are_all_of_them_once(data: Path) -> None:
    whole = next(Shards(data).chunks(10_000))
    parts = [torch.cat(list(Shards(data, rank=rank, processes=4).chunks(100))) for rank in range(4)]
    assert torch.equal(torch.cat(parts), whole) and whole.shape == (3000, 24)
    assert torch.equal(Shards(data).sample(10), whole[::300])
    one, *three = (
        Shards(data, rank=rank, processes=processes).batch(500, torch.Generator().manual_seed(0))
        for processes in (1, 3)
        for rank in range(processes)
    )
    assert torch.equal(torch.cat(three), one) and one.shape == (497, 24)  # runs of 500 // 64 rows
    assert sorted(len(part) for part in three) == [165, 166, 166]


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
@pytest.mark.parametrize("batches", [0, 3])
def test_processes_agree_and_a_group_in_which_one_is_killed_goes_on_where_it_was(
    data: Path, tmp_path: Path, batches: int
) -> None:
    one, two = tmp_path / "one.safetensors", tmp_path / "two.safetensors"
    assert run_command(data, one, batches=batches, processes=1, deaths={}) == [0]
    assert run_command(data, two, batches=batches, processes=2, deaths={}) == [0, 0]
    assert abs(error_of(data, one) / error_of(data, two) - 1) < 1e-3
    assert not two.with_suffix(".checkpoint").exists()

    steps = []
    for kill in range(4):  # at a random call of each quarter
        rank = kill % 2
        calls = int(two.with_suffix(f".calls-{rank}").read_text())
        killed = tmp_path / f"killed-{kill}.safetensors"
        deaths = {rank: int((kill + random.Random(10 * batches + kill).random()) * calls / 4) + 1}
        codes = run_command(data, killed, batches=batches, processes=2, deaths=deaths)
        assert codes[rank] == -signal.SIGKILL, (codes, deaths)
        if killed.is_file():  # a book that is there is whole
            assert torch.equal(load_file(killed)["centroids"], load_file(two)["centroids"])
        checkpoint = killed.with_suffix(".checkpoint")
        steps.append(torch.load(checkpoint, weights_only=True)["step"] if checkpoint.is_file() else 0)
        assert run_command(data, killed, batches=batches, processes=2, deaths={}) == [0, 0]
        resumed, undisturbed = load_file(killed), load_file(two)
        assert all(torch.equal(resumed[name], undisturbed[name]) for name in ("centroids", "counts"))
    assert any(0 < step < batches + 6 for step in steps), steps


@pytest.mark.slow
def test_the_command_runs_under_torchrun(data: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    launcher = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node=2", f"--master-port={port}"]
    target, other = tmp_path / "torchrun.safetensors", tmp_path / "other.safetensors"
    command = [*launcher, "-m", "unicode2_training", "cluster", "--device", "cpu", "--to", str(target)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    run = subprocess.run([*command, *arguments(data, 3)], cwd=TRAINING, env=environment, timeout=300)
    assert run.returncode == 0
    assert run_command(data, other, batches=3, processes=2, deaths={}) == [0, 0]
    assert torch.equal(load_file(target)["centroids"], load_file(other)["centroids"])


@pytest.mark.parametrize("processes", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_empty_codes_move_to_the_vectors_with_the_largest_errors(tmp_path: Path, processes: int) -> None:
    vectors = 0.1 * torch.randn(20, 3, generator=torch.Generator().manual_seed(0))
    vectors[::2, 0] += 10
    for row, off in ((3, 5.0), (8, 7.0), (14, 6.0)):  # the first in the first share, the others in both
        vectors[row, 1] += off
    centroids = torch.tensor([[500.0, 0, 0], [0, 0, 0], [0, 500, 0], [10, 0, 0], [0, 0, 500]])
    if processes == 1:
        moved, counts, error = lloyd_step(vectors.split(4), centroids, reseed=True)
    else:
        shares, target = [vectors[:9].clone(), vectors[9:].clone()], tmp_path / "step"
        assert run_group(process_group.step_with_reseeding, shares, centroids, target, processes=2) == [0, 0]
        (moved, counts, error), other = torch.load(tmp_path / "step.0"), torch.load(tmp_path / "step.1")
        assert torch.equal(moved, other[0]) and torch.equal(counts, other[1])
    assert counts.tolist() == [0, 10, 0, 10, 0]
    assert torch.equal(moved[[0, 2, 4]], vectors[[8, 14, 3]]), "the largest error first"
    assert torch.allclose(moved[[1, 3]], torch.stack([vectors[1::2].mean(dim=0), vectors[::2].mean(dim=0)]))
    assert error == pytest.approx(float(nearest(vectors, centroids)[1].sum()))


def test_empty_codes_stay_where_they_are_when_not_moved_or_when_vectors_run_out() -> None:
    vectors, centroids = torch.tensor([[1.0], [2.0]]), torch.tensor([[0.0], [50.0], [60.0], [70.0]])
    assert lloyd_step([vectors], centroids, reseed=False)[0].tolist() == [[1.5], [50.0], [60.0], [70.0]]
    assert lloyd_step([vectors], centroids, reseed=True)[0].tolist() == [[1.5], [2.0], [1.0], [70.0]]


def test_cosine_is_euclidean_on_normalised_vectors_with_centres_brought_back_to_length_1(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    rows = (rng.normal(size=(400, 6)) * rng.uniform(0.1, 1e6, size=(400, 1))).astype(np.float32)
    np.save(tmp_path / "0.npy", rows)
    vectors = next(Shards(tmp_path, metric="cosine").chunks(400))
    assert torch.allclose(vectors, torch.from_numpy(rows / np.linalg.norm(rows, axis=1, keepdims=True)), atol=1e-6)
    settings = ClusterSettings(codes=9, metric="cosine", batches=0, steps=3)
    run = Clustering(settings, Shards(tmp_path, metric="cosine"), tmp_path / "state")
    run.start()
    centroids = run.centroids
    for step in range(3):
        index = nearest(vectors, centroids)[0]
        assert torch.equal(index, F.cosine_similarity(vectors[:, None], centroids[None], dim=2).argmax(dim=1))
        centroids = F.normalize(lloyd_step([vectors], centroids, reseed=step < 2)[0], dim=1)
    assert torch.equal(run.run(), centroids)


def test_all_is_computed_and_summed_on_the_device_of_the_centres(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a pretended GPU, as in test_devices.py; rows come from the CPU."""
    summed = []

    def record(value: torch.Tensor) -> torch.Tensor:
        summed.append(value.device)
        return value

    monkeypatch.setattr(kmeans, "sum_over_processes", record)
    # A pretended tensor has no value to read.
    monkeypatch.setattr(kmeans, "float", lambda value: 0.0 if isinstance(value, torch.Tensor) else float(value), False)
    settings = ClusterSettings(codes=40, batches=1, steps=1)
    gpu = torch.device("cuda", 0)
    with FakeTensorMode(shape_env=ShapeEnv(), allow_non_fake_inputs=False):
        rows = torch.zeros(500, 24)
        shards: Any = SimpleNamespace(
            total=500, dimension=24, sample=lambda _: rows, batch=lambda *_: rows, chunks=lambda _: rows.split(200)
        )
        run = Clustering(settings, shards, Path("unused"), gpu)
        run.start()
        for step, work in enumerate((run.mini_batch, run.full_step)):
            run.step = step
            work()
            assert run.centroids.device == run.seen.device == gpu and run.centroids.shape == (40, 24)
        assert kmeans.counts_and_error(rows.split(200), run.centroids)[0].device == gpu
    assert len(summed) == 3 + 3 + 2 and set(summed) == {gpu}


def test_the_device_asked_for_is_the_one_that_computes(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(cluster_module, "cluster", lambda *given: asked.append(given))
    monkeypatch.setattr(command_line, "choose_hardware", lambda name: Hardware(device=torch.device("meta", len(name))))
    for given, name in ((["--device", "cuda"], "cuda"), ([], "auto"), (["--device", "cpu"], "cpu")):
        monkeypatch.setattr(sys, "argv", ["", "cluster", "--to", "book", *arguments(data, 2), *given])
        command_line.main()
        settings, folder, target, device = asked.pop()
        assert device == torch.device("meta", len(name)) and (folder, target) == (data, Path("book"))
        assert (settings.codes, settings.batches, settings.steps) == (150, 2, 6)


def test_what_does_not_fit_is_refused(data: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="codes must be 2"):
        ClusterSettings(codes=1)
    for wrong in ({"steps": -1}, {"batches": -1}, {"batch": 0}, {"sample_per_code": 0}):
        with pytest.raises(
            ValueError, match=f"{next(iter(wrong))} must be . or more, not {next(iter(wrong.values()))}"
        ):
            ClusterSettings(codes=2, **wrong)
    with pytest.raises(ValueError, match="metric must be"):
        Shards(data, metric="manhattan")
    with pytest.raises(ValueError, match="fewer than"):
        Clustering(ClusterSettings(codes=4000), Shards(data), tmp_path / "state")
    with pytest.raises(ValueError, match="fewer than 3001 processes"):
        Shards(data, processes=3001)
    with pytest.raises(ValueError, match=r"no \.npy files"):
        Shards(tmp_path)
    for shape, reason in (((41, 24), "more than 40"), ((4, 23), "dimensions")):
        save_file({"centroids": torch.zeros(shape)}, tmp_path / "start.safetensors")
        settings = ClusterSettings(codes=40, start=str(tmp_path / "start.safetensors"))
        with pytest.raises(ValueError, match=reason):
            Clustering(settings, Shards(data), tmp_path / "other").run()
    if not torch.cuda.is_available():
        with pytest.raises(ValueError, match="sees no GPU"):
            command_line.choose_hardware("cuda")


def npy(array: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


ROWS = np.ones((4, 3), dtype=np.float32)
BROKEN_SHARDS = {
    "truncated": (npy(ROWS)[:-1], "not a whole .npy file"),
    "truncated header": (npy(ROWS)[:50], "not a whole .npy file"),
    "empty": (b"", "not a whole .npy file"),
    "junk": (bytes(range(200)), "not a whole .npy file"),
    "objects": (npy(np.array([[None]])), "not a whole .npy file"),
    "float64": (npy(ROWS.astype(np.float64)), "must be float16 or float32"),
    "one axis": (npy(ROWS[0]), "must be float16 or float32 .n, d., not float32 .3,."),
    "no rows": (npy(ROWS[:0]), "has no values"),
    "no columns": (npy(ROWS[:, :0]), "has no values"),
    "other width": (npy(ROWS[:, :2]), "2 dimensions, others have 3"),
}


@pytest.mark.parametrize("kind", BROKEN_SHARDS)
def test_a_broken_shard_is_named(tmp_path: Path, kind: str) -> None:
    content, reason = BROKEN_SHARDS[kind]
    np.save(tmp_path / "0.npy", ROWS)
    (tmp_path / "broken.npy").write_bytes(content)
    with pytest.raises(ValueError, match=f"broken.npy: {reason}"):
        Shards(tmp_path)


@pytest.mark.parametrize(
    ("value", "euclidean", "cosine"),
    [
        (np.nan, "not finite", "not finite"),
        (-np.inf, "not finite", "not finite"),
        (65_505.0, "beyond ±65504", None),
        (-1e30, "beyond ±65504", "has length inf"),  # its square is no float32
        (0.0, None, "has length 0"),
        (1e-20, None, "has length 1.7"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, value: float, euclidean: str | None, cosine: str | None) -> None:
    rows = np.ones((10_000, 3), dtype=np.float32)
    rows[7003] = value
    np.save(tmp_path / "0.npy", rows[:2000])
    np.save(tmp_path / "1.npy", rows[2000:])
    for metric, reason in (("euclidean", euclidean), ("cosine", cosine)):
        shards = Shards(tmp_path, metric=metric)
        if reason is None:
            assert bool(next(shards.chunks(10_000)).isfinite().all())
        else:
            with pytest.raises(ValueError, match=f"1.npy: row 5003 .*{reason}"):
                next(shards.chunks(10_000))


def test_centres_of_the_largest_values_are_finite_when_written(tmp_path: Path) -> None:
    rows = np.where(np.arange(40)[:, None] % 2, 65_504, -65_504) * np.ones((1, 3))
    np.save(tmp_path / "0.npy", rows.astype(np.float32))
    save_file({"centroids": torch.tensor(rows[:2], dtype=torch.float16)}, tmp_path / "start.safetensors")
    for steps in (0, 3):
        settings = ClusterSettings(codes=8, batches=0, steps=steps, start=str(tmp_path / "start.safetensors"))
        cluster(settings, tmp_path, tmp_path / "book.safetensors")
        assert float(load_file(tmp_path / "book.safetensors")["centroids"].abs().max()) == 65_504


BROKEN_BOOKS: dict[str, tuple[bytes | dict[str, torch.Tensor] | None, str]] = {
    "missing": (None, "not a whole safetensors file"),
    "junk": (b"not a book", "not a whole safetensors file"),
    "truncated": (save({"centroids": torch.zeros(4, 24)})[:-1], "not a whole safetensors file"),
    "without centres": ({"rows": torch.zeros(4, 24)}, "no floating-point tensor 'centroids'"),
    "one centre": ({"centroids": torch.zeros(1, 24)}, "of 2 or more rows"),
    "integers": ({"centroids": torch.zeros(4, 24, dtype=torch.int32)}, "no floating-point tensor"),
    "too few counts": ({"centroids": torch.zeros(4, 24), "counts": torch.ones(3)}, "one number per code"),
    "no counts": ({"centroids": torch.zeros(4, 24), "counts": torch.zeros(4)}, "not all 0"),
    "too large": ({"centroids": torch.full((4, 24), 65_505.0)}, "beyond ±65504"),
    "not finite": ({"centroids": torch.full((4, 24), float("nan"))}, "not finite"),
}


@pytest.mark.parametrize("kind", BROKEN_BOOKS)
def test_a_broken_book_to_start_from_is_named(data: Path, tmp_path: Path, kind: str) -> None:
    content, reason = BROKEN_BOOKS[kind]
    book = tmp_path / "start.safetensors"
    if content is not None:
        book.write_bytes(content if isinstance(content, bytes) else save(content))
    run = Clustering(ClusterSettings(codes=40, start=str(book)), Shards(data), tmp_path / "state")
    with pytest.raises(ValueError, match=f"start.safetensors: .*{reason}"):
        run.run()


def test_a_broken_checkpoint_and_one_of_another_run_are_named(data: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    Clustering(SETTINGS, Shards(data), state).run()
    with pytest.raises(ValueError, match="state belongs to other settings"):
        Clustering(ClusterSettings(codes=40, seed=1), Shards(data), state).run()
    whole = state.read_bytes()
    torch.save([1, 2], tmp_path / "list")
    for content in (whole[:-100], whole[:1000], b"", b"not a checkpoint", (tmp_path / "list").read_bytes()):
        state.write_bytes(content)
        with pytest.raises(ValueError, match=r"state: not a .*checkpoint.*delete it to start anew"):
            Clustering(SETTINGS, Shards(data), state).run()
