// Ends a run with one plain line, and names every test that was skipped: a skipped test proves nothing.
export default class TallyReporter {
  onRunComplete(_contexts, results) {
    const skipped = results.testResults.flatMap((file) =>
      file.testResults
        .filter(({ status }) => status === 'pending' || status === 'todo')
        .map(({ fullName }) => fullName),
    );
    if (skipped.length > 0) {
      process.stdout.write('\nSKIPPED, because there is no Kafka (Java and Maven, or KAFKA_BROKERS, would do):\n');
      for (const name of skipped) process.stdout.write(`  - ${name}\n`);
    }
    const { numPassedTests, numFailedTests, numFailedTestSuites } = results;
    const failed = Math.max(numFailedTests, numFailedTestSuites);
    process.stdout.write(`\n${numPassedTests} passed, ${failed} failed, ${skipped.length} skipped\n`);
  }
}
