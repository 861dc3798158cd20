/** Edition, languages, currencies and settings. */
import { baseLanguage } from '../model/index.ts';
import { parseXml, textOf, type InstallProject } from '../install/index.ts';
import { named } from '../terminal/index.ts';
import { blocker, note, ok, warning, type Finding } from './finding.ts';
import type { Picture } from './picture.ts';

const tooSmall = /essentials|starter|team|base|group|personal|contact manager/i;

export function editionFindings({ facts, apiVersion }: Picture): Finding[] {
  const { edition } = facts;
  return [
    ok('api-version', `The org answers API ${apiVersion}.`),
    tooSmall.test(edition)
      ? blocker(
          'edition',
          `${edition} cannot hold the package.`,
          'It allows too few custom fields and no custom permissions.',
          'Move to Professional, Enterprise or a higher edition.',
        )
      : /professional/i.test(edition)
        ? note(
            'edition',
            `${edition} has smaller limits than Enterprise.`,
            'The room for fields, rules and roll-ups below decides.',
            'Setup > Object Manager > Opportunity > Object Limits.',
          )
        : ok('edition', `${edition} can hold the package.`),
  ];
}

export function currencyFindings({ facts, currencies }: Picture, { model }: InstallProject): Finding[] {
  const wanted = model.money.currency;
  if (facts.corporateCurrency === undefined)
    return [
      model.money.multiCurrency
        ? blocker(
            'currency',
            'The model says that the org has several currencies, and it has one.',
            'A field of the package would convert with CURRENCYRATE, which this org cannot deploy.',
            'Set money.multiCurrency: false in the model.',
          )
        : note(
            'currency',
            `The org has one currency. Grade lines are in ${wanted}.`,
            'With another currency every deal would get a wrong grade; its code cannot be read by the API here.',
            `Setup > Company Information: Default Currency must be ${wanted}.`,
          ),
    ];
  const there = currencies?.find(({ IsoCode }) => IsoCode === wanted);
  return [
    there?.['IsActive'] === 'true'
      ? ok('currency', `${wanted}, the currency of the grade lines, is active beside ${facts.corporateCurrency}.`)
      : blocker(
          'currency',
          `${wanted}, the currency of the grade lines, is ${there === undefined ? 'no currency of the org' : 'not active'}.`,
          'CURRENCYRATE answers 1 for it: no deal would have an amount for grading.',
          `Setup > Company Information > Currency Setup > Manage Currencies: activate ${wanted}, or change money.currency in the model.`,
        ),
  ];
}

export function languageFindings({ facts }: Picture, { model }: InstallProject): Finding[] {
  const base = baseLanguage(model);
  const others = model.languages.slice(1);
  const off = others.filter((language) => !facts.translations.includes(language) && language !== facts.language);
  const found: Finding[] = [];
  if (facts.language !== base)
    found.push(
      warning(
        'language',
        `The org's language is ${facts.language}, the model's first one is ${base}.`,
        `Labels will be in ${base}: a label cannot be a translation into the org's own language.`,
        `Put ${facts.language} first under languages in the model${model.languages.some((one) => one === facts.language) ? '' : ', once its texts are there'}.`,
      ),
    );
  if (off.length > 0)
    found.push(
      note(
        'translations',
        `Not on in Translation Workbench: ${named(off)}.`,
        'Texts in them are left out of an install.',
        'Setup > Translation Workbench > Translation Language Settings: add the language.',
      ),
    );
  return found.length > 0
    ? found
    : [ok('language', `The org speaks the model's languages: ${model.languages.join(', ')}.`)];
}

/** One setting of the org: true, false, or undefined where the org did not give it. */
function setting({ files }: Picture, file: string, element: string): boolean | undefined {
  const text = files.get(`settings/${file}.settings-meta.xml`);
  const value = text === undefined ? undefined : textOf(parseXml(text), element);
  return value === undefined ? undefined : value === 'true';
}

const onlyAnOrg = 'Only an org can tell: the API did not give the setting.';

export function settingFindings(picture: Picture): Finding[] {
  const conversion = setting(picture, 'LeadConfig', 'shouldLeadConvertRequireValidation');
  const path = setting(picture, 'PathAssistant', 'pathAssistantEnabled');
  const leadStep = 'Setup > Lead Settings: Require Validation for Converted Leads.';
  const { openDealsWithProducts: derived, hasTeams, hasPersonAccounts } = picture;
  return [
    conversion === true
      ? ok('lead-conversion', 'Validation runs when leads are converted.')
      : (conversion === false ? warning : note)(
          'lead-conversion',
          conversion === false
            ? 'Validation is off for converted leads.'
            : `Validation of converted leads: ${onlyAnOrg}`,
          'Where it is off, a converted lead becomes a deal past every rule, in any stage.',
          leadStep,
        ),
    path === true
      ? ok('path', 'Path is on.')
      : note(
          'path',
          path === false ? 'Path is off.' : `Path: ${onlyAnOrg}`,
          'Without it the record page shows no stages above the panel.',
          'Setup > Path Settings: Enable.',
        ),
    derived === undefined
      ? note('products', `Deals with products: ${onlyAnOrg}`, whyDerived, derivedStep)
      : derived === 0
        ? ok('products', 'No open deal has products.')
        : note(
            'products',
            `Open deals with products: ${derived}. Their amount is the sum of these.`,
            whyDerived,
            derivedStep,
          ),
    hasTeams === true
      ? ok('teams', 'Team selling is on.')
      : note(
          'teams',
          hasTeams === false ? 'Team selling is off.' : `Team selling: ${onlyAnOrg}`,
          'Whoever settles items needs write access to the deal; approvers outside the role hierarchy get it as team members.',
          'Setup > Opportunity Team Settings: Enable Team Selling; or give approvers access by a sharing rule.',
        ),
    hasPersonAccounts === true
      ? note(
          'person-accounts',
          'Person accounts are on.',
          'A person account is account and contact at once; requirements that ask for a contact are met by its own.',
          'Nothing to do; look at such a deal in the practice first.',
        )
      : ok('person-accounts', hasPersonAccounts === false ? 'No person accounts.' : `Person accounts: ${onlyAnOrg}`),
  ];
}

const whyDerived = 'An amount typed into a deal with products is ignored, so its grade follows the products.';
const derivedStep = 'Tell the team to change products, not the amount.';
