/** Cells of the app icon's mosaic by opacity, row by row. */
const cells = [0.25, 0.55, 1, 0.55, 1, 0.55, 1, 0.55, 0.25];

/** The studio's sign: a small token mosaic in the accent. */
export function Mark() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {cells.map((opacity, index) => (
        <rect
          key={index}
          x={(index % 3) * 7}
          y={Math.floor(index / 3) * 7}
          width="6"
          height="6"
          rx="1.5"
          opacity={opacity}
          fill="var(--studio-palette-primary-main)"
        />
      ))}
    </svg>
  );
}
