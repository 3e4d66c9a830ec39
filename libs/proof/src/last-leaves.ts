interface LastLeaf {
  readonly version: number;
  /** Hexadecimal: a buffer would keep the thousands of bytes that it was cut from. */
  readonly hash: string;
}

/** The last leaf of each story that was passed: what the next one of it has to follow. */
export class LastLeaves {
  private readonly last = new Map<string, LastLeaf>();

  /** 0 where the story was not passed yet. */
  versionOf(story: string): number {
    return this.last.get(story)?.version ?? 0;
  }

  /** The leaf hash of the version before; undefined where there is none. */
  hashOf(story: string): Buffer | undefined {
    const last = this.last.get(story);
    return last && Buffer.from(last.hash, 'hex');
  }

  pass({ story, version }: { readonly story: string; readonly version: number }, hash: Buffer): void {
    this.last.set(story, { version, hash: hash.toString('hex') });
  }

  /** What is known of a story, as a way back to it. */
  keep(story: string): () => void {
    const last = this.last.get(story);
    return () => {
      if (last === undefined) this.last.delete(story);
      else this.last.set(story, last);
    };
  }
}
