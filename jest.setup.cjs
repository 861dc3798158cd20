/** What every component test stands on: the texts of the reference model, a fixed reader, and no warning of the engine unnoticed. */
const { readFileSync } = require('node:fs');
const { registerSa11yMatcher } = require('@sa11y/jest');

registerSa11yMatcher();

const read = (file) => readFileSync(`${process.env.TAS_REFERENCE_PROJECT}/force-app/main/generated/${file}`, 'utf8');
const plain = (text) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

const english = [
  ...read('labels/CustomLabels.labels-meta.xml').matchAll(
    /<fullName>(.*?)<\/fullName>[\s\S]*?<value>([\s\S]*?)<\/value>/g,
  ),
];
for (const [, name, value] of english)
  jest.doMock(`@salesforce/label/c.${name}`, () => ({ default: plain(value) }), { virtual: true });

const values = {
  '@salesforce/i18n/locale': 'en-US',
  '@salesforce/i18n/currency': 'CNY',
  '@salesforce/i18n/timeZone': 'Asia/Shanghai',
  '@salesforce/user/Id': '005000000000001AAA',
};
for (const [name, value] of Object.entries(values))
  jest.doMock(name, () => ({ __esModule: true, default: value }), { virtual: true });
for (const name of ['Approve', 'Approve_Registration', 'Bypass', 'Lower_Grade', 'Raise_Grade', 'Reopen_Closed'])
  jest.doMock(
    `@salesforce/customPermission/TAS_${name}`,
    () => ({ __esModule: true, default: globalThis.tasPermissions?.includes(name) === true }),
    { virtual: true },
  );

const complaints = [];
for (const level of ['error', 'warn']) {
  const say = console[level];
  console[level] = (...words) => {
    // The browser of these tests does not know container queries; real ones do.
    if (String(words[0]).startsWith('Error: Could not parse CSS stylesheet')) return;
    complaints.push(words.map(String).join(' '));
    say(...words);
  };
}

afterEach(() => {
  while (document.body.firstChild) document.body.firstChild.remove();
  const heard = complaints.splice(0);
  if (heard.length > 0) throw new Error(`The console was not silent:\n${heard.join('\n')}`);
});
