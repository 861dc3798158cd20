import { dealQuery, model } from 'c/tasModel';
import { graphql } from 'lightning/graphql';
import { createRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import { draftsOf } from '../../force-app/main/default/lwc/tasStagePanel/drafts.js';
import {
  advance,
  change,
  choose,
  click,
  codesOf,
  failure,
  formOf,
  later,
  openPanel,
  rowOf,
  Salesforce,
  spoken,
} from './open-panel';
import { all, contact, dealId, firstStage, item, nothing, now, one, other, settle, textOf, user } from './fixture';

const tick = (panel, code) => one(rowOf(panel, code), '[data-id="primary"]');

/** The model as it stands once its gates are enforced. */
function enforce() {
  for (const stage of model.stages) stage.enforcement = 'enforce';
}

// The engine keeps a plan of the model from its first use on, so it is enforced before.
enforce();

afterEach(() => {
  draftsOf(dealId).clear();
});

const passed = () => [item('VAL_CONFIRM', 'Done', { settledBy: 'Li Wei', values: { Settled_By__c: user } })];

describe('before there is data', () => {
  test('a skeleton stands where the panel will be, and is accessible', async () => {
    const salesforce = new Salesforce();
    const panel = await openPanel({ ...salesforce, emit: () => undefined });
    expect(one(panel, '[data-id="skeleton"]')).toBeTruthy();
    await expect(panel).toBeAccessible();
  });

  test('no picklist is waited for: rows stand, their editors follow', async () => {
    const panel = await openPanel(new Salesforce(), { picklists: false });
    expect(rowOf(panel, 'VAL_BRIEF')).toBeTruthy();
    expect(all(panel, 'c-tas-editor')).toHaveLength(0);
    await expect(panel).toBeAccessible();
  });

  test('a failed read says so and is tried again', async () => {
    const salesforce = new Salesforce();
    const panel = await openPanel({
      emit: () => graphql.emitErrors([{ message: 'Boom' }], ({ query }) => query === dealQuery, salesforce.refresh),
    });
    expect(textOf(one(panel, '[data-id="failure"]'))).toContain('Boom');
    await expect(panel).toBeAccessible();
    await click(one(panel, '[data-id="retry"]'));
    expect(rowOf(panel, 'VAL_BRIEF')).toBeTruthy();
  });

  test('a deal that is deleted or out of reach is named so, without a way to try again', async () => {
    const salesforce = new Salesforce();
    salesforce.data = nothing;
    const panel = await openPanel(salesforce);
    expect(textOf(panel)).toContain('it was deleted, or you have no access to it');
    expect(one(panel, '[data-id="retry"]')).toBeUndefined();
    await expect(panel).toBeAccessible();
  });
});

describe('a blocked deal', () => {
  test('says what is missing, why, and shows blockers first and advisory rows last', async () => {
    const panel = await openPanel(new Salesforce());
    expect(textOf(one(panel, 'c-tas-notice'))).toContain('4 things stand between this deal and “Initiate Pursuit”');
    expect(codesOf(panel).slice(0, 8)).toEqual([
      'VAL_BRIEF',
      'VAL_CONTACT',
      'VAL_NAME',
      'VAL_LED_BY',
      'VAL_AMOUNT',
      'VAL_BUDGET',
      'VAL_EVENT',
      'VAL_CLOSE_DATE',
    ]);
    expect(textOf(rowOf(panel, 'VAL_BRIEF'))).toContain('What the customer wants to do');
    await expect(panel).toBeAccessible();
  });

  test('each group has a name, its progress for everybody, its rows, and what its track does not ask', async () => {
    const small = { Amount: 400000, TAS_Model_Amount__c: 400000 };
    const panel = await openPanel(new Salesforce(small));
    const [required, ...others] = all(panel, '[data-group]');
    expect([required.tagName, required.getAttribute('aria-label')]).toEqual(['SECTION', 'Required content']);
    expect(textOf(required)).toContain('3 of 5 3 of 5 done');
    expect(one(required, '[data-id="progress"]').getAttribute('aria-hidden')).toBe('true');
    expect(others.map(textOf).join(' ')).toContain('Not asked on this track: Four-question assessment');
    expect(codesOf(panel)).not.toContain('VAL_FOUR_Q');
    await expect(panel).toBeAccessible();
  });

  test('a link to a row that an administrator hides leaves the cursor where it is, and breaks nothing', async () => {
    const panel = await openPanel(new Salesforce(), { properties: { hideActions: true } });
    const cursors = all(panel, 'c-tas-requirement-row').map((row) => jest.spyOn(row, 'focus'));
    await click(one(panel, 'button[data-code="VAL_CONFIRM"]'));
    expect(cursors.flatMap(({ mock }) => mock.calls)).toEqual([]);
    expect(rowOf(panel, 'VAL_BRIEF')).toBeTruthy();
  });

  test('a grade by hand is offered to nobody who may not give one', async () => {
    const panel = await openPanel(new Salesforce());
    expect(textOf(panel)).toContain('Why B');
    expect(one(panel, '[data-id="raise:"]')).toBeUndefined();
    expect(one(panel, 'c-tas-stage-head').head.moves.map(({ value }) => value)).not.toContain('raise:');
  });

  test('counts hard requirements only', async () => {
    const panel = await openPanel(new Salesforce());
    expect(all(panel, '[data-id="progress"]').map((each) => each.textContent)).toEqual([
      '3 of 5',
      '0 of 2',
      'advisory only',
      'advisory only',
    ]);
  });

  test('Advance leads to the first open row, says how many are left, and writes nothing', async () => {
    const panel = await openPanel(new Salesforce());
    const button = advance(panel);
    expect(button.disabled).toBe(false);
    expect(button.className).toContain('slds-button_neutral');
    await click(button);
    expect(spoken(panel)).toBe('4 things left, starting here');
    expect(updateRecord).not.toHaveBeenCalled();
  });

  test('a link of the banner goes to its row', async () => {
    const panel = await openPanel(new Salesforce());
    const focus = jest.spyOn(rowOf(panel, 'VAL_CONFIRM'), 'focus');
    await click(one(panel, 'button[data-code="VAL_CONFIRM"]'));
    expect(focus).toHaveBeenCalled();
  });

  test('in compact layout only what is open is listed', async () => {
    const panel = await openPanel(new Salesforce(), { properties: { layout: 'compact' } });
    expect(codesOf(panel)).toEqual(['VAL_BRIEF', 'VAL_CONTACT', 'VAL_CONFIRM', 'VAL_FOUR_Q']);
    expect(textOf(panel)).not.toContain('Why B');
    await expect(panel).toBeAccessible();
  });

  test('groups that an administrator hides are not there', async () => {
    const panel = await openPanel(new Salesforce(), { properties: { hideActions: true, hidePeople: true } });
    expect(all(panel, '[data-group]').map(({ dataset }) => dataset.group)).toEqual(['required', 'processes']);
    await expect(panel).toBeAccessible();
  });
});

describe('ticking', () => {
  test('is painted at once, confirmed by one answer, and takes two requests', async () => {
    const answer = later();
    const salesforce = new Salesforce();
    const panel = await openPanel(salesforce);
    createRecord.mockReturnValue(answer.promise);
    await click(tick(panel, 'VAL_CONFIRM'));
    expect(rowOf(panel, 'VAL_CONFIRM').row).toMatchObject({ tone: 'done', busy: true });
    salesforce.answer({}, passed());
    answer.resolve({ id: 'a0' });
    await settle();
    expect(createRecord).toHaveBeenCalledTimes(1);
    expect(createRecord.mock.calls[0][0]).toMatchObject({
      apiName: 'TAS_Gate_Item__c',
      fields: {
        Opportunity__c: dealId,
        Code__c: 'VAL_CONFIRM',
        Item_Key__c: `${dealId}:VAL_CONFIRM`,
        Status__c: 'Done',
        Settled_By__c: user,
      },
    });
    expect(salesforce.reads).toBe(1);
    expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: dealId }]);
    expect(spoken(panel)).toBe('“Confirm the project with its owner” is saved');
    expect(rowOf(panel, 'VAL_CONFIRM').row).toMatchObject({ tone: 'done', busy: false });
  });

  test('twice in a row writes once', async () => {
    const panel = await openPanel(new Salesforce());
    createRecord.mockReturnValue(later().promise);
    const button = tick(panel, 'VAL_CONFIRM');
    button.click();
    button.click();
    await settle();
    expect(createRecord).toHaveBeenCalledTimes(1);
  });

  test('that fails is taken back, in words, beside the row', async () => {
    const panel = await openPanel(new Salesforce());
    createRecord.mockRejectedValue(failure(400, 'Our own rule: no ticks on Mondays'));
    await click(tick(panel, 'VAL_CONFIRM'));
    const row = rowOf(panel, 'VAL_CONFIRM');
    expect(row.row.tone).toBe('open');
    expect(textOf(row)).toContain('A rule of your company, not of TAS+, refused it: Our own rule: no ticks on Mondays');
    await expect(panel).toBeAccessible();
  });

  test('an item that somebody else settled at the same moment is read again', async () => {
    const salesforce = new Salesforce();
    const panel = await openPanel(salesforce);
    createRecord.mockRejectedValue({
      status: 400,
      body: { output: { errors: [{ errorCode: 'DUPLICATE_VALUE', message: 'duplicate value found' }] } },
    });
    salesforce.answer({}, passed());
    await click(tick(panel, 'VAL_CONFIRM'));
    expect(rowOf(panel, 'VAL_CONFIRM').row.tone).toBe('done');
    expect(textOf(rowOf(panel, 'VAL_CONFIRM'))).toContain('Somebody settled this at the same moment');
  });

  test('what an approval of the org has done names its approver, and no id', async () => {
    const values = { Settled_On__c: now, Reason__c: 'Approved: Wang Fang · 005000000000002AAA' };
    const salesforce = new Salesforce({}, [item('VAL_REVIEW', 'Done', { values })]);
    const panel = await openPanel(salesforce);
    expect(rowOf(panel, 'VAL_REVIEW').row.detail).toBe('Approved: Wang Fang · Jun 15, 2026');
  });

  test('an item that was deleted meanwhile is read again', async () => {
    const salesforce = new Salesforce({}, [item('VAL_CONFIRM', 'Open')]);
    const panel = await openPanel(salesforce);
    updateRecord.mockRejectedValue({ status: 404, body: { errorCode: 'NOT_FOUND', message: 'gone' } });
    salesforce.answer();
    await click(tick(panel, 'VAL_CONFIRM'));
    expect(textOf(rowOf(panel, 'VAL_CONFIRM'))).toContain('It was deleted meanwhile');
    expect(salesforce.reads).toBe(1);
  });

  test('what was saved stays on show when it cannot be read again, and it is said', async () => {
    const salesforce = new Salesforce();
    const panel = await openPanel(salesforce);
    salesforce.emit = () => {
      throw new Error('offline');
    };
    await click(tick(panel, 'VAL_CONFIRM'));
    expect(rowOf(panel, 'VAL_CONFIRM').row.tone).toBe('done');
    expect(spoken(panel)).toContain('Saved, but the panel could not be read again');
  });

  test('two answers that come in the wrong order leave both ticked', async () => {
    const [first, second] = [later(), later()];
    const salesforce = new Salesforce({ TAS_Led_By__c: 'Us' });
    const panel = await openPanel(salesforce);
    createRecord.mockReturnValueOnce(first.promise).mockReturnValueOnce(second.promise);
    await click(tick(panel, 'VAL_CONFIRM'));
    await click(tick(panel, 'VAL_DUPLICATE'));
    salesforce.answer({}, [item('VAL_DUPLICATE', 'Done')]);
    second.resolve({});
    await settle();
    expect(rowOf(panel, 'VAL_CONFIRM').row.tone).toBe('done');
    salesforce.answer({}, [item('VAL_DUPLICATE', 'Done'), ...passed()]);
    first.resolve({});
    await settle();
    expect(rowOf(panel, 'VAL_CONFIRM').row).toMatchObject({ tone: 'done', busy: false });
    expect(rowOf(panel, 'VAL_DUPLICATE').row).toMatchObject({ tone: 'done', busy: false });
  });
});

