import t from 'tap'
import { checkComponents } from './check-components.ts'
import { checkFormat } from './check-format.ts'
import { checkLabels } from './check-labels.ts'
import { checkScriptReferences } from './check-script-references.ts'
import { checkStyles } from './check-styles.ts'
import { checkTemplateReferences } from './check-template-references.ts'
import { findsFaults } from './plant-faults.ts'

const LWC = 'lwc/sample/lwc'
const card = `${LWC}/sampleCard/sampleCard.ts`
const page = `${LWC}/sampleCard/sampleCard.html`

t.test('components', async (t) => {
  await findsFaults(t, checkComponents, [
    { says: 'a template with an inline handler', file: `${LWC}/sampleTab/sampleTab.html`, from: '<h1 class="title">', to: '<h1 class="title" onclick="go()">', found: { message: /LWC1043: / } },
    { says: 'a tag that is not closed', file: page, from: '</lightning-card>', to: '', found: { message: /LWC\d+: /, at: '</template>\n<!---->' } },
    { says: 'a public property that begins as true', file: `${LWC}/samplePages/samplePages.ts`, from: '@api pages: number | undefined', to: '@api pages = true', found: { message: /LWC1099: Boolean public property must default to false/ } },
    { says: 'TypeScript that cannot be read', file: `${LWC}/sampleAction/sampleAction.ts`, from: 'close(): void {', to: 'close(: void {', found: { message: /Unexpected token/ } },
    { says: 'TypeScript that has to be compiled instead of erased', file: `${LWC}/sampleWords/sampleWords.ts`, from: 'export const words', to: 'enum Word { One }\nexport const words', found: { message: /enum is not supported/ } },
    { says: 'a stylesheet that cannot be read', file: `${LWC}/sampleTab/sampleTab.css`, from: '.title {', to: ':host(.title {', found: { message: /Unclosed bracket/ } },
    { says: 'a bundle without its description', file: `${LWC}/sampleScreen/sampleScreen.js-meta.xml`, found: { message: /Every bundle needs this file/, line: null } },
    { says: 'two bundles of one name', file: 'lwc/other/lwc/sampleTab/sampleTab.ts', to: 'export const twin = 1;\n', also: [{ file: 'lwc/other/lwc/sampleTab/sampleTab.js-meta.xml', to: '<LightningComponentBundle/>' }], found: { file: `${LWC}/sampleTab`, message: /two bundles named sampleTab/, line: null } }
  ])
})

t.test('references of scripts', async (t) => {
  await findsFaults(t, checkScriptReferences, [
    { says: 'an Apex class that is not there', file: card, from: '@salesforce/apex/SampleController.generate', to: '@salesforce/apex/SampleControl.generate', found: { message: /no Apex class SampleControl/ } },
    { says: 'an Apex method that is not there', file: card, from: '@salesforce/apex/SampleController.listOutputs', to: '@salesforce/apex/SampleController.listOutput', found: { message: /no method listOutput\./ } },
    { says: 'an Apex method that components may not call', file: `${LWC}/sampleAction/sampleAction.ts`, from: 'import { CloseActionScreenEvent', to: 'import send from \'@salesforce/apex/SampleClient.send\';\nimport { CloseActionScreenEvent', found: { message: /SampleClient.send is not @AuraEnabled/ } },
    { says: 'a field that is not there', file: card, from: '@salesforce/schema/Account.Name', to: '@salesforce/schema/Account.Nme', found: { message: /Account has no field Nme/ } },
    { says: 'an object that is not there', file: card, from: '@salesforce/schema/Sample_Output__c.Pages__c', to: '@salesforce/schema/Sample_Outputs__c.Pages__c', found: { message: /no object Sample_Outputs__c/ } },
    { says: 'a module of ours that is not there', file: card, from: '\'c/sampleWords\'', to: '\'c/sampleWord\'', found: { message: /no module c\/sampleWord\./ } },
    { says: 'a module that Salesforce does not have', file: card, from: '\'lightning/uiRecordApi\'', to: '\'lightning/uiRecordsApi\'', found: { message: /no public module lightning\/uiRecordsApi/ } },
    { says: 'a package of npm', file: `${LWC}/sampleTab/sampleTab.ts`, from: 'import { words', to: 'import dayjs from \'dayjs\';\nimport { words', found: { message: /dayjs is nothing that a component can import/ } },
    { says: 'a custom permission that is not there', file: `${LWC}/sampleScreen/sampleScreen.ts`, from: 'import { LightningElement', to: 'import may from \'@salesforce/customPermission/Sample_Usage\';\nimport { LightningElement', found: { message: /the project has no Sample_Usage/ } }
  ])
  await findsFaults(t, checkScriptReferences, [
    { says: 'a parameter that the Apex method does not have', file: card, from: 'mapping: \'Sample\'', to: 'mappingName: \'Sample\'', found: { message: /generate has no parameter mappingName: it has recordId, mapping/, at: 'generate({' } },
    { says: 'a parameter of a wire that the Apex method does not have', file: card, from: 'most: \'$most\'', to: 'limit: \'$most\'', found: { message: /listOutputs has no parameter limit/ } },
    { says: 'parameters that nobody can check', file: `${LWC}/sampleTab/sampleTab.ts`, from: 'words = words;', to: 'words = words;\n    make = (input: any): unknown => generate(input);', also: [{ file: `${LWC}/sampleTab/sampleTab.ts`, from: 'import { words', to: 'import generate from \'@salesforce/apex/SampleController.generate\';\nimport { words' }], found: { message: /has no type/, at: 'make = ' } }
  ])
})

