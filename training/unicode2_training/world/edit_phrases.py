"""Edits of a picture, lower case; only constants. Fields as in phrases.py.

{to}: "to the top left"; {the_it}: "they" where {the} is "them"; {size}: a size; {count}: a number;
{nouns}: always the plural. Where what is there is named to be contrasted: {old}: its colour, size or background;
{n}: its bare noun; {anp} {bnp}: old and new noun with articles; {bare}: the new thing without; {kept}: what stays.
"""

from __future__ import annotations

RECOLOUR = (
    "make {the} {c}", "change {the} to {c}", "color {the} {c}", "paint {the} {c}", "turn {the} {c}",
    "make the color of {the} {c}", "i want {the} in {c}", "can you make {the} {c}?", "colour {the} {c}",
    "change the color of {the} to {c}", "change the colour of {the} to {c}", "i would like {the} in {c}",
    "i'd love {the} in {c}", "{c} please", "let {the} be {c}", "give {the} the color {c}", "recolor {the} {c}",
    "i'd like {the} to be {c}", "i want {the} to be {c}", "could you please paint {the} {c}?", "dye {the} {c}",
    "i'd prefer {the} in {c}", "make {the} {c} instead", "{the_it} should be {c}", "set the color of {the} to {c}",
    "{the} in {c}", "{the} in {c} please", "can {the_it} be {c}?", "could {the_it} be {c} instead?",
    "i need {the} in {c}", "have {the} in {c}",
    "i'd rather have {the} in {c}", "{the_it} would look better in {c}", "{the_it} must be {c}",
    "tint {the} {c}", "repaint {the} in {c}", "the color of {the} should be {c}", "i want the color of {the} to be {c}",
    "for {the}, use {c}", "use {c} for {the}", "show {the} in {c}", "draw {the} in {c}", "redraw {the} in {c}",
    "switch the color of {the} to {c}", "color of {the}: {c}", "{c} would be better", "let's have {the} in {c}",
    "how about {c} for {the}?", "would you mind painting {the} {c}?",
)  # fmt: skip
RECOLOUR_CONTRAST = (
    "{the} should not be {old} but {c}", "not {old}, {c} please", "{c}, not {old}",
    "i wanted {the} in {c}, not in {old}",
    "{c} instead of {old}", "{the_it} should be {c}, not {old}", "i don't like {the} in {old}, make {the} {c}",
    "{old} looks boring, make {the} {c}", "change {the} from {old} to {c}", "turn {old} into {c}",
    "no {old}, {c} please",
    "why is {the} {old}? make {the} {c}", "{the} is {old}, i want {c}", "{c} rather than {old}", "less {old}, more {c}",
    "i'm tired of {old}, paint {the} {c}", "swap {old} for {c}", "{old} out, {c} in", "i said {c}, not {old}",
)  # fmt: skip
REPLACE = (
    "replace {the} with {np}", "change {the} into {np}", "swap {the} for {np}", "turn {the} into {np}",
    "put {np} instead of {the}", "i want {np} instead of {the}", "make {the} {np}", "exchange {the} for {np}",
    "i would like {np} instead of {the}", "i'd prefer {np} to {the}",
    "instead of {the}, draw {np}", "draw {np} instead of {the}", "draw {np} in place of {the}",
    "transform {the} into {np}", "swap {the} with {np}", "use {np} instead of {the}", "{np} instead of {the}",
    "could you turn {the} into {np}?", "can you replace {the} with {np}?", "switch {the} to {np}",
    "substitute {np} for {the}", "take {the} out and put in {np}",
    "convert {the} into {np}", "let {the} become {np}", "{the_it} should become {np}",
    "{the_it} should be {np} instead", "i'd rather have {np} than {the}", "i'd rather see {np} than {the}",
    "instead of {the}, i want {np}", "instead of {the} there should be {np}", "in place of {the}, put {np}",
    "let {np} take the place of {the}", "have {np} replace {the}", "trade {the} for {np}",
    "out with {the}, in with {np}", "forget {the}, draw {np}", "scrap {the} and draw {np} instead",
    "get rid of {the} and draw {np} instead", "redraw {the} as {np}", "make {np} out of {the}",
    "may i have {np} in place of {the}?", "what about {np} instead of {the}?", "would you swap {the} for {np}?",
    "{np} rather than {the}", "show {np} where you see {the}",
)  # fmt: skip
REPLACE_CONTRAST = (
    "i wanted {np}, not {anp}", "not {anp} but {np}", "{np}, not {anp}", "i meant {np}, not {anp}",
    "no {n}, {np} please",
    "{n} out, {bare} in", "it should be {np}, not {anp}", "where {the} is, i want {np}", "where {the} is, draw {np}",
    "where {the} is there should be {np}", "{the} should have been {np}", "no more {n}, give me {np}",
    "i said {np}, not {anp}", "{the} looks boring, draw {np} there", "i'd like {np} where {the} is",
    "forget about {the}, i want {np}", "i changed my mind: {np}, not {anp}", "from {anp} to {np}", "{bare}, not {n}",
    "what if {the} were {np}?", "make that {np}, not {anp}", "put {np} there, not {anp}",
)  # fmt: skip
CHANGE_BACKGROUND = (
    "change the background to {bg}", "make the background {bg}", "put {the} {at}", "place {the} {at}",
    "i want {the} {at}", "use {bg} as background", "set the background to {bg}", "show {the} {at}",
    "use {bg} as the background", "i would like {the} {at}", "i'd love {the} {at}", "i'd like to see {the} {at}",
    "draw {the} {at}", "let it be {at}", "make it {at}", "the background should be {bg}",
    "switch the background to {bg}",
    "replace the background with {bg}", "i want {bg} as the background", "give it {bg} as background",
    "can you put {the} {at}?", "could you change the background to {bg}?", "new background: {bg}", "background: {bg}",
    "turn the background into {bg}", "now {at}", "{at} please",
    "change the backdrop to {bg}", "the background must be {bg}", "i'd like the background to be {bg}",
    "can the background be {bg}?", "could the background be {bg} instead?", "let the background be {bg}",
    "put {bg} behind {the}", "i want {bg} behind {the}", "{bg} behind {the} please", "swap the background for {bg}",
    "for the background, use {bg}", "change what is behind {the} to {bg}", "i don't like the background, make it {bg}",
    "i'd rather have {bg} behind {the}", "give {the} {bg} as a backdrop", "have {the} {at}", "i'd prefer {the} {at}",
    "let's have {the} {at}", "may i see {the} {at}?", "how about {at}?", "{at} instead", "the same, but {at}",
    "same picture, but {at}", "set the scene {at}", "the scene should be {at}", "i want it to be {at}",
)  # fmt: skip
CHANGE_BACKGROUND_CONTRAST = (
    "not {old}, {bg} please", "{bg}, not {old}", "{bg} instead of {old}",
    "i'd prefer {bg} to {old}", "i don't want {old} behind {the}, i want {bg}", "replace {old} with {bg}",
    "swap {old} for {bg}", "change {old} to {bg}", "turn {old} into {bg}", "away with {old}, give me {bg}",
    "i wanted {bg} in the background, not {old}", "from {old} to {bg}", "{old} is boring, use {bg}",
    "it should be {bg}, not {old}", "i'm tired of {old}, make it {bg}", "the background should be {bg}, not {old}",
)  # fmt: skip
REMOVE = (
    "remove {the}", "delete {the}", "erase {the}", "take {the} away", "get rid of {the}", "take away {the}",
    "i do not want {the}", "without {the}", "drop {the}", "take {the} out", "take out {the}", "i don't want {the}",
    "please remove {the}", "leave out {the}", "leave {the} out", "make {the} disappear", "make {the} go away",
    "{the} should go", "clear {the} away", "can you remove {the}?", "i want {the} gone",
    "lose {the}",
    "{the} must go", "{the} has to go", "{the} can go", "can {the} go?", "i don't need {the}", "we don't need {the}",
    "{the} is not needed", "i could do without {the}", "i'd rather not see {the}", "it would look better without {the}",
    "the same picture without {the}", "throw {the} out", "throw out {the}", "ditch {the}", "scrap {the}",
    "wipe {the} out", "do away with {the}", "away with {the}", "let {the} vanish", "eliminate {the}", "omit {the}",
    "i'd like {the} removed", "remove {the} from the picture", "would you take {the} away?",
    "could you get rid of {the}?",
)  # fmt: skip
REMOVE_CONTRAST = (
    "just {kept}, no {n}", "only {kept}", "no {n}", "no {n} please", "no more {n}", "i don't want {the} any more",
    "i don't want {anp}", "i've had enough of {the}", "{the} isn't needed any more", "keep only {kept}",
    "leave only {kept}", "leave {kept}, remove {the}", "keep {kept} but not {the}", "everything but {the}",
    "just {kept} please", "{kept} alone please", "i only want {kept}", "{kept} without {the}", "{the} out",
    "i never asked for {anp}", "there should be no {n}", "{kept}, nothing else", "there shouldn't be {anp}",
    "i'd like {kept} to be alone", "nothing but {kept}", "who needs {anp}? take {the} away", "can we do without {the}?",
    "keep {kept} and lose {the}",
)  # fmt: skip
ADD = (
    "add {np}", "also add {np}", "put {np} in the picture", "i also want {np}", "draw {np} too", "include {np}",
    "add {np} to the picture", "also draw {np}", "i'd also like {np}", "i would also like {np}", "{np} too please",
    "and {np}", "plus {np}", "put {np} in as well", "add {np} as well", "there should also be {np}",
    "can you add {np}?", "could you add {np} to the picture?", "draw {np} as well", "let there also be {np}",
    "i want {np} too", "give me {np} too", "throw in {np}", "insert {np}",
    "{np} too", "and {np} too", "it needs {np} as well", "i'd love to see {np} too", "i need {np} too",
    "let's have {np} as well", "let's add {np}", "how about adding {np}?", "what about {np} as well?",
    "could we have {np} too?", "can there be {np} as well?", "may i have {np} too?", "bring in {np}",
    "the picture needs {np} too", "{np} should be there too", "with {np} too please",
    "now with {np} too", "and now {np} as well", "in addition, draw {np}", "in addition i want {np}", "squeeze in {np}",
    "would you add {np} too?", "make {np} appear too",
)  # fmt: skip
ADD_CONTRAST = (
    "{np} is missing", "i miss {np}", "{the} needs company: {np}", "keep {the} and add {np}", "{the} and {np}",
    "{the} with {np}", "not just {the}, also {np}", "leave {the} and draw {np} too", "give {the} a friend: {np}",
    "i'd like {the} and {np}", "besides {the} i also want {np}", "{the} is alone, add {np}", "both {the} and {np}",
)  # fmt: skip
ADD_RELATED = (
    "add {np} {rel} {the}", "put {np} {rel} {the}", "draw {np} {rel} {the}", "place {np} {rel} {the}",
    "i want {np} {rel} {the}", "{rel} {the}, add {np}", "{rel} {the}, draw {np}", "i would like {np} {rel} {the}",
    "i'd like {np} {rel} {the}", "also draw {np} {rel} {the}", "there should be {np} {rel} {the}",
    "can you put {np} {rel} {the}?", "could you please add {np} {rel} {the}?", "insert {np} {rel} {the}",
    "include {np} {rel} {the}", "show {np} {rel} {the}", "set {np} {rel} {the}", "{np} {rel} {the} please",
    "i also want {np} {rel} {the}", "let there be {np} {rel} {the}",
    "{rel} {the} i want {np}", "{rel} {the} there should be {np}", "{rel} {the}, put {np}", "have {np} {rel} {the}",
    "stick {np} {rel} {the}", "pop {np} {rel} {the}", "position {np} {rel} {the}", "i need {np} {rel} {the}",
    "i'd love to see {np} {rel} {the}", "how about {np} {rel} {the}?", "can i have {np} {rel} {the}?",
    "could there be {np} {rel} {the}?", "would you draw {np} {rel} {the}?", "there must be {np} {rel} {the}",
    "let's have {np} {rel} {the}", "and {np} {rel} {the}", "plus {np} {rel} {the}", "now with {np} {rel} {the}",
    "add {np} and put it {rel} {the}", "{np} too, {rel} {the}", "make {np} appear {rel} {the}",
)  # fmt: skip
MOVE = (
    "move {the} {to}", "shift {the} {to}", "put {the} {place}", "place {the} {place}", "bring {the} {to}",
    "i want {the} {place}", "i would like {the} {place}", "i'd like {the} {place}", "can you move {the} {to}?",
    "could you put {the} {place}?", "{the_it} should be {place}", "set {the} {place}", "draw {the} {place}",
    "take {the} {to}", "push {the} {to}", "slide {the} {to}", "i want {the} to be {place}",
    "let {the} be {place}", "show {the} {place}", "{place} please",
    "{to} please", "{the} {to} please", "{the_it} should go {to}", "{the_it} should move {to}",
    "{the_it} belongs {place}", "{the_it} must be {place}", "{the_it} should stand {place}", "relocate {the} {to}",
    "drag {the} {to}", "send {the} {to}", "get {the} {to}", "let {the} go {to}", "have {the} {place}",
    "i'd rather have {the} {place}", "i'd prefer {the} {place}", "i need {the} {place}", "position {the} {place}",
    "can {the} be {place}?", "could {the} go {to}?", "how about moving {the} {to}?", "why not put {the} {place}?",
    "change the position of {the}, put it {place}", "would you mind moving {the} {to}?",
)  # fmt: skip
MOVE_CONTRAST = (
    "{the} is in the wrong place, put {the} {place}", "not there, {place}", "i want {the} {place}, not there",
    "{the} looks better {place}", "{the} would look better {place}", "no, {place}", "{place}, not there",
    "i'd rather see {the} {place}", "{the}: {place}", "{the} {place}", "wrong place, {the} should be {place}",
    "keep {the} but {place}", "the same {n}, but {place}", "the same, {the} {place}",
)  # fmt: skip
RECOUNT = (
    "make it {count}", "i want {count} {ns}", "make it {count} {ns}", "show {count} {ns}",
    "change the number of {nouns} to {count}", "there should be {count} {ns}", "i would like {count} {ns}",
    "i'd like {count} {ns}", "give me {count} {ns}", "show me {count} {ns}", "{count} {ns} please",
    "{count} {ns} instead",
    "set the number of {nouns} to {count}", "make that {count}", "i need {count} {ns}", "draw {count} {ns} instead",
    "change it to {count} {ns}", "let there be {count} {ns}", "can you make it {count} {ns}?",
    "could you draw {count} {ns} instead?", "make it exactly {count} {ns}",
    "the number of {nouns} should be {count}",
    "{count} {ns} in total please", "i want {count} {ns} in total", 
    "{count} of them please", "how about {count} {ns}?", "there must be {count} {ns}",
    "could there be {count} {ns}?", "may i have {count} {ns}?", "can we have {count} {ns} instead?",
    "i'd rather have {count} {ns}", "i'd prefer {count} {ns}", "let's have {count} {ns}", "let's make it {count} {ns}",
    "the picture should show {count} {ns}", "it should be {count} {ns}", "bring the number of {nouns} to {count}",
    "make the number of {nouns} {count}", "adjust the number of {nouns} to {count}", "number of {nouns}: {count}",
    "turn it into {count} {ns}", "have {count} {ns} in the picture",
)  # fmt: skip
MORE = (
    "add {difference} more", "{difference} more {ns}", "{difference} more please",
    "i'd like {difference} more of those",
    "add {difference} more {ns}", "{difference} more of them", "more {nouns}: {count}",
    "increase the {nouns} to {count}",
    "not {number}, {count}", "i want {count} {ns}, not {number}", "{count} {ns}, not {number}",
    "more {nouns}, {count} in all",
    "{count} instead of {number}", "raise the number of {nouns} to {count}", "{number} is too few, make it {count}",
)  # fmt: skip
FEWER = (
    "reduce the {nouns} to {count}", "reduce the number of {nouns} to {count}", "not {number}, {count}",
    "{count} {ns}, not {number}", "i want {count} {ns}, not {number}", "{count} instead of {number}",
    "{number} is too many, make it {count}", "remove {difference} of them", "take {difference} of them away",
    "remove {difference} of the {nouns}", "{difference} fewer", "{difference} too many", "keep {count} of them",
    "keep {count} of the {nouns}", "leave {count} of them", "fewer {nouns}, {count} in all",
    "cut the {nouns} to {count}",
    "{difference} of the {nouns} can go", "{count} of the {nouns} will do", "too many {nouns}, {count} will do",
)  # fmt: skip
ONE_MORE = (
    "add another {n}", "add one more {n}", "one more {n}", "i want one more {n}", "draw another {n}",
    "another {n} please", "one more {n} please", "add an extra {n}", "give me one more {n}", "i'd like one more {n}",
    "i would like another {n}", "can you add one more {n}?", "could you draw another {n}?", "put in another {n}",
    "include one more {n}", "i need another {n}", "show one more {n}", "and another {n}",
    "and one more {n}", "plus one {n}", "plus another {n}", "one {n} more", "one extra {n} please",
    "make it one more {n}", "there should be one more {n}", "let there be another {n}", "let's have another {n}",
    "i could use another {n}", "we need one more {n}", "how about another {n}?", "could i have one more {n}?",
    "can we have another {n}?", "may i have another {n}?", "bring in another {n}", "throw in another {n}",
    "increase the number of {nouns} by one", "show me another {n}", "would you add another {n}?",
)  # fmt: skip
ONE_LESS = (
    "remove one {n}", "take one {n} away", "one fewer {n}", "delete one {n}", "erase one {n}", "take away one {n}",
    "remove one of the {nouns}", "delete one of the {nouns}", "one {n} fewer", "one less {n}", "get rid of one {n}",
    "i want one fewer {n}", "i'd like one less {n}", "can you remove one {n}?", "could you take one {n} away?",
    "one of the {nouns} should go", "drop one {n}", "take out one of the {nouns}", "leave out one {n}",
    "minus one {n}", "one {n} less please", "one {n} should go", "one {n} has to go", "one of the {nouns} can go",
    "one {n} too many", "there is one {n} too many", "reduce the number of {nouns} by one",
    "decrease the number of {nouns} by one", "there should be one {n} fewer", "lose one {n}",
    "ditch one of the {nouns}", "throw one {n} out", "make one {n} disappear", "make one of the {nouns} go away",
    "take one of the {nouns} away", "get rid of one of the {nouns}", "let one of the {nouns} vanish",
    "would you take out one {n}?", "could we have one {n} fewer?",
)  # fmt: skip
RESIZE = (
    "make {the} {size}", "i want {the} {size}", "change the size of {the} to {size}",
    "make the size of {the} {size}", "i would like {the} to be {size}", "i'd like {the} {size}",
    "i want {the} to be {size}",
    "set the size of {the} to {size}", "can you make {the} {size}?", "could you please make {the} {size}?",
    "draw {the} {size}", "show {the} {size}", "let {the} be {size}",
    "{size} please", "{the_it} should be {size}",
    "resize {the} to {size}", "resize {the} to be {size}", "give {the} a {size} size",
    "the size of {the} should be {size}", "size of {the}: {size}", "adjust the size of {the} to {size}",
    "can {the} be {size}?", "could {the} be {size} instead?", "i need {the} {size}", "have {the} {size}",
    "i'd prefer {the} {size}", "i'd rather have {the} {size}", "{the_it} must be {size}", "{the_it} should look {size}",
    "make {the} look {size}", "redraw {the} {size}", "{size} would be better", "would you mind making {the} {size}?",
)  # fmt: skip
RESIZE_CONTRAST = (
    "not {old}, {size}", "{size}, not {old}", "{the} should be {size}, not {old}",
    "i need {the} to be {size}, not {old}",
    "i wanted {the} {size}, not {old}", "{the} is {old}, i want {the} {size}", "{size} instead of {old}",
    "a {size} one will do", "i meant a {size} one", "change {the} from {old} to {size}", "no, {size}",
    "{size} rather than {old}", "why is {the} {old}? make {the} {size}", "the same {n}, but {size}", "same {n}, {size}",
    "i want a {size} {n}", "a {size} {n} please", "from {old} to {size}",
)  # fmt: skip
BIGGER = (
    "make {the} bigger", "make {the} larger", "i want {the} bigger", "can you make {the} bigger?", "grow {the}",
    "enlarge {the}", "bigger please", "larger please", "i would like {the} bigger", "i'd like {the} larger",
    "increase the size of {the}", "let {the} grow", "draw {the} bigger", "scale {the} up", "make {the} a bit bigger",
    "could you make {the} larger?", "change {the} to be bigger", "{the_it} should be bigger", "bigger",
    "{the_it} is too small", "{the_it} is too small, make it bigger", "{the_it} could be bigger",
    "{the_it} must be larger", "can {the} be larger?", "could {the} be a bit bigger?", "i need {the} bigger",
    "have {the} bigger", "i'd prefer {the} bigger", "i'd rather have {the} larger", "make {the} grow",
    "make {the} less small", "expand {the}", "blow {the} up", "scale up {the}",
    "boost the size of {the}", "a bit bigger please", "one size bigger please", "bigger than that please",
    "redraw {the} bigger", "would you mind making {the} larger?", "increase {the} in size",
)  # fmt: skip
SMALLER = (
    "make {the} smaller", "i want {the} smaller", "can you make {the} smaller?", "shrink {the}",
    "change {the} to be smaller", "smaller please", "i would like {the} smaller", "i'd like {the} smaller",
    "reduce the size of {the}", "let {the} shrink", "draw {the} smaller", "scale {the} down",
    "make {the} a bit smaller", "could you make {the} smaller?", "decrease the size of {the}",
    "{the_it} should be smaller",
    "smaller", "make {the} less big",
    "{the_it} is too big", "{the_it} is too big, make it smaller", "{the_it} could be smaller",
    "{the_it} must be smaller", "can {the} be smaller?", "could {the} be a bit smaller?", "i need {the} smaller",
    "have {the} smaller", "i'd prefer {the} smaller", "i'd rather have {the} smaller", "make {the} shrink",
    "make {the} less large", "scale down {the}", "downsize {the}", "cut the size of {the}",
    "a bit smaller please", "one size smaller please", "smaller than that please", "redraw {the} smaller",
    "would you mind making {the} smaller?", "reduce {the} in size",
)  # fmt: skip
FUNCTION_WORDS = ("a an the it its them they this these both all is are and only no",)
