import { getMetadataStorage } from 'class-validator';
import type { ValidationArguments } from 'class-validator';
import { fieldsOf, isObject, nestedFieldOf } from './field.js';
import type { ClassOf } from './field.js';

type Accepts = (value: unknown, object: object) => boolean;

interface Field {
  readonly name: string;
  /** Whether the field is looked at, which an optional one that is left out is not. */
  readonly conditions: readonly Accepts[];
  readonly shapes: readonly Accepts[];
  readonly checks: readonly Accepts[];
}

const fieldsByClass = new Map<ClassOf, readonly Field[]>();

/**
 * Whether plain JSON is right for a class, by the rules that class-validator holds for it. class-validator builds an
 * error for every field before it looks: asking it costs ten times as much, so it is asked for the errors alone.
 */
export function fits(type: ClassOf, plain: object): boolean {
  const known = fieldsOf(type);
  for (const name of Object.keys(plain)) if (!known.has(name)) return false;
  let fields = fieldsByClass.get(type);
  if (fields === undefined) {
    fields = [...known].map((name) => fieldOf(type, name));
    fieldsByClass.set(type, fields);
  }
  const values = plain as Record<string, unknown>;
  const present = fields.filter(({ name, conditions }) => conditions.every((holds) => holds(values[name], plain)));
  // A rule over several fields may count on objects where objects belong.
  return (
    present.every(({ name, shapes }) => shapes.every((accepts) => accepts(values[name], plain))) &&
    present.every(({ name, checks }) => checks.every((accepts) => accepts(values[name], plain)))
  );
}

function fieldOf(type: ClassOf, name: string): Field {
  const conditions: Accepts[] = [];
  const shapes: Accepts[] = [];
  const checks: Accepts[] = [];
  const storage = getMetadataStorage();
  const rules = storage.getTargetValidationMetadatas(type, '', false, false);
  for (const rule of rules.filter(({ propertyName }) => propertyName === name)) {
    if (rule.type === 'conditionalValidation') {
      const [holds] = rule.constraints as [(object: object, value: unknown) => boolean];
      conditions.push((value, object) => holds(object, value));
    } else if (rule.type === 'customValidation') {
      for (const { instance } of storage.getTargetValidatorConstraints(rule.constraintCls)) {
        checks.push((value, object) => instance.validate(value, { object } as ValidationArguments) === true);
      }
    } else if (rule.type === 'nestedValidation') {
      shapes.push(nestedShape(type, name));
    } else {
      throw new Error(`${type.name}.${name} has a rule of a kind that is unknown here: ${rule.type}`);
    }
  }
  return { name, conditions, shapes, checks };
}

function nestedShape(type: ClassOf, name: string): Accepts {
  const nested = nestedFieldOf(type, name);
  if (nested === undefined) throw new Error(`${type.name}.${name} has no class for what is nested in it`);
  const one = (value: unknown) => isObject(value) && fits(nested.type(), value);
  return nested.many ? (value) => Array.isArray(value) && value.every(one) : one;
}
