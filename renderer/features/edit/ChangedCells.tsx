import { Shape } from 'react-konva';
import type { outlineOf } from '../../components/grid-geometry.ts';

interface ChangedCellsProps {
  readonly edges: ReturnType<typeof outlineOf>;
}

/** Dark below light, so that the line is seen on any picture; widths in CSS px. */
const strokes = [
  { colour: 'rgba(0, 0, 0, 0.55)', width: 4 },
  { colour: '#ffffff', width: 1.5 },
] as const;

/** The outline of the cells whose codes an edit has changed. */
export function ChangedCells({ edges }: ChangedCellsProps) {
  return (
    <>
      {strokes.map(({ colour, width }) => (
        <Shape
          key={colour}
          stroke={colour}
          strokeWidth={width}
          strokeScaleEnabled={false}
          lineCap="round"
          perfectDrawEnabled={false}
          sceneFunc={(context, shape) => {
            context.beginPath();
            for (const { from, to } of edges) {
              context.moveTo(from[0], from[1]);
              context.lineTo(to[0], to[1]);
            }
            context.strokeShape(shape);
          }}
        />
      ))}
    </>
  );
}
