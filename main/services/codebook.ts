import type { Handlers } from '../../contract/handlers.ts';
import type { ServiceContext } from './context.ts';

type CodebookHandlers = Pick<Handlers, 'codebook.describe' | 'codebook.measure'>;

const neighbourCount = 12;

/** What the codebook view asks of the active pack. */
export function createCodebookHandlers({
  engine,
  library,
  packs,
}: ServiceContext): CodebookHandlers {
  return {
    async 'codebook.describe'({ code }) {
      const described = await engine.run('code.describe', { code, neighbours: neighbourCount });
      return { code, ...described, neighbours: [...described.neighbours] };
    },
    async 'codebook.measure'({ pictureId }) {
      const { grid, typicalDistance = null } = packs.require().manifest;
      const { id, mediaType } = library.pictures.get(pictureId);
      const file = library.files.picture(id, mediaType);
      const encoded = await engine.run('picture.encode', { source: { file } });
      const { distances, secondDistances } = encoded;
      return {
        ...grid,
        distances: [...distances],
        secondDistances: Array.from(secondDistances, (second) =>
          Number.isFinite(second) ? second : null,
        ),
        typicalDistance,
      };
    },
  };
}
