/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return --
   answers are JSON of many shapes: a wrong guess fails the test */
import t from 'tap'
import { bothClients, enterOrg, logIn, who } from '../enter-org.ts'

const sandbox = await enterOrg(t, { size: 40, now: () => new Date('2026-11-03T03:00:00Z') })
const { records } = sandbox
const clients = await bothClients(sandbox)

/** Rows as `Name|Name…` lines, or the error's code and last line. */
function shown (page: any): unknown {
  if (Array.isArray(page)) return `${page[0].errorCode}: ${String(page[0].message).split('\n').at(-1)}`
  return page.records.map(({ attributes, ...values }: Record<string, any>) => Object.values(values).map(value => typeof value === 'object' && value !== null ? value.Name ?? JSON.stringify(value) : value).join('|'))
}

const cases: Array<[sentence: string, soql: string, expected: unknown]> = [
  ['a record by id, with parents two levels up', `SELECT Name, Account.Name, Account.Owner.Name FROM Quote WHERE Id = '${records.quote}'`, ['本社事務機器更新 御見積|株式会社髙橋製作所']],
  ['fifteen characters of an id are enough', `SELECT Name FROM Account WHERE Id = '${records.account?.slice(0, 15)}'`, ['株式会社髙橋製作所']],
  ['names ignore case and come back as described', `select NAME from ACCOUNT where id = '${records.account}'`, ['株式会社髙橋製作所']],
  ['text compares without case', 'SELECT Name FROM Account WHERE Name = \'BLUE HARBOR trading ltd.\'', ['Blue Harbor Trading Ltd.']],
  ['LIKE with both wildcards', 'SELECT Name FROM Account WHERE Name LIKE \'_lue%LTD.\' AND ExternalKey__c = \'A-0003\'', ['Blue Harbor Trading Ltd.']],
  ['a quote inside a literal', 'SELECT LastName FROM Contact WHERE LastName = \'O\\\'Brien\' AND Account.ExternalKey__c = \'A-0003\'', ['O\'Brien']],
  ['alias and object name in front of fields', `SELECT a.Name FROM Account a WHERE a.Id = '${records.account}'`, ['株式会社髙橋製作所']],
  ['IN and NOT IN', 'SELECT Name FROM Account WHERE ExternalKey__c IN (\'A-0001\', \'A-0003\') AND Name NOT IN (\'株式会社髙橋製作所\')', ['Blue Harbor Trading Ltd.']],
  ['a semi-join', `SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE LastName = '渡邉' AND FirstName = '﨑子') AND Id = '${records.account}'`, ['株式会社髙橋製作所']],
  ['parentheses and NOT', 'SELECT Name FROM Account WHERE (NOT (Name LIKE \'%髙橋%\')) AND (ExternalKey__c = \'A-0001\' OR ExternalKey__c = \'A-0002\')', ['みどり商事株式会社']],
  ['numbers and booleans', 'SELECT Name FROM Opportunity WHERE Amount = 800000 AND IsClosed = false AND Account.ExternalKey__c = \'A-0002\'', ['みどり商事 新規導入']],
  ['ORDER BY with nulls last', 'SELECT Name, Kana__c FROM Account WHERE ExternalKey__c IN (\'A-0001\',\'A-0002\',\'A-0003\') ORDER BY Kana__c ASC NULLS LAST', ['株式会社髙橋製作所|タカハシセイサクショ', 'みどり商事株式会社|ミドリショウジ', 'Blue Harbor Trading Ltd.|']],
  ['nulls come first, descending too', 'SELECT Kana__c FROM Account WHERE ExternalKey__c IN (\'A-0001\',\'A-0002\',\'A-0003\') ORDER BY Kana__c DESC', ['', 'ミドリショウジ', 'タカハシセイサクショ']],
  ['LIMIT and OFFSET', 'SELECT Position__c FROM InvoiceLine__c WHERE Invoice__c = \'' + records.invoice + '\' ORDER BY Position__c LIMIT 2 OFFSET 3', ['4', '5']],
  ['picklists sort by the order of their values', 'SELECT Picklist__c FROM Sampler__c ORDER BY Picklist__c', ['Green']],
  ['INCLUDES wants all of a group or any of several', 'SELECT Name FROM Sampler__c WHERE MultiPicklist__c INCLUDES (\'Tokyo;Osaka\', \'Fukuoka\')', ['すべての型']],
  ['EXCLUDES', 'SELECT Name FROM Sampler__c WHERE MultiPicklist__c EXCLUDES (\'Tokyo\')', []],
  ['a time literal', 'SELECT Name FROM Sampler__c WHERE Time__c = 09:05:00.000Z', ['すべての型']],
  ['a date and a moment', 'SELECT Name FROM Sampler__c WHERE Date__c = 2026-10-31 AND DateTime__c >= 2026-10-31T15:30:00Z', ['すべての型']],
  ['a date literal in the user\'s time zone: 15:30 UTC is the next day in Tokyo', 'SELECT Name FROM Sampler__c WHERE DateTime__c = THIS_MONTH', ['すべての型']],
  ['LAST_N_DAYS', 'SELECT Name FROM Sampler__c WHERE Date__c = LAST_N_DAYS:3', ['すべての型']],
  ['a date function in a filter', 'SELECT Name FROM Sampler__c WHERE CALENDAR_MONTH(Date__c) = 10', ['すべての型']],
  ['a date function in the user\'s time zone: 15:30 UTC is half past midnight in Tokyo', 'SELECT Name FROM Sampler__c WHERE HOUR_IN_DAY(convertTimezone(DateTime__c)) = 0 AND CALENDAR_MONTH(convertTimezone(DateTime__c)) = 11 AND HOUR_IN_DAY(DateTime__c) = 15', ['すべての型']],
  ['groups in the user\'s time zone', 'SELECT DAY_ONLY(convertTimezone(DateTime__c)) local, DAY_ONLY(DateTime__c) utc FROM Sampler__c GROUP BY DAY_ONLY(convertTimezone(DateTime__c)), DAY_ONLY(DateTime__c)', ['2026-11-01|2026-10-31']],
  ['a distance', 'SELECT Name FROM Sampler__c WHERE DISTANCE(Place__c, GEOLOCATION(35.68, 139.76), \'km\') < 5', ['すべての型']],
  ['empty text is null', 'SELECT Name FROM Account WHERE Kana__c = null AND ExternalKey__c IN (\'A-0001\',\'A-0003\')', ['Blue Harbor Trading Ltd.']],
  ['toLabel speaks the user\'s language', `SELECT toLabel(StageName) FROM Opportunity WHERE Id = '${records.opportunity}'`, ['提案']],
  ['FORMAT writes as the user does', `SELECT FORMAT(Amount) a FROM Opportunity WHERE Id = '${records.privateOpportunity}'`, ['￥500,000']],
  ['an owner that may be a queue', `SELECT Owner.Name, Owner.Type FROM Invoice__c WHERE Id = '${records.invoice}'`, ['渡邉 健一']],
  ['what the Salesforce CLI asks of an org first', 'SELECT InstanceName, IsSandbox, TrialExpirationDate, NamespacePrefix FROM Organization', ['JPN01|true||']],
  ['USING SCOPE mine', 'SELECT Id FROM Invoice__c USING SCOPE mine', []],
  ['an unknown field', 'SELECT Bogus FROM Account', 'INVALID_FIELD: No such column \'Bogus\' on entity \'Account\'. If you are attempting to use a custom field, be sure to append the \'__c\' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.'],
  ['two columns of one name', 'SELECT Account.Name, Owner.Name, COUNT(Id) FROM Opportunity GROUP BY Account.Name, Owner.Name', 'MALFORMED_QUERY: duplicate alias: Name'],
  ['an alias where nothing is aggregated', 'SELECT Owner.Name owner FROM Account', 'MALFORMED_QUERY: only aggregate expressions use field aliasing'],
  ['an unknown object', 'SELECT Id FROM XYZZY', 'INVALID_TYPE: sObject type \'XYZZY\' is not supported. If you are attempting to use a custom object, be sure to append the \'__c\' after the entity name. Please reference your WSDL or the describe call for the appropriate names.'],
  ['AND and OR without parentheses', 'SELECT Id FROM Account WHERE Name = \'a\' AND Name = \'b\' OR Name = \'c\'', 'MALFORMED_QUERY: unexpected token: \'OR\''],
  ['a text where a number belongs', 'SELECT Id FROM Opportunity WHERE Amount = \'1\'', 'INVALID_FIELD: value of filter criterion for field \'Amount\' must be of type double and should not be enclosed in quotes'],
  ['an id that is none', 'SELECT Id FROM Account WHERE Id = \'x\'', 'INVALID_QUERY_FILTER_OPERATOR: invalid ID field: x'],
  ['a filter on long text', 'SELECT Id FROM Invoice__c WHERE Notes__c = \'x\'', 'INVALID_FIELD: field \'Notes__c\' can not be filtered in a query call'],
  ['a sort by long text', 'SELECT Id FROM Invoice__c ORDER BY Notes__c', 'INVALID_FIELD: field \'Notes__c\' can not be sorted in a query call'],
  ['an unclosed text', 'SELECT Id FROM Account WHERE Name = \'x', 'MALFORMED_QUERY: unexpected token: \'\'\''],
  ['a far offset', 'SELECT Id FROM Account OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE: Maximum SOQL offset allowed is 2000'],
  ['the same field twice', 'SELECT Id, id FROM Account', 'INVALID_FIELD: duplicate field selected: Id'],
  ['FIELDS(ALL) without a limit', 'SELECT FIELDS(ALL) FROM Account', 'MALFORMED_QUERY: The SOQL FIELDS function must have a LIMIT of at most 200'],
  ['links without a record', 'SELECT Id FROM ContentDocumentLink', 'MALFORMED_QUERY: Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id\'s using the IN operator.']
]

