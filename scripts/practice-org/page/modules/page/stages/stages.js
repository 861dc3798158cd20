/** Stages as the package names them in the reader's language; the org's picklist is not translated. */
import { model as generated } from 'practice/panel';

const { model, texts = {} } = generated ?? {};

/** @type {Map<string, string>} */
const names = new Map(
  model === undefined
    ? []
    : [
        ...model.stages.map((/** @type {any} */ { id, name }) => [name, texts[`Stage_${id}_Name`]]),
        [model.closed.won.name, texts.Closed_Won],
        [model.closed.lost.name, texts.Closed_Lost],
      ],
);

/** Stages that end a deal; none where the package has no model. @type {readonly string[]} */
export const closed = model === undefined ? [] : [model.closed.won.name, model.closed.lost.name];

/** The way of a deal that is won; empty where the package has no model. @type {readonly string[]} */
export const path =
  model === undefined ? [] : [...model.stages.map((/** @type {any} */ { name }) => name), model.closed.won.name];

/** @param {string} stage @param {string | null | undefined} [otherwise] */
export const stageText = (stage, otherwise) => names.get(stage) ?? otherwise ?? stage;
