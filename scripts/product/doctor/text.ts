/** Findings for a terminal. */
import type { OrgFacts } from '../install/index.ts';
import { plain } from '../terminal/index.ts';
import type { Section } from './doctor.ts';
import { levels, type Finding, type Level } from './finding.ts';

const signs: Readonly<Record<Level, string>> = { ok: '✓', note: '·', warning: '!', blocker: '✗' };

function lines({ level, what, why, mend }: Finding): string[] {
  const first = `  ${signs[level]} ${plain(what)}`;
  return level === 'ok' ? [first] : [first, `      ${plain(why)}`, `      → ${plain(mend)}`];
}

export type Counts = Record<Level, number>;

export function countsOf(sections: readonly Section[]): Counts {
  const all = sections.flatMap(({ findings }) => findings);
  const count = (level: Level): number => all.filter((one) => one.level === level).length;
  return { ok: count('ok'), note: count('note'), warning: count('warning'), blocker: count('blocker') };
}

/** Sections with the worst first in each; the last line counts. */
export function doctorText(facts: OrgFacts, instanceUrl: string, sections: readonly Section[]): string {
  const worstFirst = (findings: readonly Finding[]): Finding[] =>
    findings.toSorted((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level));
  const counts = countsOf(sections);
  return [
    `${plain(facts.name)} (${facts.edition}${facts.isProduction ? ', production' : ''}), ${instanceUrl}`,
    ...sections.flatMap(({ title, findings }) => ['', title, ...worstFirst(findings).flatMap(lines)]),
    '',
    `Blockers: ${counts.blocker}, warnings: ${counts.warning}, notes: ${counts.note}, in order: ${counts.ok}. Nothing was written to the org.`,
  ].join('\n');
}
