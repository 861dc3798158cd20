/** The files of a customer's own project, beside the model and the metadata. */

export interface ProjectTexts {
  /** Of the project: the name of its folder. */
  readonly title: string;
  readonly packageName: string;
  /** What npm installs: a version, or `file:vendor/….tgz`. */
  readonly packageSpec: string;
  /** Where the model comes from, as a sentence. */
  readonly origin: string;
  /** What to look at, a sentence each; none for a shipped model. */
  readonly review: readonly string[];
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** npm takes small ASCII letters, digits, `-`, `_` and `.`, the last two not at the beginning. */
function npmName(title: string): string {
  const name = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[-._]+/, '')
    .replace(/-+$/, '')
    .slice(0, 200);
  return name === '' ? 'tas-project' : name;
}

const packageJson = ({ title, packageName, packageSpec }: ProjectTexts): string => {
  const name = npmName(title);
  return json({
    // npm installs no package into a project of the same name.
    name: name === packageName ? `${name}-project` : name,
    version: '0.1.0',
    private: true,
    type: 'module',
    scripts: { compile: 'tas compile', check: 'tas compile --check', practice: 'tas practice start --sample' },
    dependencies: { [packageName]: packageSpec },
  });
};

const sfdxProject = ({ title }: ProjectTexts): string =>
  json({
    packageDirectories: [{ path: 'force-app', default: true }],
    name: npmName(title),
    namespace: '',
    sfdcLoginUrl: 'https://login.salesforce.com',
    sourceApiVersion: '66.0',
  });

const readme = ({ title, origin, review }: ProjectTexts): string =>
  [
    `# ${title.replaceAll(/[\\`*_[\]<>#]/g, '\\$&')}`,
    '',
    `TAS+ stages, gates and grades on the Salesforce Opportunity. ${origin}`,
    '',
    '- `npm install` fetches TAS+; commit `package-lock.json` with the rest.',
    '- Edit `config/tas-plus.yaml`: your stages, what each asks for, your grades. Then `npx tas compile`.',
    '- `npx tas practice start --data deals.csv` rehearses it on your own pipeline, on this machine alone.',
    '- `npx tas grade --target-org practice` shows each grade before anything is written.',
    '- `force-app/main/generated` is compiled: never edit it. `force-app/main/default` comes with TAS+.',
    '- Commit `config/tas-plus.lock.json`: it keeps stored ticks from changing their meaning.',
    ...(review.length === 0
      ? []
      : ['', '## To look at', '', ...review.map((line) => `- ${line.replaceAll(/[\\`*_[\]<>#]/g, '\\$&')}`)]),
    '',
  ].join('\n');

const workflow = `# The committed metadata is what the model says, or the change does not go in.
name: TAS+
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
          cache: npm
      - run: npm ci
      - run: npx tas compile --check
`;

/** Path below the project → text. */
export const projectFiles = (texts: ProjectTexts): ReadonlyMap<string, string> =>
  new Map([
    ['.forceignore', '**/jsconfig.json\n**/.eslintrc.json\n**/__tests__/**\n'],
    // Windows would put other ends of lines into compiled files.
    ['.gitattributes', '* text=auto eol=lf\n*.tgz binary\n'],
    ['.github/workflows/tas.yml', workflow],
    ['.gitignore', 'node_modules/\n.practice/\n.sf/\n.sfdx/\ngrades/\naudit/\nreport.html\nruns/\n*.log\n'],
    ['README.md', readme(texts)],
    ['package.json', packageJson(texts)],
    ['sfdx-project.json', sfdxProject(texts)],
  ]);
