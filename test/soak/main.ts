import { runKills } from './kills.js';
import { runOpenTransaction } from './open-transaction.js';
import { outages } from './outages.js';
import { openProcessHouse } from './process-house.js';

const tell = (line: string) => void process.stderr.write(`${line}\n`);

const soaks: Readonly<Record<string, (seed: number) => Promise<object>>> = {
  kills: (seed) => runKills({ kills: 500, seconds: 30, writers: 64, stories: 500, seed, tell }),
  'open-transaction': () => runOpenTransaction(60),
  outages: async () => {
    const passed: string[] = [];
    for (const [name, run] of Object.entries(outages)) {
      tell(name);
      const house = await openProcessHouse();
      await run(house, 60_000).finally(() => house.close());
      passed.push(name);
    }
    return { passed };
  },
};

const [name = '', seedText] = process.argv.slice(2);
const soak = soaks[name];
if (soak === undefined) {
  process.stderr.write(`Usage: npm run soak -- NAME [SEED]; the names are ${Object.keys(soaks).join(', ')}.\n`);
  process.exit(2);
}
const seed = seedText === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(seedText);
tell(`${name}, seed ${seed}`);
const report = await soak(seed);
process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
process.exit(0);
