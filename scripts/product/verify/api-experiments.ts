/** The API that the commands speak. */
import type { CustomLabels } from '@salesforce/types/metadata';
import { readState, type InstallProject } from '../install/index.ts';
import { baseLanguage } from '../model/index.ts';
import { assumed, otherwise, seen, untold, type Experiment, type Seen } from './experiment.ts';
import { isRow, LabError, pause, textAt, words, type Lab } from './lab.ts';
import { filesOf, labName, permissionSet } from './lab-metadata.ts';
import { component } from '../metadata/index.ts';

/** The answer of a query job once it is complete. */
async function finishedQuery(lab: Lab): Promise<string> {
  const path = `${lab.data}/jobs/query`;
  const made = await lab.org.ask({
    method: 'POST',
    path,
    body: { operation: 'query', query: 'SELECT Id FROM Opportunity' },
  });
  const id = isRow(made.body) ? textAt(made.body, 'id') : '';
  if (id === '') throw new LabError(`a query job could not be made: ${words(made.body)}`);
  for (let wait = 100; wait < 60_000; wait *= 2) {
    const { body } = await lab.org.ask({ method: 'GET', path: `${path}/${id}` });
    const state = isRow(body) ? textAt(body, 'state') : '';
    if (state === 'JobComplete') return `${path}/${id}`;
    if (state === 'Failed' || state === 'Aborted') throw new LabError(`the query job ended as ${state}`);
    await pause(wait);
  }
  throw new LabError('the query job did not end in time');
}

async function nextPages(lab: Lab): Promise<Seen> {
  for (let more = 0; more < 3; more += 1) await lab.deal();
  const job = await finishedQuery(lab);
  const { status, body } = await lab.org.ask({ method: 'GET', path: `${job}/resultPages?maxRecords=1` });
  if (status !== 200 || !isRow(body)) return otherwise(`resultPages answered ${status}: ${words(body)}`);
  const names = Object.keys(body).filter((key) => key !== 'resultPages');
  const known = names.every((name) => name === 'nextRecordUrl' || name === 'nextRecordsUrl' || name === 'done');
  return seen(known, `beside resultPages it holds ${names.join(', ') || 'nothing'}`);
}

async function longQuery(lab: Lab): Promise<Seen> {
  const ids = Array.from({ length: 900 }, (_, at) => `'006${String(at).padStart(12, '0')}'`).join(',');
  const query = `SELECT Id FROM Opportunity WHERE Id IN (${ids})`;
  const address = `v${lab.org.apiVersion}/query?q=${encodeURIComponent(query)}`;
  const long = await lab.org.ask({ method: 'GET', path: `/data/${address}` });
  const batch = await lab.org.ask({
    method: 'POST',
    path: `${lab.data}/composite/batch`,
    body: { batchRequests: [{ method: 'GET', url: address }] },
  });
  const saw = `by GET ${address.length} characters answered ${long.status}, in composite/batch ${batch.status}`;
  const inBatch = isRow(batch.body) && batch.body['hasErrors'] === false;
  return inBatch ? (long.status >= 400 ? assumed(saw) : otherwise(saw)) : otherwise(`${saw}: ${words(batch.body)}`);
}

async function badToken(lab: Lab): Promise<Seen> {
  const headers = { Authorization: 'Bearer 00D000000000000!expired' };
  const who = await lab.org.ask({ method: 'GET', path: '/oauth2/userinfo', headers });
  const elsewhere = await lab.org.ask({ method: 'GET', path: `${lab.data}/limits`, headers });
  return seen(
    who.status === 403 && words(who.body).includes('Bad_OAuth_Token') && elsewhere.status === 401,
    `userinfo answered ${who.status} ${words(who.body)}, limits ${elsewhere.status}`,
  );
}

async function quickDeploy(lab: Lab): Promise<Seen> {
  const { id, success } = await lab.deploy(filesOf([permissionSet]), { checkOnly: true });
  if (!success) return untold('the validation itself was refused');
  const { status, body } = await lab.org.ask({
    method: 'POST',
    path: `${lab.data}/metadata/deployRequest`,
    body: { validatedDeployRequestId: id },
  });
  return seen(status >= 400, `it answered ${status}: ${words(body)}`);
}

async function labelLines(lab: Lab, { model }: InstallProject): Promise<Seen> {
  const text = 'first\nsecond · 第二行\n\nfourth';
  const label = {
    fullName: 'TASV_Lines',
    language: baseLanguage(model),
    protected: false,
    shortDescription: 'TASV lines',
    value: text,
  };
  const path = 'labels/CustomLabels.labels-meta.xml';
  await lab.deployed(filesOf([component<CustomLabels>(path, 'CustomLabels', { labels: [label] })]));
  const files = await readState(lab.org, [{ type: 'CustomLabel', name: 'TASV_Lines' }]);
  const back = [...files.values()].join('').replaceAll('\r\n', '\n');
  return seen(back.includes(`<value>${text}</value>`), 'four lines were deployed and read back');
}

