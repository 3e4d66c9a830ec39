// A name means a package of this folder only when it is imported from a file of this folder.
export const importPeer = (name) => import(name);
