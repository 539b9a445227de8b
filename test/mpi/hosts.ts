/** Two network namespaces with a virtual cable between them: to Open MPI they are two hosts. */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './mpirun.js';

export interface Hosts {
  names: [string, string];
  /** Bytes that the first has received. */
  received(): number;
  remove(): void;
}

/** The script that runs a command on a host. */
export const ON_HOST = join(root, 'test/mpi/on-host');
export const CABLE = 'eth0';

const ADDRESSES = ['10.77.0.1/24', '10.77.0.2/24'];

/** @returns The hosts, or the reason why this machine cannot have them. */
export function makeHosts(): Hosts | string {
  const names: Hosts['names'] = [`dropout-a-${process.pid}`, `dropout-b-${process.pid}`];
  const remove = () => {
    for (const name of namespaces().filter((one) => names.includes(one))) ip('netns', 'del', name);
  };
  try {
    for (const name of names) ip('netns', 'add', name);
    ip('link', 'add', CABLE, 'netns', names[0], 'type', 'veth', 'peer', 'name', CABLE, 'netns', names[1]);
    for (const [k, name] of names.entries()) {
      ip('-n', name, 'address', 'add', ADDRESSES[k], 'dev', CABLE);
      for (const device of ['lo', CABLE]) ip('-n', name, 'link', 'set', device, 'up');
    }
    const received = () => Number(run(ON_HOST, names[0], 'cat', `/sys/class/net/${CABLE}/statistics/rx_bytes`));
    received();
    return { names, received, remove };
  } catch (error) {
    remove();
    return error instanceof Error ? error.message.trim().replaceAll('\n', ': ') : String(error);
  }
}

function namespaces(): string[] {
  try {
    return ip('netns', 'list').split(/\s+/);
  } catch {
    return []; // the command ip is missing
  }
}

function ip(...args: string[]): string {
  return run('ip', ...args);
}

function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
