/** What the key before signs of the next one. It is no checkpoint: the second line of such is a number. */
export const endorsementText = (name: string, before: string, next: string): string =>
  `${name}/notary-key\n${before}\n${next}\n`;
