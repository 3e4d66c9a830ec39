import type { Counts } from './import-place.js';

/** "  41 %  8,200 lines, 12,430/s, 12 s left; 3 refused", on one line of a terminal, or a line every five seconds. */
export class ProgressLine {
  private readonly began = Date.now();
  private shownAt = 0;

  constructor(
    private readonly from: number,
    private readonly share: () => number | undefined,
    private readonly lag: () => number,
  ) {}

  show({ lines, refused }: Counts & { readonly lines: number }): void {
    const now = Date.now();
    if (now - this.shownAt < (process.stderr.isTTY ? 200 : 5_000)) return;
    this.shownAt = now;
    const text = `  ${this.tell(lines, now - this.began)}${refused === 0 ? '' : `; ${refused} refused`}${this.tellLag()}`;
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
  }

  end(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }

  private tell(lines: number, ms: number): string {
    const seconds = Math.max(ms / 1_000, 0.001);
    const rate = Math.round((lines - this.from) / seconds);
    const share = this.share();
    const left = share === undefined || share === 0 ? '' : `, ${Math.ceil((seconds * (1 - share)) / share)} s left`;
    const percent = share === undefined ? '' : `${Math.floor(share * 100)} %  `;
    return `${percent}${lines.toLocaleString('en-US')} lines, ${rate.toLocaleString('en-US')}/s${left}`;
  }

  private tellLag(): string {
    const lag = this.lag();
    return lag === 0 ? '' : `; waits for the views, which are ${lag.toFixed(0)} s behind (--full-speed goes on)`;
  }
}
