/** What the commands about teams say. */
import { countsText, undoCommand } from '../runs/index.ts';
import { plain, tableLines } from '../terminal/index.ts';
import type { Matrix } from './matrix.ts';
import type { TeamNote, TeamNoteKind } from './plan.ts';
import type { Synced } from './sync.ts';
import type { Workload } from './workload.ts';

const left = (head: string) => ({ head, align: 'left' as const });
const right = (head: string) => ({ head, align: 'right' as const });
const count = (value: number): string => value.toLocaleString('en-US');

/** A row for each role, a column for each stage: `*` the gate asks for it, `·` it is asked and holds nothing up. */
export function matrixText({ stages, rows }: Matrix): string {
  const table = tableLines(
    [left('Role'), left('Team Role'), ...stages.map(({ id, label }) => left(`${id} ${label}`))],
    rows.map(({ label, member, cells }) => [
      plain(label),
      plain(member ?? '–'),
      ...cells.map((cell) =>
        cell
          .map(
            ({ gate, tracks }) =>
              `${gate === 'hard' ? '*' : '·'}${tracks === undefined ? '' : ` ${tracks.join(', ')}`}`,
          )
          .join(' '),
      ),
    ]),
    { ruled: false },
  );
  return [...table, '', '* the gate of the stage asks for it   · asked, and holds nothing up   – no Team Role'].join(
    '\n',
  );
}

const mostShown = 30;

const kinds: Readonly<Record<TeamNoteKind, (note: TeamNote, name: (ids: string) => string) => string>> = {
  otherPerson: ({ named, onTeam }, name) => `${name(named)} is named, the team has ${name(onTeam)}`,
  several: ({ onTeam }, name) => `the team has several: ${name(onTeam)}`,
  otherRole: ({ named, onTeam }, name) => `${name(named)} is on the team as ${onTeam === '' ? 'no role' : onTeam}`,
  inactive: ({ named, onTeam }, name) => `${name(onTeam || named)} is no active user`,
  removed: ({ named }, name) => `${name(named)} was added by an earlier run and taken out since`,
  noRole: ({ onTeam }) => `the org has no Team Role ${onTeam}`,
};

/** @param runs Folder of runs. @param org How the user named the org. */
export function syncedText(synced: Synced, runs: string, org?: string): string {
  const { applied, deals, joining, naming, notes, names, run, counts } = synced;
  const name = (ids: string): string =>
    ids
      .split(' ')
      .map((id) => plain(names[id] ?? id))
      .join(', ');
  const will = applied ? 'were' : 'are to be';
  const part = (head: string, rows: readonly (readonly string[])[], heads: readonly string[]): string[] =>
    rows.length === 0
      ? []
      : [
          '',
          head,
          ...tableLines(heads.map(left), rows.slice(0, mostShown), { ruled: false }),
          ...(rows.length > mostShown ? [`… and ${count(rows.length - mostShown)} more, with --json.`] : []),
        ];
  return [
    `${count(deals)} open deals read.`,
    ...part(
      `${count(joining.length)} ${will} added to teams:`,
      joining.map(({ deal, user, role, access, code }) => [deal, name(user), role, access, code]),
      ['Deal', 'Who', 'Team Role', 'Access', 'Named by'],
    ),
    ...part(
      `${count(naming.length)} people ${will} named as the team has them:`,
      naming.map(({ deal, code, user }) => [deal, code, name(user)]),
      ['Deal', 'Requirement', 'Who'],
    ),
    ...part(
      `${count(notes.length)} left to people:`,
      notes.map((note) => [note.deal, note.code, kinds[note.kind](note, name)]),
      ['Deal', 'Requirement', 'Why'],
    ),
    '',
    ...(counts === null || run === null
      ? [
          joining.length + naming.length === 0
            ? 'Nothing is to be written.'
            : 'Nothing was written. Write it with --apply.',
        ]
      : [`Run ${run}: ${countsText(counts)}. Take it back: ${undoCommand(run, runs, org)}`]),
  ].join('\n');
}

const mostPeople = 50;

export function workloadText({ currency, deals, people }: Workload): string {
  const grades = [...new Set(people.flatMap((one) => Object.keys(one.grades)))].sort();
  const shown = people.slice(0, mostPeople);
  return [
    `${count(deals)} open deals, ${count(people.length)} people.`,
    '',
    ...tableLines(
      [
        left('Who'),
        right('Deals'),
        right('Owned'),
        right('Named'),
        ...grades.map((grade) => right(grade === 'none' ? 'No grade' : grade)),
        right(`Amount (${currency})`),
        left('As'),
      ],
      shown.map(({ name, active, deals: all, owned, named, grades: by, amount, parts }) => [
        `${plain(name)}${active ? '' : ' (inactive)'}`,
        count(all),
        count(owned),
        count(named),
        ...grades.map((grade) => (by[grade] === undefined ? '' : count(by[grade]))),
        count(Math.round(amount)),
        Object.entries(parts)
          .sort(([, a], [, b]) => b - a)
          .slice(0, 3)
          .map(([part, times]) => `${plain(part)} ${times}`)
          .join(', '),
      ]),
      { ruled: false },
    ),
    ...(people.length > mostPeople ? ['', `… and ${count(people.length - mostPeople)} more, with --json.`] : []),
  ].join('\n');
}
