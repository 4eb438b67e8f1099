/**
 * Everyday nouns by what they mean, as `group/narrower group: words`. Two words are the nearer, the longer the path they share; in
 * one group the order of the words is the order in which they are offered. Lower case, singular; a word may stand in several
 * groups. No pack is written into the table: what a pack knows is looked up in it.
 */
export const thingGroups = `
animals: animal creature beast
animals/pets: cat dog rabbit pet guinea-pig
animals/pets/cats: cat kitten kitty
animals/pets/dogs: dog puppy pup doggy hound poodle bulldog terrier dachshund labrador retriever beagle husky corgi dalmatian chihuahua greyhound spaniel pug collie
animals/pets/small: rabbit mouse hamster gerbil bunny hare rat chinchilla ferret
animals/farm: pig horse cow sheep goat donkey ox livestock cattle
animals/farm/pigs: pig piglet hog boar sow
animals/farm/horses: horse pony foal mare stallion mule donkey
animals/farm/cows: cow bull calf ox buffalo bison yak
animals/farm/sheep: sheep lamb ram ewe goat llama alpaca
animals/farm/poultry: rooster chick duck chicken hen goose turkey duckling
animals/wild: elephant lion tiger bear giraffe zebra monkey fox wolf deer hippo kangaroo
animals/wild/cats: lion tiger leopard cheetah panther jaguar puma lynx cougar bobcat
animals/wild/bears: bear panda koala polar-bear grizzly
animals/wild/large: elephant hippo giraffe zebra rhino rhinoceros hippopotamus mammoth camel antelope gazelle wildebeest
animals/wild/apes: monkey gorilla ape chimpanzee chimp orangutan baboon lemur
animals/wild/dogs: fox wolf coyote jackal hyena dingo
animals/wild/forest: deer squirrel hedgehog raccoon badger skunk beaver otter moose elk reindeer stag doe fawn porcupine mole weasel chipmunk opossum marten
animals/wild/others: kangaroo sloth bat koala wombat armadillo anteater platypus meerkat mongoose tapir lemming
animals/sea: fish whale turtle crab penguin octopus shark dolphin
animals/sea/fish: fish shark salmon tuna trout goldfish clownfish eel ray cod herring carp pike swordfish piranha seahorse pufferfish minnow
animals/sea/mammals: whale dolphin seal walrus orca porpoise manatee narwhal sea-lion
animals/sea/shellfish: crab lobster shrimp prawn crayfish shell oyster clam mussel scallop barnacle
animals/sea/soft: octopus jellyfish squid coral starfish anemone cuttlefish urchin plankton
animals/birds: owl penguin duck parrot rooster bird
animals/birds/wild: owl eagle hawk falcon vulture raven crow pigeon dove sparrow robin seagull gull magpie woodpecker swallow kingfisher hummingbird cuckoo blackbird finch nightingale stork heron crane
animals/birds/exotic: penguin parrot flamingo peacock ostrich emu toucan pelican puffin cockatoo budgie canary macaw kiwi dodo
animals/birds/water: duck swan goose duckling flamingo pelican stork heron
animals/insects: butterfly bee ladybug spider snail insect bug
animals/insects/flying: butterfly bee moth wasp hornet dragonfly fly mosquito firefly bumblebee caterpillar gnat locust
animals/insects/crawling: ladybug spider snail ant beetle worm slug cricket grasshopper scorpion centipede cockroach tick flea louse termite mantis ladybird earthworm tarantula
animals/reptiles: turtle frog snake crocodile dinosaur reptile
animals/reptiles/water: frog turtle crocodile toad newt salamander tadpole tortoise alligator axolotl
animals/reptiles/land: snake lizard gecko iguana chameleon cobra python viper turtle tortoise
animals/reptiles/old: dinosaur dragon pterodactyl t-rex triceratops stegosaurus raptor velociraptor
food: food snack ingredient
food/fruit: apple banana pear strawberry lemon watermelon pineapple fruit grape
food/fruit/orchard: apple pear peach plum cherry apricot nectarine fig quince pomegranate mango papaya persimmon
food/fruit/tropical: banana pineapple coconut mango papaya kiwi avocado date guava lychee
food/fruit/berries: strawberry blueberry raspberry cherry blackberry cranberry grape berry currant gooseberry
food/fruit/citrus: lemon lime grapefruit tangerine mandarin clementine
food/fruit/melons: watermelon melon pumpkin cantaloupe
food/vegetables: carrot pumpkin mushroom corn pepper cucumber vegetable
food/vegetables/roots: carrot potato onion garlic beet beetroot radish turnip parsnip ginger leek yam
food/vegetables/green: cucumber broccoli lettuce cabbage spinach pea bean celery asparagus kale zucchini courgette artichoke cauliflower sprout herb basil parsley mint
food/vegetables/fruiting: pumpkin corn pepper tomato eggplant squash avocado olive chili aubergine
food/sweets: cake donut cookie candy lollipop cupcake dessert sweet
food/sweets/baked: cake donut cupcake cookie croissant pretzel pie muffin biscuit brownie pancake waffle tart pastry doughnut cheesecake gingerbread bun scone
food/sweets/candy: lollipop candy chocolate icecream ice-cream cream jelly honey sugar caramel marshmallow gum syrup popsicle pudding jam sundae
food/meals: burger pizza sandwich taco hotdog meal lunch breakfast dinner supper
food/meals/fast: burger pizza sandwich taco hotdog hamburger burrito kebab fries chip popcorn nacho cheeseburger
food/meals/plates: pizza burger pasta spaghetti noodle sushi soup salad rice curry stew lasagna ramen dumpling omelette steak
food/meals/plain: bread cheese egg croissant butter toast bacon ham sausage meat beef pork yogurt cereal bagel baguette loaf nut chestnut peanut almond walnut flour salt
food/drinks: bottle drink juice milk coffee tea wine beer lemonade soda cocktail smoothie cola whisky vodka cocoa
vehicles: vehicle transport traffic
vehicles/road: car truck bus bike tractor
vehicles/road/cars: car taxi van ambulance limousine jeep cab sedan racecar convertible minivan automobile wagon pickup
vehicles/road/heavy: truck bus tractor lorry trailer bulldozer excavator digger fire-engine forklift coach minibus combine firetruck tank dumper
vehicles/road/cycles: bike scooter motorcycle skateboard bicycle motorbike moped tricycle unicycle motor-bike
vehicles/road/carriages: cart carriage sled sleigh chariot stroller pram wheelchair wheelbarrow rickshaw
vehicles/rail: train tram subway locomotive metro railway monorail wagon streetcar
vehicles/water: boat ship sailboat canoe kayak yacht ferry raft submarine dinghy gondola barge speedboat steamer tanker galleon rowboat anchor
vehicles/air: plane helicopter rocket balloon airplane aeroplane jet aircraft glider drone parachute zeppelin blimp biplane
vehicles/space: rocket ufo satellite spaceship spacecraft shuttle starship rover
vehicles/parts: wheel engine tire tyre propeller rudder sail pedal windshield motor
buildings: house castle tent city
buildings/homes: house tent hut cottage cabin villa mansion apartment igloo home bungalow hotel barn shed building teepee treehouse
buildings/large: castle tower church palace fort fortress skyscraper temple cathedral mosque pyramid lighthouse chapel monument ruin pagoda museum
buildings/town: city town village street school hospital library shop store restaurant cafe factory station airport market bank office prison stadium theatre theater cinema supermarket bakery pub bar skyline downtown
buildings/parts: door window roof wall floor chimney gate stair staircase balcony porch garage fence column pillar brick ceiling room kitchen bathroom bedroom basement attic hallway
buildings/outside: fountain bridge road well windmill statue mill playground path pavement garden park farm tunnel dam railing motorway highway crossing
plants: tree flower cactus mushroom plant
plants/trees: tree oak palm pine fir birch maple willow bush shrub hedge redwood cedar elm spruce bamboo bonsai
plants/flowers: flower rose tulip daisy sunflower lily orchid lotus poppy daffodil dandelion lavender bouquet blossom carnation iris petal marigold hyacinth
plants/small: cactus mushroom clover grass fern moss leaf ivy vine herb seed weed sprout reed succulent toadstool fungus algae seaweed
plants/parts: leaf branch twig root stem trunk bark acorn chestnut thorn log stump pinecone
sky: star moon sun planet sky night
sky/space: star moon planet sun comet globe earth mars saturn jupiter venus mercury neptune uranus galaxy universe meteor asteroid nebula space orbit constellation milky-way
sky/light: sun sky rainbow sunrise sunset dawn dusk sunshine daylight horizon day morning noon
sky/dark: night moon evening midnight darkness shadow twilight
sky/weather: sun snow sky rainbow snowflake tornado bolt cloud rain storm lightning thunder wind fog mist hail hurricane umbrella weather raindrop blizzard puddle frost breeze
sky/cold: snow snowman snowflake ice iceberg icicle glacier winter avalanche christmas
sky/seasons: season spring summer autumn
sky/fire: flame sun fire volcano smoke campfire lava explosion spark ash bonfire
land: meadow forest desert beach sea snow
land/water: sea ocean beach lake river pond waterfall wave water stream pool bay swamp canal puddle reef harbour harbor lagoon
land/shore: beach sea coast shore island sand dune sandcastle cliff seaside dock pier
land/green: meadow grass forest woods field jungle farm park lawn garden valley pasture wood countryside rainforest orchard
land/high: mountain hill volcano rock peak canyon cave
land/dry: desert dune sand oasis savanna savannah prairie steppe canyon
land/stones: rock diamond stone pebble boulder mineral
music: guitar drum bell instrument music orchestra band song
music/strings: guitar violin harp banjo cello ukulele lute bass fiddle mandolin viola sitar lyre
music/wind: trumpet saxophone flute clarinet trombone tuba horn recorder oboe harmonica bagpipe bugle bassoon whistle
music/struck: drum bell tambourine cymbal xylophone triangle gong maraca bongo
music/keys: piano accordion keyboard organ synthesizer
clothes: shirt hat shoe crown clothes clothing outfit
clothes/top: shirt coat dress jacket sweater t-shirt tshirt blouse jumper hoodie vest cardigan suit pullover robe gown cloak cape uniform jersey pyjama
clothes/lower: dress skirt trouser pant jean short legging underwear swimsuit bikini
clothes/head: hat crown helmet cap beanie bonnet hood wig mask beret turban tiara
clothes/feet: shoe boot sandal slipper sneaker sock heel stocking trainer
clothes/extras: scarf watch umbrella glove mitten tie belt glasses sunglasses necklace ring bracelet earring apron bow ribbon goggle button zipper
clothes/bags: backpack handbag suitcase briefcase bag purse wallet luggage satchel sack pocket
treasure: diamond crown gift coin jewel gem treasure ruby emerald sapphire pearl crystal money jewelry jewellery
tools: hammer key anchor compass tool
tools/workshop: hammer axe wrench screwdriver gear magnet saw drill nail screw pliers chisel spanner hatchet bolt anvil toolbox clamp
tools/garden: bucket ladder shovel spade rake broom hoe hose pickaxe scythe lawnmower wheelbarrow
tools/locks: key padlock lock chain keyhole
tools/sailing: anchor compass rope map telescope knot flag
tools/writing: pencil book pen crayon brush paintbrush marker chalk ruler eraser scissors notebook glue easel
tools/weapons: sword shield axe bow arrow gun knife spear dagger cannon bomb pistol rifle catapult
books: book newspaper envelope calendar letter magazine postcard diary poster card ticket stamp document comic dictionary map menu novel
furniture/seats: chair sofa couch armchair stool bench seat throne rocking-chair hammock swing
furniture/beds: bed pillow blanket cradle mattress crib quilt bunk cot
furniture: chair bed door mirror table desk shelf wardrobe cupboard drawer cabinet bookcase furniture chest sideboard
kitchen: teapot bottle spoon basket cup mug plate bowl fork knife glass kettle pan pot oven stove fridge jar saucepan dish napkin toaster blender jug vase tray refrigerator pitcher freezer microwave tin
bathroom: soap sponge toothbrush bathtub toilet mirror towel shower sink tap bath shampoo bucket comb toothpaste
lights: candle lantern bulb lamp torch flashlight chandelier candlestick lighthouse match
time: clock watch hourglass alarm stopwatch timer calendar sundial
fabrics: carpet rug curtain cushion pillow tablecloth
containers: gift basket bucket mailbox bottle box bin barrel crate package parcel trash can present container
cleaning: broom bucket mop vacuum iron dustpan
sewing: needle thread pin scissors yarn wool
devices: camera phone radio laptop tv
devices/screens: camera tv laptop phone computer television monitor tablet smartphone telephone printer screen mobile
devices/games: gamepad joystick console controller arcade
devices/sound: radio microphone speaker headphone loudspeaker stereo megaphone
devices/science: telescope microscope compass battery calculator lens magnifier thermometer laboratory
devices/home: fan heater dishwasher washer dryer plug socket switch
fantasy: ghost dragon unicorn monster alien robot
fantasy/spooky: ghost monster ogre vampire zombie witch skeleton mummy werewolf demon devil skull pumpkin halloween goblin
fantasy/magic: unicorn dragon wizard fairy elf mermaid angel genie gnome dwarf pegasus magician wand troll phoenix griffin centaur leprechaun sorcerer
fantasy/space: alien robot astronaut ufo android cyborg
people: robot snowman alien ghost person human
people/family: man woman boy girl baby child kid mother father mom dad grandmother grandfather grandma grandpa brother sister family friend lady toddler son daughter parent uncle aunt couple twin
people/royal: prince princess king queen knight emperor duke
people/jobs: astronaut cowboy ninja clown pirate doctor nurse teacher police policeman firefighter chef cook farmer soldier sailor pilot artist painter singer dancer driver scientist thief detective president builder postman student waiter superhero hero samurai viking santa gardener fisherman guitarist musician judge
people/body: heart eye hand brain skull bone head face hair nose mouth ear arm leg foot finger tooth tongue neck knee toe beard moustache mustache body skin
people/animals: tail wing paw feather bone horn fur beak claw fin mane nest hoof whisker antler egg
toys: ball kite balloon gift toy game
toys/sport: ball target medal trophy racket football basketball soccer tennis baseball volleyball golf hockey goal bat bowling
toys/moving: skate skateboard boomerang ski surfboard sled snowboard rollerblade trampoline slide seesaw
toys/play: kite balloon yoyo puzzle doll teddy puppet block lego marble dice chess domino plush whistle
toys/party: balloon gift cake firework confetti party birthday lantern
shapes: star heart diamond shape
shapes/flat: star heart diamond circle square triangle rectangle oval hexagon pentagon cross arrow spiral
shapes/solid: ball cube sphere pyramid cone cylinder
signs: flag pin shield bell sign signal banner symbol logo emblem crest badge
attributes: kind size style name number position place background shape material texture pattern font age weight length height price flavour flavor taste smell mood temperature speed distance
attributes/kind: kind breed species
attributes/where: background place corner side landscape scene scenery
`;

