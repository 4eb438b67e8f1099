"""Questions on a picture, lower case; only constants. Fields as in phrases.py.

{kind} {kinds}: "animal", "animals".
{np}: one such thing ("a cat"); {n} {ns}: bare noun, its plural; {m} {o}: other nouns; {cns}: with a colour.
"""

from __future__ import annotations

ASK_CAPTION = (
    "describe the picture", "describe this picture", "what does the picture show?", "write a caption",
    "describe the image", "describe this image", "describe the scene", "describe what you see", "caption this",
    "caption this picture", "give me a caption", "write a caption for this picture", "can you describe the picture?",
    "could you please describe the picture?", "please describe the image", "what does this image show?",
    "tell me about the picture", "how would you describe this picture?", "what is happening in the picture?",
    "give a short description", "i would like a description of the picture",
)  # fmt: skip
ASK_OBJECT = (
    "what is this?", "what do you see?", "what can you see?", "what is in the picture?", "what is in the image?",
    "what is shown here?", "what is it?", "what's this?", "what is that?", "what's in the picture?",
    "what is in this picture?", "what do you see in the picture?", "what can be seen here?", "what do you see here?",
    "tell me what you see", "tell me what this is", "name what you see",
    "can you tell me what this is?", "do you know what this is?", "what have we got here?", "what is pictured here?",
    "what did you draw?", "what is here?",
)  # fmt: skip
ASK_WHICH = (
    "what {kind} is this?", "which {kind} is this?", "what {kind} do you see?", "which {kind} do you see?",
    "what {kind} is it?", "which {kind} is in the picture?", "what kind of {kind} is this?", "what {kind} can you see?",
    "what kind of {kind} is it?", "which {kind} is shown?", "what is the {kind}?", "what's the {kind} called?",
    "name the {kind}", "which {kind} can you see?", "what sort of {kind} is this?",
)  # fmt: skip
ASK_WHICH_SEVERAL = ("what {kinds} are these?", "which {kinds} do you see?", "what kind of {kinds} are they?",
                     "which {kinds} are in the picture?", "what {kinds} can you see?", "name the {kinds}")  # fmt: skip
ASK_COLOURED_THING = (
    "what is {c}?", "what is the {c} thing?", "which thing is {c}?", "what {c} thing do you see?",
    "what is the thing that is {c}?", "what's {c}?", "what's the {c} thing?", "what is the {c} object?",
    "which object is {c}?", "what is {c} in the picture?", "what is {c} here?", "name the {c} thing",
    "what object is {c}?", "what {c} thing is there?", "which thing has the color {c}?", "name the {c} object",
)  # fmt: skip
ASK_COLOUR = (
    "what color {is} {the}?", "what colour {is} {the}?", "which color {is} {the}?", "which color {do} {the} have?",
    "what is the color of {the}?", "tell me the color of {the}", "which colour {is} {the}?",
    "what is the colour of {the}?", "what's the color of {the}?", "tell me what color {the} {is}",
    "can you tell me the color of {the}?", "in which color {is} {the} drawn?",
    "what color would you say {the} {is}?", "name the color of {the}", "do you know what color {the} {is}?",
    "the color of {the}?", "and what color {is} {the}?",
)  # fmt: skip
ASK_COUNT = (
    "how many {ns} are there?", "how many {ns} do you see?", "how many {ns} are in the picture?",
    "how many {ns} can you see?", "count the {ns}", "what is the number of {ns}?", "how many {ns}?",
    "how many {ns} are here?", "how many {ns} are shown?", "how many {ns} does the picture show?",
    "how many {ns} are there in the picture?", "how many {ns} did you draw?", "tell me how many {ns} there are",
    "can you count the {ns}?", "please count the {ns}", "the number of {ns}?", "how many {ns} can you count?",
    "how many {ns} have we got?", "tell me the number of {ns}",
)  # fmt: skip
ASK_COUNT_ALL = ("how many are there?", "how many do you see?", "how many?", "how many can you see?",
                 "how many are in the picture?", "how many of them are there?")  # fmt: skip
