"""`--init-from PACK`: training goes on from a shipped pack, over several sittings and machines.

The tokenizer is taken as it is, and so are encoder and C1, since codes must keep their meaning, and the autoencoder,
since the flow decoder speaks its latents. With `--refine` these three go on as well: nearly all codes mean nearly what
they meant, C2 follows, and the flow decoder learns the new latents. Language model, Mapping and flow decoder start from
the pack's weights and train on. What export does not ship (the encoder's linear heads, the decoder's text adapter) is
not needed for that, or is trained anew.

Export names the matrices of a graph after their parameters (int8 with a scale each), so a graph can be read back into
the network it came from. Affine parameters of GroupNorm and an autoencoder's latent statistics are the only ones that
the exporter leaves unnamed; they follow in the network's own order.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from PIL import Image
from safetensors.torch import load_file
from torch import Tensor, nn

from ..codebook.unspoken import follow_centroids
from .manifest import FILES, exemplar_layout


def graph_weights(path: Path, *, prefix: str = "") -> tuple[dict[str, Tensor], list[Tensor]]:
    """Named float32 weights of a graph without `prefix`, and the unnamed ones in graph order."""
    initializers = onnx.load(path).graph.initializer
    raw = {each.name: torch.from_numpy(numpy_helper.to_array(each).copy()) for each in initializers}
    named: dict[str, Tensor] = {}
    for name, value in raw.items():
        if name.startswith("onnx::") or name.endswith(".scale"):
            continue
        if name.endswith(".int8"):
            name = name.removesuffix(".int8")
            value = value.float() * raw[f"{name}.scale"]
        if name.endswith(".transposed"):
            name, value = name.removesuffix(".transposed"), value.T.contiguous()
        named[name.removeprefix(prefix)] = value
    numbered = sorted((int(name.rsplit("_", 1)[1]), name) for name in raw if name.startswith("onnx::"))
    return named, [raw[name] for _, name in numbered]


@torch.no_grad()
def start_from(module: nn.Module, weights: dict[str, Tensor], *, may_lack: tuple[str, ...] = ()) -> None:
    """Copy weights into a module; every parameter must be there in its shape, but for prefixes in `may_lack`."""
    state = module.state_dict()
    missing = [name for name in state if name not in weights and not name.startswith(may_lack)]
    wrong = [name for name, value in weights.items() if name in state and state[name].shape != value.shape]
    if missing or wrong:
        raise ValueError(f"the pack does not fit this network: missing {missing[:4]}, of another shape {wrong[:4]}")
    for name, value in weights.items():
        if name in state:
            state[name].copy_(value)


def autoencoder_weights(pack: Path, module: nn.Module) -> dict[str, Tensor]:
    """All weights of the latent autoencoder, from its two graphs."""
    weights: dict[str, Tensor] = {}
    for half, file in (("encoder", FILES["autoencoderEncoder"]), ("decoder", FILES["autoencoderDecoder"])):
        named, unnamed = graph_weights(pack / file, prefix="autoencoder.")
        weights |= named
        norms = [name for name, part in module.get_submodule(half).named_modules() if isinstance(part, nn.GroupNorm)]
        names = [f"{half}.{norm}.{part}" for norm in norms for part in ("weight", "bias")]
        statistics = ["latent_mean", "latent_scale"] if half == "encoder" else ["latent_scale", "latent_mean"]
        names = [*names, *statistics] if half == "encoder" else [*statistics, *names]
        if len(names) != len(unnamed):
            raise ValueError(f"the pack does not fit this network: {file} has another number of blocks")
        weights |= {name: value.flatten() for name, value in zip(names, unnamed, strict=True)}
    return weights


def tower_weights(pack: Path) -> dict[str, Tensor]:
    """Both towers of `stages.common.Towers`, without their training heads."""
    weights: dict[str, Tensor] = {}
    for name, role in (("vision", "visionEncoder"), ("text", "textTower")):
        named, _ = graph_weights(pack / FILES[role])
        weights |= {f"{name}.{key}": value for key, value in named.items()}
    return weights


def rows_of(pack: Path, centroids: Tensor | None = None) -> Tensor:
    """C2; with `centroids` (K, d), what C1 has become since, for these. Shape: (K, c)"""
    rows = load_file(pack / FILES["trainableCodebook"])["rows"].float()
    if centroids is None:
        return rows
    before = load_file(pack / FILES["frozenCodebook"])["centroids"].float()
    return follow_centroids(rows, before, centroids)


def language_weights(pack: Path, centroids: Tensor | None = None) -> dict[str, Tensor]:
    """The language model with C2, as `rows_of` gives it."""
    named, _ = graph_weights(pack / FILES["languageModel"], prefix="model.")
    return {**named, "rows.weight": rows_of(pack, centroids)}


def mapped_weights(pack: Path) -> dict[str, Tensor]:
    """Mapping and flow decoder of `stages.mapping.MappedDecoder`, without the text adapter."""
    weights: dict[str, Tensor] = {}
    for role in ("mapping", "decoder"):
        named, _ = graph_weights(pack / FILES[role])
        weights |= {f"{role}.{key}": value for key, value in named.items()}
    return weights


def codebook_of(pack: Path, patch: int) -> dict[str, Tensor]:
    """C1's centroids (K, d) and counts (K,), and the exemplars (K, 3, p, p) uint8."""
    stored = load_file(pack / FILES["frozenCodebook"])
    columns, tile = exemplar_layout(stored["centroids"].shape[0], patch)
    if tile != patch:
        raise ValueError(f"{pack} keeps its exemplars at {tile} px instead of {patch}: training cannot go on from it")
    with Image.open(pack / FILES["exemplars"]) as picture:
        atlas = torch.from_numpy(np.asarray(picture.convert("RGB")).copy())
    rows = atlas.shape[0] // patch
    tiles = atlas.reshape(rows, patch, columns, patch, 3).permute(0, 2, 4, 1, 3).reshape(-1, 3, patch, patch)
    centroids = stored["centroids"].float()
    return {"centroids": centroids, "counts": stored["counts"], "exemplars": tiles[: centroids.shape[0]]}
