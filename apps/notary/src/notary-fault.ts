/**
 * What is stored contradicts itself, or what was signed. The message names both facts. Nothing is signed while it is so.
 */
export class NotaryFault extends Error {
  override readonly name: string = 'NotaryFault';
}
