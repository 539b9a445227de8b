/** Calls Open MPI by koffi. MPI reads and writes typed arrays without a copy. */

import koffi from 'koffi';

/** The library of Open MPI 2 to 5. */
const LIBRARY = 'libmpi.so.40';
/** The library of MPICH, whose calls have different types. */
const MPICH = 'libmpich.so.12';

const IN_PLACE = 1n;

/** A pointer in koffi. */
type Pointer = bigint;
type Status = number;

export interface Mpi {
  rank: number;
  /** Number of ranks. */
  size: number;
  /** Sends every part of `all` to all ranks: rank k's part has `counts[k]` elements, after those of the ranks before it. */
  allgather(all: Float32Array | Uint8Array, counts: readonly number[]): void;
  /** Sends part k of `send` to rank k, and receives a part from each rank. */
  alltoall(
    send: Float32Array,
    sendCounts: readonly number[],
    received: Float32Array,
    receivedCounts: readonly number[],
  ): void;
  /** Replaces `values` by the sum over the ranks, in an order that MPI chooses. */
  allreduce(values: Float32Array): void;
  /** Sends the bytes of rank 0 to all ranks. */
  broadcast(bytes: Uint8Array): void;
  /** Waits for all ranks. No other call may follow. */
  finalize(): void;
}

/** By MPI's standard an error ends all ranks, so no status is read. */
export function startMpi(): Mpi {
  const library = open();
  const world = symbol(library, 'ompi_mpi_comm_world');
  const float = symbol(library, 'ompi_mpi_float');
  const byte = symbol(library, 'ompi_mpi_byte');
  const sum = symbol(library, 'ompi_mpi_op_sum');

  const init: (argc: null, argv: null) => Status = library.func('int MPI_Init(void *, void *)');
  const commRank: Ask = library.func('int MPI_Comm_rank(void *, _Out_ int *)');
  const commSize: Ask = library.func('int MPI_Comm_size(void *, _Out_ int *)');
  const allgatherv: Allgatherv = library.func(
    'int MPI_Allgatherv(void *, int, void *, void *, int *, int *, void *, void *)',
  );
  const alltoallv: Alltoallv = library.func(
    'int MPI_Alltoallv(void *, int *, int *, void *, void *, int *, int *, void *, void *)',
  );
  const allreduce: Allreduce = library.func('int MPI_Allreduce(void *, void *, int, void *, void *, void *)');
  const bcast: Bcast = library.func('int MPI_Bcast(void *, int, void *, int, void *)');
  const finalize: () => Status = library.func('int MPI_Finalize()');

  init(null, null);
  const rank = ask(commRank, world);
  const size = ask(commSize, world);
  checkLauncher(size);
  return {
    rank,
    size,
    allgather(all, counts) {
      const type = all instanceof Float32Array ? float : byte;
      allgatherv(IN_PLACE, 0, type, all, Int32Array.from(counts), places(counts), type, world);
    },
    alltoall(send, sendCounts, received, receivedCounts) {
      const [sent, got] = [Int32Array.from(sendCounts), Int32Array.from(receivedCounts)];
      alltoallv(send, sent, places(sendCounts), float, received, got, places(receivedCounts), float, world);
    },
    allreduce: (values) => allreduce(IN_PLACE, values, values.length, float, sum, world),
    broadcast: (bytes) => bcast(bytes, bytes.length, byte, 0, world),
    finalize,
  };
}

/** Indices at which consecutive parts begin. */
function places(counts: readonly number[]): Int32Array {
  let used = 0;
  return Int32Array.from(counts, (count) => {
    used += count;
    return used - count;
  });
}

type Ask = (world: Pointer, answer: number[]) => Status;
type Allgatherv = (
  send: Pointer,
  sendCount: number,
  sendType: Pointer,
  all: Float32Array | Uint8Array,
  counts: Int32Array,
  places: Int32Array,
  type: Pointer,
  world: Pointer,
) => Status;
type Alltoallv = (
  send: Float32Array,
  sendCounts: Int32Array,
  sendPlaces: Int32Array,
  sendType: Pointer,
  received: Float32Array,
  counts: Int32Array,
  places: Int32Array,
  type: Pointer,
  world: Pointer,
) => Status;
type Allreduce = (
  send: Pointer,
  values: Float32Array,
  count: number,
  type: Pointer,
  op: Pointer,
  world: Pointer,
) => Status;
type Bcast = (bytes: Uint8Array, count: number, type: Pointer, root: number, world: Pointer) => Status;

type Library = ReturnType<typeof koffi.load>;

function ask(question: Ask, world: Pointer): number {
  const answer = [0];
  question(world, answer);
  return answer[0];
}

function open(): Library {
  const library = tryToOpen(LIBRARY);
  if (!(library instanceof Error)) return library;
  const other = tryToOpen(MPICH) instanceof Error ? '' : ` (${MPICH} is here, but MPICH is another MPI)`;
  const advice = 'install Open MPI: apt-get install openmpi-bin, on Debian and Ubuntu';
  throw new Error(`${LIBRARY} cannot be loaded${other}; ${advice}`, { cause: library });
}

function tryToOpen(name: string): Library | Error {
  try {
    return koffi.load(name, { global: true }); // Open MPI's plugins need its symbols to be global
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function symbol(library: Library, name: string): Pointer {
  try {
    return library.symbol(name);
  } catch (cause) {
    throw new Error(`${LIBRARY} has no ${name}: it is a different library`, { cause });
  }
}

/** Under the mpirun of a different MPI each rank finds only itself. Open MPI sets the first variable, others the second. */
function checkLauncher(size: number): void {
  const { OMPI_COMM_WORLD_SIZE, PMI_SIZE } = process.env;
  const started = Number(OMPI_COMM_WORLD_SIZE ?? PMI_SIZE ?? size);
  if (started === size) return;
  throw new Error(
    `${started} ranks were started, but ${LIBRARY} sees ${size}: mpirun is of another MPI than the library. ` +
      'Start them by that of Open MPI, which Debian and Ubuntu also call mpirun.openmpi',
  );
}
