/** Which mask element an array element has, from the definition: by coordinates, one element at a time. */

/** Both shapes are read in row-major order; where the noise shape has 1, the coordinate along the axis does not count. */
export function maskElement(shape: readonly number[], noiseShape: readonly (number | null)[], e: number): number {
  let [rest, element, step] = [e, 0, 1];
  for (let i = shape.length - 1; i >= 0; --i) {
    const axis = noiseShape[i] ?? shape[i];
    if (axis !== 1) element += step * (rest % shape[i]);
    step *= axis;
    rest = Math.floor(rest / shape[i]);
  }
  return element;
}

export function size(shape: readonly (number | null)[]): number {
  return shape.reduce<number>((product, axis) => product * (axis ?? 1), 1);
}

/** How many elements a mask of that noise shape has. */
export function noiseSize(shape: readonly number[], noiseShape: readonly (number | null)[]): number {
  return size(noiseShape.map((axis, i) => axis ?? shape[i]));
}
