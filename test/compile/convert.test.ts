import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ComponentSet, MetadataConverter } from '@salesforce/source-deploy-retrieve';
import { expect, test } from 'vitest';
import { readTree } from '../../scripts/product/metadata/tree.ts';
import { referenceSource } from '../reference/index.ts';

test("Salesforce's own source converter turns the whole tree into one deployable package", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tas-convert-'));
  try {
    const set = ComponentSet.fromSource(referenceSource);
    // Without versions the converter asks a Salesforce server for the newest one.
    set.sourceApiVersion = set.apiVersion = '66.0';
    await new MetadataConverter().convert(set, 'metadata', {
      type: 'directory',
      outputDirectory: folder,
      genUniqueDir: false,
    });
    const files = readTree(folder);
    const members = (type: string): string[] => {
      const block =
        (files.get('package.xml') ?? '').split('<types>').find((part) => part.includes(`<name>${type}</name>`)) ?? '';
      return [...block.matchAll(/<members>(.*?)<\/members>/g)].map(([, member = '']) => member);
    };
    const source = [...readTree(referenceSource).keys()];
    const count = (part: string) => source.filter((path) => path.includes(part)).length;
    expect(members('CustomField').length).toBe(count('/fields/'));
    expect(members('ValidationRule').length + members('CustomObject').length).toBeGreaterThan(0);
    expect(members('PermissionSet').toSorted()).toEqual([
      'TAS_Admin',
      'TAS_Bypass',
      'TAS_Channel_Manager',
      'TAS_Manager',
      'TAS_Ops',
      'TAS_Rep',
    ]);
    expect(members('CustomPermission').length).toBe(7);
    expect(members('CustomObjectTranslation').toSorted()).toEqual([
      'Opportunity-zh_CN',
      'TAS_Coaching_Answer__c-zh_CN',
      'TAS_Gate_Item__c-zh_CN',
      'TAS_Map_Snapshot__c-zh_CN',
      'TAS_Registration__c-zh_CN',
      'TAS_Run__c-zh_CN',
      'TAS_Stakeholder__c-zh_CN',
    ]);
    const bundles = source.flatMap((path) => /\/lwc\/(\w+)\/\1\.js-meta\.xml$/.exec(path)?.[1] ?? []);
    expect(bundles).toContain('tasModel');
    expect(members('LightningComponentBundle').toSorted()).toEqual(bundles.toSorted());
    expect(members('FlexiPage')).toEqual(['TAS_Board', 'TAS_Deal_Record_Page', 'TAS_Today']);
    expect(members('CustomTab')).toEqual(['TAS_Board', 'TAS_Today']);
    expect(members('ListView')).toEqual([
      'Opportunity.TAS_Left_Behind',
      'Opportunity.TAS_My_Deals',
      'Opportunity.TAS_Open_Deals',
      'Opportunity.TAS_Open_Gate_Items',
    ]);
    expect(members('CustomApplication')).toEqual(['TAS_Plus']);
    expect(members('ReportType')).toEqual(['TAS_Deals', 'TAS_Deals_And_Items']);
    const below = (folder: string) =>
      source.flatMap((path) => new RegExp(`/${folder}/(TAS_\\w+/TAS_\\w+)\\.`).exec(path)?.[1] ?? []);
    expect(below('reports').length).toBe(14);
    expect(members('Report').toSorted()).toEqual(['TAS_Reports/', ...below('reports')].toSorted());
    expect(files.has('reports/TAS_Reports-meta.xml')).toBe(true);
    expect(members('Dashboard')).toEqual([
      'TAS_Dashboards/',
      'TAS_Dashboards/TAS_Management',
      'TAS_Dashboards/TAS_Manager',
      'TAS_Dashboards/TAS_Rep',
    ]);
    expect(members('CompactLayout')).toEqual(['Opportunity.TAS_Deal']);
    const opportunity = files.get('objects/Opportunity.object') ?? '';
    expect(opportunity.match(/<validationRules>/g)?.length).toBe(count('objects/Opportunity/validationRules/'));
    const translation = files.get('objectTranslations/Opportunity-zh_CN.objectTranslation') ?? '';
    expect(translation.match(/<fields>/g)?.length).toBe(count('objects/Opportunity/fields/'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
