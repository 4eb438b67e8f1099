import type { EnginePack } from '../pack/load.ts';
import { mapCodes } from '../decoder/mapping.ts';
import { decodeLatent } from '../decoder/latent-decoder.ts';
import { sampleFlow } from '../decoder/flow-sampler.ts';
import { createRandom } from '../language/random.ts';
import { floatData, floatTensor } from '../runtime/tensor.ts';
import type { PaintedPicture, Pixels, TaskInput, TaskOptions } from '../tasks.ts';
import { requireCodes, requireSeed, resolveSampling } from './inputs.ts';

/** `picture.decode`: paints given codes. */
export async function decodePicture(
  pack: EnginePack,
  input: TaskInput<'picture.decode'>,
  options: TaskOptions,
): Promise<PaintedPicture> {
  requireSeed(input.seed);
  requireCodes(input.codes, pack.manifest);
  const given = input.decoderSteps === null ? {} : { decoderSteps: input.decoderSteps };
  const { decoderSteps } = resolveSampling(given, pack.manifest);
  const { codes, seed } = input;
  const pixels = await paint(pack, codes, { seed, decoderSteps }, options);
  return { codes: [...codes], pixels, layout: null };
}

/** Codes → condition → flow → pixels. Every step's preview is reported; the last preview is the picture itself. */
export async function paint(
  pack: EnginePack,
  codes: readonly number[],
  { seed, decoderSteps }: { readonly seed: number; readonly decoderSteps: number },
  { signal, onProgress }: TaskOptions,
): Promise<Pixels> {
  const { manifest } = pack;
  const { channels, height, width } = manifest.decoder.latent;
  const condition = await mapCodes(pack.mapping, pack.trainable, codes);
  const time = new Float32Array(1);
  const timeTensor = floatTensor(time, [1]);
  const predictClean = async (latent: Float32Array, at: number) => {
    time[0] = at;
    const outputs = await pack.decoder.run({
      latent: floatTensor(latent, [1, channels, height, width]),
      time: timeTensor,
      condition,
    });
    return floatData(outputs['clean']!);
  };
  const latent = await sampleFlow(
    predictClean,
    channels * height * width,
    createRandom(seed, 'noise'),
    {
      steps: decoderSteps,
      signal,
      onPrediction: async (step, clean) => {
        if (onProgress === undefined) return;
        const preview = await decodeLatent(pack.autoencoderDecoder, clean, manifest);
        onProgress({ type: 'step', step, steps: decoderSteps, preview });
      },
    },
  );
  const pixels = await decodeLatent(pack.autoencoderDecoder, latent, manifest);
  onProgress?.({ type: 'step', step: decoderSteps, steps: decoderSteps, preview: pixels });
  return pixels;
}
