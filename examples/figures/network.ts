/** A network in evaluation and in training: dropped units are empty, and values of kept ones are twice as large. */

import { Generator } from 'native-dropout';
import { card, text } from './svg.js';

const P = 0.5;
/** Units of each layer; those between input and output have dropout. */
const LAYERS = [3, 6, 6, 2];

const [WIDTH, HEIGHT, RADIUS] = [350, 270, 13];

interface Unit {
  x: number;
  y: number;
  kept: boolean;
}

/** The units of a network whose left edge is at `left`. */
function unitsOf(left: number, kept: (layer: number) => ArrayLike<number>): Unit[][] {
  return LAYERS.map((count, layer) => {
    const keep = kept(layer);
    return Array.from({ length: count }, (_, k) => ({
      x: left + 50 + (layer * (WIDTH - 100)) / (LAYERS.length - 1),
      y: HEIGHT / 2 + 22 + (k - (count - 1) / 2) * 40,
      kept: keep[k] === 1,
    }));
  });
}

function lines(layers: readonly Unit[][]): string[] {
  return layers.slice(1).flatMap((to, k) => {
    const pairs = layers[k].flatMap((a) => to.map((b) => [a, b])).filter(([a, b]) => a.kept && b.kept);
    return pairs.map(([a, b]) => `<path d="M${a.x} ${a.y}L${b.x} ${b.y}" stroke="#64748b"/>`);
  });
}

function circles(layers: readonly Unit[][], scale: string): string[] {
  return layers.flatMap((units, layer) => {
    const hasDropout = layer > 0 && layer < LAYERS.length - 1;
    return units.flatMap(({ x, y, kept }) => [
      `<circle cx="${x}" cy="${y}" r="${RADIUS}" ` +
        (kept ? 'fill="#38bdf8"/>' : 'fill="none" stroke="#64748b" stroke-dasharray="4 3"/>'),
      ...(kept && hasDropout ? [`<text x="${x}" y="${y + 4}" font-size="11" fill="#0f172a">${scale}</text>`] : []),
    ]);
  });
}

export function network(): string {
  const generator = new Generator(42);
  const all = new Uint8Array(Math.max(...LAYERS)).fill(1);
  const masks = LAYERS.map((count) => generator.mask(P).toUint8Array(count));
  const trained = (layer: number) => (layer === 0 || layer === LAYERS.length - 1 ? all : masks[layer]);
  const evaluation = unitsOf(0, () => all);
  const training = unitsOf(WIDTH, trained);
  return card(2 * WIDTH, HEIGHT + 20, 'A network in evaluation, with all units, and in training, with half of them', [
    text(WIDTH / 2, 24, 'evaluation: all units'),
    text(WIDTH * 1.5, 24, 'training, p = 0.5: kept units × 2'),
    ...lines(evaluation),
    ...lines(training),
    ...circles(evaluation, '×1'),
    ...circles(training, '×2'),
  ]);
}
