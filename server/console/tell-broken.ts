import { inJapanese, sayInJapanese, type Language } from '../errors-ja.ts'

const TEXTS = {
  en: { title: 'The console is not there', next: 'Mend what is named here and start the service again. If nothing was changed in the sources, install the packages anew with npm ci.', reference: 'API reference' },
  ja: { title: 'コンソールを表示できません', next: '上の問題を直してから、サービスを再起動してください。ソースを変更していない場合は、npm ci でパッケージを入れ直してください。', reference: 'API リファレンス' }
} as const

/** What a person sees at the console's address when there is no console: why, and what to do. */
export function tellBroken (error: Error & { code?: string, args?: unknown[] }, language: Language): string {
  const { title, next, reference } = TEXTS[language]
  const { code = '', message, args = [] } = error
  const why = language === 'ja' ? sayInJapanese({ code, message, args: args.map(inJapanese) }) : message
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Chohyo</title></head>
<body style="font: 16px/1.6 system-ui, sans-serif; max-width: 44rem; margin: 15vh auto; padding: 0 1rem; color: #181818">
<h1 style="font-size: 1.5rem">${title}</h1>
<p style="overflow-wrap: anywhere">${escapeHtml(why)}</p>
<p>${next}</p>
<p><a href="/docs" style="color: #0250d9">${reference}</a></p>
</body>
</html>
`
}

function escapeHtml (text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
