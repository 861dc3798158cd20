/** The panel as a Chinese reader has it. */
import { readFileSync } from 'node:fs';
import { env } from 'node:process';

const xml = readFileSync(
  `${env.TAS_REFERENCE_PROJECT}/force-app/main/generated/translations/zh_CN.translation-meta.xml`,
  'utf8',
);
for (const [, label, name] of xml.matchAll(/<customLabels>\s*<label>([^<]*)<\/label>\s*<name>([^<]*)<\/name>/g))
  jest.doMock(`@salesforce/label/c.${name}`, () => ({ __esModule: true, default: label }), { virtual: true });
jest.doMock('@salesforce/i18n/locale', () => ({ __esModule: true, default: 'zh-CN' }), { virtual: true });

let tools;
beforeAll(async () => {
  tools = { ...(await import('c/tasModel')), ...(await import('c/tasPanelState')), ...(await import('./fixture')) };
});

function view(values) {
  const { dealData, dealQuery, namesData, panelView, readDeal, readNames, user } = tools;
  return panelView({
    read: readDeal(dealData(dealQuery, values)),
    names: readNames(namesData()),
    picklists: new Map(),
    viewer: { id: user, permissions: new Set() },
    today: '2026-06-15',
    viewed: null,
    busy: new Set(),
    local: new Map(),
    moved: null,
    team: [],
  });
}

const reasonOf = (values) => view(values).grade.lines[0].text;

test('money counts in 万, without losing a digit', () => {
  expect(reasonOf({})).toBe('我方主导，¥120万 ≥ ¥100万，低于 ¥500万');
  expect(reasonOf({ Amount: 1234567.89, TAS_Model_Amount__c: 1234567.89 })).toBe(
    '我方主导，¥123.456789万 ≥ ¥100万，低于 ¥500万',
  );
  expect(reasonOf({ Amount: 123456789.01, TAS_Model_Amount__c: 123456789.01 })).toContain('¥1.2345678901亿');
  expect(reasonOf({ Amount: 9999, TAS_Model_Amount__c: 9999 })).toBe('我方主导，¥9,999，低于 ¥30万');
});

test('head and banner read as a Chinese sales director would say them', () => {
  const { head, banners } = view({ LastStageChangeDate: '2026-06-03T00:00:00.000Z' });
  expect(head).toMatchObject({
    position: '第 1 阶段，共 7 个',
    age: '第 12 天 / 预计 14 天 · 即将超期',
    track: '完整路径',
    advance: { label: '推进到 商机立项' },
  });
  expect(banners[0].title).toBe('进入“商机立项”还差 4 项');
});
