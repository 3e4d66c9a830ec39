import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';

/** Somebody at a terminal who says when to go on. */
export class Onlooker {
  private readonly lines: Interface;
  private readonly answers: AsyncIterator<string, undefined>;

  constructor(signal: AbortSignal) {
    this.lines = createInterface({ input: process.stdin });
    this.answers = this.lines[Symbol.asyncIterator]();
    signal.addEventListener('abort', () => this.close(), { once: true });
  }

  /** Waits for Enter; false where they have seen enough, or nobody is there. */
  async wantsNext(): Promise<boolean> {
    process.stderr.write('Enter shows the next event, q ends. ');
    const answer = await this.answers.next();
    if (answer.done !== true) return answer.value.trim().toLowerCase() !== 'q';
    process.stderr.write('\n');
    return false;
  }

  close(): void {
    this.lines.close();
  }
}
