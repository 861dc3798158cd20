import JSZip from 'jszip';

/** The platform's limits of one deployment: files, and bytes once unpacked. */
const platformLimits = { files: 10_000, megabytes: 400 };

/** Why a zip is not taken. */
export class ZipError extends Error {}

/** The files of a zip by path; folders are left out. @throws ZipError when it is none, or larger than the platform takes. */
export async function readZip(bytes: Buffer, most = platformLimits): Promise<Map<string, Buffer>> {
  let zip: JSZip;
  try {
    zip = await JSZip.loadAsync(bytes);
  } catch {
    throw new ZipError('The zip file could not be read: it is corrupt or not a zip file.');
  }
  const entries = Object.values(zip.files).filter(({ dir }) => !dir);
  if (entries.length > most.files)
    throw new ZipError(`Maximum number of files exceeded: ${entries.length}. The limit is ${most.files}.`);
  const files = new Map<string, Buffer>();
  let size = 0;
  // One after the other, so that a zip which unpacks without end is given up at the limit.
  for (const entry of entries) {
    const content = await entry.async('nodebuffer');
    size += content.length;
    if (size > most.megabytes * 1024 * 1024)
      throw new ZipError(`Maximum size of the uncompressed zip file exceeded: the limit is ${most.megabytes} MB.`);
    files.set(entry.name.replaceAll('\\', '/'), content);
  }
  return files;
}

/** A zip of these files in their order. */
export async function writeZip(files: ReadonlyMap<string, Buffer | string>): Promise<Buffer> {
  const zip = new JSZip();
  for (const [path, content] of files) zip.file(path, content, { createFolders: false });
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}
