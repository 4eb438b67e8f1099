#!/usr/bin/env bash
# From nothing to a pack with one GPU (plan: an H100 with 16 cores, 30 minutes; not yet run on one):
#
#   training/scripts/gpu-run.sh                     all steps in order
#   training/scripts/gpu-run.sh mapping language    some of them, e.g. where one command may run for 10 minutes only
#
# A step that has finished is skipped, one that was cut off goes on from its checkpoint (at most two minutes old):
# call it again with the same arguments. Icons must lie in training/data/icons (any earlier stage `pictures` draws them,
# with Node.js).
#
#   step          minutes  |  step          minutes
#   pictures      1.5      |  mapping       3 + 0.5 to load
#   encoder       3 + 0.5  |  language      6 + 0.5
#   codebook      2        |  adaptation    1 + 0.5
#   autoencoder   3 + 0.5  |  evaluate      4   (writes docs/data and docs/images, if the recipe is a starter's)
#   decoder       2 + 1    |  export        1   (always on the CPU)
#
# The minutes of training are the recipe's budgets; the others are estimates. Sum: 30.
set -euo pipefail
cd "$(dirname "$0")/.."

PYTHON=${PYTHON:-.venv/bin/python}
RECIPE=${RECIPE:-starter-gpu}
DEVICE=${DEVICE:-cuda}
FOLDER=${FOLDER:-runs/$RECIPE}
PACK=${PACK:-$FOLDER/pack}
PARTS=${PARTS:-$(nproc)}

train() {
  "$PYTHON" -m unicode2_training train --recipe "$RECIPE" --folder "$FOLDER" --device "$DEVICE" --resume "$@"
}

pictures() {
  local part pids=()
  for part in $(seq 0 $((PARTS - 1))); do
    train --stage pictures --part "$part" --parts "$PARTS" --threads 1 --device cpu &
    pids+=($!)
  done
  for part in "${pids[@]}"; do wait "$part"; done
}

mkdir -p "$FOLDER"
[ $# -gt 0 ] || set -- pictures encoder codebook autoencoder decoder mapping language adaptation evaluate export
for step in "$@"; do
  if [ -e "$FOLDER/$step.done" ]; then continue; fi
  case $step in
    pictures) pictures ;;
    evaluate) "$PYTHON" -m unicode2_training evaluate --recipe "$RECIPE" --folder "$FOLDER" --device "$DEVICE" ;;
    export) "$PYTHON" -m unicode2_training export --recipe "$RECIPE" --folder "$FOLDER" --to "$PACK" ;;
    *) train --stage "$step" ;;
  esac
  touch "$FOLDER/$step.done"
done
echo "done: $*"
