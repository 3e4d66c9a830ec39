/** The pool of the views' database. */
export const VIEWS = Symbol('views pool');
