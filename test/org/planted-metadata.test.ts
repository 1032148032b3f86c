import t from 'tap'
import { checkCredentials } from './check-credentials.ts'
import { checkFlows } from './check-flows.ts'
import { checkMetadata } from './check-metadata.ts'
import { checkObjects } from './check-objects.ts'
import { checkPackage } from './check-package.ts'
import { checkPermissions } from './check-permissions.ts'
import { checkPlacements } from './check-placements.ts'
import { checkProjectFiles } from './check-project-files.ts'
import { checkTranslations } from './check-translations.ts'
import { findsFaults } from './plant-faults.ts'

// Each check has to find what it is for, or its silence about the real project is worth nothing.

const META = 'force-app/main/default'

t.test('project files', async (t) => {
  await findsFaults(t, checkProjectFiles, [
    { says: 'an unknown key of the project', file: 'sfdx-project.json', from: '"namespace"', to: '"nameSpace"', found: { message: /must NOT have additional properties: nameSpace/ } },
    { says: 'a package directory that is not there', file: 'sfdx-project.json', from: '"path": "lwc"', to: '"path": "lwx"', found: { message: /lwx does not exist/, line: null } },
    { says: 'a scratch org of an edition that Salesforce does not have', file: 'config/project-scratch-def.json', from: '"Developer"', to: '"Developers"', found: { message: /edition/ } }
  ])
})

t.test('the package', async (t) => {
  await findsFaults(t, checkPackage, [
    { says: 'a component that is not in the list', file: `${META}/customPermissions/More.customPermission-meta.xml`, to: '<CustomPermission/>', found: { file: 'components.txt', message: /holds CustomPermission More/, line: null } },
    { says: 'a component that has gone', file: `${META}/cspTrustedSites/Sample.cspTrustedSite-meta.xml`, found: { file: 'components.txt', at: 'CspTrustedSite Sample', message: /lacks CspTrustedSite Sample/ } },
    { says: 'a stray file in a bundle', file: 'lwc/sample/lwc/sampleCard/notes.json', to: '{}', found: { file: 'lwc/sampleCard/notes.json', message: /has no business/, line: null } },
    { says: 'tests that would be deployed', file: 'lwc/sample/lwc/sampleCard/__tests__/old.test.js', to: '', also: [{ file: '.forceignore', from: '**/__tests__/**', to: '' }], found: { file: 'lwc/sampleCard/__tests__/old.test.js', message: /has no business/, line: null } },
    { says: 'a .forceignore that hides what custom metadata becomes', file: '.forceignore', from: '**/README.md', to: '**/*.md', also: [{ file: `${META}/customMetadata/Sample_Setting.One.md-meta.xml`, to: '<CustomMetadata/>' }, { file: 'components.txt', from: 'CustomLabels CustomLabels', to: 'CustomLabels CustomLabels\nCustomMetadata Sample_Setting.One' }], found: { file: 'customMetadata/Sample_Setting.One.md', message: /hides its name/, line: null } },
    { says: 'a bundle without its script', file: 'lwc/sample/lwc/samplePages/samplePages.ts', found: { file: 'lwc/samplePages', message: /no script of samplePages/, line: null } }
  ])
  await findsFaults(t, checkPackage, [
    { says: 'a file where Salesforce does not look for it', file: `${META}/tabs/Sample.tap-meta.xml`, to: '<CustomTab/>', found: { file: 'sfdx-project.json', message: /cannot be converted/, line: null } }
  ])
})

