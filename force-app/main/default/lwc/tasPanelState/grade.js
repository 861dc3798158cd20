/** Why the grade is what it is, and what would change it. */
import { model, texts } from 'c/tasModel';
import { show } from './fields';
import { day, dot, money, say, trackText } from './words';

/** @typedef {import('./view').Context} Context */

/** @param {string | null} letter */
export const gradeText = (letter) => (letter === null ? say('Ungraded') : (texts[`Grade_${letter}`] ?? letter));

/** Where the grade comes from, in a few words. @param {Panel.Verdict['grade']} grade */
export const gradeNote = ({ why }) => (why === 'manual' ? say('By_Hand') : why === 'none' ? '' : say('Automatic'));

/** @param {number} amount */
const inModelMoney = (amount) => money(amount, model.money.currency);

/** @param {{ grade: string | null, track: string }} result */
const outcome = ({ grade, track }) => say('Outcome_Grade', grade ?? say('None'), trackText(track));

/** @param {Panel.Verdict['grade']} grade */
function reasonOf({ why, suggested, manual }) {
  const { amount, from, below } = suggested;
  const band =
    amount === null || from === null
      ? say(`Suggest_${suggested.why}`)
      : from === 0 && below !== null
        ? say('Band_Below', inModelMoney(amount), inModelMoney(below))
        : say('Band', inModelMoney(amount), inModelMoney(from));
  if (why === 'manual') return manual.until === null ? say('Manual') : say('Manual_Until', day(manual.until));
  return why === 'decided' ? say('Decided') + dot + band : band;
}

/**
 * @param {Context} context
 * @returns {Panel.GradeView}
 */
export function gradeView(context) {
  const { verdict, deal, viewer, mayEdit, names, isClosed } = context;
  const { grade, track } = verdict;
  // What might become of the grade no longer matters once the deal is closed.
  const whatIf = isClosed ? { up: null, down: null } : verdict.whatIf;
  const { effective, why, decided, manual } = grade;
  const isNews = (/** @type {{ grade: string | null, track: string }} */ one) =>
    one.grade !== effective || one.track !== track.name;
  const up = whatIf.up !== null && isNews(whatIf.up) ? whatIf.up : null;
  const down =
    whatIf.down !== null && (isNews(whatIf.down.atOnce) || isNews(whatIf.down.afterRun)) ? whatIf.down : null;
  const byHand =
    manual.state === 'valid'
      ? [
          show('TAS_Manual_Grade_Reason__c', deal.TAS_Manual_Grade_Reason__c, context),
          deal.TAS_Manual_Grade_Note__c,
          deal['TAS_Manual_Grade_By__r.Name'],
          day(deal.TAS_Manual_Grade_On__c),
        ]
          .filter(Boolean)
          .join(dot)
      : '';
  const lines = [
    byHand,
    decided === null || why === 'decided' ? '' : say('Decided_Grade', decided),
    manual.state === 'expired' ? say('Expired', manual.letter ?? '', day(manual.until)) : '',
    track.why === 'ungraded' ? say('Ungraded_Track') : '',
    track.jump && !isClosed ? say('May_Jump') : '',
    track.noTender ? say('No_Tender') : '',
    up === null ? '' : up.from === 0 ? say('Up_Any', outcome(up)) : say('Up', inModelMoney(up.from), outcome(up)),
    down === null ? '' : downText(down),
  ];
  return {
    title: effective === null ? say('Why_Ungraded') : say('Why_Grade', effective),
    reason: reasonOf(grade),
    lines: lines.filter((text) => text !== '').map((text) => ({ key: text, text })),
    canRaise:
      mayEdit &&
      viewer.permissions.has('TAS_Raise_Grade') &&
      names.fields.get('TAS_Manual_Grade__c')?.updateable === true &&
      why !== 'partnerLed',
  };
}

/** @param {NonNullable<Panel.Verdict['whatIf']['down']>} down */
function downText({ below, atOnce, afterRun }) {
  const now = outcome(atOnce);
  const later = outcome(afterRun);
  return now === later ? say('Down_Same', inModelMoney(below), now) : say('Down', inModelMoney(below), now, later);
}
