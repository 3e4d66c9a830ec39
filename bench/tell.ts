/** Says how it goes. On stderr: stdout belongs to the report. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
