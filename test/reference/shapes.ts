/** Which mask element an element of an array has: the section "Shapes" of docs/mask.md, by coordinates. */

export type Shape = readonly number[];

export const sizeOf = (shape: Shape): number => shape.reduce((product, axis) => product * axis, 1);

export function coordinatesOf(shape: Shape, index: number): number[] {
  const coordinates: number[] = [];
  let rest = index;
  for (const axis of shape.toReversed()) {
    coordinates.unshift(rest % axis);
    rest = Math.floor(rest / axis);
  }
  return coordinates;
}

export function indexOf(shape: Shape, coordinates: readonly number[]): number {
  return shape.reduce((index, axis, i) => index * axis + coordinates[i], 0);
}

/** A mask with fewer elements than the array; an empty array needs none. */
export interface Sharing {
  readonly elements: number;
  readonly place: (index: number) => number;
}

/** The mask has 1 for each axis that shares. */
export function sharing(shape: Shape, shares: (axis: number) => boolean): Sharing {
  const mask = shape.map((axis, i) => (shares(i) ? 1 : axis));
  return {
    elements: shape.includes(0) ? 0 : sizeOf(mask),
    place: (index) =>
      indexOf(
        mask,
        coordinatesOf(shape, index).map((coordinate, i) => (shares(i) ? 0 : coordinate)),
      ),
  };
}

export interface BlockSettings {
  readonly blockSize: number;
  readonly gammaScale: number;
  readonly coupleChannels: boolean;
}

/** [N, C, …] of the places that blocks can have. */
export function placesOf([samples, channels, ...image]: Shape, { blockSize, coupleChannels }: BlockSettings): Shape {
  return [samples, coupleChannels ? 1 : channels, ...image.map((axis) => axis - blockSize + 1)];
}

/** γ, the probability of a block. */
export function gammaOf(p: number, shape: Shape, settings: BlockSettings): number {
  const [, , ...image] = shape;
  const [, , ...places] = placesOf(shape, settings);
  return (
    settings.gammaScale *
    (image.reduce((n, axis) => n * axis, p) / (settings.blockSize ** image.length * sizeOf(places)))
  );
}

/** Whether an element is in a dropped block; `dropped` says it of places. */
export function inBlock(
  shape: Shape,
  settings: BlockSettings,
  index: number,
  dropped: (place: number) => boolean,
): boolean {
  const places = placesOf(shape, settings);
  const [sample, channel, ...point] = coordinatesOf(shape, index);
  const box = point.map(() => settings.blockSize);
  for (let i = 0; i < sizeOf(box); ++i) {
    const corner = coordinatesOf(box, i).map((back, axis) => point[axis] - back);
    const place = [sample, settings.coupleChannels ? 0 : channel, ...corner];
    if (place.every((at, axis) => at >= 0 && at < places[axis]) && dropped(indexOf(places, place))) return true;
  }
  return false;
}
