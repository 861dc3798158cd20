/** Zips as a client makes them, and deployments waited for. */
import JSZip from 'jszip';
import type { Connection } from 'jsforce';

export type Result = Awaited<ReturnType<Connection['metadata']['checkDeployStatus']>>;
/** package.xml of members by type. */
export const manifest = (types: Readonly<Record<string, readonly string[]>>): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Package xmlns="http://soap.sforce.com/2006/04/metadata">${Object.entries(
    types,
  )
    .map(
      ([name, members]) =>
        `<types>${members.map((member) => `<members>${member}</members>`).join('')}<name>${name}</name></types>`,
    )
    .join('')}<version>62.0</version></Package>`;

export const zipOf = (files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> => {
  const zip = new JSZip();
  for (const [path, content] of Object.entries(files)) zip.file(path, content);
  return zip.generateAsync({ type: 'nodebuffer' });
};

/** A metadata file with its namespace. */
export const xml = (root: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${root}>\n`;

/** What became of a deployment, once it is done. */
export async function finished(conn: Connection, id: string): Promise<Result> {
  const result = await conn.metadata.checkDeployStatus(id, true);
  return result.done ? result : finished(conn, id);
}

/** Deploys a zip by SOAP and answers what became of it. */
export async function deploy(
  conn: Connection,
  files: Readonly<Record<string, string | Buffer>>,
  options: Parameters<Connection['metadata']['deploy']>[1] = {},
): Promise<Result> {
  // A practice org is done in a few turns of its loop.
  conn.metadata.pollInterval = 1;
  const zip = await zipOf(files);
  return conn.metadata.deploy(zip, { rollbackOnError: true, singlePackage: true, ...options }).complete(true);
}

interface Failure {
  readonly componentType: string;
  readonly fullName: string;
  readonly fileName: string;
  readonly problem: string;
}

/** What a result says went wrong, in one line each. */
export const failures = ({ details }: Pick<Result, 'details'>): string[] =>
  ([details.componentFailures as unknown].flat() as (Failure | undefined)[])
    .filter((one) => one !== undefined)
    .map(({ componentType, fullName, problem }) => `${componentType} ${fullName}: ${problem}`);
