"""Networks at the sizes of a recipe."""

from __future__ import annotations

from ..recipe import Sizes
from ..world.scene import WorldConfig
from .autoencoder import Autoencoder
from .flow_decoder import FlowDecoder
from .language_model import LanguageModel
from .mapping import Mapping
from .text_tower import TextTower
from .vision_encoder import VisionEncoder


def build_vision(sizes: Sizes, config: WorldConfig) -> VisionEncoder:
    return VisionEncoder(
        picture_size=sizes.picture, patch_size=sizes.patch, width=sizes.encoder_width,
        layers=sizes.encoder_layers, heads=sizes.encoder_heads, embedding=sizes.embedding,
        code_width=sizes.code_width, config=config,
    )  # fmt: skip


def build_text(sizes: Sizes, vocabulary: int) -> TextTower:
    return TextTower(
        vocabulary=vocabulary, width=sizes.text_width, layers=sizes.text_layers, heads=sizes.text_heads,
        embedding=sizes.embedding,
    )  # fmt: skip


def build_language(sizes: Sizes, vocabulary: int) -> LanguageModel:
    return LanguageModel(
        vocabulary=vocabulary, grid_side=sizes.grid, codes=sizes.codes, row_width=sizes.code_width,
        width=sizes.language_width, layers=sizes.language_layers, heads=sizes.language_heads,
    )  # fmt: skip


def build_autoencoder(sizes: Sizes) -> Autoencoder:
    return Autoencoder(
        channels=sizes.latent_channels, outer=sizes.autoencoder_outer, inner=sizes.autoencoder_inner,
        encoder_blocks=2, inner_blocks=sizes.autoencoder_inner_blocks, outer_blocks=sizes.autoencoder_outer_blocks,
    )  # fmt: skip


def build_decoder(sizes: Sizes) -> FlowDecoder:
    return FlowDecoder(
        channels=sizes.latent_channels, latent_side=sizes.latent_side, grid_side=sizes.grid,
        width=sizes.decoder_width, layers=sizes.decoder_layers, heads=sizes.decoder_heads,
        condition_width=sizes.condition_width, text_width=sizes.text_width,
    )  # fmt: skip


def build_mapping(sizes: Sizes) -> Mapping:
    return Mapping(
        grid_side=sizes.grid, row_width=sizes.code_width, width=sizes.condition_width,
        layers=sizes.mapping_layers, heads=sizes.decoder_heads,
    )  # fmt: skip
