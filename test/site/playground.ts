/** What the playground shows is what the package draws. */

import assert from 'node:assert/strict';
import { type AnyGenerator, dropout, dropout2d, Generator } from 'native-dropout';
import { JaxKey, TorchGenerator } from 'native-dropout/replay';
import type { Locator, Page } from 'playwright-core';

/** Whether each element of a picture is kept. */
async function shown(picture: Locator, columns: number, n: number): Promise<boolean[]> {
  await picture.waitFor();
  return picture.evaluate(
    (element, [columns, n]) => {
      const canvas = element as HTMLCanvasElement;
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no picture');
      const size = canvas.width / columns;
      const none = getComputedStyle(canvas).getPropertyValue('--picture-none');
      return Array.from({ length: n }, (_, i) => {
        const [x, y] = [(i % columns) * size, Math.floor(i / columns) * size];
        const [red, green, blue] = context.getImageData(x + size / 2, y + size / 2, 1, 1).data;
        return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')}` !== none;
      });
    },
    [columns, n] as const,
  );
}

const keptOf = (y: Float32Array) => Array.from(y, (value) => value !== 0);
const ones = (n: number) => new Float32Array(n).fill(1);

async function fill(page: Page, values: Record<string, string>): Promise<void> {
  const form = page.locator('.playground form');
  for (const [label, value] of Object.entries(values)) await form.getByLabel(label, { exact: true }).fill(value);
}

export async function checkMasks(page: Page): Promise<void> {
  const picture = page.locator('.playground canvas');
  assert.deepEqual(await shown(picture, 32, 1024), keptOf(dropout(ones(1024), 0.3, { generator: new Generator(42) })));

  await fill(page, { p: '0.1', seed: '18446744073709551615', draw: '7', shape: '20, 30' });
  const generator = new Generator(2n ** 64n - 1n);
  generator.draw = 7;
  const y = dropout(ones(600), 0.1, { generator });
  assert.deepEqual(await shown(picture, 30, 600), keptOf(y));
  const values = Array.from(y.subarray(0, 24), (value) => Number(value.toPrecision(5)));
  assert.equal((await page.locator('.values').innerText()).trim(), `y = [${values.join(', ')}, …]`);
}

/** By keyboard alone. */
export async function checkNextDraw(page: Page): Promise<void> {
  await fill(page, { seed: '5', draw: '3', p: '0.5', shape: '8, 8' });
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('.playground').getByLabel('draw', { exact: true }).inputValue(), '4');
}

export async function checkChannels(page: Page): Promise<void> {
  await page.locator('#form').selectOption('dropout2d');
  await fill(page, { shape: '2, 3, 1, 1', p: '0.5', seed: '1', draw: '0' });
  const y = dropout2d(ones(6), 0.5, { generator: new Generator(1), shape: [2, 3, 1, 1] });
  const dropped = y.filter((value) => value === 0).length;
  const summary = await page.locator('figure.main figcaption').innerText();
  assert.match(summary, new RegExp(`^${dropped} of 6 elements dropped, .*, by the wasm engine in this page$`));
  await page.locator('#form').selectOption('dropout');
}

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('not refused');
}

/** A wrong value shows the message of the package beside its field. */
export async function checkMessages(page: Page): Promise<void> {
  const generator = new Generator(1);
  const wrong = {
    p: ['50', messageOf(() => dropout(ones(1), 50))],
    seed: ['x', messageOf(() => new Generator('x' as unknown as number))],
    draw: ['1.5', messageOf(() => Object.assign(generator, { draw: 1.5 }))],
    shape: ['400, 400', 'shape: expected at most 65,536 elements here, got 160000'],
  };
  for (const [label, [value, message]] of Object.entries(wrong)) {
    await fill(page, { p: '0.5', seed: '1', draw: '0', shape: '8, 8', [label]: value });
    const field = page.locator('.playground .field', { has: page.getByLabel(label, { exact: true }) });
    assert.equal(await field.locator('.error').innerText(), message);
    assert.equal(await field.locator('input').getAttribute('aria-invalid'), 'true');
  }
  await fill(page, { shape: '32, 32' });
  assert.equal(await page.locator('.playground .error').count(), 0);
}

export async function checkSlice(page: Page): Promise<void> {
  await fill(page, { p: '0.3', seed: '9', draw: '2', shape: '32, 32' });
  await page.getByLabel('First sample of the worker').fill('5');
  const generator = new Generator({ seed: '9', draw: 2 });
  const y = dropout(ones(256), 0.3, { generator, offset: 160 });
  assert.deepEqual(await shown(page.locator('.slice canvas').last(), 32, 256), keptOf(y));
  assert.equal(await page.locator('.verdict').innerText(), 'All 256 values are equal, bit for bit.');
}

export async function checkFrameworks(page: Page): Promise<void> {
  const sources: Record<string, AnyGenerator> = { PyTorch: new TorchGenerator(11), JAX: new JaxKey(11) };
  await page.locator('form.row').getByLabel('seed').fill('11');
  for (const [name, generator] of Object.entries(sources)) {
    const picture = page.locator('.frameworks li', { hasText: name }).first().locator('canvas');
    assert.deepEqual(await shown(picture, 24, 576), keptOf(dropout(ones(576), 0.5, { generator })), name);
  }
  assert.equal(await page.locator('.frameworks canvas').count(), 8);
  await page.locator('form.row').getByLabel('p', { exact: true }).fill('1');
  const refused = page.locator('.frameworks .error');
  assert.match((await refused.allInnerTexts()).join('\n'), /p: /);
}
