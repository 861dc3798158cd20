/** What the command that proposes a mapping says. */
import { plain, tableLines } from '../terminal/index.ts';
import { MigrateError } from './error.ts';
import type { ProposedLine } from './propose.ts';

/** Every line for people; `org`: what --target-org said, undefined where it was a token. */
export function proposalText(lines: readonly ProposedLine[], file: string, org = 'ORG'): string {
  const unmapped = lines.filter(({ to }) => to === null).length;
  return [
    ...tableLines(
      [
        { head: 'Record type', align: 'left' },
        { head: 'Stage', align: 'left' },
        { head: 'New stage', align: 'left' },
        { head: 'Deals', align: 'right' },
        { head: 'Why', align: 'left' },
      ],
      lines.map(({ recordType, from, to, reason, deals }) => [
        plain(recordType),
        plain(from),
        to === null ? 'UNMAPPED' : plain(to),
        deals.toLocaleString('en-US'),
        plain(reason),
      ]),
      { ruled: false },
    ),
    '',
    `Wrote ${file}: ${lines.length - unmapped} mapped, ${unmapped} unmapped.`,
    `Read every line, then preview: npx tas migrate --mapping ${file} --target-org ${org}`,
  ].join('\n');
}

/** Why the file could not be written, as the command tells it. */
export function unwrittenFile(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EEXIST')
    return new MigrateError('MappingFile', {
      message: `${file} is there already, and may hold somebody's work.`,
      actions: ['Name another file with --out, or remove this one.'],
      exitCode: 3,
    });
  if (code === '') return error;
  return new MigrateError('MappingFile', {
    message: `${file} cannot be written (${code}).`,
    actions: ['Name a file with --out where you may write.'],
    exitCode: 1,
  });
}