ASK_TOTAL = (
    "how many things are there?", "how many things do you see?", "how many things are in the picture?",
    "how many objects are there?", "count the objects", "how many objects do you see?", "how many things can you see?",
    "how many objects are in the picture?", "count the things", "how many things are there in total?",
    "how many objects does the picture show?", "how many things are there altogether?",
    "what is the number of objects?", "tell me how many things there are",
)  # fmt: skip
ASK_IF_COUNT = (
    "are there {count} {ns}?", "do you see {count} {ns}?", "does the picture show {count} {ns}?",
    "are {count} {ns} in the picture?", "can you see {count} {ns}?", "are there exactly {count} {ns}?",
    "are there {count} {ns} in the picture?", "is the number of {ns} {count}?", "are {count} {ns} shown?",
    "does it show exactly {count} {ns}?", "did you draw {count} {ns}?", "would you say there are {count} {ns}?",
    "is it true that there are {count} {ns}?", "are there {count} {ns} here?",
)  # fmt: skip
ASK_WHERE = (
    "where is this?", "where {is} {the}?", "where are we?", "which place is this?", "where does this take place?",
    "what place is this?", "where does the scene take place?", "what kind of place is this?", "in what place is this?",
    "where was this picture taken?", "can you tell me where this is?", "tell me where this is", "where's this?",
    "where is this picture set?", "do you know where this is?", "tell me where {the} {is}", "where might this be?",
)  # fmt: skip
# Of a background that is no place: night, or none at all.
ASK_WHERE_NO_PLACE = ("where is this?", "where {is} {the}?", "tell me where {the} {is}")
ASK_BACKGROUND = (
    "what is the background?", "what is in the background?", "what is behind {the}?", "which background is it?",
    "name the background", "what's the background?", "what's in the background?", "what background is this?",
    "what background do you see?", "what do you see in the background?", "what can you see behind {the}?",
    "what does the background show?", "which background does the picture have?", "tell me the background",
    "what is the background of the picture?", "what background {is} {the} on?", "what is the scenery?",
    "what is shown in the background?",
)  # fmt: skip
ASK_IF_BACKGROUND = (
    "is this {at}?", "{is} {the} {at}?", "is the picture {at}?", "is it {at}?", "does this take place {at}?",
    "are we {at}?", "is this scene {at}?", "does the scene take place {at}?", "was this picture taken {at}?",
    "would you say this is {at}?", "is this a scene {at}?", "does it look like this is {at}?",
    "is it true that this is {at}?",
)  # fmt: skip
ASK_IF_NO_PLACE = ("is this {at}?", "is it {at}?")
ASK_PLACE = (
    "where in the picture is {the}?", "in which part of the picture is {the}?", "which part is {the} in?",
    "what is the position of {the}?", "where in the image is {the}?",
    "in what part of the image is {the}?", "in what part of the picture is {the}?",
    "whereabouts in the picture is {the}?", "where exactly in the picture is {the}?",
    "what part of the picture is {the} in?", "tell me the position of {the}", "what's the position of {the}?",
    "can you tell me where in the picture {the} is?", "in which area of the picture is {the}?",
    "where in the picture do you see {the}?", "where in the frame is {the}?",
)  # fmt: skip
ASK_IF_PLACE = (
    "is {the} {place}?", "do you see {the} {place}?", "does {the} stand {place}?", "is {the} placed {place}?",
    "can you see {the} {place}?", "is the position of {the} {place}?", "would you say {the} is {place}?",
    "is {the} located {place}?", "is {the} somewhere {place}?", "is it true that {the} is {place}?",
    "did you put {the} {place}?", "does {the} appear {place}?",
)  # fmt: skip
ASK_SIZE = (
    "how big {is} {the}?", "how large {is} {the}?", "what size {is} {the}?", "what is the size of {the}?",
    "which size {is} {the}?", "what's the size of {the}?", "tell me the size of {the}", "tell me how big {the} {is}",
    "how big would you say {the} {is}?", "of what size {is} {the}?", "can you tell me how big {the} {is}?",
    "how big {is} {the} in the picture?", "name the size of {the}", "the size of {the}?",
    "can you tell me the size of {the}?",
)  # fmt: skip
ASK_IF_SIZE = (
    "{is} {the} {size}?", "would you call {the} {size}?", "{is} {the} of {size} size?", "do you see {size} {ns}?",
    "does the picture show {size} {ns}?", "would you say {the} {is} {size}?", "{is} {the} {size} in the picture?",
    "can you see {size} {ns}?", "is the size of {the} {size}?", "does it show {size} {ns}?",
    "did you draw {size} {ns}?", "is it true that {the} {is} {size}?",
    "{do} {the} look {size}?",
)  # fmt: skip
ASK_RELATION = (
    "where is the {n} relative to the {m}?", "on which side of the {m} is the {n}?",
    "where is the {n} seen from the {m}?",
    "which side of the {m} is the {n} on?", "where is the {n} compared to the {m}?",
    "where is the {n} in relation to the {m}?", "what side of the {m} is the {n} on?",
    "where does the {n} stand relative to the {m}?", "from the {m}, where is the {n}?",
    "tell me where the {n} is relative to the {m}", "in which direction from the {m} is the {n}?",
    "how is the {n} placed relative to the {m}?", "can you tell me where the {n} is relative to the {m}?",
    "what is the position of the {n} relative to the {m}?", "where would you find the {n}, seen from the {m}?",
)  # fmt: skip
ASK_WHAT_RELATION = (
    "what is {rel} the {m}?", "what do you see {rel} the {m}?", "what stands {rel} the {m}?",
    "which thing is {rel} the {m}?", "what can you see {rel} the {m}?", "what's {rel} the {m}?",
    "what object is {rel} the {m}?", "which object is {rel} the {m}?", "{rel} the {m}, what do you see?",
    "tell me what is {rel} the {m}", "what thing is {rel} the {m}?", "what is there {rel} the {m}?",
    "what is shown {rel} the {m}?", "can you tell me what is {rel} the {m}?", "name the thing {rel} the {m}",
)  # fmt: skip
ASK_IF_RELATION = (
    "is the {n} {rel} the {m}?", "does the {n} stand {rel} the {m}?", "do you see the {n} {rel} the {m}?",
    "can you see the {n} {rel} the {m}?", "is there {np} {rel} the {m}?", "is {np} {rel} the {m}?",
    "would you say the {n} is {rel} the {m}?", "is it true that the {n} is {rel} the {m}?",
    "do you see {np} {rel} the {m}?", "is the {n} placed {rel} the {m}?", "is the {n} somewhere {rel} the {m}?",
    "{rel} the {m}, is there {np}?", "is the {n} located {rel} the {m}?",
)  # fmt: skip
ASK_BETWEEN = ("what is between the {m} and the {o}?", "what do you see between the {m} and the {o}?",
               "which thing is between the {m} and the {o}?", "what's between the {m} and the {o}?",
               "what is in between the {m} and the {o}?", "what stands between the {m} and the {o}?",
               "which object is between the {m} and the {o}?",
               "tell me what is between the {m} and the {o}")  # fmt: skip
