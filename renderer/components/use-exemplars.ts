import { useEffect, useState } from 'react';
import { useStatus } from '../studio/status.ts';
import type { Exemplars } from './mosaic-painter.ts';

const loaded = new Map<string, Promise<ImageBitmap>>();

function loadAtlas(url: string): Promise<ImageBitmap> {
  const known = loaded.get(url);
  if (known) return known;
  const loading = fetch(url)
    .then((response) => {
      if (!response.ok) throw new Error(`${url} answered ${response.status}`);
      return response.blob();
    })
    .then((bytes) => createImageBitmap(bytes));
  loaded.set(url, loading);
  loading.catch(() => loaded.delete(url));
  return loading;
}

interface LoadedExemplars {
  readonly exemplars: Exemplars | null;
  /** Null until decoded; mosaics draw empty cells meanwhile. */
  readonly atlas: ImageBitmap | null;
}

/** The active pack's exemplar atlas, decoded once for the whole page. */
export function useExemplars(): LoadedExemplars {
  const url = useStatus((state) => state.status?.pack?.exemplarsUrl ?? null);
  const columns = useStatus((state) => state.status?.pack?.exemplars.columns ?? 1);
  const tileSize = useStatus((state) => state.status?.pack?.exemplars.tileSize ?? 1);
  const [atlas, setAtlas] = useState<{ url: string; image: ImageBitmap } | null>(null);

  useEffect(() => {
    if (!url) return undefined;
    let isCurrent = true;
    loadAtlas(url).then(
      (image) => isCurrent && setAtlas({ url, image }),
      () => isCurrent && setAtlas(null),
    );
    return () => {
      isCurrent = false;
    };
  }, [url]);

  return {
    exemplars: url ? { url, columns, tileSize } : null,
    atlas: atlas && atlas.url === url ? atlas.image : null,
  };
}
