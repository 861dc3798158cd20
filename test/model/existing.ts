/** A small model for an org that has its own fields already: two stages, the first of which asks for one of each kind. */
const en = (text: string) => ({ en_US: text });

const existing = (name: string, kind: string, more: object = {}) => ({
  name,
  existing: true,
  type: { kind, ...more },
});

export const existingData = {
  format: 1,
  version: 1,
  name: en('Base'),
  languages: ['en_US'],
  money: { currency: 'CNY', blankLedBy: 'us' },
  scope: { recordTypes: 'all' },
  enforcement: { movement: 'enforce', items: 'enforce' },
  tracks: [{ name: 'Full', label: en('Full') }],
  ungradedTrack: 'Full',
  grades: [
    { letter: 'A', from: 0, track: 'Full', label: en('All') },
    { letter: 'E', partnerLed: true, track: 'Full', label: en('Partner') },
  ],
  manualGrade: { mayLower: false, reasons: [{ value: 'Importance', label: en('Importance') }] },
  closed: {
    won: { name: 'Closed Won', label: en('Closed Won') },
    lost: { name: 'Closed Lost', label: en('Closed Lost'), reasons: [{ value: 'Price', label: en('Price') }] },
  },
  stages: ['Qualify', 'Close'].map((name, index) => ({
    id: index + 1,
    name,
    label: en(name),
    short: en(name),
    start: en('start'),
    end: en('end'),
    task: en('task'),
    probability: 10 + index,
    forecast: 'Pipeline',
    tracks: ['Full'],
    expectedDays: 14,
    enforcement: 'enforce',
    required:
      index === 1
        ? []
        : [
            { code: 'Q_QUOTE', fields: [existing('SBQQ__PrimaryQuote__c', 'lookup', { to: 'SBQQ__Quote__c' })] },
            { code: 'Q_LEGAL', fields: [existing('Legal_OK__c', 'checkbox')] },
            { code: 'Q_SEEN', fields: [existing('acme__Seen_On__c', 'datetime')] },
            { code: 'Q_PRODUCTS', fields: [{ name: 'HasOpportunityLineItem' }] },
            { code: 'Q_BOOK', fields: [{ name: 'Pricebook2Id' }] },
            { code: 'Q_CONTRACT', fields: [{ name: 'ContractId' }] },
            { code: 'Q_SYNCED', fields: [existing('SyncedQuoteId', 'lookup', { to: 'Quote' })] },
            { code: 'Q_PRIVATE', fields: [existing('IsPrivate', 'checkbox')] },
          ].map((one, slot) => ({ ...one, gate: 'hard', slot, label: en(one.code) })),
  })),
};