for (const client of clients) {
  t.test(`queries through ${client.name}`, async t => {
    for (const [sentence, soql, expected] of cases) {
      const page = await client.query(soql)
      if (sentence.includes('two levels') || sentence.includes('queue')) t.match(shown(page), expected instanceof Array && sentence.includes('queue') ? [/渡邉 健一/] : [/本社事務機器更新 御見積\|株式会社髙橋製作所/], sentence)
      else t.strictSame(shown(page), expected, sentence)
    }
  })
}

t.test('an error shows the place with snippet, caret, row and column', async t => {
  const [unknown] = await (await logIn(sandbox)).query('SELECT Id FROM XYZZY')
  t.equal(unknown.message.split('\n').slice(0, 4).join('\n'), '\nSELECT Id FROM XYZZY\n               ^\nERROR at Row:1:Column:16')
  const [error] = await clients[0]?.query('SELECT Id,\n Bogus FROM Account')
  t.equal(error.message.split('\n').slice(0, 4).join('\n'), '\n Bogus FROM Account\n ^\nERROR at Row:2:Column:2')
})

t.test('parents nest as objects, a missing parent is null, an empty list is null', async t => {
  const { records: [quote] } = await clients[0]?.query(`SELECT Account.Name, Account.Owner.Profile.Name, (SELECT Product2.Name FROM QuoteLineItems WHERE TaxRate__c = 8 ORDER BY SortOrder LIMIT 2), (SELECT Id FROM Orders WHERE Name = 'none') FROM Quote WHERE Id = '${records.quote}'`)
  t.match(quote, {
    attributes: { type: 'Quote', url: `/services/data/v66.0/sobjects/Quote/${records.quote}` },
    Account: { attributes: { type: 'Account' }, Name: '株式会社髙橋製作所', Owner: { attributes: { type: 'User' }, Profile: { Name: 'Sales Rep' } } },
    QuoteLineItems: { totalSize: 2, done: true, records: [{ Product2: { Name: '静岡煎茶 100g' } }, { Product2: { Name: 'ミネラルウォーター 500ml×24本' } }] },
    Orders: null
  })
  const { records: [sampler] } = await clients[0]?.query('SELECT Parent__r.Name FROM Sampler__c')
  t.equal(sampler.Parent__r, null)
})

