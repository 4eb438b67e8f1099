import { useEffect, useState } from 'react';

/** A decoded picture for a canvas; null until it is there. */
export function useImage(url: string | null): HTMLImageElement | null {
  const [loaded, setLoaded] = useState<HTMLImageElement | null>(null);
  useEffect(() => {
    if (url === null) return undefined;
    const image = new Image();
    image.src = url;
    let isCurrent = true;
    image.decode().then(
      () => isCurrent && setLoaded(image),
      () => isCurrent && setLoaded(null),
    );
    return () => {
      isCurrent = false;
    };
  }, [url]);
  return loaded && url && loaded.src.endsWith(url) ? loaded : null;
}
