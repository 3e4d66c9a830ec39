/** Runs one step of a start. One that takes more than a second says so, and goes on saying it. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const began = Date.now();
  const seconds = () => ((Date.now() - began) / 1_000).toFixed(0);
  const timer = setInterval(() => {
    if (process.stderr.isTTY) process.stderr.write(`\r  ${name} … ${seconds()} s`);
    else process.stderr.write(`  ${name} … ${seconds()} s\n`);
  }, 1_000);
  let failed = true;
  try {
    const done = await work();
    failed = false;
    return done;
  } finally {
    clearInterval(timer);
    const took = ((Date.now() - began) / 1_000).toFixed(1);
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    process.stderr.write(`  ${name}: ${failed ? 'failed' : 'ready'} (${took} s)\n`);
  }
}
