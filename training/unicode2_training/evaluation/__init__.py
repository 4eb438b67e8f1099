"""Scores of a run or of a pack.

`evaluate` runs all and `publish` writes them down; the card's parts are in `card/`. What is shown: `shown` (scenes),
`categories`, `generation` (fixed prompts), `hand_written`, `quick`, `outside`; `sets_fingerprint` is that of all.
How the model is asked: `requests`, `layouts`, `sampling`, `writing`, `chats`. What is scored: `questions`, `honesty`,
`pictures`, `edits` with `free_edits`, `self_check`, `multi_turn`, `decoder_steps`, `rounding`, by `verifier`, which
`judge_accuracy` scores itself; `intervals` are those of all.
"""
