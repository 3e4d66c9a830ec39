import { spawnSync } from 'node:child_process';

const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) process.stderr.write('SKIPPED: there is no python3, so that the verifier in Python is not tried.\n');

/** Where there is no Python its tests are skipped, by name. */
export const testWithPython = hasPython ? test : test.skip;
