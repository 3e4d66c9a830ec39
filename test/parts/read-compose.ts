import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

export interface ComposeService {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | null>>;
}

/** The services of docker-compose.yml, with `${NAME:-default}` filled in from the values, as compose would. */
export async function readCompose(values: Readonly<Record<string, string>>): Promise<Record<string, ComposeService>> {
  const text = await readFile('docker-compose.yml', 'utf8');
  const filled = text.replace(
    /\$\{([A-Z_]+):-([^}]*)\}/g,
    (_whole, name: string, otherwise: string) => values[name] ?? otherwise,
  );
  return (parse(filled, { merge: true }) as { services: Record<string, ComposeService> }).services;
}
