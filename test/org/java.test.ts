import { join } from 'node:path'
import t from 'tap'
import { checkApexSecurityOf } from './check-apex-security.ts'
import { checkApexTypes } from './check-apex-types.ts'
import { say } from './finding.ts'
import { plantFaults, tellsFaults, type Fault } from './plant-faults.ts'

// The two checks that start Java, over the project and over planted faults.

const project = join(import.meta.dirname, '../..')
const CLASSES = 'force-app/main/default/classes'
const controller = `${CLASSES}/SampleController.cls`
t.setTimeout(240_000)

const TYPES: Fault[] = [
  { says: 'a field that is not there', file: controller, from: '\'recordId\' => recordId,', to: '\'recordId\' => new Account().Nme,', found: { message: /Unknown field 'Nme' on SObject 'Schema.Account'/ } },
  { says: 'a field of ours that is not there', file: `${CLASSES}/SampleControllerTest.cls`, from: 'Assert.areEqual(0, outputs.size());', to: 'Assert.areEqual(0, outputs[0].Page__c);', found: { message: /Unknown field 'Page__c'/ } },
  { says: 'a method that is not there', file: `${CLASSES}/SampleInvocable.cls`, from: 'SampleController.generate(', to: 'SampleController.generates(', found: { message: /generates/ } },
  { says: 'a label that is not there', file: `${CLASSES}/SampleClient.cls`, from: 'Label.Sample_Refused', to: 'Label.Sample_Refusal', found: { message: /Sample_Refusal/ } },
  { says: 'a text for a number', file: `${CLASSES}/SampleSigner.cls`, from: 'Auth.JWT token = new Auth.JWT();', to: 'Integer seconds = \'120\';\n        Auth.JWT token = new Auth.JWT();\n        token.setValidityLength(seconds);', found: { message: /Incompatible types in assignment/, at: '        Integer seconds' } }
]

const SEARCH = `public with sharing class SampleSearch {
    @AuraEnabled
    public static List<Account> search(String name) {
        return Database.query(
            'SELECT Id FROM Account WHERE Name = \\'' + name + '\\''
        );
    }
}
`

const MORE = `public class SampleMore {
    @AuraEnabled
    public static List<Account> findAll() {
        return [SELECT Id FROM Account WHERE Name = 'x'];
    }
}
`

const SECRET = `public with sharing class SampleSecret {
    public static String tell() {
        String password = 'abcdefgh1234';
        return password;
    }
}
`

const SECURITY: Fault[] = [
  { says: 'SOQL out of what a person types', file: `${CLASSES}/SampleSearch.cls`, to: SEARCH, found: { message: /^ApexSOQLInjection/, at: '            \'SELECT Id' } },
  { says: 'a class that does not say whether it keeps to sharing', file: `${CLASSES}/SampleMore.cls`, to: MORE, found: { message: /^ApexSharingViolations/ } },
  { says: 'a query in it', file: `${CLASSES}/SampleMore.cls`, to: MORE, found: { message: /^ApexCRUDViolation/, at: '        return' } },
  { says: 'a query that does not ask for the user’s permissions', file: controller, from: 'WITH USER_MODE\n            ORDER BY', to: 'ORDER BY', found: { message: /^ApexCRUDViolation/, at: '        return [\n            SELECT Id, Name, Pages__c' } },
  { says: 'a class that PMD cannot read', file: `${CLASSES}/SampleList.cls`, to: 'public with sharing class SampleList {\n    public static void list() {}\n}\n', found: { message: /^PMD cannot read it/, at: '    public static' } },
  { says: 'a password in the code', file: `${CLASSES}/SampleSecret.cls`, to: SECRET, found: { message: /^AvoidHardcodedCredentialsInVarDecls/, at: '        String password' } }
]

t.test('types of Apex', async (t) => {
  const planted = await plantFaults(t, TYPES)
  t.same((await checkApexTypes(project)).map(say), [], 'the project has none that are wrong')
  await tellsFaults(t, planted, await checkApexTypes(planted), TYPES)
})

t.test('security of Apex', async (t) => {
  const planted = await plantFaults(t, SECURITY)
  const findings = await checkApexSecurityOf([project, planted])
  t.same(findings.get(project)?.map(say), [], 'the project breaks no rule')
  await tellsFaults(t, planted, findings.get(planted) ?? [], SECURITY)
})
