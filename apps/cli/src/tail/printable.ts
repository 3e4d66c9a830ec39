// What steers a terminal, and what turns the order of letters in it. Tab and line ends are spaces here.
const steering = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

/** The text in one line, without what a terminal would obey in place of showing it. */
export const printable = (text: string): string =>
  text.replace(/[\t-\r\u0085\u2028\u2029]+/gu, ' ').replace(steering, '');

/** The same JSON, with those characters escaped: they can only stand in texts. */
export const printableJson = (json: string): string =>
  json.replace(steering, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
