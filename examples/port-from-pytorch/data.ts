/** The pictures of port.py: three times the picture of its class plus noise, all integers up to the division by 32. */

export interface Data {
  /** [samples, pixels] */
  pixels: Float32Array;
  labels: Uint8Array;
}

export function makeData(samples: number, pixels: number, classes: number): Data {
  const data = { pixels: new Float32Array(samples * pixels), labels: new Uint8Array(samples) };
  for (let i = 0; i < samples; ++i) {
    const c = i % classes;
    data.labels[i] = c;
    for (let j = 0; j < pixels; ++j) {
      const picture = (29 * c + 7 * j * j + 3 * c * j) % 17;
      const noise = ((Math.imul(i * pixels + j, 1103515245) + 12345) >>> 16) & 15;
      data.pixels[i * pixels + j] = (3 * picture + noise) / 32;
    }
  }
  return data;
}

/** The samples of a batch, in order. */
export function batchOf({ pixels, labels }: Data, order: Uint32Array): Data {
  const width = pixels.length / labels.length;
  const batch = { pixels: new Float32Array(order.length * width), labels: new Uint8Array(order.length) };
  for (const [row, sample] of order.entries()) {
    batch.pixels.set(pixels.subarray(sample * width, (sample + 1) * width), row * width);
    batch.labels[row] = labels[sample];
  }
  return batch;
}
