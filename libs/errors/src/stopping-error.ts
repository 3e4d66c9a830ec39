/**
 * Why a service or the starter cannot go on, in one sentence that says what to do. Shown to people as it is;
 * any other error is a defect and is shown with its stack.
 */
export class StoppingError extends Error {
  override readonly name = 'StoppingError';
}
