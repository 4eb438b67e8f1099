import type { Circle as KonvaCircle } from 'konva/lib/shapes/Circle';
import type { Image as KonvaImageNode } from 'konva/lib/shapes/Image';
import type { KonvaEventObject } from 'konva/lib/Node';
import { useEffect, useMemo, useRef } from 'react';
import { Circle, Image as KonvaImage, Layer, Stage } from 'react-konva';
import type { Picture } from '../../../contract/pictures.ts';
import { changedCells, outlineOf } from '../../components/grid-geometry.ts';
import { ChangedCells } from './ChangedCells.tsx';
import { MaskCanvas } from './mask-canvas.ts';
import type { MaskStep } from './mask-history.ts';
import { addMaskStep, maskOf, provideMask, useEdit } from './store.ts';
import { useImage } from './use-image.ts';

interface MaskLayersProps {
  readonly picture: Picture;
  readonly parent: Picture | null;
  /** CSS px per px of the picture. */
  readonly scale: number;
  readonly isLocked: boolean;
}

type Stroke = Extract<MaskStep, { type: 'stroke' }>;

/** Picture, changed cells and mask as canvas layers. Strokes are drawn directly and reach the store when the pointer lifts. */
export function MaskLayers({ picture, parent, scale, isLocked }: MaskLayersProps) {
  const image = useImage(picture.url);
  const showsBefore = useEdit((state) => state.showsBefore) && parent !== null;
  const before = useImage(parent?.url ?? null);
  const outlinesChanges = useEdit((state) => state.outlinesChanges);
  const mask = useEdit(maskOf);
  const tool = useEdit((state) => state.tool);
  const brush = useEdit((state) => state.brushSize) * Math.max(picture.width, picture.height);
  const stroke = useRef<Stroke | null>(null);
  const cursor = useRef<KonvaCircle>(null);
  const maskNode = useRef<KonvaImageNode>(null);
  const canvas = useMemo(
    () => new MaskCanvas(picture.width, picture.height),
    [picture.width, picture.height],
  );

  useEffect(() => provideMask(() => canvas.toPng()), [canvas]);
  useEffect(() => {
    canvas.show(mask);
    maskNode.current?.getLayer()?.batchDraw();
  }, [canvas, mask]);

  const edges = useMemo(() => {
    const changed = changedCells(parent?.tokens ?? null, picture.tokens);
    return changed && picture.tokens ? outlineOf(changed, picture.tokens, picture) : [];
  }, [parent, picture]);

  function pointOf(event: KonvaEventObject<PointerEvent>): [number, number] {
    const position = event.target.getStage()!.getPointerPosition()!;
    return [position.x / scale, position.y / scale];
  }

  function begin(event: KonvaEventObject<PointerEvent>): void {
    if (isLocked || showsBefore || event.evt.button !== 0) return;
    stroke.current = { type: 'stroke', tool, size: brush, points: pointOf(event) };
    draw();
  }

  function move(event: KonvaEventObject<PointerEvent>): void {
    const [x, y] = pointOf(event);
    cursor.current?.visible(!isLocked && !showsBefore);
    cursor.current?.position({ x, y });
    cursor.current?.getLayer()?.batchDraw();
    if (!stroke.current) return;
    stroke.current = { ...stroke.current, points: [...stroke.current.points, x, y] };
    draw();
  }

  function draw(): void {
    canvas.drawLive(stroke.current!);
    maskNode.current?.getLayer()?.batchDraw();
  }

  function end(): void {
    if (stroke.current) addMaskStep(stroke.current);
    stroke.current = null;
  }

  function leave(): void {
    end();
    cursor.current?.visible(false);
    cursor.current?.getLayer()?.batchDraw();
  }

  return (
    <Stage
      width={picture.width * scale}
      height={picture.height * scale}
      scale={{ x: scale, y: scale }}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerLeave={leave}
      style={{ cursor: isLocked ? 'default' : 'none', touchAction: 'none' }}
    >
      <Layer listening={false}>
        {image && !showsBefore && (
          <KonvaImage image={image} width={picture.width} height={picture.height} />
        )}
        {before && showsBefore && (
          <KonvaImage image={before} width={picture.width} height={picture.height} />
        )}
      </Layer>
      <Layer listening={false}>
        {outlinesChanges && !showsBefore && !isLocked && <ChangedCells edges={edges} />}
      </Layer>
      <Layer listening={false} opacity={showsBefore || isLocked ? 0 : 0.55}>
        <KonvaImage
          ref={maskNode}
          image={canvas.canvas}
          width={picture.width}
          height={picture.height}
        />
      </Layer>
      <Layer listening={false}>
        <Circle
          ref={cursor}
          visible={false}
          radius={brush / 2}
          stroke="#ffffff"
          strokeWidth={1.5}
          strokeScaleEnabled={false}
          shadowColor="#000000"
          shadowBlur={3}
          shadowOpacity={0.8}
        />
      </Layer>
    </Stage>
  );
}
