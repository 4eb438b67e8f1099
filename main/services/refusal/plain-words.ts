/** Words that open a noun phrase: what follows them is asked for. */
export const determiners: ReadonlySet<string> = new Set(
  `
a an the my your his her its our their some another each every many both several few one two three
four five six seven eight nine ten eleven twelve twenty hundred thousand
`
    .trim()
    .split(/\s+/),
);

/** Words of grammar and politeness: whatever a pack knows, they are never what is asked for, and a noun phrase ends before them. */
export const plainWords: ReadonlySet<string> = new Set(
  `
i you he she it we they me him us them myself yourself itself this that these those there here
someone something anyone anything nobody nothing everyone everything somewhere anywhere everywhere else
who whom whose where when why how no not any all none
is are was were be been being am do does did done doing has have had having can could may might must
shall should will would cannot let lets want wants like likes
of on in at to with without from into onto for by about over under above below beneath behind near next beside
besides between among amongst around round inside outside through across along toward towards against
during since until upon off out down up after before beyond within underneath opposite per via
as but if because while than then although though whether unless so such
again now always never ever maybe perhaps still already soon later back together alone also too
just really actually please thanks thank hello hi hey yes ok okay sorry bye goodbye
draw paint make create generate show give add put use change turn replace swap remove delete erase move
see look looks tell say describe know think mean guess
`
    .trim()
    .split(/\s+/),
);
