import type { ObjectWords } from './translations.ts';

type Labels = Readonly<Record<string, string>>;

interface StandardObject {
  readonly label: string;
  readonly fields: Labels;
}

/** Chinese has no plural, and records of every object have these. */
const audit: Labels = {
  Id: '记录 ID',
  CreatedDate: '创建日期',
  CreatedById: '创建人 ID',
  LastModifiedDate: '上次修改日期',
  LastModifiedById: '上次修改人 ID',
  OwnerId: '所有人 ID',
  RecordTypeId: '记录类型 ID',
  CurrencyIsoCode: '货币 ISO 代码',
  Description: '描述',
};

/** Labels the platform ships in Chinese for the fields people see; written down from memory, not from an org. */
const chinese: Readonly<Record<string, StandardObject>> = {
  Opportunity: {
    label: '业务机会',
    fields: {
      ...audit,
      Name: '业务机会名称',
      AccountId: '客户 ID',
      Amount: '金额',
      CloseDate: '结束日期',
      StageName: '阶段',
      Probability: '可能性 (%)',
      TotalOpportunityQuantity: '数量',
      ExpectedRevenue: '预期收入',
      Type: '类型',
      NextStep: '下一步',
      LeadSource: '潜在客户来源',
      IsPrivate: '私有',
      IsClosed: '已结束',
      IsWon: '已赢得',
      ForecastCategory: '预测类别',
      ForecastCategoryName: '预测类别',
      ContactId: '联系人 ID',
    },
  },
  Account: {
    label: '客户',
    fields: {
      ...audit,
      Name: '客户名称',
      Type: '类型',
      Phone: '电话',
      Website: '网站',
      Industry: '行业',
      Rating: '评级',
    },
  },
  Contact: {
    label: '联系人',
    fields: {
      ...audit,
      Name: '姓名',
      LastName: '姓氏',
      FirstName: '名字',
      Email: '电子邮件',
      Phone: '电话',
      Title: '职务',
    },
  },
  User: {
    label: '用户',
    fields: {
      ...audit,
      Name: '姓名',
      LastName: '姓氏',
      FirstName: '名字',
      Email: '电子邮件',
      Title: '职务',
      IsActive: '启用',
    },
  },
};

/** The platform's own words of a language; it speaks Chinese here, and every other language not at all. */
export function standardWords(language: string): Map<string, ObjectWords> {
  if (language !== 'zh_CN') return new Map();
  return new Map(
    Object.entries(chinese).map(([name, { label, fields }]) => [
      name.toLowerCase(),
      {
        label,
        labelPlural: label,
        fields: new Map(
          Object.entries(fields).map(([field, own]) => [field.toLowerCase(), { label: own, values: new Map() }]),
        ),
        rules: new Map(),
      },
    ]),
  );
}
