export function electronBinary(): string | null;
export function windowObstacle(): string | null;
