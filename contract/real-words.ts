import type { Vocabulary } from './known-words.ts';
import { tableForm } from './near-words.ts';

/**
 * Everyday English words beside the table of nouns that look like a slip of another one (well and bell, dug and dog): a pack that
 * does not know them must not read them as a word it knows. Base forms; `isRealWord` takes endings off.
 */
const realWords: ReadonlySet<string> = new Set(
  `
able abode about above accuse acre act actor adult after again ago agree aid aim air align alive
all allen allow alone along aloud already also although always among amount ample angle angry ann
answer any anyone apart appear applied apply april arch are area argue around art ask asleep ass
avoid awake aware awry back bad bail bake bald bale ballad ballast ballroom bare barring base
bathe battle beam beat beautiful beauty beech before begin believe bend better bile billion bite
bitter blade blank blast blaze bleach bless blind blink bloat blood bloom blow blown blur boa
board boast bold bonanza bonus boom boon border bore born both bought bout brace bracket brake
brat brave breach break brew bride brief bright brine bring brink broad broken brook brow bruise
bubble bud budget buffer build bullion bump burden burglar burial burn burst bury bust busy but
buy cable cage call calm came camp campus cane cant capitol capsule captain caption captive care
careful cargo carry cartel case cast caste castile catch cation cause caution cautious cease cell
censure central centric century chan chance chancel chant charge charm chase chat cheap cheat
check cheer chief children chin choir choose chorus circus cite clan class clay clean clear clever
click climb close cloth club clumsy coal cob cock coke cold colon common contour cool cord cornea
corneal cornet coroner coronet cost cotton could country county courier course court cousin cozy
crack crag cram crap crash crass crawl crazy crease creative creator creek cremate crop cruel cry
cull curious curl curve cut cute czar damp dance dare dark dart deacon dead deaf dear deck deep
delegate delight dense dentist deplete descent deserve did die difference dig dim dirt dive does
dome donate done dong dont dose dot doubt doug down drab drag dragoon drawn dream drew drop drug
dry due dull dye each ease east easy eat edge either elbow elder elegant empty end enjoy enough
equal era erasure even event ever evil except explain extra fabric fact fail faint fair faith
false famous fancy far fast favor fear feed feel feet fierce fight fill film find fine fist fix
fleet floating flood flow flyover foam fold follow for fore forecast foremost foresaw foresee
forestry forfeit found frame fresh frown full fun funny furry future gap gary general generative
generator gent gentle get ghastly gilt gist give glad glossy glow good grab grad grain gram grand
grasp grave gravel gravy greed greek greet grew grim grin gross ground grow grown guard guest had
hadnt hall halt handle handsome hang happen happy hard harvest hash hasn hate hath have hay hear
heard hearse hearth heat heaven heavy hello help hers hide high him hire his hit hold hole holiday
hollow hook hope host hot hour howl hug hung hungry hurry hurt idea ill imagery imagine incline
info ink insight intro isnt its itself jolly joy jump just keen keep kick kill kiss knit knock
know lace lager land lass late laugh lay lazy lead leap learn least leather leave lee lent less
lesson let lets level lick lie life lift like lip liquid list listen live load loan local loft
lone look loop loose lose loss lost loud love low luck mace mad made mage magic mail main male
many march mark marry mary mat mate may maybe maze mean meet melt men mere merry mess metal mice
might mike mild mile mind mine minute miss mix modern moire mono month moor moot morel moron morse
mort most motion mount movie much mud muddle must nap nape nate nave near neat net never nice
noise none nor north note nothing now oat objective oceanic odd off often oil once open opposition
order ought our ours out outside overt pace pact paddle page paid pail pain paladin pane pants
para paris part past paste pat patch patient pause pay peace peg perfect period petition piazza
pick pickle pinch pipe pit placid plague plaid plan plank plaque platter play plea pleas pleasure
plenty plow pluck point pole poor pop port portion positive possible post posture pounder pour
praise pray press pretty pride prize problem proof proud pull pump puncture punk punt pure purpose
push puts quack quail quick quiet quite rabbi race rage raid rail raise ran ranch rang rare reach
reactive read ready real rear reason recover redo relating relation relative remodel remorse
remote removal replete replica resolve revolve rich ride right ripe rise roar roast robotic rod
roll rough round royal rule run rush sad saddle safe sahara said sample sauce save say scale scar
scare seam sect seem seen seize self sell semen send sense sent serve seth sew sewn sex shade
shaft shake shall shallow shame sharing sharp sheen sheet shine shiny shire shock shook shoot shot
shouldn shout showman shrank shrine shrink shrunk shun shut shy sick sift silent silk silly simple
sin since sing sit skill skip slab slam slap slay sleep slip slope slow smart smelter smile smooth
snap snide snore soar soft soil some soon sound south sown spar spare speak spell spend spill spin
spirit split spot spray spread spun squat squeeze stab stable stage stain stale stall stance
standby stanza stare stark start stat state stay steam steel steep step stern stick stiff still
sting stir stock stop straight strand strange straw stricken strict striker strip stripe strong
studio stuff stun sub such sudden sue sum sung sunk sunny sure surf surprise swam swap swat sweep
swift swim take taken tale talk tame tape tax taxes teach team tear tees teeth tell telly tender
tern terrain terrible test than thank that thats thaw their them then theorem thereby therein
theres these they think third this thong those thought threw throat through throw thumb thus tidy
tight tile till tina tint tip today together told toll tomorrow tone tonight tony too took top
tore total touch tough tow trace tracing traction trade trail trainee trait traitor trans
transparent trap travel treat trek trick trouble true trust truth try tsar tub tube turf twain
twice twist tying ugly undergo unicode until upon use useful usual very vote waist wait wake wales
walk walt wane want war warm wart was wash wasnt waste weak wear web wedding week weigh went were
west wet whaler wharf whats wheat when whereas whereby wherein whisper whittle who whore whose why
width wife wild will win wire wise wish wit within women wonder wont word work world worry worse
worst worth would wouldn wouldnt wound wrap wrist writ write written wrong wrote yard yawn year
yell yet you young your youre yourself zoo
`
    .trim()
    .split(/\s+/),
);

/** What an ending is replaced by to come back to the word it was put on; "planned" has doubled its last letter. */
const endings: readonly (readonly [ending: RegExp, base: string])[] = [
  [/s$/, ''],
  [/es$/, ''],
  [/ies$/, 'y'],
  [/(ed|ing|ings|ers?)$/, ''],
  [/ly$/, ''],
  [/y$/, ''],
  [/(ed|ing|ings|ers?)$/, 'e'],
  [/([^aeiou])\1(ed|ing|ings|ers?|y)$/, '$1'],
];

/**
 * Whether a word that the pack does not know is an English word nevertheless, as it stands or with an ending. Endings other than
 * the plural also make real words of those the pack knows: "painter" is no slip of "paint".
 */
export function isRealWord(word: string, known: Vocabulary): boolean {
  if (realWords.has(word) || tableForm(word) === word) return true;
  return endings.some(([ending, base]) => {
    const stem = word.replace(ending, base);
    if (stem === word || stem.length < 3) return false;
    if (realWords.has(stem)) return true;
    return known.has(stem) ? !word.endsWith('s') : tableForm(stem) === stem;
  });
}
