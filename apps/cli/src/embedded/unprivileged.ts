import { execFileSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { StoppingError } from '#errors';

const nobody = 65_534;

export interface UnprivilegedCommand {
  readonly command: string;
  readonly prefix: readonly string[];
  /** Gives a folder to the user who will run there. */
  readonly own: (folder: string) => void;
}

/**
 * PostgreSQL refuses to run as root. Where this process is root, its commands run as nobody, who keeps the one right
 * that is needed to reach a data folder below a home folder that is closed to others.
 */
export function unprivileged(): UnprivilegedCommand | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    execFileSync('setpriv', ['--version'], { stdio: 'ignore' });
  } catch {
    throw new StoppingError(
      'PostgreSQL does not run as root: start Newsledger as an ordinary user, or install setpriv (util-linux).',
    );
  }
  const caps = '+dac_override';
  return {
    command: 'setpriv',
    prefix: [
      ...[`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'],
      ...[`--inh-caps=${caps}`, `--ambient-caps=${caps}`, '--'],
    ],
    own: (folder) => chownSync(folder, nobody, nobody),
  };
}
