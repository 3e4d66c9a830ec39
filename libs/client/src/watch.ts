import { unreachable } from './newsledger-error.js';

/** Ends what uses its signal when nothing was heard for too long, or when the signal behind it aborts. */
export interface Watch {
  readonly signal: AbortSignal;
  /** Something was heard: the time begins anew. */
  readonly heard: () => void;
  /** Nothing is expected just now. */
  readonly rest: () => void;
  /** Ends what uses the signal, if it still does, and lets go of the signal behind. */
  readonly end: () => void;
}

export function watch(ms: number, behind: AbortSignal | undefined): Watch {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rest = () => clearTimeout(timer);
  const heard = () => {
    rest();
    timer = setTimeout(() => controller.abort(unreachable(`Nothing came for ${ms} ms.`)), ms);
  };
  const abort = () => controller.abort(behind?.reason);
  const end = () => {
    rest();
    behind?.removeEventListener('abort', abort);
    controller.abort();
  };
  if (behind?.aborted === true) abort();
  else behind?.addEventListener('abort', abort);
  heard();
  return { signal: controller.signal, heard, rest, end };
}