describe('filling in', () => {
  const brief = (panel) => one(rowOf(panel, 'VAL_BRIEF'), '[data-name="TAS_Project_Brief__c"]');
  const type = async (panel, value) => {
    await change(brief(panel), { value });
    await click(one(rowOf(panel, 'VAL_BRIEF'), '[data-id="save"]'));
  };

  test('writes the field alone, with the moment at which the deal was read', async () => {
    const salesforce = new Salesforce();
    const panel = await openPanel(salesforce);
    salesforce.answer({ TAS_Project_Brief__c: 'Renew it' });
    await type(panel, 'Renew it');
    expect(updateRecord).toHaveBeenCalledWith(
      { fields: { Id: dealId, TAS_Project_Brief__c: 'Renew it' } },
      { ifUnmodifiedSince: '2026-06-10T08:00:00.000Z' },
    );
    expect(rowOf(panel, 'VAL_BRIEF').row.tone).toBe('done');
  });

  test.each([
    ['ten thousand characters', 'x'.repeat(10_000)],
    ['HTML and script', '<script>alert(1)</script><b>bold</b>'],
    ['emoji and right-to-left text', '👍🏽 مرحبا ‮ שלום'],
  ])('takes %s as text', async (_name, value) => {
    const salesforce = new Salesforce();
    const panel = await openPanel(salesforce);
    salesforce.answer({ TAS_Project_Brief__c: value });
    await type(panel, value);
    expect(updateRecord.mock.calls[0][0].fields.TAS_Project_Brief__c).toBe(value);
    expect(one(panel, 'script, b')).toBeUndefined();
    expect(textOf(rowOf(panel, 'VAL_BRIEF')).length).toBeLessThan(600);
  });

  test('a choice saves itself', async () => {
    const panel = await openPanel(new Salesforce({ TAS_Led_By__c: null, TAS_Model_Amount__c: 1200000 }));
    await change(one(rowOf(panel, 'VAL_LED_BY'), '[data-name="TAS_Led_By__c"]'), { value: 'Us' });
    expect(updateRecord.mock.calls[0][0].fields).toEqual({ Id: dealId, TAS_Led_By__c: 'Us' });
  });

  test('a refused save keeps what was typed', async () => {
    const panel = await openPanel(new Salesforce());
    updateRecord.mockRejectedValue(failure(400, 'Too short'));
    await type(panel, 'Typed with care');
    expect(brief(panel).value).toBe('Typed with care');
    expect(textOf(rowOf(panel, 'VAL_BRIEF'))).toContain('was not saved. What you entered is still here.');
  });

  test.each([
    ['a lost network', new TypeError('Failed to fetch'), 'could not be reached'],
    ['a server error', { status: 500, body: { message: 'Internal' } }, 'answered with an error'],
    [
      'a lack of access',
      { status: 403, body: { errorCode: 'INSUFFICIENT_ACCESS', message: 'insufficient access' } },
      'You may not change this',
    ],
    ['an answer without words', { status: 400, body: {} }, 'answered with an error'],
  ])('%s is told in words', async (_name, error, words) => {
    const panel = await openPanel(new Salesforce());
    updateRecord.mockRejectedValue(error);
    await type(panel, 'Typed');
    expect(textOf(rowOf(panel, 'VAL_BRIEF'))).toContain(words);
    expect(brief(panel).value).toBe('Typed');
  });

  test('a deal that was only touched meanwhile is written once more with the new moment', async () => {
    const salesforce = new Salesforce();
    const panel = await openPanel(salesforce);
    updateRecord.mockRejectedValueOnce({ status: 412, body: { message: 'stale' } });
    salesforce.answer({ LastModifiedDate: '2026-06-12T08:00:00.000Z' });
    await type(panel, 'Mine');
    expect(updateRecord).toHaveBeenCalledTimes(2);
    expect(updateRecord.mock.calls[1][1]).toEqual({ ifUnmodifiedSince: '2026-06-12T08:00:00.000Z' });
    expect(one(panel, '[data-id="keep"]')).toBeUndefined();
  });

  test('a field that somebody else changed is shown beside the draft, to choose', async () => {
    const salesforce = new Salesforce();
    const panel = await openPanel(salesforce);
    updateRecord.mockRejectedValueOnce({ status: 412, body: { message: 'stale' } });
    salesforce.answer({ TAS_Project_Brief__c: 'Theirs', LastModifiedDate: '2026-06-12T08:00:00.000Z' });
    await type(panel, 'Mine');
    const conflict = one(rowOf(panel, 'VAL_BRIEF'), 'c-tas-notice');
    expect(one(conflict, '[role="alert"]')).toBeTruthy();
    expect(textOf(conflict)).toContain('“Project brief” was changed by somebody else meanwhile');
    expect(textOf(one(conflict, '[data-id="mine"]'))).toBe('Yours Mine');
    expect(textOf(one(conflict, '[data-id="theirs"]'))).toBe('Now in Salesforce Theirs');
    await expect(panel).toBeAccessible();
    await click(one(conflict, '[data-id="keep"]'));
    expect(updateRecord).toHaveBeenCalledTimes(2);
    expect(updateRecord.mock.calls[1]).toEqual([
      { fields: { Id: dealId, TAS_Project_Brief__c: 'Mine' } },
      { ifUnmodifiedSince: '2026-06-12T08:00:00.000Z' },
    ]);
  });

  test('their value may be taken instead', async () => {
    const salesforce = new Salesforce();
    const panel = await openPanel(salesforce);
    updateRecord.mockRejectedValueOnce({ status: 412, body: { message: 'stale' } });
    salesforce.answer({ TAS_Project_Brief__c: 'Theirs' });
    await type(panel, 'Mine');
    await click(one(panel, '[data-id="take"]'));
    expect(updateRecord).toHaveBeenCalledTimes(1);
    expect(rowOf(panel, 'VAL_BRIEF').row).toMatchObject({ tone: 'done', detail: 'Theirs' });
    expect(draftsOf(dealId).size).toBe(0);
  });

  test('a draft over a value that changed since is not written over it', async () => {
    const salesforce = new Salesforce();
    const panel = await openPanel(salesforce);
    await change(brief(panel), { value: 'Mine' });
    salesforce.answer({ TAS_Project_Brief__c: 'Theirs' });
    salesforce.emit();
    await settle();
    const row = rowOf(panel, 'VAL_BRIEF');
    if (one(row, '[data-id="save"]') === undefined) await click(one(row, '[data-id="edit"]'));
    await click(one(row, '[data-id="save"]'));
    expect(updateRecord).not.toHaveBeenCalled();
    expect(one(panel, '[data-id="take"]')).toBeTruthy();
    await click(one(panel, '[data-id="take"]'));
  });

  test('leaving with a draft is asked about, and coming back finds it', async () => {
    const salesforce = new Salesforce();
    const panel = await openPanel(salesforce);
    await change(brief(panel), { value: 'Half a sentence' });
    const leave = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leave);
    expect(leave.defaultPrevented).toBe(true);
    panel.remove();
    const again = await openPanel(salesforce);
    expect(brief(again).value).toBe('Half a sentence');
    await click(one(rowOf(again, 'VAL_BRIEF'), '[data-id="cancel"]'));
    const free = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(free);
    expect(free.defaultPrevented).toBe(false);
  });

  test('several questions of one requirement are saved together', async () => {
    const panel = await openPanel(new Salesforce());
    const row = rowOf(panel, 'VAL_FOUR_Q');
    expect(one(row, 'c-tas-editor')).toBeUndefined();
    await click(one(row, '[data-id="primary"]'));
    await change(one(row, '[data-name="TAS_Can_Win__c"]'), { value: 'Yes' });
    await change(one(row, '[data-name="TAS_Can_Compete__c"]'), { value: 'No' });
    expect(updateRecord).not.toHaveBeenCalled();
    await click(one(row, '[data-id="save"]'));
    expect(updateRecord.mock.calls[0][0].fields).toEqual({
      Id: dealId,
      TAS_Can_Win__c: 'Yes',
      TAS_Can_Compete__c: 'No',
    });
  });
});

