/** Rules and formulas: what ours lean on. */
import type { InstallProject } from '../install/index.ts';
import { soql } from '../org/index.ts';
import { assumed, otherwise, seen, untold, type Experiment, type Seen } from './experiment.ts';
import { refusalOf, said, type Lab } from './lab.ts';
import { filesOf, labItem, refusing, textFormula } from './lab-metadata.ts';

const item = async (lab: Lab, deal: string, key = 'x') =>
  await lab.create(labItem, { TASV_Deal__c: deal, TASV_Key__c: key, TASV_Weight__c: 1 });

const notTaken = (why: string): Seen => otherwise(`the rule was refused: ${why}`);

async function caseSafeMaster(lab: Lab): Promise<Seen> {
  const deal = await lab.deal();
  const rule = {
    object: labItem,
    name: 'TASV_Key',
    formula: 'TASV_Key__c <> CASESAFEID(TASV_Deal__c) & ":x"',
    message: 'TASV key',
  };
  return await lab.withRules(
    [rule],
    async () => {
      const right = await item(lab, deal, `${deal}:x`);
      const wrong = await item(lab, deal, `${deal.slice(0, 15)}:x`);
      if (right.errors.length > 0) return otherwise(`the right key was refused: ${said(right.errors)}`);
      return seen(wrong.errors.length > 0, 'the right key was taken, and one of 15 characters was not');
    },
    notTaken,
  );
}

async function parentFormula(lab: Lab): Promise<Seen> {
  const rule = { object: labItem, name: 'TASV_Parent', formula: 'TASV_Deal__r.TASV_Length__c > 0', message: 'TASV' };
  return await lab.withRules(
    [rule],
    async () => {
      const onBlank = await item(lab, await lab.deal());
      const onFilled = await item(lab, await lab.deal({ TASV_Text__c: 'text' }));
      return seen(
        onBlank.errors.length === 0 && onFilled.errors.length > 0,
        `of two items the one on the deal with a text was ${onFilled.errors.length > 0 ? 'refused' : 'taken'}, the other ${onBlank.errors.length > 0 ? 'refused' : 'taken'}`,
      );
    },
    notTaken,
  );
}

async function order(lab: Lab): Promise<Seen> {
  const deal = await lab.deal();
  return await lab.withRules(
    [refusing('B'), refusing('A'), refusing('C')],
    async () => {
      const { errors } = await lab.change('Opportunity', deal, { TASV_Text__c: 'refuse me' });
      const named = errors.map(({ message }) => message.replace('TASV ', ''));
      const all = ['A', 'B', 'C'].every((name) => named.includes(name));
      return seen(all, `three rules failed; reported were, in this order: ${named.join(', ') || 'none'}`);
    },
    notTaken,
  );
}

const currencyQuestion = {
  subject: 'Rules and formulas',
  otherwise: 'Grade lines in an org of several currencies would be wrong: do not enforce there, and report it.',
} as const;

const oneCurrency = untold('the org has one currency');

const hasCurrencies = async (lab: Lab): Promise<boolean> =>
  (await lab.org.describe('Opportunity')).has('CurrencyIsoCode');

async function currencyText(lab: Lab): Promise<Seen> {
  if (!(await hasCurrencies(lab))) return oneCurrency;
  const report = await lab.deploy(filesOf([textFormula('TASV_Code__c', 'TEXT(CurrencyIsoCode)')]));
  return report.success ? assumed('the formula field was taken') : otherwise(`it was refused: ${refusalOf(report)}`);
}

async function currencyBefore(lab: Lab): Promise<Seen> {
  if (!(await hasCurrencies(lab))) return oneCurrency;
  const rule = {
    object: 'Opportunity',
    name: 'TASV_Currency',
    formula: 'TEXT(PRIORVALUE(CurrencyIsoCode)) = "XXX"',
    message: 'TASV',
  };
  return await lab.withRules([rule], () => Promise.resolve(assumed('the rule was taken')), notTaken);
}

