export interface BuildProgress {
  readonly phase:
    'reading the topic' | 'leaving' | 'filling' | 'indexing' | 'long stories' | 'catching up' | 'comparing' | 'cutting';
  /** Events, indexes or stories; of leaving, the seconds that readers still have. */
  readonly done: number;
  readonly total: number;
}

/** Whom a build tells how far it is, and who may stop it. */
export interface BuildReport {
  readonly onProgress: (progress: BuildProgress) => void;
  readonly signal?: AbortSignal | undefined;
}
