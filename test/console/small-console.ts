import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Test } from 'tap'
import { placesIn, type Places } from '../../server/console/places.ts'

const APP = 'server/console/app'
const METADATA = 'force-app/main/default'

/** The smallest console there is: one component of ours in a shell, with a label and a base component. */
export const SMALL: Readonly<Record<string, string>> = {
  'lwc/shared/lwc/greeting/greeting.ts': `import { LightningElement, api } from 'lwc';
import hello from '@salesforce/label/c.Chohyo_Hello';
export default class Greeting extends LightningElement {
    @api who: string = '';
    hello: string = hello;
    options: object[] = [];
}
`,
  'lwc/shared/lwc/greeting/greeting.html': `<template>
    <lightning-card title={hello} icon-name="standard:quotes">
        <div class="slds-p-horizontal_medium">
            <p class="who">{who}</p>
            <lightning-combobox label="x" options={options}></lightning-combobox>
            <lightning-button label="y" icon-name="utility:print"></lightning-button>
        </div>
    </lightning-card>
</template>
`,
  [`${APP}/main.ts`]: `document.documentElement.lang = navigator.language.slice(0, 2);
await import('./start.ts');
`,
  [`${APP}/start.ts`]: `import { createElement } from 'lwc';
import Shell from 'console/shell';
document.body.append(createElement('console-shell', { is: Shell }));
`,
  [`${APP}/modules/console/shell/shell.ts`]: `import { LightningElement } from 'lwc';
export default class Shell extends LightningElement {}
`,
  [`${APP}/modules/console/shell/shell.html`]: `<template><c-greeting who="山田 太郎"></c-greeting></template>
`,
  [`${METADATA}/labels/CustomLabels.labels-meta.xml`]: `<?xml version="1.0" encoding="UTF-8"?>
<CustomLabels xmlns="http://soap.sforce.com/2006/04/metadata">
    <labels>
        <fullName>Chohyo_Hello</fullName>
        <language>en_US</language>
        <protected>true</protected>
        <shortDescription>Hello</shortDescription>
        <value>Hello &amp; &quot;welcome&quot;</value>
    </labels>
</CustomLabels>
`,
  [`${METADATA}/translations/ja.translation-meta.xml`]: `<?xml version="1.0" encoding="UTF-8"?>
<Translations xmlns="http://soap.sforce.com/2006/04/metadata">
    <customLabels>
        <label>ようこそ</label>
        <name>Chohyo_Hello</name>
    </customLabels>
</Translations>
`
}

/** Its sources in a folder of their own, with other texts for some files. */
export function smallConsole (t: Test, changes: Record<string, string> = {}): Places {
  const root = mkdtempSync(join(tmpdir(), 'chohyo-console-'))
  t.teardown(() => rmSync(root, { recursive: true, force: true }))
  const places = placesIn(root)
  for (const [name, text] of Object.entries({ ...SMALL, ...changes })) change(places, name, text)
  return places
}

export function change ({ root }: Places, name: string, text: string): void {
  const path = join(root, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

export const COMPONENT = 'lwc/shared/lwc/greeting/greeting.ts'
export const TEMPLATE = 'lwc/shared/lwc/greeting/greeting.html'
export const LABELS = `${METADATA}/labels/CustomLabels.labels-meta.xml`
export const TRANSLATION = `${METADATA}/translations/ja.translation-meta.xml`
