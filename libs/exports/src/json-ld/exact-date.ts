import type { When } from '#events';

const iso = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2}))?)?)?$/;

/** A date that ISO 8601 knows too. Spans, doubt and words are told in sentences, where nobody reads them as a date. */
export const exactDate = (when: When | undefined) =>
  when?.edtf !== undefined && iso.test(when.edtf) ? when.edtf : undefined;
