declare module 'edtf' {
  /** Throws on text that is no EDTF of the level. */
  export function parse(text: string, options?: { level?: 0 | 1 | 2 }): unknown;
}
