/** Blocked money of all open deals: tables by stage and by owner, each with its bars. */
import { bars } from 'c/tasChart';
import { messages } from 'c/tasHomeModel';
import { fill, model } from 'c/tasModel';
import { formats, stageText } from 'c/tasPanelState';
import { NavigationMixin } from 'lightning/navigation';
import { api, LightningElement } from 'lwc';

const { home } = messages;

/** px of the drawing of one line; it is stretched to the column. */
const [width, height] = [100, 10];

const moneyText = (/** @type {number} */ amount) => formats.money(amount, model.money.currency);

/** @type {(sums: readonly (Home.Sum & { readonly key: string, readonly label: string })[]) => Home.Row[]} */
function rowsOf(sums) {
  const amounts = sums.map(({ amount }) => amount);
  const drawn = bars(amounts, { width, height: height * sums.length }, { labels: 0, values: 0 });
  return sums.map(({ key, label, count, amount }, at) => ({
    key,
    label,
    count: formats.number(count),
    amount: moneyText(amount),
    viewBox: `0 ${at * height} ${width} ${height}`,
    bar: drawn.bars[at].rect,
  }));
}

export default class TasHomeMoney extends NavigationMixin(LightningElement) {
  home = home;
  /** @type {Home.Part} */
  @api of;
  /** @type {Home.Money} */
  @api money;
  /** Names by the ids of users. @type {ReadonlyMap<string, string>} */
  @api people;

  get part() {
    const { all, blocked } = this.money;
    if (this.of.isLoading || this.of.failure) return this.of;
    const count =
      blocked.count === 0
        ? home.moneyNone
        : fill(
            home.moneyCount,
            formats.number(blocked.count),
            formats.number(all.count),
            moneyText(blocked.amount),
            moneyText(all.amount),
          );
    return { ...this.of, count };
  }

  get hasBlocked() {
    return this.money.blocked.count > 0;
  }

  get tables() {
    const { stages, owners, otherOwners } = this.money;
    return [
      {
        key: 'stages',
        title: home.byStage,
        head: home.stage,
        rows: rowsOf(
          stages.map(({ name, ...sum }) => ({
            key: name ?? 'other',
            label: name === null ? home.otherStages : stageText(name),
            ...sum,
          })),
        ),
      },
      {
        key: 'owners',
        title: home.byOwner,
        head: home.owner,
        rows: rowsOf([
          ...owners.map(({ id, ...sum }) => ({ key: id, label: this.people.get(id) ?? id, ...sum })),
          ...(otherOwners === null
            ? []
            : [
                {
                  key: 'others',
                  label: fill(home.otherOwners, formats.number(otherOwners.people)),
                  count: otherOwners.count,
                  amount: otherOwners.amount,
                },
              ]),
        ]),
      },
    ];
  }

  /** What can be gone to: the list views of the package. */
  get links() {
    const { behind } = this.money;
    return [
      ...(this.hasBlocked ? [{ view: 'TAS_Open_Gate_Items', text: home.moneyHelp }] : []),
      ...(behind.count > 0
        ? [
            {
              view: 'TAS_Left_Behind',
              text: fill(home.leftBehind, formats.number(behind.count), moneyText(behind.amount)),
            },
          ]
        : []),
    ];
  }

  /** @param {any} event */
  handleShow({ currentTarget }) {
    /** @type {any} */ (this)[NavigationMixin.Navigate]({
      type: 'standard__objectPage',
      attributes: { objectApiName: 'Opportunity', actionName: 'list' },
      state: { filterName: currentTarget.dataset.view },
    });
  }
}
