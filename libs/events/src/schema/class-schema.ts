import { fieldsOf, nestedFieldOf } from '../validation/field.js';
import type { ClassOf } from '../validation/field.js';
import { contractOf, wordsOf } from '../validation/field-contract.js';
import type { FieldContract, Schema } from '../validation/field-contract.js';

/** One field, as schemas and pages tell it. */
export interface Field extends FieldContract {
  readonly name: string;
  /** The class of the object, or of the objects, that it holds. */
  readonly nested: ClassOf | undefined;
}

/** The fields of a class, with what its decorators say of them. */
export function fieldsOfClass(type: ClassOf): readonly Field[] {
  return [...fieldsOf(type)].map((name) => ({
    ...(contractOf(type, name) ?? { rules: [] }),
    name,
    nested: nestedFieldOf(type, name)?.type(),
  }));
}

/**
 * A class of the language as JSON Schema: all that its validators accept is accepted, and what JSON Schema cannot say
 * is told in words. Objects are left open, because a version that is out may still gain optional fields.
 */
export function classSchema(type: ClassOf, refTo: (name: string) => string): Schema {
  const fields = fieldsOfClass(type);
  const required = fields.filter(({ mayBeAbsent }) => mayBeAbsent !== true).map(({ name }) => name);
  const rules = fields.flatMap((field) =>
    field.rules.flatMap(({ wanted, schema }) =>
      schema === undefined ? [] : [{ description: `${field.name} ${wanted}.`, ...schema }],
    ),
  );
  return {
    title: type.name,
    description: wordsOf(type) ?? '',
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, refTo)])),
    ...(required.length === 0 ? {} : { required }),
    ...(rules.length === 0 ? {} : { allOf: rules }),
  };
}

/** The classes that objects of a class hold, and those that these hold; each once. */
export function classesWithin(type: ClassOf, found: ReadonlySet<ClassOf> = new Set()): ReadonlySet<ClassOf> {
  return fieldsOfClass(type).reduce(
    (known, { nested }) =>
      nested === undefined || known.has(nested) ? known : classesWithin(nested, new Set([...known, nested])),
    found,
  );
}

/** Rules that JSON Schema cannot say, in words. */
const unsaidRules = ({ rules }: FieldContract) => rules.filter(({ schema }) => schema === undefined);

function fieldSchema(field: Field, refTo: (name: string) => string): Schema {
  const { says, schema = {}, nested } = field;
  const rules = unsaidRules(field).map(({ wanted }) => `It ${wanted}.`);
  const kind = typeof schema['description'] === 'string' ? [schema['description']] : [];
  const description = [says ?? '', ...kind, ...rules].join(' ');
  if (nested === undefined) return { ...schema, description };
  const item = { $ref: refTo(nested.name) };
  return schema['type'] === 'array' ? { description, ...schema, items: item } : { description, ...item };
}
