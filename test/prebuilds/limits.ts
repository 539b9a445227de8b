/** The libraries and functions that a binary may import, and the symbols that it may export. */

import type { Target } from '../../tools/targets.mjs';

interface Limits {
  /** The newest version that it may need: of glibc (musl has no versions), of macOS, of Windows. */
  floor?: string;
  libraries: RegExp;
  /** Imported functions besides those of Node-API. */
  imports: RegExp;
}

export const EXPORTS = ['napi_register_module_v1', 'node_api_module_get_api_version_v1'];

const POSIX =
  /^(abort|clock_gettime|dl(addr|close|open|sym)|free|malloc|sched_(yield|getaffinity)|__sched_cpucount|sysconf|madvise|f(open|gets|close)|s(n?printf|scanf)|__isoc(99|23)_sscanf|sigfillset|sigdelset|__register_atfork|(mem(cpy|move|set)|(__)?bzero|str(n?cmp|len|r?chr|cspn|str))|pthread_(create|detach|atfork|self|sigmask|setname_np)|pthread_(mutex|cond)_\w+)$/;

const LIMITS: Record<string, Limits> = {
  linux: { floor: '2.28', libraries: /^lib(c|dl|pthread)\.so\.\d$/, imports: POSIX },
  darwin: { floor: '11.0', libraries: /^\/usr\/lib\/libSystem\.B\.dylib$/, imports: POSIX },
  win32: {
    floor: '10.0',
    // Not node.exe: programs that load addons may have other names.
    libraries: /^(kernel32\.dll|msvcrt\.dll|api-ms-win-crt-[a-z]+-l1-1-0\.dll)$/i,
    imports: /./,
  },
};

export function limits({ platform }: Target): Limits {
  return LIMITS[platform];
}
