import { LightningElement, api } from 'lwc';
import { call } from 'page/org';
import { say } from 'page/messages';

const most = 20;

/**
 * Stub for `lightning-record-picker`: searches an object by name. Of a filter it knows criteria that all hold, of a
 * display info the first additional field; a matching info is not looked at.
 */
export default class RecordPicker extends LightningElement {
  @api label = '';
  @api variant = 'standard';
  @api required = false;
  @api disabled = false;
  @api placeholder = '';
  @api fieldLevelHelp = '';
  @api objectApiName = '';
  /** @type {any} */
  @api filter = undefined;
  @api matchingInfo = undefined;
  /** @type {any} */
  @api displayInfo = undefined;
  @api messageWhenBadInput = undefined;
  /** @type {{ value: string, text: string, subText: string, type: string }[]} */
  items = [];
  text = '';
  searching = false;
  /** @type {{ label: string, iconName?: string } | null} */
  pill = null;
  turn = 0;
  chosen = '';

  @api
  get value() {
    return this.chosen;
  }
  set value(id) {
    const next = id ?? '';
    if (next === this.chosen) return;
    this.chosen = next;
    void this.showChosen();
  }

  get prompt() {
    return this.placeholder || say('find');
  }

  get combobox() {
    return /** @type {any} */ (this.template.querySelector('lightning-grouped-combobox'));
  }

  @api focus() {
    this.combobox.focus();
  }
  @api checkValidity() {
    return this.combobox.checkValidity();
  }
  @api reportValidity() {
    return this.combobox.reportValidity();
  }
  @api setCustomValidity(/** @type {string} */ message) {
    this.combobox.setCustomValidity(message);
  }
  @api clearSelection() {
    this.choose('', '');
  }

  handleOpen() {
    void this.search();
  }

  handleText(/** @type {CustomEvent} */ event) {
    this.text = event.detail.text ?? '';
    void this.search();
  }

  handleSelect(/** @type {CustomEvent} */ event) {
    const item = this.items.find(({ value }) => value === event.detail.value);
    if (item !== undefined) this.choose(item.value, item.text);
  }

  handleRemove() {
    this.choose('', '');
    this.combobox.focus();
  }

  /** @param {string} id @param {string} name */
  choose(id, name) {
    this.chosen = id;
    this.pill = id === '' ? null : { label: name };
    this.text = '';
    this.items = [];
    this.dispatchEvent(new CustomEvent('change', { detail: { recordId: id === '' ? null : id } }));
  }

  /** A newer question drops the answer of an older one. */
  async search() {
    const turn = ++this.turn;
    this.searching = true;
    try {
      const found = await this.found(this.text.trim());
      if (turn !== this.turn) return;
      this.items = found;
      this.combobox?.focusAndOpenDropdownIfNotEmpty();
    } catch {
      if (turn === this.turn) this.items = [];
    } finally {
      if (turn === this.turn) this.searching = false;
    }
  }

  /** @param {string} text */
  async found(text) {
    const object = this.objectApiName;
    /** @type {{ fieldPath: string, operator: string, value: unknown }[]} */
    const criteria = this.filter?.criteria ?? [];
    const all = criteria.map(
      ({ fieldPath, operator, value }) => `{ ${fieldPath}: { ${operator}: ${JSON.stringify(value)} } }`,
    );
    const [more] = this.displayInfo?.additionalFields ?? [];
    const steps = more?.split('.') ?? [];
    const shown = steps.length === 0 ? '' : `${steps.join(' { ')} { value }${' }'.repeat(steps.length - 1)}`;
    const query = `query pick($like: String) { uiapi { query { ${object}(where: { and: [{ Name: { like: $like } }, ${all.join(', ')}] }, first: ${most}, orderBy: { Name: { order: ASC } }) { edges { node { Id Name { value } ${shown} } } } } } }`;
    const { data } = await call('POST', 'graphql', { query, variables: { like: `%${text}%` } });
    /** @type {any[]} */
    const edges = data?.uiapi?.query?.[object]?.edges ?? [];
    return edges.map(({ node }) => ({
      type: 'option-card',
      value: node.Id,
      text: node.Name.value ?? '',
      subText: steps.reduce((/** @type {any} */ at, /** @type {string} */ step) => at?.[step], node)?.value ?? '',
    }));
  }

  async showChosen() {
    const id = this.chosen;
    if (id === '') {
      this.pill = null;
      return;
    }
    this.pill = { label: id };
    try {
      const name = `${this.objectApiName}.Name`;
      const record = await call('GET', `ui-api/records/${id}?fields=${name}`);
      if (id === this.chosen) this.pill = { label: record.fields.Name.value };
    } catch {
      // The id stays in place of a name that may not be read.
    }
  }
}
