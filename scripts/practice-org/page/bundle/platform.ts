/** A rollup plugin for `@salesforce/…`: what Salesforce's own compiler knows of an org, the page knows at load time. */
import type { Plugin } from 'rollup';

/** Not LWC's business: it transforms no id that begins so. */
const virtual = '\0practice:';
const scope = '@salesforce/';

export interface PlatformOptions {
  /** Custom labels in the base language, by name. */
  readonly labels: ReadonlyMap<string, string>;
  /** Files with the English values of the base components. */
  readonly defaults: ReadonlyMap<string, string>;
}

/** Resolves `@salesforce/…`. What a page may change at load time it reads from `globalThis.practice`. */
export function platform(options: PlatformOptions): Plugin {
  return {
    name: 'practice-platform',
    resolveId: (id) => (id.startsWith(scope) ? `${virtual}${id.slice(scope.length)}` : null),
    load(id) {
      if (!id.startsWith(virtual)) return null;
      const name = id.slice(virtual.length);
      const code = moduleOf(name, options);
      if ('problem' in code) this.error(code.problem);
      return code.text;
    },
  };
}

type Code = { readonly text: string } | { readonly problem: string };

function moduleOf(name: string, { labels, defaults }: PlatformOptions): Code {
  const [kind = '', ...rest] = name.split('/');
  const what = rest.join('/');
  const file = defaults.get(scope + name);
  switch (kind) {
    case 'label': {
      const label = what.startsWith('c.') ? labels.get(what.slice(2)) : undefined;
      if (label !== undefined) return setting('labels', what, JSON.stringify(label));
      if (file !== undefined) return settingOver('base', what, file);
      return { problem: `There is no label ${what}: no labels-meta.xml of force-app declares it.` };
    }
    case 'schema':
      return schema(what);
    case 'i18n':
    case 'client':
      if (file === undefined) return { problem: `${scope}${name} is not known to lightning-base-components.` };
      return settingOver(kind, what, file);
    case 'user':
      return setting('user', what, 'undefined');
    case 'customPermission':
    case 'userPermission':
      return setting(kind, what, 'undefined');
    default:
      if (file !== undefined) return { text: `export { default } from ${JSON.stringify(file)};` };
      return { problem: `${scope}${name} is nothing the practice org's page can give.` };
  }
}

const held = (kind: string, what: string): string =>
  `globalThis.practice?.platform?.[${JSON.stringify(kind)}]?.[${JSON.stringify(what)}]`;

const setting = (kind: string, what: string, otherwise: string): Code => ({
  text: `export default ${held(kind, what)} ?? ${otherwise};`,
});

const settingOver = (kind: string, what: string, file: string): Code => ({
  text: `import otherwise from ${JSON.stringify(file)};\nexport default ${held(kind, what)} ?? otherwise;`,
});

/** `Opportunity`, `Opportunity.Name`, `Opportunity.Owner.Name` as the compiler writes references to them. */
function schema(what: string): Code {
  const [objectApiName = '', ...path] = what.split('.');
  const reference = path.length === 0 ? { objectApiName } : { objectApiName, fieldApiName: path.join('.') };
  return { text: `export default ${JSON.stringify(reference)};` };
}
