/** A server that we started, from the moment on that its process is there. */
export interface Server {
  /** In order; harder when that takes too long. */
  readonly stop: () => Promise<void>;
  /** At once. What it called durable stays. */
  readonly kill: () => void;
}

/** Told at once of each server's process, so that a stop during the start finds it. */
export type OnSpawn = (server: Server) => void;
