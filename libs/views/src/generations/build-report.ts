export interface BuildProgress {
  readonly phase:
    'reading the topic' | 'filling' | 'indexing' | 'long stories' | 'catching up' | 'comparing' | 'cutting';
  /** Events, indexes or stories. */
  readonly done: number;
  readonly total: number;
}

/** Whom a build tells how far it is, and who may stop it. */
export interface BuildReport {
  readonly onProgress: (progress: BuildProgress) => void;
  readonly signal?: AbortSignal | undefined;
}
