/** Whether one service can do its work, told by the service itself. */
export interface ServiceHealth {
  readonly ready: boolean;
  /** What is wrong, or how far it is, for a person. */
  readonly detail: string;
}

interface Reported extends ServiceHealth {
  /** RFC 3339; since when `ready` is as it is. */
  readonly since: string;
}

/** What each service of this process last said of itself. */
export class HealthBoard {
  private readonly services = new Map<string, Reported>();

  constructor(private readonly now: () => Date = () => new Date()) {}

  report(service: string, health: ServiceHealth): void {
    const before = this.services.get(service);
    const since = before?.ready === health.ready ? before.since : this.now().toISOString();
    this.services.set(service, { ready: health.ready, detail: health.detail, since });
  }

  /** Ready when every service of this process is. */
  readiness(): { readonly ready: boolean; readonly services: Readonly<Record<string, Reported>> } {
    const all = [...this.services];
    return { ready: all.length > 0 && all.every(([, { ready }]) => ready), services: Object.fromEntries(all) };
  }
}
