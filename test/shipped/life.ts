/** A rep's life under any model: deals that go from the first stage to the won one, every gate cleared by whom its verdict names. */
import { expect } from 'vitest';
import { explain, type Explanation } from '../../scripts/product/explain/index.ts';
import { requirementsOf, type SalesModel } from '../../scripts/product/model/index.ts';
import { openOrg, type OrgConnection } from '../../scripts/product/org/index.ts';
import { startPracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { loadPackage } from '../../scripts/practice-org/start/package.ts';
import { dealOf, type Values } from '../journey/attempts.ts';
import { RoleOrg } from '../journey/role-org.ts';

/** Where a deal went, and what was settled for it on the way. */
export interface Life {
  readonly track: string;
  readonly stages: readonly string[];
  readonly settled: readonly string[];
}

/**
 * Starts a practice org of the project in `root` with all rules active and wins a deal on each track of the model there.
 * At every step the org refuses what the engine says is not due, by the same codes, and lets in what it says is.
 * @param modelFile the model to load; the committed package of the project when left out.
 */
export async function lives(root: string, modelFile?: string): Promise<Life[]> {
  const loaded = loadPackage(root, modelFile);
  if (!loaded.ok) throw new Error(`the package of ${root} does not load`);
  expect([loaded.stale, loaded.warnings]).toEqual([false, []]);
  const { metadata, stages, currencies, model } = loaded;
  const started = await startPracticeOrg({ metadata, stages, currencies, activateRules: true });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  const { org } = started;
  const reader = openOrg({ ...org, accessToken: org.tokens.rep });
  try {
    const roles = new RoleOrg(org, model);
    const found: Life[] = [];
    for (const { name } of model.tracks) found.push(await live(model, roles, reader, name));
    return found;
  } finally {
    reader.close();
    await org.stop();
  }
}

async function live(model: SalesModel, roles: RoleOrg, reader: OrgConnection, track: string): Promise<Life> {
  const currency = model.money.multiCurrency ? { CurrencyIsoCode: model.money.currency } : {};
  const whole = { ...dealOf(model, track, roles.targets), ...currency };
  const first = model.stages[0]?.name ?? '';
  const rep = roles.as('rep').sobject('Opportunity');
  const { id = '' } = await rep.create({ ...whole, StageName: first });
  const stages = [first];
  const settled: string[] = [];
  for (;;) {
    const { to, verdict } = await explain(reader, model, id, undefined, await reader.calendar());
    if (to === null) return { track, stages, settled };
    const due = verdict.refusals.map(({ code }) => code).toSorted();
    const told = await refusing(rep.update([{ Id: id, StageName: to }]));
    expect({ to, told }).toEqual({ to, told: due });
    if (due.length === 0) stages.push(to);
    else {
      const now = await settle(model, roles, id, whole, verdict);
      // What was settled before and is open again would be so for ever.
      expect({ to, again: now.filter((code) => settled.includes(code)) }).toEqual({ to, again: [] });
      settled.push(...now);
    }
  }
}

/** Whoever the verdict names settles what stands in the way; answers the codes, of which there are some. */
async function settle(
  model: SalesModel,
  roles: RoleOrg,
  id: string,
  whole: Values,
  { requirements, refusals }: Explanation['verdict'],
): Promise<string[]> {
  const open = requirements.filter(({ blocks }) => blocks);
  expect({ refusals, open: open.length > 0 }).toEqual({ refusals, open: true });
  for (const { code, fixer } of open) {
    const placed = requirementsOf(model).find(({ requirement }) => requirement.code === code);
    if (placed === undefined) throw new Error(code);
    const way = placed.requirement.fields === undefined ? 'Done' : 'fields';
    const answer = await roles.settle({ id, placed, way, deal: whole, whole }, fixer);
    expect({ code, answer }).toEqual({ code, answer: '' });
  }
  return open.map(({ code }) => code);
}

/** Codes of the rules that refuse an update, sorted. */
async function refusing(write: Promise<readonly { readonly errors?: unknown }[]>): Promise<string[]> {
  const [result] = await write;
  const errors = (result?.errors ?? []) as readonly { readonly message: string }[];
  return errors.map(({ message }) => /^\[(TAS-\w+)\]/.exec(message)?.[1] ?? message).toSorted();
}