t.test('references of templates', async (t) => {
  await findsFaults(t, checkTemplateReferences, [
    { says: 'a component of ours that is not there', file: `${LWC}/sampleAction/sampleAction.html`, from: '<c-sample-card record-id={recordId} onclose={close}></c-sample-card>', to: '<c-sample-cart></c-sample-cart>', found: { message: /no component <c-sample-cart>/ } },
    { says: 'a component that Salesforce does not have', file: page, from: '<lightning-card title={words.title}>', to: '<lightning-cart title={words.title}>', also: [{ file: page, from: '</lightning-card>', to: '</lightning-cart>' }], found: { message: /no component <lightning-cart>/ } },
    { says: 'a property that the component does not have', file: page, from: 'pages={count}>', to: 'page-count={count}>', found: { message: /<c-sample-pages> has no public property pageCount/ } },
    { says: 'a property that Salesforce’s component does not have', file: page, from: '<lightning-button label=', to: '<lightning-button labels=', found: { message: /<lightning-button> has no public property labels/ } },
    { says: 'a member that the class does not have', file: page, from: '{name}', to: '{nam}', found: { message: /class has no member nam\./ } },
    { says: 'a handler that the class does not have', file: page, from: 'onclick={make}', to: 'onclick={makes}', found: { message: /class has no member makes/ } },
    { says: 'an item outside of its loop', file: `${LWC}/sampleScreen/sampleScreen.html`, from: '</template>\n</template>', to: '</template>{recordId}\n</template>', found: { message: /class has no member recordId/ } }
  ])
})

t.test('labels', async (t) => {
  const labels = 'force-app/main/default/labels/CustomLabels.labels-meta.xml'
  const japanese = 'force-app/main/default/translations/ja.translation-meta.xml'
  await findsFaults(t, checkLabels, [
    { says: 'a label that is not there, in a component', file: `${LWC}/sampleTab/sampleTab.ts`, from: 'import { words', to: 'import MORE from \'@salesforce/label/c.Sample_More\';\nimport { words', found: { message: /no label Sample_More/ } },
    { says: 'a label that is not there, in Apex', file: 'force-app/main/default/classes/SampleController.cls', from: 'Label.Sample_Refused', to: 'Label.Sample_Refusal', found: { message: /no label Sample_Refusal/ } },
    { says: 'a label that nothing uses and nobody translated', file: labels, from: '</CustomLabels>', to: '    <labels>\n        <fullName>Sample_Idle</fullName>\n        <value>Idle</value>\n    </labels>\n</CustomLabels>', found: { message: /Sample_Idle is used nowhere/, at: '<labels>\n        <fullName>Sample_Idle' } },
    { says: 'a missing translation', file: labels, from: '<fullName>Sample_Idle', to: '<fullName>Sample_Idle', found: { message: /Sample_Idle has no Japanese translation/, at: '<labels>\n        <fullName>Sample_Idle' } },
    { says: 'a translation of nothing', file: japanese, from: '<customTabs>', to: '<customLabels>\n        <label>無</label>\n        <name>Sample_Gone</name>\n    </customLabels>\n    <customTabs>', found: { message: /Sample_Gone is translated, but is no label/ } },
    { says: 'a translation with other gaps', file: japanese, from: '文書など', to: '文書{0}など', found: { message: /Japanese of Sample_Title has the gaps "\{0\}"/, at: '<customLabels>\n        <label>文書' } }
  ])
})

t.test('styles', async (t) => {
  await findsFaults(t, checkStyles, [
    { says: 'a colour of one’s own', file: `${LWC}/sampleTab/sampleTab.css`, from: 'padding', to: 'color: #0176d3;\n    padding', found: { message: /no-hardcoded-values-slds2: .*#0176d3/ } }
  ])
})

t.test('format', async (t) => {
  const message = /not as Prettier writes it/
  await findsFaults(t, checkFormat, [
    { says: 'Apex', file: 'force-app/main/default/classes/SampleClient.cls', from: '        request.setMethod(method);', to: '      request.setMethod( method );', found: { message } },
    { says: 'metadata', file: 'force-app/main/default/tabs/Sample.tab-meta.xml', from: '    <label>', to: '  <label>', found: { message } },
    { says: 'TypeScript', file: card, from: 'from \'c/sampleWords\'', to: 'from "c/sampleWords"', found: { message } },
    { says: 'a template', file: page, from: '        <p>', to: '     <p>', found: { message } },
    { says: 'a stylesheet', file: `${LWC}/sampleTab/sampleTab.css`, from: '    padding:', to: '    padding :', found: { message } },
    { says: 'a file that cannot be read', file: `${LWC}/sampleWords/sampleWords.ts`, from: 'as const;', to: 'as const', also: [{ file: `${LWC}/sampleWords/sampleWords.ts`, from: '{ title', to: '{{ title' }], found: { message: /cannot read it/ } }
  ])
})
