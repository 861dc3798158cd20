import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readZip, writeZip } from '../../scripts/practice-org/server/metadata-api/zip.ts';

const megabyte = 1024 * 1024;

test('what is zipped comes out, byte for byte', async () => {
  const name = fc.stringMatching(/^[a-z]{1,8}(?:\/[a-z]{1,8}){0,2}\.xml$/);
  const files = fc.uniqueArray(fc.tuple(name, fc.uint8Array()), { selector: ([path]) => path });
  await fc.assert(
    fc.asyncProperty(files, async (given) => {
      const packed = new Map(given.map(([path, bytes]) => [path, Buffer.from(bytes)]));
      expect(await readZip(await writeZip(packed))).toEqual(packed);
    }),
  );
});

test('too many files, and more bytes than the limit once unpacked, are refused however small the zip is', async () => {
  const blank = Buffer.alloc(megabyte);
  const zip = await writeZip(new Map(['a.xml', 'b.xml', 'c.xml'].map((path) => [path, blank])));
  expect(zip.length).toBeLessThan(megabyte / 10);
  await expect(readZip(zip, { files: 2, megabytes: 9 })).rejects.toThrow('Maximum number of files exceeded: 3.');
  await expect(readZip(zip, { files: 9, megabytes: 2 })).rejects.toThrow('the limit is 2 MB');
  expect((await readZip(zip, { files: 3, megabytes: 3 })).size).toBe(3);
});

test('what is no zip is said to be none', async () => {
  await expect(readZip(Buffer.from('no zip'))).rejects.toThrow('corrupt or not a zip file');
});
