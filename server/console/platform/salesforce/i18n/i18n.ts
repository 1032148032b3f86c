/**
 * What `@salesforce/i18n/*` says, in the language of the page. The shell sets `<html lang>` before it loads the first component: values are fixed when
 * a module is read, as on the platform.
 */
export const japanese = document.documentElement.lang.startsWith('ja')

const inEnglish = {
  lang: 'en-US',
  locale: 'en-US',
  'dateTime.shortDateFormat': 'M/d/yyyy',
  'dateTime.mediumDateFormat': 'MMM d, yyyy',
  'dateTime.longDateFormat': 'MMMM d, yyyy',
  'dateTime.shortDateTimeFormat': 'M/d/yyyy, h:mm a',
  'dateTime.mediumDateTimeFormat': 'MMM d, yyyy, h:mm:ss a',
  'dateTime.longDateTimeFormat': 'MMMM d, yyyy, h:mm:ss a',
  'dateTime.shortTimeFormat': 'h:mm a',
  'dateTime.mediumTimeFormat': 'h:mm:ss a'
}

const inJapanese: typeof inEnglish = {
  lang: 'ja',
  locale: 'ja-JP',
  'dateTime.shortDateFormat': 'yyyy/MM/dd',
  'dateTime.mediumDateFormat': 'yyyy/MM/dd',
  'dateTime.longDateFormat': 'yyyy年M月d日',
  'dateTime.shortDateTimeFormat': 'yyyy/MM/dd H:mm',
  'dateTime.mediumDateTimeFormat': 'yyyy/MM/dd H:mm:ss',
  'dateTime.longDateTimeFormat': 'yyyy年M月d日 H:mm:ss',
  'dateTime.shortTimeFormat': 'H:mm',
  'dateTime.mediumTimeFormat': 'H:mm:ss'
}

/** By the last part of the module's name. The org's currency is the yen, in whatever language it is looked at. */
export const i18n = {
  ...(japanese ? inJapanese : inEnglish),
  dir: 'ltr',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  currency: 'JPY',
  firstDayOfWeek: 1,
  showJapaneseCalendar: false,
  defaultCalendar: 'gregorian',
  defaultNumberingSystem: 'latn',
  'number.numberFormat': '#,##0.###',
  'number.percentFormat': '#,##0%',
  'number.currencyFormat': '¤#,##0',
  'number.currencySymbol': '¥',
  'number.groupingSeparator': ',',
  'number.decimalSeparator': '.',
  'number.percentSign': '%',
  'number.perMilleSign': '‰',
  'number.plusSign': '+',
  'number.minusSign': '-',
  'number.exponentialSign': 'E',
  'number.superscriptingExponentSign': '×',
  'number.infinity': '∞',
  'number.nan': 'NaN'
}
