/** Model files on disk: the model, the lock beside it, and the schema for editors. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { lockSchema, type ModelLock } from './lock-schema.ts';
import { problemCodes, type Problem } from './problem.ts';
import { readModel, type ReadResult } from './read.ts';
import { modelSchema } from './schema.ts';

/** `config/tas-plus.yaml` → `config/tas-plus.lock.json`. */
export const lockFileOf = (modelFile: string): string =>
  join(dirname(modelFile), `${basename(modelFile).replace(/\.ya?ml$/i, '')}.lock.json`);

/** Reads a model file and its lock. A file that cannot be read is a problem like any other. */
export function readModelFile(file: string): ReadResult & { readonly lock?: ModelLock } {
  const text = readText(file);
  if (typeof text !== 'string') return { ok: false, problems: [text] };
  const lockFile = lockFileOf(file);
  const lockText = readText(lockFile);
  if (typeof lockText !== 'string')
    return lockText.what.includes('ENOENT') ? readModel(file, text) : { ok: false, problems: [lockText] };
  const lock = parseLock(lockFile, lockText);
  if ('problem' in lock) return { ok: false, problems: [lock.problem] };
  return { ...readModel(file, text, lock.lock), lock: lock.lock };
}

function readText(file: string): string | Problem {
  try {
    const bytes = readFileSync(file);
    const text = bytes.toString('utf8');
    return isUtf8(bytes) ? text : notUtf8(file, text);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    return unreadable(file, `The file cannot be read (${reason}).`, 'Check the path and your rights to it.');
  }
}

/** Bytes that are no UTF-8 would be read as replacement characters, and compiled into every label. */
function notUtf8(file: string, text: string): Problem {
  const before = text.slice(0, text.indexOf('\ufffd')).split('\n');
  return {
    ...unreadable(file, 'The file is not UTF-8 from here on.', 'Save it as UTF-8.'),
    line: before.length,
    column: (before.at(-1) ?? '').length + 1,
  };
}

function parseLock(file: string, text: string): { lock: ModelLock } | { problem: Problem } {
  try {
    return { lock: lockSchema.parse(JSON.parse(text)) };
  } catch {
    return {
      problem: unreadable(
        file,
        'The lock file is damaged.',
        'Restore it from version control; without it codes could be used again.',
      ),
    };
  }
}

const unreadable = (file: string, what: string, fix: string): Problem => ({
  kind: 'file',
  code: problemCodes.file,
  path: [],
  file,
  line: 1,
  column: 1,
  what,
  why: 'There is nothing to compile without it.',
  fix,
});

/** JSON Schema of a model file, for completion and checks while typing. */
export function editorSchema(): string {
  const schema = z.toJSONSchema(modelSchema, { io: 'input' });
  return `${JSON.stringify({ title: 'TAS+ sales model', ...schema }, null, 2)}\n`;
}
