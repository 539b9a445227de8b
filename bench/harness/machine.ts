import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';

export interface Machine {
  cpu: string;
  /** Vendor, family and model of the processor, if the system tells them: 'AuthenticAMD 23 1'. */
  cpuId: string | undefined;
  cores: number;
  memoryGiB: number;
  platform: string;
  node: string;
  v8: string;
}

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cpuId: cpuId(),
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    v8: process.versions.v8,
  };
}

function cpuId(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const text = readFileSync('/proc/cpuinfo', 'utf8');
  const fields = ['vendor_id', 'cpu family', 'model'].map((name) => RegExp(`^${name}\\s*: (.*)$`, 'm').exec(text)?.[1]);
  return fields.includes(undefined) ? undefined : fields.join(' ');
}
