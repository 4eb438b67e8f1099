"""Words that people add and a small world does not know, put into what the user says: they should change nothing.

None of them denies, counts, or names what this world can draw.
"""

from __future__ import annotations

from collections.abc import Callable

FILLER_SHARE = 0.2  # of what the user says has one of them, half of that another
FILLERS = tuple(
    """
absolutely absurd actual actually admirable admittedly adorable adventurous affectionate alas amazing amazingly
amusing ancient angry anyhow anyway apparently appealing arguably astonishing attractive available awesome awkward
bashful basically beautiful because being beloved blissful bold boldly bossy bouncy brave briefly
brilliant busy calm carefree careful carefully careless caring casually catchy cautious celebrated certain certainly
charming cheeky cheerful cheerfully chic classic clean clearly clever clumsy comfortable comical confident confused
cool correctly cosy courageous cozy crazy creative crucial cuddly cunning curiously currently cute dainty dazzling
dear decent definitely delicate delicious delightful detailed determined different directly dirty dramatic dreamy
dynamic eager eagerly easily easy effortless elaborate elegant empty enchanting endearing energetic enjoy enthusiastic
epic especially essentially eventually everyday evidently excellent excited exciting expensive exquisite extraordinary
extremely fabulous fairly familiar famous fancy fantastic fast favorite favourite fearless feisty fell ferocious
fierce final finally fine finely first flawless fluffy fond foolish forgotten fortunate fortunately fragile frankly
free fresh friendly fun funny furry fussy generally generous gentle genuine genuinely giddy glad gladly glorious good
goofy gorgeous graceful gracefully gracious grand grateful great groovy grumpy handmade handsome handy happily happy
hard harmless healthy helpful heroic hidden hilarious historic honestly hopefully humble hungry iconic ideal ideally
imaginary immaculate immediately important impressive incidentally incredible incredibly indeed innocent inquisitive
inspiring intense interesting intriguing jolly jovial joyful joyous juicy keen lazy legendary likely literally live
lively lonely lost lovely loyal luckily lucky luxurious mad magic magical magnificent majestic marvelous maybe
meaningful mellow memorable merry messy mighty mild mischievous modern modest moody mostly mysterious mystical naive
naturally naughty neat neatly nervous nice nicely nimble noble noisy normal normally nostalgic obvious obviously odd
oddly often old ordinary original ornate outdoor outrageous particular particularly passionate patient patiently
peaceful peacefully peculiar perfect perfectly perhaps perky personally phenomenal photogenic picky playful pleasant
pleasantly pleased plucky poetic polite poor popular positively possibly powerful precious precise precisely
presumably pretty pristine probably promptly proper properly proud quaint quickly quiet quietly quirky
quite random randomly rare ready real realistic really refined relaxed reliable remarkable restless rich ridiculous
romantic round royal rusty sad safe safely sarcastic sassy satisfied scared scary secret seemingly sentimental serious
seriously shabby sharp shiny shy silent silly simple sincere sitting sleepy slick sloppy slow slowly smart smiling
smooth snazzy sneaky snug sociable soft soon sophisticated special specific spectacular spirited splendid splendidly
spontaneous spooky sporty stately strange strong stubborn stunning sturdy stylish sudden suddenly super superb
supposedly sure surely surprised surprising surprisingly suspicious sweet swift talented tasteful tasty tempting
tender terrific thankful thankfully thoughtful thrilled tidy timeless timid today totally tough traditional
trendy tricky truly truthfully typical typically ugly ultimate ultimately unbelievable unexpected unforgettable
unfortunately unique unusual upset useful usual usually very vintage vivacious vivid wacky warm wary weary weird
whimsical wholesome wild wildly willing wise witty wonderful wondrous wooden worn worried worthy yet young yummy zany
zesty
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
