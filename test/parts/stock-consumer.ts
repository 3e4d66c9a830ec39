// Written from CloudEvents 1.0, its binding for Kafka and the AsyncAPI document alone: it imports nothing of the product.
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { KafkaMessage } from 'kafkajs';

interface AsyncApi {
  readonly channels: Record<string, { readonly address: string; readonly messages: Record<string, { $ref: string }> }>;
  readonly components: {
    readonly messages: Record<string, { readonly payload: { readonly schema: { readonly $ref: string } } }>;
    readonly schemas: { readonly Headers: { readonly properties: object } };
  };
}

/** An event as a consumer has it: its attributes, and the bytes of its data. */
export interface ConsumedEvent {
  readonly attributes: Readonly<Record<string, string>>;
  readonly data: string;
}

export interface Consumed {
  /** Each event once, by position. */
  readonly events: readonly ConsumedEvent[];
  readonly duplicates: number;
}

export class StockConsumer {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });
  private readonly schemas = new Map<string, object>();

  private constructor(
    private readonly address: string,
    private readonly document: AsyncApi,
  ) {
    this.ajv.addSchema({ ...document, $id: address });
  }

  static async of(address: string): Promise<StockConsumer> {
    return new StockConsumer(address, (await (await fetch(address)).json()) as AsyncApi);
  }

  get topic(): string {
    const [channel, ...others] = Object.values(this.document.channels);
    if (channel === undefined || others.length > 0) throw new Error('it has not one channel');
    return channel.address;
  }

  /** Checks every record, and takes each position once. */
  async consume(messages: readonly KafkaMessage[]): Promise<Consumed> {
    const byPosition = new Map<number, ConsumedEvent>();
    let duplicates = 0;
    for (const message of messages) {
      const event = await this.read(message);
      const position = Number(event.attributes['position']);
      const known = byPosition.get(position);
      if (known === undefined) byPosition.set(position, event);
      else if (JSON.stringify(known) === JSON.stringify(event)) duplicates += 1;
      else throw new Error(`position ${position} is told in two ways`);
    }
    const events = [...byPosition].sort(([one], [other]) => one - other).map(([, event]) => event);
    const sources = new Set(events.map(({ attributes: { source, id } }) => JSON.stringify([source, id])));
    if (sources.size !== events.length) throw new Error('two events have one source and id');
    return { events, duplicates };
  }

  private async read({ key, value, headers = {} }: KafkaMessage): Promise<ConsumedEvent> {
    const texts = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)]));
    const attributes = Object.fromEntries(
      Object.entries(texts).flatMap(([name, text]) => (name.startsWith('ce_') ? [[name.slice(3), text]] : [])),
    );
    requireCloudEvent(attributes);
    const { components, channels } = this.document;
    const undocumented = Object.keys(texts).filter((name) => !(name in components.schemas.Headers.properties));
    if (undocumented.length > 0) throw new Error(`the document has no header ${undocumented.join()}`);
    const name = (attributes['type'] ?? '').replace('newsledger.', '');
    const pointer = Object.values(channels)[0]?.messages[name]?.$ref;
    if (pointer === undefined) throw new Error(`the document has no message ${name}`);
    this.require({ $ref: `${this.address}${pointer}/headers` }, texts, `the headers of ${name}`);
    if (key?.toString() !== attributes['subject']) throw new Error('the key is not the subject');
    const dataschema = attributes['dataschema'] ?? '';
    const documented = components.messages[name]?.payload.schema.$ref ?? '';
    if (new URL(documented, this.address).href !== dataschema) throw new Error(`${dataschema} is not ${documented}`);
    const data = (value ?? Buffer.of()).toString();
    this.require(await this.schemaAt(dataschema), JSON.parse(data), `the data of ${name}`);
    return { attributes, data };
  }

  private require(schema: object, value: unknown, what: string): void {
    const accepts = this.ajv.compile(schema);
    if (!accepts(value)) throw new Error(`${what}: ${this.ajv.errorsText(accepts.errors)}`);
  }

  private async schemaAt(address: string): Promise<object> {
    const schema = this.schemas.get(address) ?? ((await (await fetch(address)).json()) as object);
    this.schemas.set(address, schema);
    return schema;
  }
}

/** What CloudEvents 1.0 wants of any event in binary mode. */
function requireCloudEvent(attributes: Readonly<Record<string, string>>): void {
  const wrong = Object.keys(attributes).find((name) => !/^[a-z0-9]+$/.test(name));
  if (wrong !== undefined) throw new Error(`${wrong} is no name of an attribute`);
  for (const name of ['id', 'source', 'specversion', 'type']) {
    if ((attributes[name] ?? '') === '') throw new Error(`there is no ${name}`);
  }
  const { specversion, source = '', time, dataschema } = attributes;
  if (specversion !== '1.0') throw new Error(`the version is ${specversion}`);
  if (!URL.canParse(source, 'https://base.example')) throw new Error(`${source} is no URI reference`);
  if (time !== undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(time)) {
    throw new Error(`${time} is no time of RFC 3339`);
  }
  if (dataschema !== undefined && !URL.canParse(dataschema)) throw new Error(`${dataschema} is no URI`);
}
