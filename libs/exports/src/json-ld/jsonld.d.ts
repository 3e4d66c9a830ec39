declare module 'jsonld' {
  interface Loaded {
    readonly contextUrl: null;
    readonly documentUrl: string;
    readonly document: object;
  }
  const jsonld: {
    expand(
      document: object,
      options: { readonly safe: boolean; readonly documentLoader: (url: string) => Promise<Loaded> },
    ): Promise<readonly object[]>;
  };
  export default jsonld;
}
