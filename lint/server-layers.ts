/** Of the practice org's server, from the ground up: what stands on one line may not import its line or any above. */
export const layers: readonly (readonly string[])[] = [
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
