/** Runs programs as on the machine of a user without special settings. */

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root: string = fileURLToPath(new URL('../..', import.meta.url));

/** Settings of npm (which runs this test), of Node.js, of other package managers, of the package and of colours. */
const SETTINGS = /^(npm|node|pnpm|yarn|corepack|native_dropout|xdg|force_color|init_cwd)(_|$)/i;

export interface Place {
  /** The working directory. */
  cwd: string;
  /** The folder for user settings and caches. Default: the user's own. */
  home?: string;
  node?: string;
  env?: Record<string, string>;
}

/**
 * What Node.js prints on stdout when it runs `args`.
 * @throws {Error} with all that it printed, if it fails.
 */
export async function runNode(args: string[], place: Place): Promise<string> {
  const { cwd, home, node = process.execPath } = place;
  const kept = Object.entries(process.env).filter(([name]) => !SETTINGS.test(name));
  const env = {
    ...Object.fromEntries(kept),
    NO_COLOR: '1',
    ...(home && { HOME: home, USERPROFILE: home }),
    ...place.env,
  };
  try {
    const { stdout } = await promisify(execFile)(node, args, { cwd, env, timeout: 120_000 });
    return stdout;
  } catch (error) {
    const { message, stdout = '' } = error as Error & { stdout?: string }; // the message contains stderr
    throw new Error(`${message}${stdout}`);
  }
}
