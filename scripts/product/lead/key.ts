/**
 * Keys of customers, projects and phones: two that a reader takes for the same have one key, whatever their case, width,
 * spaces, punctuation and legal form. Panel and command store those of customer and phone; a query asks for equal ones.
 */

/** Characters of a stored key. */
export const mostKey = 255;

/** Signs, spaces, and what joins or directs characters and shows nothing. */
const noLetters = /[\p{P}\p{S}\p{Z}\p{C}]+/gu;

/** The text in one case and width; capitals first, so that ß and ss come out alike. */
const folded = (text: string): string => text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');

const cut = (key: string): string =>
  Array.from(key)
    .slice(0, mostKey / 2)
    .join('');

/** The key of a project's name: letters and digits. Empty where it has none. */
export const projectKey = (name: string): string =>
  settled(name, (text) => cut(folded(text).replaceAll(noLetters, '')));

/** Legal forms that stand behind a name of letters, as words without their dots. */
const forms = new Set(
  'ab ag as asa bhd bv co company corp corporation gmbh inc incorporated kg kgaa limited llc llp ltd nv oy oyj plc pte pty sa sarl sas sdn se spa srl'.split(
    ' ',
  ),
);
/** Those behind a Chinese name, longest first. A branch or subsidiary is a company of its own. */
const chineseForm = /(?:股份有限公司|有限责任公司|有限責任公司|有限公司|(?<![分子总總])公司)$/u;
/** A name in Chinese up to its legal form, and behind it or before it the same name in letters. */
const chineseFirst = /^(.*?\p{Script=Han}.*?公司)([^\p{Script=Han}]+)$/u;
const lettersFirst = /^([^\p{Script=Han}]+)(?<=\W)(\p{Script=Han}.*公司[)\s]*)$/u;

/**
 * The key of a customer's name. Of a name in Chinese with its translation beside it the Chinese one counts; a name is
 * never translated. `placeholders`: what people write where they know no customer; such a name has no key.
 */
export function customerKey(name: string, placeholders: readonly string[] = []): string {
  const key = settled(name, (text) => cut(withoutForm(inOneScript(folded(text)))));
  return placeholders.some((word) => projectKey(word) === key) ? '' : key;
}

function inOneScript(text: string): string {
  const [, chinese, letters] = chineseFirst.exec(text) ?? [];
  if (chinese !== undefined && letters !== undefined && isName(letters)) return chinese;
  const [, before, after] = lettersFirst.exec(text) ?? [];
  return before !== undefined && after !== undefined && isName(before) ? after : text;
}

/** Letters that are a company's name by themselves: with a legal form, or in brackets. */
const isName = (letters: string): boolean => /^\s*\(.*\)\s*$/.test(letters) || forms.has(wordsOf(letters).at(-1) ?? '');

const wordsOf = (text: string): string[] =>
  text.replaceAll(/[.'’]/g, '').replaceAll('&', ' and ').replaceAll(noLetters, ' ').trim().split(' ');

function withoutForm(text: string): string {
  const words = wordsOf(text);
  // GmbH & Co. KG is one form.
  const isForm = (word: string, at: number): boolean => forms.has(word) || (word === 'and' && at < words.length - 1);
  const last = words.findLastIndex((word, at) => !isForm(word, at));
  words.length = Math.max(last + 1, 1);
  const joined = words.join('');
  const stem = joined.replace(chineseForm, '');
  return stem === '' ? joined : stem;
}

/** Applied until nothing changes, so that a key is its own key. */
function settled(text: string, step: (text: string) => string): string {
  let key = step(text);
  for (let next = step(key); next !== key; next = step(key)) key = next;
  return key;
}

/** The key of the first of several phones that has one. */
export const phoneKeyOf = (phones: readonly unknown[], callingCode: string): string =>
  phones.map((phone) => phoneKey(typeof phone === 'string' ? phone : '', callingCode)).find((key) => key !== '') ?? '';

/** What stands behind a number within a company. */
const extension = /(?:;?\s*(?:extension|ext|x|#|转|轉|分机|分機|内线)[.:]?\s*\d{1,6})\s*$/u;
const severalNumbers = /[/;,、|]|\bor\b|或/u;
const fewestDigits = 7;
/** Of an international number (ITU-T E.164). */
const mostDigits = 15;

/**
 * The digits of a phone with its calling code: `+86 138 1234 5678`, `0138-12345678` and full-width digits have one key.
 * Extensions do not count; of several numbers the first does. Empty where there are not 7 to 15 digits.
 * @param callingCode Of numbers that name none, such as 86.
 */
export function phoneKey(phone: string, callingCode: string): string {
  const [first = ''] = phone.normalize('NFKC').toLowerCase().split(severalNumbers);
  const text = first.replace(extension, '').replaceAll(/\(0\)/g, '').trim();
  const digits = text.replaceAll(/\D/g, '');
  const isForeign = text.replace(/^[^\d+]+/, '').startsWith('+') || digits.startsWith('00');
  const code = new RegExp(`^(?:${callingCode})0?`);
  const national = digits.replace(/^0+/, '');
  const whole = isForeign
    ? national.replace(code, callingCode)
    : national.length > 11 && national.startsWith(callingCode) && !digits.startsWith('0')
      ? national.replace(code, callingCode)
      : `${callingCode}${national}`;
  return national.length < fewestDigits || whole.length > mostDigits ? '' : whole;
}
