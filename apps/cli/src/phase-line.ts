interface PhaseProgress<Phase extends string> {
  readonly phase: Phase;
  readonly done: number;
  readonly total: number;
}

/** How far a long work is, on one line of a terminal, or a line every five seconds. */
export class PhaseLine<Phase extends string> {
  private phase: Phase | undefined;
  private began = 0;
  private from = 0;
  private shownAt = 0;

  constructor(private readonly words: Readonly<Record<Phase, string>>) {}

  show({ phase, done, total }: PhaseProgress<Phase>): void {
    const now = Date.now();
    if (phase !== this.phase) {
      this.phase = phase;
      this.began = now;
      this.from = done;
    } else if (now - this.shownAt < (process.stderr.isTTY ? 200 : 5_000)) return;
    this.shownAt = now;
    const seconds = Math.max((now - this.began) / 1_000, 0.001);
    const rate = (done - this.from) / seconds;
    const share = total === 0 ? 1 : done / total;
    const left = rate > 0 && done < total ? `, ${Math.ceil((total - done) / rate)} s left` : '';
    const pace = rate >= 1 ? `, ${Math.round(rate).toLocaleString('en-US')}/s` : '';
    const text = `  ${phase}: ${Math.floor(share * 100)} %, ${done.toLocaleString('en-US')} ${this.words[phase]}${pace}${left}`;
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
  }

  end(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }
}
