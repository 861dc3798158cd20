/** Verdicts for a terminal. */
import type { OrgFacts } from '../install/index.ts';
import { plain } from '../terminal/index.ts';
import { subjects, type Outcome, type Verdict } from './experiment.ts';
import type { Verified } from './verify.ts';

const signs: Readonly<Record<Outcome, string>> = { assumed: '✓', otherwise: '!', untold: '·', failed: '✗' };

function lines({ outcome, question, assumed, otherwise, saw }: Verdict): string[] {
  const first = [`  ${signs[outcome]} ${question}`, `      ${plain(saw)}`];
  if (outcome === 'assumed' || outcome === 'untold') return first;
  return outcome === 'failed' ? first : [...first, `      Assumed: ${assumed}`, `      → ${otherwise}`];
}

export type VerdictCounts = Record<Outcome, number>;

export function verdictCounts(verdicts: readonly Verdict[]): VerdictCounts {
  const count = (outcome: Outcome): number => verdicts.filter((one) => one.outcome === outcome).length;
  return {
    assumed: count('assumed'),
    otherwise: count('otherwise'),
    untold: count('untold'),
    failed: count('failed'),
  };
}

export function verifyText(
  facts: OrgFacts,
  org: { readonly instanceUrl: string; readonly isPractice: boolean },
  { verdicts, left }: Verified,
): string {
  const counts = verdictCounts(verdicts);
  return [
    `${plain(facts.name)} (${plain(facts.edition)}), ${org.instanceUrl}`,
    ...(org.isPractice
      ? ['The practice org does as TAS+ assumes; what Salesforce does, only an org of Salesforce can tell.']
      : []),
    ...subjects.flatMap((subject) => {
      const own = verdicts.filter((one) => one.subject === subject);
      return own.length === 0 ? [] : ['', subject, ...own.flatMap(lines)];
    }),
    '',
    ...(left.length === 0 ? [] : [`Left in the org, since no API deletes it: ${left.join('; ')}.`]),
    `As assumed: ${counts.assumed}, otherwise: ${counts.otherwise}, not seen: ${counts.untold}, failed: ${counts.failed}. What the experiments made was removed.`,
  ].join('\n');
}

/** 0 all as assumed, or not seen · 2 something is otherwise · 1 an experiment failed. */
export function verifyExitCode({ verdicts }: Verified): 0 | 1 | 2 {
  const { failed, otherwise } = verdictCounts(verdicts);
  return failed > 0 ? 1 : otherwise > 0 ? 2 : 0;
}
