"""The catalogue of sources as plain data, for the reader, which knows no crawler."""

from functools import partial
from typing import TYPE_CHECKING

from tui.catalogue import Watch, Watched

if TYPE_CHECKING:
    from collections.abc import Sequence


def watch(config: str | None) -> Watch:
    """What the reader needs to show the sources and to crawl them; nothing is read yet.

    `config` is the configuration file where one is named.
    """
    return Watch(partial(_catalogue, config), config)


def _catalogue(config: str | None) -> "Sequence[Watched]":
    from spiders.sources import catalogue
    from store.config import load_config

    return [
        Watched(source.id, source.name, source.home, source.land, source.enabled)
        for source in catalogue(load_config(config))
    ]
