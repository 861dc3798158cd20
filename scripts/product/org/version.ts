/** The API version every request uses; results of a bulk job can be read only with the version that made it. */
export const apiVersion = '66.0';

/** The root of the REST API on an instance. */
export const dataPath = `/services/data/v${apiVersion}`;
