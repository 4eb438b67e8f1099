import type { Vocabulary } from './known-words.ts';

/**
 * Everyday English words that look like a slip of another one (mouse and house, goat and boat): a pack that does not know them
 * must not read them as a word it knows. Base forms; `isRealWord` takes endings off.
 */
const realWords: Vocabulary = new Set(
  `
able abode about above accuse acre act actor adult after again age ago agree aid aim air align
alive all allen allow alone along aloud already also although always among amount ample angle
angry animal ann answer any anyone apart apartment appear applied apply april aqua arch are area
argue arm around arrow art artist ask asleep ass aunt autumn avoid awake aware awry baby back bad
badger bag bail bake bald bale ballad ballast ballroom band bank bar bare bark barn barrel barring
base basket bassoon bat bath bathe bathroom battle bay beam bean bear beard beast beat beautiful
beauty bed bedroom bee beech before begin beige believe bell belt bench bend berry best better
bile billion bird bit bite bitter black blade blank blanket blast blaze bleach bless blind blink
bloat block blond blood bloom blouse blow blown blur boa boar board boast body bold bolt bonanza
bone bonus boom boon boot border bore born both bottle bought bout bowl boy brace bracelet bracket
brake branch brat brave breach bread break breeze brew brick bride bridge brief bright brine bring
brink broad broken bronze brook broom brother brow bruise brush bubble bucket bud budget buffalo
buffer bug build bulb bull bullion bump bunch bunk bunny burden burglar burial burn burst bury
bush bust busy but butter button buy cab cabin cable cactus cafe cage cake calendar calf call calm
came camel camera camp campus can candle candy cane cant cap cape capitol capsule captain caption
captive car card care careful cargo carp carpet carriage carry cart cartel cartoon case cast caste
castile catch cation cattle cause caution cautious cave cease ceiling cell censure centaur central
centric century chain chalk chan chance chancel chant charge chariot charm chase chat cheap cheat
check cheer cheese cherry chest chick chicken chief child children chin chip choir choose chorus
church circle circus cite clan class clay clean clear clever click cliff climb cloak close cloth
cloud clover clown club clumsy coach coal coast coat cob cobra cock cocoa coconut coffee coin coke
cold colon comb comet common contour cook cookie cool copper coral cord corn cornea corneal cornet
coroner coronet cost cotton couch could country county couple courier course court cousin cow
cowboy cozy crack cradle crag cram crap crash crass crate crawl crazy cream crease creative
creator creature creek cremate crest crib cricket crimson crop cross crow crowd cruel cry cube
cull cup curious curl curtain curve cut cute cyan czar dad daisy damp dance dare dark dart date
daughter dawn day deacon dead deaf dear deck deep deer delegate delight dense dentist deplete
descent desert deserve desk dessert dice did die difference different dig dim dinner dinosaur dirt
dish dive dock does doll dolphin dome donate done dong donkey dont door dose dot double doubt doug
dove down dozen drab drag dragoon drawn dream dress drew drink drop drug dry duck due dull dust
dye each eagle ear earth ease easel east easy eat edge egg eight either elbow elder elegant eleven
elf empty end engine enjoy enough equal era erasure even event ever evil except explain extra eye
fabric face fact fail faint fair faith falcon fall false family famous fan fancy far farm fast fat
father favor fear feather feed feel feet fence fern few field fierce fig fight fill film find fine
finger fire first fist fit five fix flag flame flamingo flat flea fleet floating flock flood floor
flour flow flute fly flyover foam fog fold follow food foot for fore forecast foremost foresaw
foresee forestry forfeit fork fort found fountain four fox frame fresh fridge friend frost frown
fruit full fun funny fur furry future game gap garage garden gary gate gem general generative
generator gent gentle get ghastly giant gilt giraffe girl gist give glad glass glossy glove glow
goal goat gold golden good goose gown grab grad grain gram grand grandma grape grasp grave gravel
gravy gray great greed greek greet grew grim grin gross ground group grow grown guard guest
guitarist gum gun had hadnt hair half hall halt ham hammer hammock hamster hand handle handsome
hang happen happy hard hare harp harvest hash hasn hate hath have hawk hay head hear heard hearse
hearth heat heaven heavy heel height hello help hen herb herd hero hers hide high hill him hippo
hire his hit hold hole holiday hollow home honey hood hook hope horn horse hose hospital host hot
hotel hour howl hug huge human hundred hung hungry hurry hurt hut ice icon idea ill imagery
imagine incline indigo info ink insect insight intro iron island isnt its itself ivory jacket jar
jelly jet jewel jolly joy juice jump jungle just kangaroo keen keep kettle kick kid kill kind king
kiss kitchen kite kitten knee knife knight knit knock know lace ladder lady lager lake lamb lamp
land lantern laptop large lass last late laugh lava lavender lawn lay lazy lead leaf leap learn
least leather leave lee leg lemon length lens lent leopard less lesson let lets letter lettuce
level lick lie life lift light like lilac lily lime line lion lip liquid list listen live lizard
llama load loaf loan lobster local lock loft log lollipop lone long look loop loose lose loss lost
lot lotus loud love low luck lunch mace mad made mage magenta magic magnet mail main male man
mango many map maple marble march mark maroon marry mary mask mat match mate may maybe maze meal
mean meat meet melon melt men mere mermaid merry mess metal mice middle might mike mild mile milk
mill mind mine mint minute mirror miss mist mitten mix mobile modern moire mole moment money
monkey mono monster month mood moor moot morel morning moron morse mort most moth motion motor
mount mountain mouse mouth movie much mud muddle muffin mug music must nail name nap nape narrow
nate nave near neat neck needle nest net never new next nice night nine noise none noon nor north
nose note nothing now number nut oak oat objective oceanic octopus odd off often oil old olive
once one onion open opposition orchid order other otter ought our ours out outside oval oven overt
owl own pace pact paddle page paid pail pain pair palace paladin pale palm pan panda pane panther
pants paper para paris park parrot part past pasta paste pasture pat patch path patient pause paw
pay pea peace peach peacock peak pear pearl pebble peg pen pencil people pepper perfect period
person pet petal petition phone photo piano piazza pick pickle pie piece pigeon pile pillow pilot
pin pinch pine pineapple pipe pirate pit pitcher pixel placid plague plaid plan planet plank plant
plaque plate platter play plea pleas pleasure plenty plow pluck plum pocket poem point pole police
pond pony pool poor pop poppy porch porcupine port portion positive possible post posture pot
potato pounder pour praise pray press pretty price pride prince princess print prize problem proof
proud pull pump puncture punk punt puppy pure purpose purse push puts puzzle quack quail queen
quick quiet quilt quite rabbi raccoon race racket radio raft rage raid rail rain rainbow raise ram
ran ranch rang rare rat raven ray reach reactive read ready real rear reason recover redo reed
relating relation relative remodel remorse remote removal replete replica resolve rest revolve
rice rich ride right ring ripe rise river road roar roast robe robin robotic rock rod roll roof
room rooster root rope rose rough round row royal ruby rug rule run rush sack sad saddle safe
sahara said sail sailor salad salmon salt same sample sand sandal sandwich sauce sausage save saw
say scale scar scare scarf scarlet scene school scissors scooter screen sea seahorse seal seam
season seat second sect seed seem seen seize self sell semen send sense sent serve set seth seven
several sew sewn sex shade shadow shaft shake shall shallow shame shape sharing shark sharp sheen
sheep sheet shelf shell shield shine shiny ship shire shock shoe shook shoot shop shore short shot
shouldn shout shovel shower showman shrank shrine shrink shrunk shun shut shy sick side sift sign
silent silk silly silver simple sin since sing sink sister sit sitar six skate ski skill skin skip
skirt skull skunk slab slam slap slay sled sleep slice slide slim slip slope sloth slow slug smart
smell smelter smile smoke smooth snail snake snap snide snore soap soar sock sofa soft soil
soldier some son song soon sort sound soup south sown space spade spar spare spark sparrow speak
spear speed spell spend spider spill spin spinach spirit split spoon spot spray spread spring spun
square squat squeeze squid squirrel stab stable stack stag stage stain stair stale stall stamp
stance standby stanza star stare stark start stat state statue stay steak steam steel steep stem
step stern stick stiff still sting stir stock stone stool stop store stork storm story stove
straight strand strange straw stream street stricken strict striker string strip stripe strong
studio stuff stun sub such sudden sue sugar suit sum summer sung sunk sunny sunset sure surf
surprise swam swamp swan swap swarm swat sweater sweep sweet swift swim swing sword table tail
take taken tale talk tall tame tank tap tape taste tax taxes tea teach teal team tear teddy tees
teeth tell telly ten tender tent tern terrain terrible test than thank that thats thaw theatre
their them then theorem thereby therein theres these they thick thin think third this thong thorn
those thought thousand threw throat throne through throw thumb thunder thus tidy tiger tight tile
till time tin tina tint tip tire toad toast today together told toll tomato tomorrow tone tongue
tonight tony too took tool tooth top torch tore tornado total touch tough tow towel town toy trace
tracing track traction trade trail trainee trait traitor tram trans transparent trap travel tray
treasure treat trek triangle trick trip trouble truck true trumpet trunk trust truth try tsar tub
tuba tube tulip tuna tunnel turf turkey turn turnip turquoise twain twelve twice twig twin twist
tying type ugly uncle undergo unicode uniform until upon use useful usual valley van vase
vegetable very vest village vine violet violin volcano vote wagon waist wait wake wales walk wall
wallet walnut walrus walt wand wane want war warm wart was wash wasnt wasp waste watch water wave
way weak wear weather web wedding weed week weigh well went were west wet whaler wharf whats wheat
wheel when whereas whereby wherein while whisper whistle white whittle who whole whore whose why
wide width wife wig wild will willow win wind window wine wing winter wire wise wish wit witch
within wizard wolf woman women wonder wont wood wool word work world worm worry worse worst worth
would wouldn wouldnt wound wrap wrist writ write written wrong wrote yacht yard yarn yawn year
yell yet you young your youre yourself zebra zoo
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
  if (realWords.has(word)) return true;
  return endings.some(([ending, base]) => {
    const stem = word.replace(ending, base);
    if (stem === word || stem.length < 3) return false;
    return realWords.has(stem) || (!word.endsWith('s') && known.has(stem));
  });
}
