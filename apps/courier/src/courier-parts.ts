export const COURIER_POOL = Symbol('courier pool');
export const VIEWS_POOL = Symbol('courier views pool');
export const COURIER_IDENTITY = Symbol('courier identity pool');
export const TARGETS = Symbol('where webhooks may lead');
