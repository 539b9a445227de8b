/**
 * Returns the least integer in [low, high) for which `is` holds, and high if it holds for none.
 * @param is Holds for all integers from some one on.
 */
export function leastWhere(low: number, high: number, is: (n: number) => boolean): number {
  let [first, end] = [low, high];
  while (first < end) {
    const middle = first + Math.floor((end - first) / 2); // their sum may exceed 2^53
    if (is(middle)) end = middle;
    else first = middle + 1;
  }
  return first;
}
