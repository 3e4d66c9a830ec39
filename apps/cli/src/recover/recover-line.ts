/** "  adding: 41 %, 412,000 of 1,000,000, 22,430/s, 26 s left", on one line of a terminal, or a line every five seconds. */
export class RecoverLine {
  private what = '';
  private began = 0;
  private from = 0;
  private shownAt = 0;

  show(what: string, done: number, total: number): void {
    const now = Date.now();
    if (what !== this.what) {
      this.what = what;
      this.began = now;
      this.from = done;
    } else if (now - this.shownAt < (process.stderr.isTTY ? 200 : 5_000)) return;
    this.shownAt = now;
    const rate = (done - this.from) / Math.max((now - this.began) / 1_000, 0.001);
    const left = rate > 0 && done < total ? `, ${Math.ceil((total - done) / rate)} s left` : '';
    const pace = rate >= 1 ? `, ${Math.round(rate).toLocaleString('en-US')}/s` : '';
    const share = total === 0 ? 100 : Math.floor((done / total) * 100);
    const of = `${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`;
    const text = `  ${what}: ${share} %, ${of}${pace}${left}`;
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
  }

  end(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }
}
