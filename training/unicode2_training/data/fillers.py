"""Words that people add and a small world does not know, put into what the user says: they should change nothing.

None of them denies, counts, or names what this world can draw.
"""

from __future__ import annotations

from collections.abc import Callable

FILLER_SHARE = 0.2  # of what the user says has one of them, half of that another
FILLERS = tuple(
    """
able absolutely actual actually adorable amazing amusing ancient anyhow anyway apparently attractive available awesome
basically beautiful because being believe bold brave brilliant busy calm careful carefully casually
certain certainly charming cheerful classic clean clearly clever cosy cool correct correctly cozy crazy creative
curious currently cute dear decent definitely delicious delightful detailed different directly dirty dramatic dreamy
easily easy elegant empty energetic enjoy especially everyday evidently exciting expensive extremely fabulous
fairly familiar famous fancy fantastic fast favorite favourite fell final finally fine finely first fluffy fond
forgotten fragile free fresh friendly fun funny furry generally gentle genuine glad gladly glorious good
gorgeous grand great grumpy handmade handsome handy happily happy hard healthy helpful hidden honestly hopefully
hungry ideal ideally imaginary immediately impressive incredible indeed innocent interesting jolly joyful juicy keen
kindly lazy likely literally live lively lonely looking looks lost lovely loyal lucky mad magic magical magnificent
majestic marvelous maybe merry messy mighty mild modern mostly moving mysterious neat neatly nervous nice nicely noble
noisy normal normally obvious obviously odd often old ordinary original outdoor particular particularly peaceful
peculiar perfect perfectly perhaps personally playful pleasant pleasantly polite poor popular positively possibly
precious precise precisely preferably presumably pretty probably proper properly proud quaint quickly quiet quietly
quite rare rather ready real realistic really relaxed reliable remarkable rich round royal rusty sad safe safely scary
secret serious seriously sharp shiny shy silent silly simple sincere sitting sleepy slow slowly smart smiling
smooth soft soon special specific splendid stately strange strong stunning stylish sudden suddenly super superb
supposedly sure surely surprising surprisingly sweet swift tasty tender terrific thankfully tidy today totally
tough traditional tricky truly typical typically ugly unique unusual upset useful usual usually very vintage visible
vivid warm weary weird wild willing wise wonderful wooden worn worried yet young yummy
""".split()  # noqa: SIM905
)


def with_fillers(text: str, random: Callable[[], float], fillers: tuple[str, ...] = FILLERS) -> str:
    """The text, sometimes with such words between its own. `random` draws from [0, 1)."""
    words = text.split(" ")
    share = FILLER_SHARE
    while fillers and random() < share:
        at = int(random() * (len(words) + 1))
        if at == len(words) and words[-1][-1:] in ("?", "."):  # nothing is said after the end
            at -= 1
        words.insert(at, fillers[int(random() * len(fillers))])
        share = 0.5
    return " ".join(words)