/**
 * Words that describe, measure or frame a thing, or that are verbs as often as nouns: an unknown one of these is never what is
 * asked for by itself. The last group holds no meaning in common.
 */
export const qualityGroups = `
colours/red: red scarlet crimson maroon ruby burgundy
colours/orange: orange yellow amber peach apricot coral copper bronze rust
colours/yellow: yellow golden gold lemon cream mustard blond blonde
colours/green: green lime olive emerald mint teal turquoise khaki
colours/blue: blue navy turquoise cyan teal azure indigo aqua sapphire
colours/purple: purple pink violet lilac lavender magenta mauve plum
colours/pink: pink rose salmon fuchsia magenta peach
colours/brown: brown beige tan chocolate chestnut hazel ginger sandy
colours/grey: gray white silver black ash charcoal
colours/white: white ivory cream pale pearl snowy
sizes/large: large big huge giant enormous gigantic massive tall long wide fat great thick
sizes/small: small tiny little short mini miniature thin narrow slim petite teeny
sizes/middle: medium middle average normal
sizes/change: bigger larger smaller taller longer wider thinner shorter
numbers/small: one two three four five six seven eight nine ten single double
numbers/many: several few eleven twelve twenty hundred thousand dozen numerous countless
styles: flat pixel paper watercolour watercolor cartoon realistic anime photorealistic vintage retro abstract minimalist
pictures: picture image sticker photo photograph drawing painting sketch illustration artwork icon portrait print snapshot
measures: pair bunch group lot bit piece slice set row stack pile herd flock swarm handful type sort version variety time moment way while half rest copy example couple line crowd collection
order: same other first second last next previous new old whole entire different single only own favourite favorite best
marker: morning evening day fly ring watch swallow duck rose spring fall rain light fan saw drill iron hose park plant ship drink dress bowl tick match lock brush comb stamp sail ski skate slide swing box crane cook judge bark branch sand dust salt pepper jam toast stew squash fork butter screw hammer shovel nail pin button present seal ray bug can tin bat bow tie short plug switch screen block cross sign signal face head hand eye arm leg foot hair body taste smell name place side pattern age weight weather home fire target smoke spark shower bath bridge ruin pilot drone party game sweet wave stream pool well snack string tap file cover fit track trip turn show
`;
