import JSZip from 'jszip';

/** The platform's limits of one deployment: files, and bytes once unpacked. */
const mostFiles = 10_000;
const mostBytes = 400 * 1024 * 1024;

/** Why a zip is not taken. */
export class ZipError extends Error {}

/** The files of a zip by path; folders are left out. @throws ZipError when it is none, or larger than the platform takes. */
export async function readZip(bytes: Buffer): Promise<Map<string, Buffer>> {
  let zip: JSZip;
  try {
    zip = await JSZip.loadAsync(bytes);
  } catch {
    throw new ZipError('The zip file could not be read: it is corrupt or not a zip file.');
  }
  const entries = Object.values(zip.files).filter(({ dir }) => !dir);
  if (entries.length > mostFiles)
    throw new ZipError(`Maximum number of files exceeded: ${entries.length}. The limit is ${mostFiles}.`);
  let size = 0;
  const read = async (entry: JSZip.JSZipObject): Promise<[string, Buffer]> => {
    const content = size > mostBytes ? Buffer.alloc(0) : await entry.async('nodebuffer');
    size += content.length;
    return [entry.name.replaceAll('\\', '/'), content];
  };
  const files = new Map(await Promise.all(entries.map(read)));
  if (size > mostBytes) throw new ZipError('Maximum size of the uncompressed zip file exceeded: the limit is 400 MB.');
  return files;
}

/** A zip of these files in their order. */
export async function writeZip(files: ReadonlyMap<string, Buffer | string>): Promise<Buffer> {
  const zip = new JSZip();
  for (const [path, content] of files) zip.file(path, content, { createFolders: false });
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}
