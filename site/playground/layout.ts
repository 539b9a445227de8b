/** Where the elements of an array are in its picture: tiles of the last two axes. */

export interface Layout {
  columns: number;
  rows: number;
  /** The column and row of element i. */
  place(i: number): [number, number];
}

export function layoutOf(shape: readonly number[]): Layout {
  if (shape.length < 2) {
    const columns = Math.max(1, Math.ceil(Math.sqrt(shape[0] ?? 1)));
    return {
      columns,
      rows: Math.ceil((shape[0] ?? 1) / columns),
      place: (i) => [i % columns, Math.floor(i / columns)],
    };
  }
  const [height, width] = shape.slice(-2);
  const tiles = shape.slice(0, -2).reduce((a, b) => a * b, 1);
  const across = shape.length > 2 ? (shape.at(-3) ?? 1) : 1;
  return {
    columns: across * (width + 1) - 1,
    rows: Math.ceil(tiles / across) * (height + 1) - 1,
    place(i) {
      const tile = Math.floor(i / (height * width));
      const [row, column] = [Math.floor(i / width) % height, i % width];
      return [(tile % across) * (width + 1) + column, Math.floor(tile / across) * (height + 1) + row];
    },
  };
}
