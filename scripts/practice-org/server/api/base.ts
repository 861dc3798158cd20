import type { ApiRequest } from '../http/request.ts';

/** Path of the versioned REST API. */
export const baseOf = ({ version }: Pick<ApiRequest, 'version'>): string => `/services/data/v${version}`;
