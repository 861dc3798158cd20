/** What commands wrote to the org, how it ended, and what has drifted from the sales model. */
import { messages } from 'c/tasHomeModel';
import { fill, modelHash } from 'c/tasModel';
import { dot, formats } from 'c/tasPanelState';
import { api, LightningElement } from 'lwc';
import { readRuns } from './runs';

const { home } = messages;

export default class TasHomeRuns extends LightningElement {
  home = home;
  /** @type {Home.Part} */
  @api of;
  /** Answer to `ownQuery`. @type {any} */
  @api answer;

  get read() {
    return readRuns(this.answer);
  }

  get part() {
    const { runs, total } = this.read;
    if (this.of.isLoading) return this.of;
    const text = runs.length === 0 ? home.runsNone : runs.length < total ? home.runsMore : home.runsCount;
    return { ...this.of, count: fill(text, formats.number(runs.length), formats.number(total)) };
  }

  get drifts() {
    const { otherGrade, otherStage } = this.read;
    if (this.of.isLoading || otherGrade === null || otherStage === null) return [];
    const found = [
      ...(otherGrade > 0 ? [{ key: 'grade', text: fill(home.driftGrade, formats.number(otherGrade)) }] : []),
      ...(otherStage > 0 ? [{ key: 'stage', text: fill(home.driftStage, formats.number(otherStage)) }] : []),
    ];
    return found.length > 0 ? found : [{ key: 'none', text: home.driftNone }];
  }

  get lines() {
    return this.read.runs.map((run) => {
      const { command, about, by, started, state, rows, written, refused, leftAlone, takesBack, hash } = run;
      /** @type {(text: string, tone: 'red' | 'amber' | 'plain') => Home.Badge} */
      const badge = (text, tone) => ({ key: text, text, className: `badge ${tone}` });
      const number = formats.number;
      return {
        key: run.key,
        name: run.key,
        facts: [command, formats.day(started), by].filter(Boolean).join(dot),
        detail: [about, takesBack === null ? '' : fill(home.runOf, takesBack)].filter(Boolean).join(dot),
        badges: [
          badge(fill(home.runWritten, number(written), number(rows)), 'plain'),
          ...(refused > 0 ? [badge(fill(home.runRefused, number(refused)), 'red')] : []),
          ...(leftAlone > 0 ? [badge(fill(home.runLeft, number(leftAlone)), 'amber')] : []),
          ...(state === 'Stopped' ? [badge(home.runStopped, 'red')] : []),
          ...(state === 'Running' ? [badge(home.runUnended, 'amber')] : []),
          ...(hash !== null && hash !== modelHash ? [badge(home.runModel, 'amber')] : []),
        ],
      };
    });
  }
}