t.test('metadata types', async (t) => {
  await findsFaults(t, checkMetadata, [
    { says: 'an element that does not exist', file: `${META}/tabs/Sample.tab-meta.xml`, from: '<label>Sample</label>', to: '<lable>Sample</lable>', found: { message: /CustomTab\/lable is no element/ } },
    { says: 'a value that is not one of the choices', file: `${META}/quickActions/Account.Sample.quickAction-meta.xml`, from: '<type>LightningWebComponent</type>', to: '<type>Lwc</type>', found: { message: /QuickAction\/type may not be "Lwc"/ } },
    { says: 'an element that must be there', file: `${META}/objects/Account/webLinks/Sample_Many.webLink-meta.xml`, from: '<protected>false</protected>', to: '', found: { message: /WebLink needs an element protected/, at: '<WebLink' } },
    { says: 'an element that may be there once', file: `${META}/permissionsets/Sample_User.permissionset-meta.xml`, from: '<label>Sample user</label>', to: '<label>Sample user</label><label>Two</label>', found: { message: /PermissionSet\/label is given 2 times/ } },
    { says: 'yes for true', file: `${META}/cspTrustedSites/Sample.cspTrustedSite-meta.xml`, from: '<isActive>true</isActive>', to: '<isActive>yes</isActive>', found: { message: /is true or false, not "yes"/ } },
    { says: 'a word for a number', file: `${META}/objects/Sample_Output__c/fields/Pages__c.field-meta.xml`, from: '<scale>0</scale>', to: '<scale>none</scale>', found: { message: /is a number, not "none"/ } },
    { says: 'a tag that is not closed', file: `${META}/applications/Sample.app-meta.xml`, from: '</navType>', to: '', found: { message: /no well-formed XML/, at: '</CustomApplication>' } },
    { says: 'a type that does not exist', file: `${META}/customPermissions/Sample_Use.customPermission-meta.xml`, from: '<CustomPermission xmlns="http://soap.sforce.com/2006/04/metadata">\n    <isLicensed>false</isLicensed>\n    <label>Sample: use</label>\n</CustomPermission>', to: '<CustomRight/>', found: { message: /no type CustomRight/ } },
    { says: 'another namespace', file: `${META}/labels/CustomLabels.labels-meta.xml`, from: 'http://soap.sforce.com/2006/04/metadata', to: 'http://soap.sforce.com/2006/04/tooling', found: { message: /needs xmlns=/, at: '<CustomLabels' } },
    { says: 'principals, which templates on the web have and the API does not', file: `${META}/externalCredentials/Sample.externalCredential-meta.xml`, from: '<label>Sample</label>', to: '<label>Sample</label><principals/>', found: { message: /ExternalCredential\/principals is no element/ } }
  ])
})

t.test('objects', async (t) => {
  await findsFaults(t, checkObjects, [
    { says: 'a lookup to an object that is not there', file: `${META}/objects/Sample_Output__c/fields/Account__c.field-meta.xml`, from: '<referenceTo>Account</referenceTo>', to: '<referenceTo>Acount</referenceTo>', found: { message: /no object Acount/ } },
    { says: 'a list view with a column that is not there', file: `${META}/objects/Sample_Output__c/listViews/All.listView-meta.xml`, from: '<columns>Pages__c</columns>', to: '<columns>Page__c</columns>', found: { message: /no field Page__c/ } }
  ])
})

t.test('placements', async (t) => {
  await findsFaults(t, checkPlacements, [
    { says: 'a quick action to a component that is not exposed', file: `${META}/quickActions/Account.Sample.quickAction-meta.xml`, from: '>sampleAction<', to: '>samplePages<', found: { message: /samplePages is no component exposed to lightning__RecordAction/ } },
    { says: 'a tab of a component that is not exposed to tabs', file: `${META}/tabs/Sample.tab-meta.xml`, from: '>sampleTab<', to: '>sampleCard<', found: { message: /exposed to lightning__Tab/ } },
    { says: 'an app with a tab that is not there', file: `${META}/applications/Sample.app-meta.xml`, from: '<tabs>Sample_Output__c</tabs>', to: '<tabs>Sample_Outputs__c</tabs>', found: { message: /no tab Sample_Outputs__c/ } },
    { says: 'a page with a component that is not there', file: `${META}/flexipages/Sample_Account.flexipage-meta.xml`, from: '<value>5</value>\n                </componentInstanceProperties>\n                <componentName>sampleCard<', to: '<value>5</value>\n                </componentInstanceProperties>\n                <componentName>sampleCards<', found: { message: /sampleCards is no component exposed to lightning__RecordPage/, at: '<componentName>sampleCards' } },
    { says: 'a button to a flow that is not there', file: `${META}/objects/Account/webLinks/Sample_Many.webLink-meta.xml`, from: '/flow/Sample_Many', to: '/flow/Sample_Much', found: { message: /no flow Sample_Much/ } }
  ])
  await findsFaults(t, checkPlacements, [
    { says: 'a page that sets a property the component does not have', file: `${META}/flexipages/Sample_Account.flexipage-meta.xml`, from: '<name>most</name>', to: '<name>least</name>', found: { message: /sampleCard has no property least/, at: '<componentInstanceProperties>' } }
  ])
})

