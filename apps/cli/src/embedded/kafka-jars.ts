import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeFolder } from './data-folder.js';
import { sourceFile } from '../source-file.js';

const run = promisify(execFile);

/** Whether a program is there and answers. */
export async function answers(command: string, ...words: string[]): Promise<boolean> {
  return run(command, words, { timeout: 20_000 }).then(
    () => true,
    () => false,
  );
}

/** The jars of Apache Kafka, copied once from Maven Central into `folder`. */
export async function kafkaJars(folder: string): Promise<string> {
  const pom = fileURLToPath(sourceFile('kafka/pom.xml'));
  const version = /kafka_2\.13<\/artifactId>\s*<version>([^<]+)</.exec(await readFile(pom, 'utf8'))?.[1] ?? 'unknown';
  // Maven takes a relative folder as one beside the pom.
  const jars = resolve(folder, `kafka-${version}`);
  if (existsSync(jars)) return jars;
  await makeFolder(folder);
  const made = `${jars}.${process.pid}`;
  await rm(made, { recursive: true, force: true });
  await run('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${made}`], {
    maxBuffer: 16 * 1024 * 1024,
  });
  await rename(made, jars).catch(async (error: unknown) => {
    // Another process was faster.
    if (!existsSync(jars)) throw error;
    await rm(made, { recursive: true, force: true });
  });
  return jars;
}
