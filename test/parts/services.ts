/** What the run's setup started; see global-setup.mjs. */
export function testPostgres(): string {
  const url = process.env['TEST_POSTGRES_URL'];
  if (url === undefined) throw new Error('the setup of the tests started no PostgreSQL');
  return url;
}

export function testBrokers(): string {
  return process.env['TEST_KAFKA_BROKERS'] ?? '';
}

/** Where there is no Kafka its tests are skipped, by name, and the end of the run says so. */
export const describeWithKafka = process.env['TEST_KAFKA_BROKERS'] === undefined ? describe.skip : describe;
