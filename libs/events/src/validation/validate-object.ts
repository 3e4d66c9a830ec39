import { validateSync } from 'class-validator';
import type { ValidationError } from 'class-validator';
import { pointerOf } from '../json/json-pointer.js';
import { fieldsOf, isObject, nestedFieldOf } from './field.js';
import type { ClassOf } from './field.js';
import { fits } from './fits.js';

/** `pointer` is relative to the object that was validated. */
export interface InvalidField {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

type Path = readonly (string | number)[];

/** Checks plain JSON against a class of the language; an empty answer means that it fits. */
export function validateObject(type: ClassOf, plain: unknown): InvalidField[] {
  if (!isObject(plain)) return [misfit([], 'object', 'must be an object')];
  if (fits(type, plain)) return [];
  const misfits: InvalidField[] = [];
  const instance = instanceOf(type, plain, [], misfits);
  const errors = validateSync(instance, { validationError: { target: false, value: false } });
  const told = errors.flatMap((error) => invalidFields(error, []));
  // What has the wrong shape altogether is told once, and not again by each rule that looks at it.
  const covered = (pointer: string) =>
    misfits.some((one) => pointer === one.pointer || pointer.startsWith(`${one.pointer}/`));
  return [...misfits, ...told.filter(({ pointer }) => !covered(pointer))];
}

/** Gives plain objects the classes that carry their validators. What does not fit is reported, and left out. */
function instanceOf(type: ClassOf, plain: object, path: Path, misfits: InvalidField[]): object {
  const instance = Object.create(type.prototype as object) as Record<string, unknown>;
  const known = fieldsOf(type);
  for (const [name, value] of Object.entries(plain) as [string, unknown][]) {
    const here = [...path, name];
    const field = known.has(name) ? nestedFieldOf(type, name) : undefined;
    if (!known.has(name)) {
      misfits.push(misfit(here, 'unknown-field', `is not known here; the fields are: ${[...known].join(', ')}`));
    } else if (field === undefined) {
      instance[name] = value;
    } else if (field.many) {
      if (Array.isArray(value))
        instance[name] = value.map((item, at) => one(field.type(), item, [...here, at], misfits));
      else misfits.push(misfit(here, 'many', 'must be an array of objects'));
    } else {
      instance[name] = one(field.type(), value, here, misfits);
    }
  }
  return instance;
}

function one(type: ClassOf, value: unknown, path: Path, misfits: InvalidField[]): object {
  if (isObject(value)) return instanceOf(type, value, path, misfits);
  misfits.push(misfit(path, 'object', 'must be an object'));
  return Object.create(type.prototype as object) as object;
}

function misfit(path: Path, code: string, detail: string): InvalidField {
  return { pointer: pointerOf(path), code, detail };
}

function invalidFields(error: ValidationError, path: Path): InvalidField[] {
  const here = [...path, error.property];
  const own = Object.entries(error.constraints ?? {})
    .filter(([code]) => code !== 'nestedValidation')
    .map(([code, detail]) => ({
      pointer: pointerOf(here),
      code,
      detail,
    }));
  return [...own, ...(error.children ?? []).flatMap((child) => invalidFields(child, here))];
}
