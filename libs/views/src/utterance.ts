import type { MayBeSaid } from '#events';
import type { Utterance } from './changes.js';

/** Follows `saidIn` to the statement whose attribution, time and citations are meant; a fact's own where it has none. */
export function utteranceOf(said: MayBeSaid, statement: (id: string) => MayBeSaid | undefined): Utterance {
  const source = said.saidIn === undefined ? said : originOf(said, statement);
  return {
    ...(source?.by === undefined ? {} : { by: source.by }),
    ...(source?.when === undefined ? {} : { when: source.when }),
    ...(source?.cites === undefined ? {} : { cites: source.cites }),
  };
}

function originOf(said: MayBeSaid, statement: (id: string) => MayBeSaid | undefined): MayBeSaid | undefined {
  const seen = new Set<string>();
  let source: MayBeSaid | undefined = said;
  while (source?.saidIn !== undefined && !seen.has(source.saidIn)) {
    seen.add(source.saidIn);
    source = statement(source.saidIn);
  }
  return source;
}