t.test('flows', async (t) => {
  await findsFaults(t, checkFlows, [
    { says: 'a property that the component does not have', file: `${META}/flows/Sample_Many.flow-meta.xml`, from: '<name>recordIds</name>', to: '<name>records</name>', found: { message: /sampleScreen has no property records/, at: '<inputParameters>\n                <name>records<' } },
    { says: 'a step that leads nowhere', file: `${META}/flows/Sample_Many.flow-meta.xml`, from: '<targetReference>Choose</targetReference>', to: '<targetReference>Chose</targetReference>', found: { message: /nothing called Chose/ } },
    { says: 'an Apex step with an input that it does not take', file: `${META}/flows/Sample_Many.flow-meta.xml`, from: '<name>mapping</name>', to: '<name>map</name>', found: { message: /SampleInvocable takes no map/, at: '<inputParameters>\n            <name>map<' } },
    { says: 'an Apex step without an input that it needs', file: `${META}/flows/Sample_Many.flow-meta.xml`, from: 'Generate one', to: 'Generate one', found: { message: /SampleInvocable needs mapping/, at: '<actionCalls>' } },
    { says: 'an Apex step with an output that it does not give', file: `${META}/flows/Sample_Many.flow-meta.xml`, from: '<name>answer</name>', to: '<name>reply</name>', found: { message: /SampleInvocable gives no reply/, at: '<outputParameters>' } }
  ])
  await findsFaults(t, checkFlows, [
    { says: 'a component that is not for screens', file: `${META}/flows/Sample_Many.flow-meta.xml`, from: 'c:sampleScreen', to: 'c:sampleCard', found: { message: /c:sampleCard is no component exposed to lightning__FlowScreen/ } },
    { says: 'an Apex class that is not invocable', file: `${META}/flows/Sample_Many.flow-meta.xml`, from: '<actionName>SampleInvocable', to: '<actionName>SampleClient', found: { message: /no Apex class SampleClient with an @InvocableMethod/ } }
  ])
})

t.test('permissions', async (t) => {
  const file = `${META}/permissionsets/Sample_User.permissionset-meta.xml`
  await findsFaults(t, checkPermissions, [
    { says: 'a class that is not there', file, from: '<apexClass>SampleInvocable', to: '<apexClass>SampleInvokable', found: { message: /no Apex class SampleInvokable/ } },
    { says: 'a field that is not there', file, from: '<field>ContentVersion.Sample_Key__c', to: '<field>ContentVersion.Sample_Keys__c', found: { message: /no field ContentVersion.Sample_Keys__c/ } },
    { says: 'a required field', file, from: '<field>Sample_Output__c.Pages__c', to: '<field>Sample_Output__c.Reference__c', found: { message: /Reference__c is required/ } },
    { says: 'an object that is not there', file, from: '<object>Sample_Output__c', to: '<object>Sample_Outputs__c', found: { message: /no object Sample_Outputs__c/ } },
    { says: 'a tab that is not there', file, from: '<tab>Sample<', to: '<tab>Samples<', found: { message: /no tab Samples/ } },
    { says: 'an app that is not there', file, from: '<application>Sample<', to: '<application>Samples<', found: { message: /no app Samples/ } },
    { says: 'a principal that the credential does not have', file, from: 'Sample-Service', to: 'Sample-Servant', found: { message: /no principal Sample-Servant/ } },
    { says: 'a custom permission that is not there', file, from: '<name>Sample_Use<', to: '<name>Sample_Usage<', found: { message: /no custom permission Sample_Usage/ } },
    { says: 'a custom permission that nobody gets', file: `${META}/customPermissions/Sample_Use.customPermission-meta.xml`, from: 'Sample: use', to: 'Sample: use', found: { message: /No permission set gives Sample_Use/, line: null } }
  ])
  await findsFaults(t, checkPermissions, [
    { says: 'a master-detail field', file, from: '<field>Sample_Output__c.Pages__c', to: '<field>Sample_Output__c.Account__c', found: { message: /Account__c is a master-detail field/ } }
  ])
})