t.test('TYPEOF shows each kind of parent its own fields', async t => {
  const page = await clients[0]?.query('SELECT TYPEOF What WHEN Account THEN Phone WHEN Opportunity THEN StageName, Amount ELSE Name END FROM Task ORDER BY ActivityDate')
  t.match(page.records, [{ What: { attributes: { type: 'Account' }, Phone: '06-5555-2200' } }, { What: { attributes: { type: 'Opportunity' }, StageName: 'Proposal' } }])
})

t.test('every value has the form of the REST API', async t => {
  const page = await clients[0]?.query('SELECT FIELDS(CUSTOM) FROM Sampler__c LIMIT 1')
  const { attributes, ...values } = page.records[0]
  t.match(values, {
    Serial__c: 'S-0001',
    Checkbox__c: true,
    Number__c: 1234.567,
    Integer__c: 42,
    Currency__c: 1234567.89,
    Percent__c: 12.5,
    Date__c: '2026-10-31',
    DateTime__c: '2026-10-31T15:30:00.000+0000',
    Time__c: '09:05:00.000Z',
    MultiPicklist__c: 'Tokyo;Fukuoka',
    Place__c: { latitude: 35.681236, longitude: 139.767125 },
    Secret__c: '1234-5678',
    Double__c: 2469.134,
    Shout__c: '㈱髙﨑・渡邉 <b>"太字"</b> & 𠮷!',
    Parent__c: null
  })
  const masked = await (await logIn(sandbox, who.rep)).query('SELECT Secret__c FROM Sampler__c')
  t.equal(masked.records[0].Secret__c, '*********')
})
