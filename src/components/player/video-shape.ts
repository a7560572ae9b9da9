type Size = { width: number | null; height: number | null };

/** Landscape, as most videos. */
export const usualShape = 16 / 9;
/** Beyond this a size is a mistake, and a stage of its shape would be a line. */
const narrowest = 0.4;

/** Width divided by height of the first of these sizes that is known and can be true. */
export function videoShape(...sizes: readonly (Size | null | undefined)[]): number {
  const shapes = sizes.map((size) => (size?.width ?? 0) / (size?.height ?? 0));
  return shapes.find((shape) => shape >= narrowest && shape <= 1 / narrowest) ?? usualShape;
}
