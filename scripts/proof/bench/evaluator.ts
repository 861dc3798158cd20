import { type Frame, loadOrg, type ObjectType, Row, type Rule } from '../../practice-org/server/index.ts';
import { loadPackage } from '../../practice-org/start/index.ts';
import { inTens, rate, timing, type Figure } from './measure.ts';

/** The default model's gate rules over deals of every stage, half of them just moved a stage forward. */
export async function benchEvaluator(root: string): Promise<Figure> {
  const loaded = loadPackage(root, undefined);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const org = loadOrg({ metadata: loaded.metadata, stages: loaded.stages, activateRules: true });
  if (!org.ok) throw new Error(org.problems.map(({ message }) => message).join('\n'));
  const deals = org.org.objects.get('opportunity');
  const rep = org.org.sessions.find(({ persona }) => persona === 'rep');
  if (deals === undefined || rep === undefined) throw new Error('the package lacks Opportunity or the rep');
  const rules = deals.rules.filter(({ name }) => name.startsWith('TAS_G'));
  const frames = framesOf(
    deals,
    loaded.stages.slice(0, -2).map(({ name }) => name),
    rep,
  );
  const blocks = inTens(frames);
  const rounds = 60;
  let refused = 0;
  const sweep = (): void => {
    for (const block of blocks)
      for (let round = 0; round < rounds; round += 1)
        for (const frame of block) {
          // Every round works formula fields out anew, as a save does.
          frame.row.computed = null;
          refused += evaluateAll(rules, frame);
        }
  };
  sweep();
  const evaluations = rounds * frames.length * rules.length;
  const time = await timing(5, evaluations, sweep);
  if (refused === 0) throw new Error('no rule refused anything: the benchmark measures nothing');
  return rate(`evaluate the ${rules.length} gate rules, half of the deals moved`, time, 1_000_000, ' evaluations');
}

function evaluateAll(rules: readonly Rule[], frame: Frame): number {
  let refused = 0;
  for (const rule of rules) if (rule.formula.test(frame)) refused += 1;
  return refused;
}

/** 720 deals over all stages; half of them just moved to the next one. */
function framesOf(deals: ObjectType, stages: readonly string[], session: Frame['session']): Frame[] {
  const slot = (name: string): number => deals.byName.get(name.toLowerCase())?.slot ?? -1;
  return Array.from({ length: 720 }, (_, index) => {
    const moved = Math.floor(index / (stages.length - 1)) % 2 === 0;
    const at = index % (stages.length - 1);
    const before = deals.fields.map(({ defaultValue }) => defaultValue ?? null);
    before[slot('StageName')] = stages[at] ?? '';
    before[slot('Amount')] = [400_000, 1_000_000, 8_000_000][index % 3] ?? 0;
    before[slot('TAS_Led_By__c')] = index % 5 === 0 ? 'Partner' : 'Us';
    before[slot('TAS_Project_Brief__c')] = 'A brief';
    for (let stage = 1; stage <= stages.length; stage += 1) before[slot(`TAS_Done_${stage}__c`)] = 111_111_111;
    const after = [...before];
    if (moved) after[slot('StageName')] = stages[at + 1] ?? '';
    return { row: new Row(after), prior: new Row(before), isNew: false, session };
  });
}
