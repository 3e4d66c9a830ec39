/** Reads that are under way, so that whoever asks for the same meanwhile gets the same answer, and the database asks once. */
export class SharedReads<T> {
  private readonly underWay = new Map<string, Promise<T>>();

  read(name: string, read: () => Promise<T>): Promise<T> {
    const shared = this.underWay.get(name);
    if (shared !== undefined) return shared;
    const reading = read().finally(() => this.underWay.delete(name));
    this.underWay.set(name, reading);
    return reading;
  }
}