async function currencyOff(lab: Lab): Promise<Seen> {
  if (!(await hasCurrencies(lab))) return oneCurrency;
  const [off] = await lab.rows(soql`SELECT IsoCode FROM CurrencyType WHERE IsActive = false LIMIT 1`, ['IsoCode']);
  const code = off?.[0];
  if (code === undefined) return untold('no currency of the org is switched off');
  const deal = await lab.deal();
  const rule = { object: 'Opportunity', name: 'TASV_Rate', formula: `CURRENCYRATE("${code}") = 1`, message: 'TASV' };
  return await lab.withRules(
    [rule],
    async () => {
      const { errors } = await lab.change('Opportunity', deal, { TASV_Text__c: 'rate' });
      return seen(errors.length > 0, `CURRENCYRATE("${code}") is ${errors.length > 0 ? '1' : 'not 1'}`);
    },
    notTaken,
  );
}

/** What the rules are of: objects, fields and rights. Nothing of it is deployed, only checked. */
const ofRules =
  /^(?:objects\/(?:Contract|Lead|Opportunity|TAS_Gate_Item__c|TAS_Map_Snapshot__c|TAS_Registration__c|TAS_Stakeholder__c)\/|customPermissions\/)/;

async function ourRules(lab: Lab, project: InstallProject): Promise<Seen> {
  const files = new Map([...project.files].filter(([path]) => ofRules.test(path)));
  const report = await lab.deploy(files, { checkOnly: true });
  const rules = [...files.keys()].filter((path) => path.includes('/validationRules/')).length;
  return report.success
    ? assumed(`${rules} rules and ${files.size - rules} other components were taken`)
    : otherwise(`the org refuses ${report.failures.length} of them: ${refusalOf(report)}`);
}

/** Folders, report types, reports and dashboards; they name fields, which come with them. */
const ofReports = /^(?:reports|reportTypes|dashboards)\//;

async function ourReports(lab: Lab, project: InstallProject): Promise<Seen> {
  const all = [...project.files].filter(([path]) => ofRules.test(path) || ofReports.test(path));
  const report = await lab.deploy(new Map(all), { checkOnly: true });
  const reports = all.filter(([path]) => ofReports.test(path)).length;
  return report.success
    ? assumed(`${reports} reports, dashboards, report types and folders were taken`)
    : otherwise(`the org refuses ${report.failures.length} of them: ${refusalOf(report)}`);
}

export const ruleExperiments: readonly Experiment[] = [
  {
    id: 'rules-of-the-model',
    subject: 'Rules and formulas',
    question: 'Does the org compile every rule and formula of this model?',
    assumed: 'It does: their compiled size stays below 15,000.',
    otherwise:
      'The model cannot be installed as it is: take requirements out of the stages that are named, and report it.',
    run: ourRules,
  },
  {
    id: 'reports-of-the-model',
    subject: 'Rules and formulas',
    question: 'Does the org take every report and dashboard of this model?',
    assumed: 'It does: it knows every column, and has room for three dashboards that run as their reader.',
    otherwise:
      'The package cannot be installed as it is: delete the reports that are named from force-app, or dynamic dashboards that nobody uses, and report it.',
    run: ourReports,
  },
  {
    id: 'casesafeid-master',
    subject: 'Rules and formulas',
    question: 'Does CASESAFEID take the master-detail field of a child in a rule?',
    assumed: 'It does, so a rule holds the key of an item to its deal.',
    otherwise: 'Rule TAS-I1 cannot be deployed: do not install, and report it.',
    run: caseSafeMaster,
  },
  {
    id: 'rule-parent-formula',
    subject: 'Rules and formulas',
    question: 'Does a rule of a child read a formula field of its parent?',
    assumed: 'It does, so item rules know the stage of the deal.',
    otherwise: 'Items of passed stages would not be frozen: do not enforce, and report it.',
    run: parentFormula,
  },
  {
    id: 'rule-order',
    subject: 'Rules and formulas',
    question: 'Do all rules that fail come back at once, and in which order?',
    assumed: 'All of them; nothing hangs on the order.',
    otherwise: 'People see one refusal after the other; the panel shows the full list in any case.',
    run: order,
  },
  {
    id: 'currency-text',
    ...currencyQuestion,
    question: 'Does a formula field read TEXT(CurrencyIsoCode)?',
    assumed: 'It does, so one field converts amounts.',
    run: currencyText,
  },
  {
    id: 'currency-before',
    ...currencyQuestion,
    question: 'Does a rule read PRIORVALUE(CurrencyIsoCode)?',
    assumed: 'It does.',
    run: currencyBefore,
  },
  {
    id: 'currency-off',
    ...currencyQuestion,
    question: 'What does CURRENCYRATE answer for a currency that is switched off?',
    assumed: '1, as for one that is unknown.',
    run: currencyOff,
  },
];