/** So many ids in a row hold letters of both cases behind each other. */
const manyDeals = 70;

async function idOrder(lab: Lab): Promise<Seen> {
  const [StageName = ''] = await lab.openStages();
  const { status, body } = await lab.org.ask({
    method: 'POST',
    path: `${lab.data}/composite/sobjects`,
    body: {
      allOrNone: true,
      records: Array.from({ length: manyDeals }, (_, at) => ({
        attributes: { type: 'Opportunity' },
        Name: `${labName} row ${at}`,
        CloseDate: '2030-12-31',
        StageName,
      })),
    },
  });
  const ids = (Array.isArray(body) ? body : []).flatMap((one) => (isRow(one) ? textAt(one, 'id') : '')).toSorted();
  if (ids.length !== manyDeals || ids.includes(''))
    throw new LabError(`${manyDeals} deals could not be made: ${status} ${words(body)}`);
  const [from = '', to = ''] = [ids[10], ids[60]];
  const query = `SELECT Id FROM Opportunity WHERE Id >= '${from}' AND Id <= '${to}'`;
  const answer = await lab.org.ask({ method: 'GET', path: `${lab.data}/query?q=${encodeURIComponent(query)}` });
  const records = isRow(answer.body) ? answer.body['records'] : undefined;
  const found = (Array.isArray(records) ? records : []).map((one) => (isRow(one) ? textAt(one, 'Id') : '')).toSorted();
  const wanted = ids.slice(10, 61);
  const known = new Set(ids);
  const ours = found.filter((id) => known.has(id));
  return seen(
    ours.length === wanted.length && ours.every((id, at) => id === wanted[at]),
    `of ${manyDeals} deals ${ours.length} of the ${wanted.length} between two ids were found`,
  );
}

async function ownClock(lab: Lab): Promise<Seen> {
  const deal = await lab.deal();
  const time = await lab.org.orgTime();
  if (time === undefined) return otherwise('no answer has a Date');
  const stamp = textAt(await lab.read('Opportunity', deal, ['SystemModstamp']), 'SystemModstamp');
  const apart = Math.abs(Date.parse(stamp.replace('+0000', 'Z')) - time.getTime()) / 1000;
  return seen(apart < 120, `they were ${apart.toFixed(0)} seconds apart`);
}

export const apiExperiments: readonly Experiment[] = [
  {
    id: 'bulk-next-link',
    subject: 'API',
    question: 'How is the link to further result pages of a bulk query called?',
    assumed: 'nextRecordUrl or nextRecordsUrl; both are read.',
    otherwise: 'Reports of large orgs would lack rows; the count of rows that the org announces shows it. Report it.',
    run: nextPages,
  },
  {
    id: 'id-order',
    subject: 'API',
    question: 'Are ids compared by the code of their letters, upper case before lower case?',
    assumed: 'They are, so a part of a run is looked at once more by a stretch of ids.',
    otherwise: 'A run could overlook what changed between reading and writing: use --api collections, and report it.',
    run: idOrder,
  },
  {
    id: 'own-clock',
    subject: 'API',
    question: 'Does the Date of an answer go by the same clock as SystemModstamp?',
    assumed: 'To two minutes it does, so what changed since a run has read is asked for by it.',
    otherwise: 'A run could overlook what changed between reading and writing: report it.',
    run: ownClock,
  },
  {
    id: 'long-query',
    subject: 'API',
    question: 'Is a query too long for an address, and taken in composite/batch?',
    assumed: 'From about 16 kB on it is; in a batch it is taken.',
    otherwise: 'Nothing, as long as it is taken in a batch; else a --where with hundreds of ids fails.',
    run: longQuery,
  },
  {
    id: 'bad-token',
    subject: 'API',
    question: 'How is a session refused that has ended?',
    assumed: 'With 403 Bad_OAuth_Token at userinfo, with 401 elsewhere.',
    otherwise: 'Commands would say something else than “log in again”: report it.',
    run: badToken,
  },
  {
    id: 'quick-deploy',
    subject: 'API',
    question: 'Is a quick deploy refused where the validation ran no tests?',
    assumed: 'It is, so tas apply deploys a second time.',
    otherwise: 'Nothing: an apply takes a little longer than it would have to.',
    run: quickDeploy,
  },
  {
    id: 'label-lines',
    subject: 'API',
    question: 'Do line breaks of a custom label come back as they were deployed?',
    assumed: 'They do: the panel’s texts are lists, one line each.',
    otherwise: 'The panel would show wrong texts: do not activate it, and report it.',
    run: labelLines,
  },
];
