import type { Schema } from './field-contract.js';

// The few sentences in which rules over several fields are said in JSON Schema.

/** All these fields are there. */
export const has = (...fields: string[]): Schema => ({ required: fields });

/** None of these fields is there. */
export const lacks = (...fields: string[]): Schema => ({
  properties: Object.fromEntries(fields.map((field) => [field, false])),
});

/** The field is there and has this value. */
export const hasValue = (field: string, value: string): Schema => ({
  type: 'object',
  properties: { [field]: { const: value } },
  required: [field],
});

export const anyOf = (...schemas: Schema[]): Schema => ({ anyOf: schemas });

/** Exactly one of these fields is there. */
export const hasOneOf = (...fields: string[]): Schema => ({ oneOf: fields.map((field) => has(field)) });

export const where = (condition: Schema, then: Schema, otherwise?: Schema): Schema => ({
  if: condition,
  then,
  ...(otherwise === undefined ? {} : { else: otherwise }),
});
