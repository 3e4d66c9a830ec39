import { LRUCache } from 'lru-cache';
import type { Body, BodyDigest } from './body.js';
import type { Representation } from './representation.js';

/** In bytes of bodies. Outside of V8's heap, as buffers are. */
const mostBytes = 32 * 1024 * 1024;
/** A body is kept as it is packed too, in two ways: JSON packs to less than a quarter. */
const timesPacked = 1.5;
/** How many states are known by their tags when their bodies are gone: about 1 kB each. */
const mostStates = 20_000;

export type StateAnswer = Omit<Representation, 'body' | 'reflected'>;

interface KeptState {
  readonly name: string;
  readonly answer: StateAnswer;
  readonly digest: BodyDigest;
}

/** States of stories as they were sent before; far more of them by their tags than with what they say. */
export class KeptStates {
  private readonly states = new LRUCache<string, KeptState>({ max: mostStates });
  private readonly bodies: LRUCache<string, Body>;

  constructor(maxSize = mostBytes) {
    const sizeCalculation = ({ length }: Body) => Math.ceil(length * timesPacked);
    this.bodies = new LRUCache<string, Body>({ maxSize, sizeCalculation });
  }

  /** What was sent under this place, if it was this very state. */
  find(place: string, name: string): KeptState | undefined {
    const kept = this.states.get(place);
    return kept?.name === name ? kept : undefined;
  }

  bodyOf(place: string, { digest }: KeptState): Body | undefined {
    const body = this.bodies.get(place);
    return body?.hash === digest.hash ? body : undefined;
  }

  keep(place: string, name: string, answer: StateAnswer, body: Body): void {
    this.states.set(place, { name, answer, digest: { hash: body.hash, length: body.length, isPacked: body.isPacked } });
    this.bodies.set(place, body);
  }
}
