/**
 * Checks the configs that users write for our layers. Configs in files, and of layers of TensorFlow.js, are checked less
 * strictly.
 */

import { checkParameter } from '../form/form.js';
import { checkInteger, isRecord, MAX_INDEX } from '../input/check.js';
import { message, wrongType } from '../input/errors.js';
import { own } from '../input/options.js';
import { nameOf } from './forms.js';
import type { LayerArgs } from './layer-classes.js';
import type { LayerRow } from './layer-rows.js';
import { generatorOf } from './seed.js';

/** The fields of every layer of TensorFlow.js. */
const OF_ALL: readonly (keyof LayerArgs)[] = [
  'inputShape',
  'batchInputShape',
  'batchSize',
  'dtype',
  'inputDType',
  'name',
  'trainable',
  'weights',
];

/** Names in other libraries that differ in more than spelling. */
const OTHERS: Readonly<Record<string, string>> = { p: 'rate', sigma: 'stddev', drop_prob: 'rate', std: 'stddev' };

const camelCase = (name: string): string => name.replace(/_+(.)/g, (_, letter: string) => letter.toUpperCase());

/** @throws {TypeError | RangeError} if the layer has no such field, or its value is wrong. */
export function checkConfig(row: LayerRow, config: object): void {
  if (!isRecord(config)) throw wrongType('config', 'an object', config);
  const form = row.formOf({ ...config });
  const fields = [nameOf(form), ...row.fields, 'seed', 'draw'];
  for (const field of Object.keys(config)) {
    if (!fields.includes(field) && !OF_ALL.some((name) => name === field)) throw unknownField(field, fields);
  }
  checkParameter(form, own(config, nameOf(form)), nameOf(form));
  const seed = own(config, 'seed') ?? 0;
  if (isRecord(seed)) throw wrongType('seed', 'a number, a bigint or a string', seed);
  generatorOf(seed);
  checkInteger('draw', own(config, 'draw') ?? 0, 0, MAX_INDEX);
}

function unknownField(field: string, fields: readonly string[]): TypeError {
  const right = [own(OTHERS, field), camelCase(field)].find((name) => fields.includes(name as string));
  const elsewhere = field === 'offset' ? ' (apply(x, { training, offset }) takes it, and splitBatch sets it)' : '';
  const hint = right === undefined ? elsewhere : ` (its name is ${right})`;
  const known = `only ${fields.join(', ')} and the fields of every layer of TensorFlow.js`;
  return new TypeError(message('config', known, field + hint));
}