ASK_IF_BETWEEN = ("is the {n} between the {m} and the {o}?", "do you see the {n} between the {m} and the {o}?",
                  "is there {np} between the {m} and the {o}?", "does the {n} stand between the {m} and the {o}?",
                  "can you see the {n} between the {m} and the {o}?",
                  "is it true that the {n} is between the {m} and the {o}?")  # fmt: skip
ASK_EXISTENCE = (
    "is there {np}?", "do you see {np}?", "can you see {np}?", "is there {np} in the picture?",
    "does the picture show {np}?", "is {np} in the picture?", "are there any {ns}?", "do you see any {ns}?",
    "any {ns} here?", "any {ns}?", "does it contain {np}?", "does the picture contain {np}?",
    "spot {np} anywhere?", "can you spot {np}?", "do you spot {np} anywhere?", "is {np} shown?",
    "can you find {np} in the picture?", "is there {np} here?", "are there any {ns} in the picture?",
    "does the image show {np}?", "is there {np} anywhere?", "is there {np} to be seen?", "is there {np} in the image?",
    "did you draw {np}?", "could you tell me if there is {np}?", "can you see any {ns}?", "is {np} there?",
    "would you say there is {np} in the picture?",
)  # fmt: skip
ASK_IF_COLOUR = (
    "{is} {the} {c}?", "{is} {the} {c} in the picture?", "does the picture show {cns}?", "do you see {cns}?",
    "would you say {the} {is} {c}?", "is the color of {the} {c}?", "is the colour of {the} {c}?",
    "would you call {the} {c}?", "can you see {cns}?", "is it true that {the} {is} {c}?", "{is} {the} colored {c}?",
    "does the image show {cns}?", "did you draw {cns}?", "{is} {the} {c} in color?",
)  # fmt: skip
