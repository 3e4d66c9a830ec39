import { StoppingError } from '#errors';
import { openPool, requireSchema, schemaName } from '#postgres';
import type { Settings } from '#process';
import { healStory, inSlot, listParked, readGenerations, viewsDefinition, viewsSchema } from '#views';
import type { ListedParked } from '#views';
import { findPlaces } from '../embedded/find-places.js';
import { legible, legibleJson } from '../legible.js';
import { wrap } from '../wrap.js';

export interface ParkedOptions {
  /** One story, or all. */
  readonly retry?: string | true;
  readonly json?: boolean;
}

/** Tells which stories are parked, or folds them again. Fails where one that was tried stays parked. */
export async function showParked(settings: Settings, { retry, json = false }: ParkedOptions): Promise<void> {
  const schema = schemaName(settings.prefix, viewsSchema);
  const views = { url: (await findPlaces(settings)).views, schema, applicationName: 'newsledger parked' };
  const base = openPool({ ...views, max: 1 });
  try {
    await requireSchema(base, viewsSchema);
    const fed = (await readGenerations(base)).filter(({ fedFrom }) => fedFrom !== undefined);
    const other = fed.find(({ definition }) => definition !== viewsDefinition)?.definition;
    if (retry !== undefined && other !== undefined) {
      const why = `views were folded by definition ${other}, and this version folds by ${viewsDefinition}`;
      throw new StoppingError(`Nothing was tried: ${why}. Its projector folds all of them anew when it starts.`);
    }
    let shown: readonly ListedParked[] = [];
    const healed = new Set<string>();
    for (const { slot, isShown } of fed) {
      const pool = openPool({ ...inSlot(views, slot), max: 2 });
      try {
        const { parked } = await listParked(pool);
        const tried = retry === undefined ? [] : parked.filter(({ story }) => retry === true || story === retry);
        if (isShown && typeof retry === 'string' && tried.length === 0) {
          throw new StoppingError(`The story ${retry} is not parked: "newsledger parked" names those that are.`);
        }
        for (const { story } of tried) if ((await healStory(pool, story)) === undefined && isShown) healed.add(story);
        if (isShown) ({ parked: shown } = await listParked(pool));
      } finally {
        await pool.end();
      }
    }
    // Whoever tries one story is told of that one.
    const told = typeof retry === 'string' ? shown.filter(({ story }) => story === retry) : shown;
    if (json) process.stdout.write(`${legibleJson({ parked: told, healed: [...healed] })}\n`);
    else process.stdout.write(tell(told, [...healed], retry !== undefined));
    if (retry !== undefined && told.length > 0) process.exitCode = 1;
  } finally {
    await base.end();
  }
}

function tell(parked: readonly ListedParked[], healed: readonly string[], isRetry: boolean): string {
  const lines = healed.map((story) => `The story ${story} is shown whole again.`);
  if (parked.length === 0 && !isRetry) lines.push('No story is parked: the views show all of the record.');
  for (const one of parked.map(legible)) {
    const { story, position, since, detail } = one;
    lines.push(
      ...wrap(`${story} is shown up to position ${position - 1} since ${since}: ${detail.replace(/\.$/, '')}.`),
    );
  }
  return lines.map((line) => `${line}\n`).join('');
}
