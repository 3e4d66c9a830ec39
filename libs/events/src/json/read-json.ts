import { pointerOf } from './json-pointer.js';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface JsonProblem {
  readonly pointer: string;
  readonly code: 'null' | 'nul-character' | 'lone-surrogate' | 'number-too-precise' | 'number-out-of-range';
  readonly detail: string;
}

export interface UnreadableJson {
  readonly readable: false;
  readonly code: 'malformed-json' | 'duplicate-key' | 'nested-too-deeply';
  readonly pointer: string;
  readonly detail: string;
}

/** `problems` are values that are JSON but that no event may hold. */
export type ReadJson =
  { readonly readable: true; readonly value: Json; readonly problems: readonly JsonProblem[] } | UnreadableJson;

/** Whether a null at the path has a meaning. */
export type MayBeNull = (path: readonly (string | number)[]) => boolean;

const deepest = 64;
const mostProblems = 50;
const significantDigits = 15;
const plainText = /[^"\\\u0000-\u001f]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escapes: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class Unreadable extends Error {
  constructor(
    readonly code: UnreadableJson['code'],
    readonly detail: string,
  ) {
    super(detail);
  }
}

/**
 * Reads JSON (RFC 8259) strictly. JSON.parse keeps the last of two equal keys, rounds long numbers and takes lone
 * surrogates, all in silence: a record that is hashed must refuse what would not come back as it was sent.
 */
export function readJson(text: string, mayBeNull: MayBeNull = () => false): ReadJson {
  const reader = new JsonReader(text, mayBeNull);
  try {
    reader.readAll();
    // V8 keeps a long slice as a window on its text: one id kept would hold the whole body, 700 bytes or more a fact.
    // JSON.parse copies instead, and what this reader has let through it reads alike.
    return { readable: true, value: JSON.parse(text) as Json, problems: reader.problems };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { readable: false, code: error.code, detail: error.detail, pointer: reader.pointer() };
  }
}

class JsonReader {
  readonly problems: JsonProblem[] = [];
  private readonly path: (string | number)[] = [];
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly mayBeNull: MayBeNull,
  ) {}

  pointer(): string {
    return pointerOf(this.path);
  }

  readAll(): Json {
    const value = this.readValue();
    this.skipBlank();
    if (this.at < this.text.length) throw this.malformed('the end of the body');
    return value;
  }

  private readValue(): Json {
    this.skipBlank();
    switch (this.text[this.at]) {
      case '{':
        return this.readObject();
      case '[':
        return this.readArray();
      case '"':
        return this.readString();
      case 't':
        return this.readWord('true', true);
      case 'f':
        return this.readWord('false', false);
      case 'n':
        if (!this.mayBeNull(this.path)) {
          this.report('null', 'null is not used: leave the field out when something is unknown');
        }
        return this.readWord('null', null);
      case undefined:
      default:
        return this.readNumber();
    }
  }

  private readObject(): Json {
    const object: { [key: string]: Json } = {};
    this.enter();
    if (this.takeIf('}')) return object;
    const depth = this.path.length;
    do {
      this.skipBlank();
      if (this.text[this.at] !== '"') throw this.malformed('a key in double quotes');
      const key = this.readString();
      this.path[depth] = key;
      if (Object.hasOwn(object, key)) throw new Unreadable('duplicate-key', `the key "${key}" stands here twice`);
      this.take(':');
      const value = this.readValue();
      if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true });
      else object[key] = value;
      this.path.length = depth;
    } while (this.takeIf(','));
    this.take('}');
    return object;
  }

  private readArray(): Json {
    const array: Json[] = [];
    this.enter();
    if (this.takeIf(']')) return array;
    const depth = this.path.length;
    do {
      this.path[depth] = array.length;
      array.push(this.readValue());
      this.path.length = depth;
    } while (this.takeIf(','));
    this.take(']');
    return array;
  }

  private readString(): string {
    let value = '';
    this.at += 1;
    for (;;) {
      plainText.lastIndex = this.at;
      plainText.test(this.text);
      value += this.text.slice(this.at, plainText.lastIndex);
      this.at = plainText.lastIndex;
      const next = this.text[this.at];
      if (next === '"') break;
      if (next !== '\\') throw this.malformed('a closing double quote, and control characters escaped');
      value += this.readEscape();
    }
    this.at += 1;
    if (value.includes('\0')) this.report('nul-character', 'the character U+0000 cannot be kept');
    if (!value.isWellFormed()) this.report('lone-surrogate', 'half of a surrogate pair is no character');
    return value;
  }

  private readEscape(): string {
    const letter = this.text[this.at + 1] ?? '';
    this.at += 2;
    if (letter !== 'u') {
      const character = escapes[letter];
      if (character === undefined) throw this.malformed('one of the escapes \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u');
      return character;
    }
    const digits = this.text.slice(this.at, this.at + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.malformed('four hexadecimal digits after \\u');
    this.at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  private readNumber(): number {
    number.lastIndex = this.at;
    const literal = number.exec(this.text)?.[0];
    if (literal === undefined) throw this.malformed('a value');
    this.at = number.lastIndex;
    const value = Number(literal);
    const digits = (literal.split(/[eE]/)[0] ?? '').replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
    if (!Number.isFinite(value) || (value === 0 && digits !== '')) {
      this.report('number-out-of-range', 'the number is beyond what a double can hold');
    } else if (digits.length > significantDigits) {
      this.report('number-too-precise', `at most ${significantDigits} significant digits are kept exactly`);
    }
    return value;
  }

  private readWord<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) throw this.malformed('a value');
    this.at += word.length;
    return value;
  }

  private enter(): void {
    this.at += 1;
    if (this.path.length >= deepest) {
      throw new Unreadable('nested-too-deeply', `at most ${deepest} levels of nesting are read`);
    }
  }

  private takeIf(character: string): boolean {
    this.skipBlank();
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private take(character: string): void {
    if (!this.takeIf(character)) throw this.malformed(`"${character}"`);
  }

  private skipBlank(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at += 1;
    }
  }

  private report(code: JsonProblem['code'], detail: string): void {
    if (this.problems.length < mostProblems) this.problems.push({ pointer: this.pointer(), code, detail });
  }

  private malformed(expected: string): Unreadable {
    const found = this.at < this.text.length ? JSON.stringify(this.text[this.at]) : 'the end';
    return new Unreadable('malformed-json', `expected ${expected} at character ${this.at}, found ${found}`);
  }
}
