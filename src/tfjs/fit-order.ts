/** The order in which fit() visits samples: that of tf.util.shuffle, by numbers of Math.random. */

/** Shuffles as tf.util.shuffle does. */
export function shuffle(order: Uint32Array, random: () => number): void {
  for (let left = order.length; left > 0; --left) swap(order, left - 1, Math.floor(random() * left));
}

function swap(order: Uint32Array, i: number, j: number): void {
  [order[i], order[j]] = [order[j], order[i]];
}

export const inOrder = (length: number): Uint32Array => Uint32Array.from({ length }, (_, i) => i);

/** The numbers by which tf.util.shuffle makes this order of 0, 1, 2, … */
export function numbersFor(order: Uint32Array): Float64Array {
  const { length } = order;
  const now = inOrder(length);
  const placeOf = inOrder(length);
  return Float64Array.from({ length }, (_, done) => {
    const last = length - 1 - done;
    const place = placeOf[order[last]];
    placeOf[now[last]] = place;
    swap(now, last, place);
    return (place + 0.5) / (last + 1);
  });
}
