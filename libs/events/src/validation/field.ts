import { getMetadataStorage, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import type { ValidationArguments } from 'class-validator';
import { contractAt, MayBeAbsent } from './field-contract.js';
import type { ClassOf, Schema } from './field-contract.js';

export type { ClassOf } from './field-contract.js';

interface NestedField {
  readonly type: () => ClassOf;
  readonly many: boolean;
}

const nestedFields = new Map<object, Map<string, NestedField>>();
const knownFields = new Map<ClassOf, ReadonlySet<string>>();

/**
 * A field whose text says, in words, what would be accepted. `accepts` sees defined values only, and `schema` accepts
 * all that it accepts.
 */
export function check(
  name: string,
  wanted: string,
  accepts: (value: unknown) => boolean,
  schema: Schema,
): PropertyDecorator {
  const validate = ValidateBy({
    name,
    validator: { validate: (value) => accepts(value), defaultMessage: () => wanted },
  });
  return (prototype, property) => {
    Object.assign(contractAt(prototype, property), { schema, wanted });
    validate(prototype, property);
  };
}

/**
 * A rule over several fields of one object, stated on a field that is always looked at (never an optional one).
 * `schema`, of the object, says the same where JSON Schema can.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- says which class the rule is for
export function rule<T extends object>(
  name: string,
  wanted: string,
  holds: (object: T) => boolean,
  schema?: Schema,
): PropertyDecorator {
  const validate = ValidateBy({
    name,
    validator: {
      validate: (_value, args?: ValidationArguments) => holds(args?.object as T),
      defaultMessage: () => wanted,
    },
  });
  return (prototype, property) => {
    contractAt(prototype, property).rules.push({ name, wanted, ...(schema === undefined ? {} : { schema }) });
    validate(prototype, property);
  };
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nested(type: () => ClassOf, many: boolean): PropertyDecorator {
  const validate = ValidateNested({ message: many ? 'must be an array of objects' : 'must be an object' });
  return (prototype, property) => {
    const fields = nestedFields.get(prototype) ?? new Map<string, NestedField>();
    fields.set(String(property), { type, many });
    nestedFields.set(prototype, fields);
    validate(prototype, property);
  };
}

/** An object of another class of the language. */
export function One(type: () => ClassOf): PropertyDecorator {
  const isThere = check('object', 'must be an object', isObject, {});
  const isNested = nested(type, false);
  return (prototype, property) => {
    isNested(prototype, property);
    isThere(prototype, property);
  };
}

/** An array, of at least `least` objects of another class of the language. */
export function Many(type: () => ClassOf, least = 0): PropertyDecorator {
  const wanted = least === 0 ? 'must be an array of objects' : `must be an array of at least ${least} object(s)`;
  const isList = check('many', wanted, (value) => Array.isArray(value) && value.length >= least, {
    type: 'array',
    ...(least === 0 ? {} : { minItems: least }),
  });
  const isNested = nested(type, true);
  return (prototype, property) => {
    isNested(prototype, property);
    isList(prototype, property);
  };
}

/** May be left out. class-validator's own IsOptional lets null through as well. */
export function Optional(): PropertyDecorator {
  const validateIf = ValidateIf((_object, value) => value !== undefined);
  return (prototype, property) => {
    MayBeAbsent(prototype, property);
    validateIf(prototype, property);
  };
}

/** The names of all fields of a class, as its validators tell them: everything else is unknown, and refused. */
export function fieldsOf(type: ClassOf): ReadonlySet<string> {
  let fields = knownFields.get(type);
  if (fields === undefined) {
    const metadata = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
    fields = new Set(metadata.map((entry) => entry.propertyName));
    knownFields.set(type, fields);
  }
  return fields;
}

export function nestedFieldOf(type: ClassOf, property: string): NestedField | undefined {
  for (
    let prototype: unknown = type.prototype;
    prototype instanceof Object;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    const field = nestedFields.get(prototype)?.get(property);
    if (field !== undefined) return field;
  }
  return undefined;
}
