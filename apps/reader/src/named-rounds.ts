import { Rounds } from './rounds.js';

/** Rounds of reads, those of each name apart: who asks while one is under way gets the answer of the next. */
export class NamedRounds<T> {
  private readonly known = new Map<string, { readonly rounds: Rounds<T>; waiting: number }>();

  async join(name: string, run: () => Promise<T>): Promise<T> {
    const own = this.known.get(name) ?? { rounds: new Rounds(run), waiting: 0 };
    this.known.set(name, own);
    own.waiting += 1;
    try {
      return await own.rounds.join();
    } finally {
      own.waiting -= 1;
      if (own.waiting === 0) this.known.delete(name);
    }
  }
}
