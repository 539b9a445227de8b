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
    place(index) {
      let [rest, element, step] = [index, 0, 1];
      for (let axis = shape.length - 1; axis >= 0; --axis) {
        if (!shares(axis)) element += step * (rest % shape[axis]);
        step *= mask[axis];
        rest = Math.floor(rest / shape[axis]);
      }
      return element;
    },
  };
}

/** The mask shares along the axes for which the noise shape has 1. */
export function noiseSharing(shape: Shape, noiseShape: readonly (number | null)[]): Sharing {
  return sharing(shape, (axis) => noiseShape[axis] === 1);
}

export interface BlockSettings {
  readonly blockSize: number;
  readonly gammaScale: number;
  readonly coupleChannels: boolean;
}

/** The elements of [N, …, C] in the order of [N, C, …]: the shape, and the place of each element of the former. */
export function channelsFirst([samples, ...rest]: Shape): { shape: Shape; place: (index: number) => number } {
  const [channels, image] = [rest[rest.length - 1], rest.slice(0, -1)];
  const shape = [samples, channels, ...image];
  return {
    shape,
    place(index) {
      const [sample, ...point] = coordinatesOf([samples, ...rest], index);
      return indexOf(shape, [sample, point[point.length - 1], ...point.slice(0, -1)]);
    },
  };
}

/** [N, C, …]: the number of places of blocks along each axis. */
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

/** Whether a dropped block covers an element; `dropped` says whether the block at a place is dropped. */
export function inBlock(
  shape: Shape,
  settings: BlockSettings,
  index: number,
  dropped: (place: number) => boolean,
): boolean {
  const places = placesOf(shape, settings);
  const [, , ...ends] = places;
  const [sample, channel, ...point] = coordinatesOf(shape, index);
  const first = point.map((at) => Math.max(0, at - settings.blockSize + 1));
  const covering = point.map((at, axis) => Math.min(at, ends[axis] - 1) - first[axis] + 1);
  for (let i = 0; i < sizeOf(covering); ++i) {
    const corner = coordinatesOf(covering, i).map((further, axis) => first[axis] + further);
    if (dropped(indexOf(places, [sample, settings.coupleChannels ? 0 : channel, ...corner]))) return true;
  }
  return false;
}
