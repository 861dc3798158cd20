import TasStageHead from 'c/tasStageHead';
import { all, heard, one, show, textOf } from './fixture';

const head = (more) => ({
  steps: ['done', 'here', 'skipped', 'later'].map((state, index) => ({
    id: index + 1,
    short: `S${index + 1}`,
    name: `Stage ${index + 1}`,
    state,
    title: `Stage ${index + 1} · ${state}`,
    className: `segment ${state}`,
    current: state === 'here' ? 'step' : null,
  })),
  position: 'Stage 2 of 4',
  name: 'Stage 2',
  task: 'Get it approved',
  start: 'it starts',
  end: 'it ends',
  age: 'Day 12 of 14 · soon overdue',
  ageLevel: 'amber',
  grade: 'B · Big deal',
  gradeClass: 'slds-badge slds-badge_inverse',
  gradeNote: 'automatic',
  track: 'Full track',
  isElsewhere: false,
  advance: { label: 'Advance to Stage 4', isReady: true },
  moves: [{ label: 'Mark as lost', value: 'lost:Closed Lost' }],
  ...more,
});
const open = (more) => show('c-tas-stage-head', TasStageHead, { head: head(more) });

test('tells where the deal stands, how long, and on which grade', async () => {
  const element = await open();
  expect(textOf(element)).toContain('Day 12 of 14 · soon overdue');
  expect(all(element, '[aria-current="step"]').map((each) => each.title)).toEqual(['Stage 2 · here']);
  expect(one(element, '.segment.skipped')).toBeTruthy();
  await expect(element).toBeAccessible();
});

test('every stage can be looked at', async () => {
  const element = await open();
  const looks = heard(element, 'look');
  all(element, '.segment')[3].click();
  expect(looks.map(({ stage }) => stage)).toEqual([4]);
});

test('what a stage is called and where it stands is heard, with the short name that is seen', async () => {
  const element = await open({
    steps: head().steps.map((step) => ({ ...step, short: '备标', title: '招标准备 · 已跳过' })),
  });
  const [button] = all(element, '.segment');
  const name = button.getAttribute('aria-label') ?? textOf(button);
  expect(name).toContain('备标');
  expect(`${name} ${button.title}`).toContain('招标准备 · 已跳过');
});

test.each([
  [true, 'slds-button_brand'],
  [false, 'slds-button_neutral'],
])('Advance is never dead: ready %s, it is %s', async (isReady, className) => {
  const element = await open({ advance: { label: 'Advance', isReady } });
  const button = one(element, '[data-id="advance"]');
  const advances = heard(element, 'advance');
  expect(button.className).toContain(className);
  expect(button.disabled).toBe(false);
  await expect(element).toBeAccessible();
  button.click();
  expect(advances).toHaveLength(1);
});

test('while a move is being made no other can be begun, but every stage can be looked at', async () => {
  const element = await show('c-tas-stage-head', TasStageHead, { head: head(), busy: true });
  const told = ['advance', 'choose', 'look'].map((name) => heard(element, name));
  expect([one(element, '[data-id="advance"]').disabled, one(element, '[data-id="moves"]').disabled]).toEqual([
    true,
    true,
  ]);
  one(element, '[data-id="moves"]').dispatchEvent(new CustomEvent('select', { detail: { value: 'lost:Closed Lost' } }));
  one(element, '[data-id="advance"]').dispatchEvent(new CustomEvent('click'));
  all(element, '.segment')[0].click();
  expect(told.map(({ length }) => length)).toEqual([0, 0, 1]);
  await expect(element).toBeAccessible();
});

test('away from the present stage there is a way back to it', async () => {
  const element = await open({ isElsewhere: true });
  const looks = heard(element, 'look');
  one(element, '[data-id="current"]').click();
  expect(looks.map(({ stage }) => stage)).toEqual([null]);
  await expect(element).toBeAccessible();
});

test('a deal nobody may move has no moves', async () => {
  const element = await open({ advance: null, moves: [], start: null, end: null, task: null, age: null });
  expect(one(element, '[data-id="advance"], [data-id="moves"], .marks')).toBeUndefined();
  await expect(element).toBeAccessible();
});

test('a move from the menu is told', async () => {
  const element = await open();
  const choices = heard(element, 'choose');
  one(element, '[data-id="moves"]').dispatchEvent(new CustomEvent('select', { detail: { value: 'lost:Closed Lost' } }));
  expect(choices.map(({ value }) => value)).toEqual(['lost:Closed Lost']);
});
