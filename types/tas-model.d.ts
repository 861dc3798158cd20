/** The generated module, whose engine is that of `scripts/product/gate`. */
declare module 'c/tasModel' {
  export const model: import('../scripts/product/model/schema.ts').SalesModel;
  export const modelHash: string;
  export const texts: Readonly<Record<string, string>>;
  export const labels: Readonly<Record<string, string>>;
  export const dealQuery: string;
  export const namesQuery: string;
  export const verdict: typeof import('../scripts/product/gate/index.ts').verdict;
  export const refusals: typeof import('../scripts/product/gate/index.ts').refusals;
  export const itemVerdict: typeof import('../scripts/product/gate/index.ts').itemVerdict;
  export const itemRefusals: typeof import('../scripts/product/gate/index.ts').itemRefusals;
}
