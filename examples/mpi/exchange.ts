/** Ways to get the gradient of the whole batch on every rank. */

import { LENGTH } from '../shared/mlp/model.js';
import { SETTINGS } from '../shared/mlp/settings.mjs';
import { shareOf } from '../shared/mlp/shard.js';
import type { Mpi } from './mpi.js';

/**
 * Takes one gradient per micro-batch; this rank has calculated those of its share.
 * @returns The sum of all gradients, or all gradients one after the other.
 */
export type Exchange = (gradients: Float32Array) => Float32Array;

export interface Way {
  start(mpi: Mpi): Exchange;
  /** Gradients that one of n ranks receives in a step, on average, with m micro-batches. */
  received(n: number, m: number): number;
  /** Whether any number of ranks gives the same weights. */
  ordered: boolean;
}

const { microBatches } = SETTINGS;

/** Micro-batches of each rank. */
export function microBatchesOf(size: number): number[] {
  return lengths(size, (rank) => {
    const { first, end } = shareOf(rank, size);
    return end - first;
  });
}

/** Every rank gets all gradients, and adds them in the order of the micro-batches. */
const allgather: Way = {
  start(mpi) {
    const counts = microBatchesOf(mpi.size).map((count) => count * LENGTH);
    return (gradients) => {
      mpi.allgather(gradients, counts);
      return gradients;
    };
  },
  received: (n, m) => (1 - 1 / n) * m,
  ordered: true,
};

/** Each rank gets one part of all gradients, adds them in the same order, and sends the sums to all ranks. */
const alltoall: Way = {
  start(mpi) {
    const part = (rank: number) => Math.floor((rank * LENGTH) / mpi.size);
    const parts = lengths(mpi.size, (rank) => part(rank + 1) - part(rank));
    const counts = microBatchesOf(mpi.size);
    const { first, end } = shareOf(mpi.rank, mpi.size);
    const mine = parts[mpi.rank];

    const send = new Float32Array((end - first) * LENGTH);
    const received = new Float32Array(microBatches * mine);
    const sums = new Float32Array(LENGTH);
    return (gradients) => {
      let used = 0;
      for (const [rank, length] of parts.entries()) {
        for (let k = first; k < end; ++k, used += length) {
          const from = k * LENGTH + part(rank);
          send.set(gradients.subarray(from, from + length), used);
        }
      }
      const sent = parts.map((length) => length * (end - first));
      const got = counts.map((count) => count * mine);
      mpi.alltoall(send, sent, received, got);
      addUp(received, sums.subarray(part(mpi.rank), part(mpi.rank) + mine));
      mpi.allgather(sums, parts);
      return sums;
    };
  },
  received: (n, m) => (1 - 1 / n) * (m / n + 1),
  ordered: true,
};

/** Each rank adds its gradients, and MPI adds the ranks' sums: the order of additions depends on the number of ranks. */
const allreduce: Way = {
  start(mpi) {
    const { first, end } = shareOf(mpi.rank, mpi.size);
    const sum = new Float32Array(LENGTH);
    return (gradients) => {
      addUp(gradients.subarray(first * LENGTH, end * LENGTH), sum);
      mpi.allreduce(sum);
      return sum;
    };
  },
  received: (n) => 2 * (1 - 1 / n), // by a ring, which MPI uses for large arrays
  ordered: false,
};

/** Bytes that one of n ranks receives in a step, on average. */
export function bytesReceived(way: Way, n: number, m = microBatches): number {
  return way.received(n, m) * LENGTH * Float32Array.BYTES_PER_ELEMENT;
}

export const WAYS = { allgather, alltoall, allreduce };
export type WayName = keyof typeof WAYS;

/** Adds consecutive arrays of the sum's length. */
function addUp(arrays: Float32Array, sum: Float32Array): void {
  const { length } = sum;
  sum.set(arrays.subarray(0, length));
  for (let first = length; first < arrays.length; first += length) {
    for (let i = 0; i < length; ++i) sum[i] += arrays[first + i];
  }
}

function lengths(size: number, of: (rank: number) => number): number[] {
  return Array.from({ length: size }, (_, rank) => of(rank));
}
