export type ClassOf = abstract new () => object;

/** A JSON Schema, or a part of one (draft 2020-12). */
export interface Schema {
  readonly [keyword: string]: unknown;
}

export interface RuleContract {
  readonly name: string;
  readonly wanted: string;
  /** Says exactly what the rule says; absent where JSON Schema cannot. */
  readonly schema?: Schema;
}

/** What the decorators of a field say of it: the one source of schemas and pages. */
export interface FieldContract {
  says?: string;
  /** What the field takes, in the words of a refusal. */
  wanted?: string;
  schema?: Schema;
  mayBeAbsent?: true;
  readonly rules: RuleContract[];
}

const fieldContracts = new Map<object, Map<string, FieldContract>>();
const classWords = new Map<object, string>();

/** Where the decorators of a field write. */
export function contractAt(prototype: object, property: string | symbol): FieldContract {
  const fields = fieldContracts.get(prototype) ?? new Map<string, FieldContract>();
  fieldContracts.set(prototype, fields);
  const contract = fields.get(String(property)) ?? { rules: [] };
  fields.set(String(property), contract);
  return contract;
}

/** What a field is for, or a class, in a sentence for whoever reads or publishes it. */
export function Says(words: string): (target: object, property?: string | symbol) => void {
  return (target, property) => {
    if (property === undefined) classWords.set(target, words);
    else contractAt(target, property).says = words;
  };
}

/** A field that may be left out, and whose checks look at it all the same. */
export const MayBeAbsent: PropertyDecorator = (prototype, property) => {
  contractAt(prototype, property).mayBeAbsent = true;
};

export const wordsOf = (type: ClassOf): string | undefined => classWords.get(type);

/** As with the validators, what a class says of a field replaces what its parent said of it. */
export function contractOf(type: ClassOf, property: string): FieldContract | undefined {
  for (
    let prototype: unknown = type.prototype;
    prototype instanceof Object;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    const contract = fieldContracts.get(prototype)?.get(property);
    if (contract !== undefined) return contract;
  }
  return undefined;
}
