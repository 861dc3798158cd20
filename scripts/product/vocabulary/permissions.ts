import * as permission from './permission-names.ts';

export type Permission = (typeof permission)[keyof typeof permission];

/** Every custom permission of the package. */
export const permissions: readonly Permission[] = Object.values(permission);
