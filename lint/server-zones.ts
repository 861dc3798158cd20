/** What files of the practice org's server may not import of each other. */

/** A folder of `scripts` and what it may not import, as `import/no-restricted-paths` takes it. */
export interface Zone {
  readonly target: string;
  readonly from: string;
  readonly except?: readonly string[];
  readonly message: string;
}

/** Of the practice org's server, from the ground up: what stands on one line may not import its line or any above. */
const layers: readonly (readonly string[])[] = [
  ['store'],
  ['schema'],
  ['access'],
  ['save', 'soql'],
  ['http'],
  ['api', 'bulk', 'ui-api'],
  ['metadata-api'],
  ['tooling'],
  ['faults'],
  ['rest.ts'],
  ['http-server.ts'],
  ['start.ts'],
];

export const serverZones: Zone[] = layers.flatMap((layer, at) =>
  layer.flatMap((name) =>
    [...layer.filter((other) => other !== name), ...layers.slice(at + 1).flat()].map((other) => ({
      target: `practice-org/server/${name}`,
      from: `practice-org/server/${other}`,
      message: `${name} stands beside or below ${other}: see lint/modules.ts.`,
    })),
  ),
);
