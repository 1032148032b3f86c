import t from 'tap'
import { checkApexQueries } from './check-apex-queries.ts'
import { checkApexSyntax } from './check-apex-syntax.ts'
import { checkBytes } from './check-bytes.ts'
import { checkSecrets } from './check-secrets.ts'
import { findsFaults } from './plant-faults.ts'

const META = 'force-app/main/default'
const CLASSES = `${META}/classes`
const controller = `${CLASSES}/SampleController.cls`
const client = `${CLASSES}/SampleClient.cls`

t.test('Apex syntax', async (t) => {
  await findsFaults(t, checkApexSyntax, [
    { says: 'a semicolon that is missing', file: controller, from: 'WITH USER_MODE\n            LIMIT 10\n        ];', to: 'WITH USER_MODE\n            LIMIT 10\n        ]', found: { message: /no Apex \(column 5\)/, at: '    }\n}' } },
    { says: 'a class in a file of another name', file: `${CLASSES}/SampleSigner.cls`, from: 'class SampleSigner', to: 'class SampleSign', found: { message: /not named after SampleSign/, at: '/**' } }
  ])
})

t.test('Apex queries', async (t) => {
  await findsFaults(t, checkApexQueries, [
    { says: 'a field that is not there', file: controller, from: 'SELECT Id, Name, Pages__c', to: 'SELECT Id, Name, Page__c', found: { message: /Sample_Output__c has no field Page__c/ } },
    { says: 'a field of a parent that is not there', file: controller, from: 'Parent.Owner.Email', to: 'Parent.Owner.Emil', found: { message: /User has no field Emil/ } },
    { says: 'a parent that is not there', file: controller, from: 'Owner.Name,', to: 'Owned.Name,', found: { message: /Account has no relationship Owned/ } },
    { says: 'a child relationship that is not there', file: controller, from: 'FROM Sample_Outputs__r', to: 'FROM Sample_Output__r', found: { message: /Account has no child relationship Sample_Output__r/ } },
    { says: 'a field in the WHERE of a subquery that is not there', file: controller, from: 'WHERE Email != NULL', to: 'WHERE EMail2 != NULL', found: { message: /Contact has no field EMail2/ } },
    { says: 'a field in a semi-join that is not there', file: controller, from: 'SELECT Account__c FROM', to: 'SELECT Accounts__c FROM', found: { message: /Sample_Output__c has no field Accounts__c/ } },
    { says: 'a field to order by that is not there', file: controller, from: 'ORDER BY CreatedDate', to: 'ORDER BY CreatedDay', found: { message: /has no field CreatedDay/ } }
  ])
  await findsFaults(t, checkApexQueries, [
    { says: 'an object that is not there', file: controller, from: 'FROM Account\n', to: 'FROM Acount\n', found: { message: /no object Acount/ } },
    { says: 'a type of TYPEOF without the field', file: `${CLASSES}/SampleMore.cls`, to: 'public class SampleMore {\n  List<Task> a = [SELECT TYPEOF What WHEN Account THEN Phones END FROM Task];\n}\n', found: { message: /Account has no field Phones/, at: '  List<Task>' } }
  ])
})

t.test('secrets', async (t) => {
  await findsFaults(t, checkSecrets, [
    { says: 'the session id in Apex', file: `${CLASSES}/SampleSigner.cls`, from: 'UserInfo.getUserName()', to: 'UserInfo.getSessionId()', found: { message: /getSessionId/ } },
    { says: 'a grant by refresh token in Apex', file: client, from: 'request.setBody(body)', to: 'request.setBody(\'grant_type=refresh_token\')', found: { message: /refresh_token/ } },
    { says: 'the session id in a button', file: `${META}/objects/Account/webLinks/Sample_Many.webLink-meta.xml`, from: '/flow/Sample_Many', to: '/flow/Sample_Many?s={!$Api.Session_ID}', found: { message: /Session_ID/, at: '<url>' } },
    { says: 'a password in a named credential', file: `${META}/namedCredentials/Sample.namedCredential-meta.xml`, from: '<label>Sample</label>', to: '<label>Sample</label>\n    <password>x</password>', found: { message: /^password/, at: '<password>' } },
    { says: 'a refresh token in a component', file: 'lwc/sample/lwc/sampleTab/sampleTab.ts', from: 'words = words;', to: 'words = words;\n    refreshToken = 1;', found: { message: /refreshToken/, at: '    refreshToken' } },
    { says: 'a session id in a template', file: 'lwc/sample/lwc/sampleTab/sampleTab.html', from: '{words.title}', to: '{sessionId}', found: { message: /sessionId/ } },
    { says: 'a login with a password in the service', file: 'server/io/salesforce.ts', to: 'await connection.loginBySoap(user, secret)\n', found: { message: /loginBySoap/ } },
    { says: 'the password of a person outside of the rooms for it', file: 'server/documents/a.ts', to: '/** a password */\nexport const password = 1\n', found: { message: /^password/, at: 'export' } },
    { says: 'an app that may get refresh tokens', file: `${META}/extlClntAppOauthSettings/Sample_Oauth.ecaOauth-meta.xml`, from: '>Api<', to: '>Api,RefreshToken<', also: [{ file: `${META}/extlClntAppOauthPolicies/Sample_Policy.ecaOauthPlcy-meta.xml`, from: '>Zero<', to: '>Infinite<' }], found: { message: /may ask for refresh tokens/, at: '<commaSeparatedOauthScopes>' } }
  ])
})

t.test('bytes', async (t) => {
  await findsFaults(t, checkBytes, [
    { says: 'an answer read as bytes', file: client, from: 'return response.getBody();', to: 'return String.valueOf(response.getBodyAsBlob());', found: { message: /SampleClient reads the bytes/ } },
    { says: 'a file that is read', file: controller, from: 'SELECT Id, Name, Pages__c', to: 'SELECT Id, VersionData, Pages__c', found: { message: /SampleController reads the bytes of a file \(VersionData\)/ } },
    { says: 'bytes in a variable', file: `${CLASSES}/SampleInvocable.cls`, from: 'Result result', to: 'Blob content = null;\n            Result result', found: { message: /SampleInvocable holds bytes \(Blob\)/ } },
    { says: 'base64 of bytes', file: `${CLASSES}/SampleSigner.cls`, from: 'Auth.JWT token = new Auth.JWT();', to: 'String text = EncodingUtil.base64Encode(null);\n        Auth.JWT token = new Auth.JWT();', found: { message: /SampleSigner holds bytes/ } },
    { says: 'a request for the pages of a document', file: controller, from: '\'/v1/documents\'', to: '\'/v1/previews\'', found: { message: /SampleController asks for \/v1\/previews and sends requests/ } }
  ])
})
