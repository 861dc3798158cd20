import { graphql } from 'lightning/graphql';
import { getPicklistValuesByRecordType } from 'lightning/uiObjectInfoApi';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import Panel from 'c/tasStagePanel';
import { dealQuery, namesQuery } from 'c/tasModel';
import { all, dealData, dealId, namesData, one, picklistData, settle, show, textOf } from './world';

test('shows', async () => {
  const panel = await show('c-tas-stage-panel', Panel, { recordId: dealId });
  expect(one(panel, '[data-id="skeleton"]')).toBeTruthy();
  graphql.emit(dealData(dealQuery), ({ query }) => query === dealQuery);
  graphql.emit(namesData(), ({ query }) => query === namesQuery);
  getPicklistValuesByRecordType.emit(picklistData);
  await settle();
  console.log(textOf(panel));
});