t.test('credentials', async (t) => {
  await findsFaults(t, checkCredentials, [
    { says: 'an external credential that is not there', file: `${META}/namedCredentials/Sample.namedCredential-meta.xml`, from: '<externalCredential>Sample', to: '<externalCredential>Samples', found: { message: /no external credential Samples/ } },
    { says: 'a callout to a credential that is not there', file: `${META}/classes/SampleClient.cls`, from: 'callout:Sample', to: 'callout:Samples', found: { message: /no named credential Samples/ } },
    { says: 'a named credential that nothing uses', file: `${META}/namedCredentials/Sample.namedCredential-meta.xml`, from: 'SecuredEndpoint', to: 'SecuredEndpoint', found: { message: /No Apex calls callout:Sample/, line: null } },
    { says: 'a trusted site that is another address than the service', file: `${META}/cspTrustedSites/Sample.cspTrustedSite-meta.xml`, from: 'https://sample.example.com', to: 'https://simple.example.com', found: { message: /No named credential leads to https:\/\/simple/ } },
    { says: 'a policy of another app', file: `${META}/extlClntAppOauthPolicies/Sample_Policy.ecaOauthPlcy-meta.xml`, from: '<externalClientApplication>Sample', to: '<externalClientApplication>Samples', found: { message: /no external client app Samples/ } },
    { says: 'an app without a policy', file: `${META}/externalClientApps/Sample.eca-meta.xml`, from: 'Local', to: 'Local', found: { message: /has no OAuth policies/, line: null } },
    { says: 'a policy for a permission set that is not there', file: `${META}/extlClntAppOauthPolicies/Sample_Policy.ecaOauthPlcy-meta.xml`, from: 'Sample_User', to: 'Sample_Users', found: { message: /no permission set Sample_Users/ } }
  ])
})

t.test('translations', async (t) => {
  const object = `${META}/objectTranslations/Account-ja/Account-ja.objectTranslation-meta.xml`
  await findsFaults(t, checkTranslations, [
    { says: 'a quick action under another name', file: object, from: '<name>Sample<', to: '<name>Simple<', found: { message: /no quick action Simple/, at: '<quickActions>' } },
    { says: 'a quick action without a Japanese name', file: `${META}/quickActions/Account.Sample.quickAction-meta.xml`, from: 'ScreenAction', to: 'ScreenAction', found: { message: /quick action Sample has no Japanese name/, line: null } },
    { says: 'a field without a Japanese name', file: `${META}/objectTranslations/Sample_Output__c-ja/Pages__c.fieldTranslation-meta.xml`, found: { file: `${META}/objects/Sample_Output__c/fields/Pages__c.field-meta.xml`, message: /Sample_Output__c.Pages__c has no Japanese name/, line: null } },
    { says: 'a tab without a Japanese name', file: `${META}/translations/ja.translation-meta.xml`, from: '<customTabs>\n        <label>見本</label>\n        <name>Sample</name>\n    </customTabs>', to: '', found: { file: `${META}/tabs/Sample.tab-meta.xml`, message: /tab Sample has no Japanese name/, line: null } }
  ])
})
