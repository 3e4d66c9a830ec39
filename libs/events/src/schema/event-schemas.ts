import { bareData, olderData, wholeData } from '../event-examples.js';
import { currentVersions } from '../current-versions.js';
import type { EventType } from '../current-versions.js';
import { dataClasses } from '../data-classes.js';
import { SentEnvelope } from '../sent-envelope.js';
import { olderClasses } from '../older-classes.js';
import type { ClassOf } from '../validation/field.js';
import type { Schema } from '../validation/field-contract.js';
import { classesWithin, classSchema } from './class-schema.js';

/** One schema version of an event type. */
export interface EventVersion {
  readonly type: EventType;
  readonly version: number;
  readonly isCurrent: boolean;
  readonly data: ClassOf;
  readonly examples: readonly object[];
}

/** Every schema version of every event type, the older ones of a type first. */
export const eventVersions: readonly EventVersion[] = (Object.keys(currentVersions) as EventType[]).flatMap((type) => {
  const [data, version] = [dataClasses[type], currentVersions[type]];
  const before = (olderClasses[type] ?? []).map((older, at) => {
    const example = olderData[type]?.[at];
    const examples = example === undefined ? [] : [example];
    return { type, version: at + 1, isCurrent: false, data: older, examples };
  });
  return [...before, { type, version, isCurrent: true, data, examples: [wholeData[type], bareData[type]] }];
});

/** Where the schema of an event's data is served, and what `ce_dataschema` names. */
export const schemaPath = (type: string, version: number): string => `/schemas/${type}.v${version}.json`;

/** The schema of the data of one version of an event type, whole: with every class that it needs. */
export function eventSchema({ type, version, data, examples }: EventVersion): Schema {
  const refTo = (name: string) => `#/$defs/${name}`;
  const within = [...classesWithin(data)].map((one) => [one.name, classSchema(one, refTo)] as const);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: schemaPath(type, version),
    ...classSchema(data, refTo),
    title: `${type}, version ${version}`,
    examples,
    ...(within.length === 0 ? {} : { $defs: Object.fromEntries(within) }),
  };
}

/** The schemas of all classes of the language, and of the envelope, by the names of the classes. */
export function classSchemas(refTo: (name: string) => string): Readonly<Record<string, Schema>> {
  const classes = new Set(eventVersions.flatMap(({ data }) => [data, ...classesWithin(data)]));
  return Object.fromEntries([...classes, SentEnvelope].map((one) => [one.name, classSchema(one, refTo)]));
}
