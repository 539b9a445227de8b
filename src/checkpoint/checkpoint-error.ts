import { message } from '../input/errors.js';

/**
 * What is wrong with a checkpoint: `incomplete` (it is no checkpoint, or bytes are missing or changed), `version` (of a
 * format that this version of the package does not read), `model` (of different layers, shapes or data), `optimizer` (of a
 * different class), or `state` (the values beside them differ).
 */
export type CheckpointFault = 'incomplete' | 'version' | 'model' | 'optimizer' | 'state';

/** A checkpoint was refused. Nothing has changed. */
export class CheckpointError extends Error {
  /** What is wrong with it. */
  readonly fault: CheckpointFault;

  /** @internal */
  constructor(fault: CheckpointFault, name: string, expected: string, came: string, advice = '') {
    super(message(name, expected, came, advice));
    this.name = 'CheckpointError';
    this.fault = fault;
  }
}
