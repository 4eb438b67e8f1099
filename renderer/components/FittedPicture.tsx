import Box from '@mui/material/Box';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';

interface FittedPictureProps {
  /** Natural size of the picture in px; only the proportions and the enlargement limit come from it. */
  readonly width: number;
  readonly height: number;
  readonly children: ReactNode;
}

/** Small pictures are enlarged up to this many times, and at least to this many CSS px. */
const largestEnlargement = 4;
const comfortableSide = 560;

/** Gives its child the largest box of the picture's proportions that fits the container. */
export function FittedPicture({ width, height, children }: FittedPictureProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 0, height: 0 });

  useLayoutEffect(() => {
    const element = ref.current!;
    const measure = () => setRoom({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const limit = Math.max(largestEnlargement, comfortableSide / Math.max(width, height));
  const scale = Math.min(room.width / width, room.height / height, limit);
  return (
    <Box
      ref={ref}
      sx={{
        flex: 1,
        minWidth: 0,
        minHeight: 0,
        display: 'grid',
        placeItems: 'center',
        overflow: 'hidden',
      }}
    >
      {scale > 0 && (
        <Box sx={{ width: Math.floor(width * scale), height: Math.floor(height * scale) }}>
          {children}
        </Box>
      )}
    </Box>
  );
}
