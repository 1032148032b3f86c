import fc from 'fast-check'
import t from 'tap'
import { enterOrg, logIn } from '../enter-org.ts'

const sandbox = await enterOrg(t)
const { send } = await logIn(sandbox)
const crashes = (): string[] => sandbox.journal.list().flatMap(({ crash, path }) => crash === undefined ? [] : [`${path}: ${crash}`])
t.beforeEach(() => { sandbox.journal.clear() })

t.test('no query makes the org itself fail', async t => {
  const field = fc.constantFrom('Id', 'Name', 'Account.Name', 'Owner.Name', 'Amount', 'COUNT()', 'COUNT(Id)', 'SUM(Amount) s', 'toLabel(StageName)', 'FORMAT(Amount)', '(SELECT Id FROM Quotes)', '(SELECT COUNT(Id) FROM Quotes)', 'FIELDS(ALL)', 'FIELDS(STANDARD)', 'BillingAddress', 'Bogus', 'TYPEOF Owner WHEN User THEN Name END', 'CALENDAR_YEAR(CloseDate)', 'DISTANCE(Place__c, GEOLOCATION(1,2), \'km\')', 'GROUPING(Name)', 'convertCurrency(Amount)', 'Owner', 'a.Id', 'convertTimezone(CreatedDate)')
  const object = fc.constantFrom('Opportunity', 'Account', 'Sampler__c', 'Task', 'ContentVersion', 'ContentDocumentLink', 'Nothing', 'Opportunity a')
  const condition = fc.constantFrom('Name = \'x\'', 'Name = 1', 'Id = \'x\'', 'Id IN ()', 'Id IN (SELECT AccountId FROM Contact)', 'Id NOT IN (SELECT Id FROM Nothing)', 'Amount > 5', 'Amount LIKE \'x\'', 'Name LIKE \'%[(\'', 'CloseDate = TODAY', 'CloseDate = LAST_N_DAYS:99999999', 'CALENDAR_YEAR(CloseDate) = 2026', 'CreatedDate > 2026-01-01', 'IsClosed = true', 'Id IN (SELECT COUNT(Id) FROM Contact)', 'Name INCLUDES (\'a\')', 'DISTANCE(Place__c, GEOLOCATION(1,2), \'km\') < 5', 'Owner.Type = \'User\'', 'BillingAddress = null', 'Name IN (\'a\', null, 1)', 'NOT Name = \'x\'', 'CloseDate = 9999-99-99', 'Place__c = null', 'Name = \'\\u12\'')
  const tail = fc.constantFrom('', ' LIMIT 0', ' LIMIT 5 OFFSET 1', ' ORDER BY Name', ' ORDER BY Amount DESC NULLS LAST', ' ORDER BY COUNT(Id)', ' GROUP BY Name', ' GROUP BY ROLLUP(Name, StageName)', ' GROUP BY CALENDAR_YEAR(CloseDate)', ' GROUP BY Name HAVING COUNT(Id) > 1', ' ORDER BY Account.Owner.Name', ' FOR VIEW', ' WITH USER_MODE', ' ORDER BY BillingAddress', ' GROUP BY Bogus', ' HAVING COUNT(Id) > 1', ' ORDER BY DISTANCE(Place__c, GEOLOCATION(1,2), \'km\')')
  const soql = fc.tuple(fc.array(field, { minLength: 1, maxLength: 4 }), object, fc.array(condition, { maxLength: 2 }), tail).map(([fields, object, conditions, tail]) => `SELECT ${fields.join(', ')} FROM ${object}${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''}${tail}`)
  await fc.assert(fc.asyncProperty(soql, async soql => (await send('GET', `/query?q=${encodeURIComponent(soql)}`)).status < 500), { numRuns: 600 })
  t.strictSame(crashes(), [])
})

t.test('no body does either', async t => {
  const { records } = sandbox
  const call = fc.constantFrom(...[['POST', '/sobjects/Account'], ['POST', '/sobjects/ContentVersion'], ['POST', '/sobjects/Sampler__c'], ['PATCH', `/sobjects/Quote/${records.quote}`], ['PATCH', '/sobjects/Account/ExternalKey__c/x'], ['POST', '/composite'], ['POST', '/composite/batch'], ['POST', '/composite/sobjects'], ['PATCH', '/composite/sobjects'], ['PATCH', '/composite/sobjects/Account/ExternalKey__c'], ['POST', '/composite/sobjects/Account'], ['POST', '/jobs/query'], ['GET', '/ui-api/records/x?fields=a'], ['DELETE', '/composite/sobjects?ids=x,,y'], ['GET', '/query/x-y-z'], ['GET', `/ui-api/records/${records.quote}?fields=Quote`]] as Array<[string, string]>)
  const key = fc.constantFrom('Name', 'records', 'compositeRequest', 'batchRequests', 'ids', 'fields', 'method', 'url', 'referenceId', 'attributes', 'type', 'VersionData', 'PathOnClient', 'ContentDocumentId', 'query', 'operation', 'Account__r', 'constructor', '__proto__', 'Required__c', 'allOrNone', 'ExternalKey__c')
  const leaf = fc.oneof(fc.constantFrom('Account', 'x', 'GET', '/services/data/v66.0/limits', '@{x.id}', 'query', '', 'ref'), fc.string(), fc.double(), fc.boolean(), fc.constant(null))
  const { body } = fc.letrec(tie => ({ body: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('body'), { maxLength: 3 }), fc.dictionary(key, tie('body'), { maxKeys: 4 })) }))
  await fc.assert(fc.asyncProperty(call, body, async ([method, path], body) => (await send(method, path, method === 'GET' ? undefined : body)).status < 500), { numRuns: 600 })
  t.strictSame(crashes(), [])
})