describe('moving', () => {
  const ready = () => new Salesforce(firstStage, passed());

  test('a clear deal advances by one click, and the panel says what is next', async () => {
    const salesforce = ready();
    const panel = await openPanel(salesforce);
    expect(advance(panel).className).toContain('slds-button_brand');
    expect(textOf(panel)).toContain('Nothing is missing. The deal can move to “Initiate Pursuit”.');
    salesforce.answer({ ...firstStage, StageName: 'Initiate Pursuit', LastStageChangeDate: now }, passed());
    await click(advance(panel));
    expect(updateRecord).toHaveBeenCalledWith(
      { fields: { Id: dealId, StageName: 'Initiate Pursuit' } },
      { ifUnmodifiedSince: '2026-06-10T08:00:00.000Z' },
    );
    expect(spoken(panel)).toBe('The deal is now in “Initiate Pursuit”');
    expect(textOf(one(panel, 'c-tas-notice'))).toContain('Next: Get approval and resources, form the team');
    await expect(panel).toBeAccessible();
  });

  describe('a deal with a map', () => {
    const map = {
      TAS_Map_People__c: 3,
      TAS_Map_Approvers__c: 1,
      TAS_Map_Supporters__c: 2,
      TAS_Map_Opponents__c: 0,
      TAS_Map_Score__c: 3.25,
      TAS_Map_Unknown_Share__c: null,
    };
    const moved = async (refusal) => {
      const salesforce = new Salesforce({ ...firstStage, ...map }, passed());
      const panel = await openPanel(salesforce);
      if (refusal) createRecord.mockRejectedValueOnce(refusal);
      salesforce.answer({ ...firstStage, ...map, StageName: 'Initiate Pursuit', LastStageChangeDate: now }, passed());
      await click(advance(panel));
      await settle();
      return panel;
    };

    test('what its map says goes into a snapshot, once the stage is written', async () => {
      const panel = await moved();
      expect(createRecord).toHaveBeenCalledTimes(1);
      expect(createRecord).toHaveBeenCalledWith({
        apiName: 'TAS_Map_Snapshot__c',
        fields: {
          Opportunity__c: dealId,
          Snapshot_Key__c: expect.stringMatching(new RegExp(`^${dealId}:Initiate Pursuit:\\d{4}-\\d\\d-\\d\\d$`)),
          Stage__c: 'Initiate Pursuit',
          People__c: 3,
          Approvers__c: 1,
          Supporters__c: 2,
          Opponents__c: 0,
          Score__c: 3.25,
          Unknown_Share__c: null,
        },
      });
      expect(all(panel, '[role="alert"]')).toHaveLength(0);
    });

    test('a snapshot that is refused is told, and the deal has moved; one of the same stage and day is enough', async () => {
      const panel = await moved(failure(400, '[TAS-P3] A map snapshot says what the deal says'));
      const problem = textOf(one(panel, '[role="alert"]'));
      expect(problem).toContain('The deal was moved. What its customer map said at this moment was not kept.');
      expect(problem).toContain('[TAS-P3]');
      expect(spoken(panel)).toBe('The deal is now in “Initiate Pursuit”');
      panel.remove();
      const again = await moved({ status: 400, body: { errorCode: 'DUPLICATE_VALUE' } });
      expect(all(again, '[role="alert"]')).toHaveLength(0);
    });

    test('nobody on the map, or a reader who does not see it: nothing is kept', async () => {
      const salesforce = ready();
      const panel = await openPanel(salesforce);
      salesforce.answer({ ...firstStage, TAS_Map_People__c: 0, StageName: 'Initiate Pursuit' }, passed());
      await click(advance(panel));
      expect(createRecord).not.toHaveBeenCalled();
    });
  });

  test("a refusal of the customer's own rule is shown verbatim, as theirs, beside that of TAS+", async () => {
    const panel = await openPanel(ready());
    updateRecord.mockRejectedValue(
      failure(400, 'Discount needs the CFO', '[TAS-M2] This deal cannot move to that stage'),
    );
    await click(advance(panel));
    const problem = textOf(one(panel, '[role="alert"]'));
    expect(problem).toContain('A rule of your company, not of TAS+, refused it: Discount needs the CFO');
    expect(problem).toContain('Refused by the rules of TAS+: [TAS-M2] This deal cannot move to that stage');
    expect(advance(panel).disabled).toBe(false);
    await expect(panel).toBeAccessible();
  });

  test('a deal that somebody else moved is not moved again', async () => {
    const salesforce = ready();
    const panel = await openPanel(salesforce);
    updateRecord.mockRejectedValueOnce({ status: 412, body: { message: 'stale' } });
    salesforce.answer({ ...firstStage, StageName: 'Initiate Pursuit' }, passed());
    await click(advance(panel));
    expect(updateRecord).toHaveBeenCalledTimes(1);
    expect(textOf(panel)).toContain('Somebody moved the deal meanwhile');
  });

  test('a small deal jumps to the last stage, told what it skips', async () => {
    const salesforce = new Salesforce({ ...firstStage, Amount: 400000, TAS_Model_Amount__c: 400000 }, passed());
    const panel = await openPanel(salesforce);
    expect(advance(panel).textContent.trim()).toBe('Jump to Negotiation & Signing');
    expect(textOf(panel)).toContain('This skips Initiate Pursuit, Needs Analysis, Value Presentation');
    expect(all(panel, '.segment.optional')).toHaveLength(5);
    await click(advance(panel));
    expect(updateRecord.mock.calls[0][0].fields.StageName).toBe('Negotiation & Signing');
    await expect(panel).toBeAccessible();
  });

  test('losing asks for the reason, writes it first and then the stage, with where it stood', async () => {
    const panel = await openPanel(new Salesforce());
    await choose(panel, 'lost:Closed Lost');
    await click(one(formOf(panel), '[data-id="save"]'));
    expect(updateRecord).not.toHaveBeenCalled();
    await expect(panel).toBeAccessible();
    await change(one(panel, '[data-name="TAS_Loss_Reason__c"]'), { value: 'Price' });
    await click(one(formOf(panel), '[data-id="save"]'));
    expect(updateRecord.mock.calls.map(([{ fields: written }]) => written)).toEqual([
      { Id: dealId, TAS_Loss_Reason__c: 'Price' },
      { Id: dealId, StageName: 'Closed Lost', TAS_Lost_Stage__c: 'Validate Opportunity' },
    ]);
  });

  test('a lost deal is taken up again in the stage it was lost in, which its next loss need not know', async () => {
    const lost = { StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Price', TAS_Lost_Stage__c: 'Initiate Pursuit' };
    const panel = await openPanel(new Salesforce({ ...firstStage, ...lost }, passed()));
    expect(textOf(one(panel, '[data-id="position"]'))).toBe('Lost in Initiate Pursuit');
    expect(all(panel, '.segment').map(({ className }) => className.split(' ')[1])).toEqual([
      ...['done', 'lost', 'later', 'later', 'later', 'later', 'later'],
    ]);
    const offered = one(panel, 'c-tas-stage-head').head.moves.map(({ label }) => label);
    expect(offered[0]).toBe('Reopen in Initiate Pursuit');
    expect(offered).not.toContain('Reopen in Needs Analysis');
    await choose(panel, 'back:Initiate Pursuit');
    await click(one(formOf(panel), '[data-id="save"]'));
    expect(updateRecord.mock.calls[0][0].fields).toEqual({
      Id: dealId,
      StageName: 'Initiate Pursuit',
      TAS_Lost_Stage__c: null,
    });
  });

  test('where nobody wrote the stage it was lost in, what the gates let it reach is offered', async () => {
    const lost = { StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Price' };
    const panel = await openPanel(new Salesforce({ ...firstStage, ...lost }, passed()));
    const offered = one(panel, 'c-tas-stage-head').head.moves.map(({ value }) => value);
    expect(offered).toContain('back:Validate Opportunity');
    expect(offered).toContain('back:Initiate Pursuit');
    expect(offered).not.toContain('back:Negotiation & Signing');
  });

  test('going back asks nothing but to confirm', async () => {
    const panel = await openPanel(new Salesforce({ StageName: 'Needs Analysis' }));
    await choose(panel, 'back:Initiate Pursuit');
    expect(textOf(formOf(panel))).toContain('Back to Initiate Pursuit');
    await expect(panel).toBeAccessible();
    await click(one(formOf(panel), '[data-id="save"]'));
    expect(updateRecord.mock.calls[0][0].fields.StageName).toBe('Initiate Pursuit');
  });

  test('what a chosen move asks is named after it, so that whoever lands there hears what it is for', async () => {
    const panel = await openPanel(new Salesforce());
    await choose(panel, 'lost:Closed Lost');
    expect(formOf(panel).getAttribute('aria-label')).toBe('Mark as lost');
    expect(formOf(panel).getAttribute('role')).toBe('group');
    await expect(panel).toBeAccessible();
  });

  test('a jump that is refused offers the way to what is missing, and nothing to go on with', async () => {
    const panel = await openPanel(new Salesforce({ Amount: 400000, TAS_Model_Amount__c: 400000 }));
    await choose(panel, 'jump:Negotiation & Signing');
    const notice = all(panel, 'c-tas-notice').find((each) => each.notice.title.startsWith('Jump'));
    expect(textOf(notice)).toContain('3 things stand between this deal and “Negotiation & Signing”');
    expect(one(formOf(panel), '[data-id="save"]')).toBeUndefined();
    await expect(panel).toBeAccessible();
    await click(one(notice, 'button[data-code]'));
    expect(formOf(panel)).toBeUndefined();
  });

  test('a jump of the menu says what it skips, and is made by its button', async () => {
    const small = { Amount: 400000, TAS_Model_Amount__c: 400000, StageName: 'Initiate Pursuit' };
    const panel = await openPanel(new Salesforce({ ...firstStage, ...small }, passed()));
    await choose(panel, 'jump:Negotiation & Signing');
    const notice = all(panel, 'c-tas-notice').find((each) => each.notice.title.startsWith('Jump'));
    expect(textOf(notice)).toContain('This skips Needs Analysis');
    await expect(panel).toBeAccessible();
    await click(one(formOf(panel), '[data-id="save"]'));
    expect(updateRecord.mock.calls.map(([{ fields }]) => fields)).toEqual([
      { Id: dealId, StageName: 'Negotiation & Signing' },
    ]);
    expect(formOf(panel)).toBeUndefined();
  });

  test('what a refused move asked stays typed, and the reason stands above it', async () => {
    const panel = await openPanel(new Salesforce());
    updateRecord.mockRejectedValue(failure(400, 'Losing takes a call first'));
    await choose(panel, 'lost:Closed Lost');
    await change(one(panel, '[data-name="TAS_Loss_Reason__c"]'), { value: 'Price' });
    await click(one(formOf(panel), '[data-id="save"]'));
    expect(textOf(one(panel, '[role="alert"]'))).toContain('Losing takes a call first');
    expect(one(panel, '[data-name="TAS_Loss_Reason__c"]').value).toBe('Price');
    await expect(panel).toBeAccessible();
    updateRecord.mockReset().mockResolvedValue({});
    await click(one(formOf(panel), '[data-id="save"]'));
    expect(updateRecord.mock.calls[0][0].fields.TAS_Loss_Reason__c).toBe('Price');
    expect(one(panel, '[role="alert"]')).toBeUndefined();
  });

  test('a chosen move can be given up by Escape', async () => {
    const panel = await openPanel(new Salesforce({ StageName: 'Needs Analysis' }));
    await choose(panel, 'lost:Closed Lost');
    one(panel, '[data-name="TAS_Loss_Reason__c"]').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
    );
    await settle();
    expect(formOf(panel)).toBeUndefined();
  });

  test('a chosen move can be given up by its button', async () => {
    const panel = await openPanel(new Salesforce());
    await choose(panel, 'lost:Closed Lost');
    expect(textOf(panel)).toContain('Mark as lost');
    await click(one(formOf(panel), '[data-id="cancel"]'));
    expect(formOf(panel)).toBeUndefined();
    expect(textOf(panel)).not.toContain('Mark as lost');
  });

  test('winning asks for everything on the way', async () => {
    const panel = await openPanel(new Salesforce({ StageName: 'Negotiation & Signing' }));
    expect(advance(panel).textContent.trim()).toBe('Mark as won');
    const before = all(panel, 'button[data-code]').map(({ dataset }) => dataset.code);
    // A link for each stage, to the first of what is missing there.
    expect(before.map((code) => code.slice(0, 3))).toEqual(['VAL', 'INI', 'NEE', 'VAP', 'TEN', 'BID', 'SIG']);
    expect(textOf(panel)).toMatch(/Validate Opportunity: \d+ /);
    await click(one(panel, 'button[data-code="VAL_BRIEF"]'));
    expect(one(panel, '[data-id="name"]').textContent).toBe('Validate Opportunity');
    expect(textOf(panel)).toContain('You are looking at another stage');
    await click(one(panel, '[data-id="current"]'));
    expect(one(panel, '[data-id="name"]').textContent).toBe('Negotiation & Signing');
  });
});

describe('who looks', () => {
  const asManager = { OwnerId: other };

  test('an owner asks for what only others may confirm', async () => {
    const panel = await openPanel(new Salesforce({ TAS_Led_By__c: 'Partner' }));
    const row = rowOf(panel, 'VAL_REG_APPROVAL');
    expect(textOf(row)).toContain('Who can settle it: an approver who does not own the deal');
    expect(tick(panel, 'VAL_REG_APPROVAL').textContent.trim()).toBe('Ask for confirmation');
    await click(tick(panel, 'VAL_REG_APPROVAL'));
    expect(createRecord.mock.calls[0][0].fields).toMatchObject({ Status__c: 'Requested', Settled_By__c: null });
    expect(rowOf(panel, 'VAL_REG_APPROVAL').row.tone).not.toBe('done');
  });

  /** What a model may say of approvals. */
  beforeEach(() => Object.assign(model.approvals, { by: ['VAL_SALES_MGR'], notify: 'task' }));
  afterEach(() => Object.assign(model.approvals, { by: undefined, notify: undefined }));

  test('who may approve is named, and asking leaves a task for the first of them', async () => {
    const person = '005000000000009AAA';
    const director = { ...item('VAL_SALES_MGR', 'Done', { person: 'Helen Brandt', values: { Person__c: person } }) };
    const panel = await openPanel(new Salesforce({ TAS_Led_By__c: 'Partner' }, [director]));
    const row = rowOf(panel, 'VAL_REG_APPROVAL');
    expect(textOf(row)).toContain('an approver who does not own the deal, such as Helen Brandt');
    createRecord.mockImplementation(async ({ apiName }) => {
      if (apiName === 'Task') throw new Error('no tasks here');
      return { id: 'a0new' };
    });
    await click(tick(panel, 'VAL_REG_APPROVAL'));
    await settle();
    expect(createRecord.mock.calls.map(([{ apiName, fields }]) => [apiName, fields.Status__c ?? fields])).toEqual([
      ['TAS_Gate_Item__c', 'Requested'],
      [
        'Task',
        {
          Subject: 'Decide on “VAL_REG_APPROVAL”: Grid control renewal',
          WhatId: '006000000000001AAA',
          OwnerId: person,
          ActivityDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
          Description: null,
        },
      ],
    ]);
    // The request stands where there can be no task.
    expect(rowOf(panel, 'VAL_REG_APPROVAL').row.notices).toEqual([]);
  });

  test('where nobody is named, the manager of the owner is', async () => {
    const salesforce = new Salesforce({ TAS_Led_By__c: 'Partner' });
    const [{ node }] = salesforce.data.uiapi.query.Opportunity.edges;
    node.Owner = {
      Name: { value: 'Li Wei' },
      ManagerId: { value: other },
      Manager: { Name: { value: 'Max Manager' } },
    };
    const panel = await openPanel(salesforce);
    expect(textOf(rowOf(panel, 'VAL_REG_APPROVAL'))).toContain('own the deal, such as Max Manager');
    await click(tick(panel, 'VAL_REG_APPROVAL'));
    await settle();
    expect(createRecord.mock.calls.at(-1)[0].fields.OwnerId).toBe(other);
  });

  test('an answer that only an approver changes can be asked to be changed, and who asked is shown', async () => {
    const salesforce = new Salesforce({});
    const panel = await openPanel(salesforce);
    const row = rowOf(panel, 'VAL_LED_BY');
    expect(row.row.tone).toBe('done');
    await click(one(row, '[data-id="more"]'));
    const entry = one(row, '[data-choice="Requested"]');
    expect(textOf(entry)).toBe('Ask an approver');
    await click(entry);
    const editor = one(row, '[data-id="below"]');
    await change(one(editor, '[data-name="reason"]'), { value: 'The partner took over' });
    salesforce.answer({}, [item('VAL_LED_BY', 'Requested', { values: { Reason__c: 'The partner took over' } })]);
    await click(one(editor, '[data-id="save"]'));
    expect(createRecord.mock.calls[0][0].fields).toMatchObject({ Code__c: 'VAL_LED_BY', Status__c: 'Requested' });
    await settle();
    const asked = rowOf(panel, 'VAL_LED_BY').row;
    expect([asked.tone, asked.detail]).toEqual(['done', 'Us · Li Wei asked on Jun 9, 2026 · The partner took over']);
    expect(asked.outcomes).not.toContain('Requested');
  });

  test('whoever may change it is not offered to ask, and nothing else that is settled can be asked about', async () => {
    const panel = await openPanel(new Salesforce(firstStage));
    for (const { row } of all(panel, 'c-tas-requirement-row'))
      expect([row.code, row.outcomes.includes('Requested') && !row.isOpen]).toEqual([
        row.code,
        /VAL_LED_BY/.test(row.code),
      ]);
  });

  test('someone who may only look is told so and finds nothing to press', async () => {
    const panel = await openPanel(new Salesforce(), { names: { dealUpdateable: false, itemUpdateable: false } });
    expect(textOf(panel)).toContain('You may look at this deal but not change it.');
    expect(advance(panel)).toBeUndefined();
    expect(all(panel, '[data-id="primary"], [data-id="more"], [data-id="edit"], c-tas-editor')).toHaveLength(0);
    await expect(panel).toBeAccessible();
  });

  test('someone without a permission set is told whom to ask', async () => {
    const panel = await openPanel(new Salesforce({}, [], ['items', 'TAS_Project_Brief__c']));
    expect(textOf(panel)).toContain('Ask your administrator for a TAS+ permission set');
    expect(textOf(panel)).toContain('they were taken as blank: Project brief');
  });

  test('a field that this user may not write is shown without an editor', async () => {
    const panel = await openPanel(new Salesforce(), { names: { readOnly: ['TAS_Project_Brief__c'] } });
    expect(one(rowOf(panel, 'VAL_BRIEF'), 'c-tas-editor')).toBeUndefined();
  });

  test('a model that the deal is older than, an unknown item and an unknown stage are named', async () => {
    const panel = await openPanel(new Salesforce({ StageName: 'Prospecting' }, [item('OLD_CODE', 'Done')]));
    expect(textOf(panel)).toContain('“Prospecting”, a stage that the sales model does not know');
    expect(textOf(panel)).toContain('Item OLD_CODE belongs to no requirement of version 1 of the model');
    expect(textOf(panel)).toContain('Sales model, version 1');
    await expect(panel).toBeAccessible();
  });

  test.each([
    ['Closed Won', 'This deal is won'],
    ['Closed Lost', 'This deal is lost'],
  ])('a deal in %s is shown as closed, without Advance', async (StageName, words) => {
    const panel = await openPanel(new Salesforce({ StageName, ...asManager }));
    expect(textOf(panel)).toContain(words);
    expect(advance(panel)).toBeUndefined();
    await expect(panel).toBeAccessible();
  });

  test('a closed deal lists nothing until a stage is chosen, and says why it was lost', async () => {
    const panel = await openPanel(new Salesforce({ StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Price' }));
    expect(codesOf(panel)).toEqual([]);
    expect(textOf(one(panel, 'c-tas-stage-head'))).toMatch(/Closed Lost Loss reason · Price/);
    expect(textOf(one(panel, '[data-id="note"]'))).toBe(
      'Choose a stage above to see what it asked for and what was recorded.',
    );
    await click(one(panel, '[data-stage="2"]'));
    expect(codesOf(panel)).toContain('INI_REPORT');
    expect(textOf(one(panel, 'c-tas-stage-head'))).toContain('Initiate Pursuit');
    await click(one(panel, '[data-id="current"]'));
    expect(codesOf(panel)).toEqual([]);
  });

  test('what others may waive is asked for as a waiver, with its reason, and may still be done', async () => {
    const salesforce = new Salesforce();
    const panel = await openPanel(salesforce);
    const row = rowOf(panel, 'VAL_CONFIRM');
    await click(one(row, '[data-id="more"]'));
    const entry = one(row, '[data-choice]');
    expect(entry.textContent.trim()).toBe('Ask for a waiver');
    await click(entry);
    const editor = one(row, '[data-id="below"]');
    await click(one(editor, '[data-id="save"]'));
    expect(createRecord).not.toHaveBeenCalled();
    await change(one(editor, '[data-name="reason"]'), { value: 'Confirmed by the ministry' });
    salesforce.answer({}, [item('VAL_CONFIRM', 'Requested')]);
    await click(one(editor, '[data-id="save"]'));
    expect(createRecord.mock.calls[0][0].fields).toMatchObject({
      Status__c: 'Requested',
      Reason__c: 'Confirmed by the ministry',
      Settled_By__c: null,
    });
    const waiting = rowOf(panel, 'VAL_CONFIRM').row;
    expect([waiting.primary, waiting.blocks, waiting.tone]).toEqual(['tick', true, 'waiting']);
  });
});

test('the contact that a lookup names is shown by name', async () => {
  const panel = await openPanel(new Salesforce(firstStage));
  expect(rowOf(panel, 'VAL_CONTACT').row).toMatchObject({ tone: 'done', detail: contact.Name });
});
