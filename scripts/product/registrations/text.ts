/** What the command says. */
import { undoCommand } from '../runs/index.ts';
import { plain, tableLines } from '../terminal/index.ts';
import type { Registration, Registrations } from './read.ts';
import type { Released } from './release.ts';

const count = (value: number): string => value.toLocaleString('en-US');
const mostShown = 50;

function part(title: string, none: string, all: readonly Registration[], day: 'submittedOn' | 'until'): string[] {
  if (all.length === 0) return [none];
  return [
    `${title} (${count(all.length)}):`,
    ...tableLines(
      ['Registration', 'Partner', 'Customer', 'Project', 'Submitted by', day === 'until' ? 'Until' : 'On'].map(
        (head) => ({
          head,
          align: 'left' as const,
        }),
      ),
      all
        .slice(0, mostShown)
        .map((one) => [one.name, one.partner, one.customer, one.project, one.submittedBy, one[day]].map(plain)),
      { ruled: false },
    ),
    ...(all.length > mostShown ? [`… and ${count(all.length - mostShown)} more; --json lists all.`] : []),
  ];
}

export const registrationsText = ({ waiting, ending, lapsed, days }: Registrations): string =>
  [
    ...part('Waiting for a channel manager', 'No registration waits.', waiting, 'submittedOn'),
    '',
    ...part(`Running out within ${days} days`, `None runs out within ${days} days.`, ending, 'until'),
    '',
    ...part(
      'Run out, and still holding their projects',
      'None has run out and still holds its project.',
      lapsed,
      'until',
    ),
    ...(lapsed.length > 0 ? ['Let them go: npx tas registrations --release'] : []),
  ].join('\n');

/** @param runs Folder of runs. @param org How the user named the org. */
export function releasedText({ found, applied, run, counts }: Released, runs: string, org?: string): string {
  const { lapsed } = found;
  if (lapsed.length === 0) return 'No registration has run out and still holds its project.';
  return [
    ...part('Run out, and still holding their projects', '', lapsed, 'until'),
    ...(!applied ? ['Nothing was written. Let them go with --release --apply.'] : []),
    ...(run === null || counts === null
      ? []
      : [
          `Run ${run}: ${count(counts.written + counts.found)} let go, ${count(counts.refused)} refused, ${count(counts.changed)} changed by somebody since. Take it back: ${undoCommand(run, runs, org)}`,
        ]),
  ].join('\n');
}
