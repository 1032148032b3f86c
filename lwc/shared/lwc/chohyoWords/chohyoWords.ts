import lang from '@salesforce/i18n/lang';
import locale from '@salesforce/i18n/locale';
import timeZone from '@salesforce/i18n/timeZone';

/** A label with its gaps `{0}`, `{1}` … filled. */
export function fill(
    label: string,
    ...values: (string | number | null | undefined)[]
): string {
    return label.replace(/\{(\d)\}/g, (gap, position) =>
        String(values[Number(position)] ?? '')
    );
}

/** The name of a language in the user's language: `ja` → Japanese, 日本語. */
export function sayLanguage(code: string): string {
    return new Intl.DisplayNames([lang], { type: 'language' }).of(code) ?? code;
}

/** Whether a text tells a language already, by whichever name: Invoice (English), 請求書(英語). */
export function tellsLanguage(text: string, code: string): boolean {
    return [lang, code, 'en', 'ja']
        .map((own) => new Intl.DisplayNames([own], { type: 'language' }))
        .some((names) => text.includes(names.of(code) ?? code));
}

/** The same with what is in the user's language before the rest. */
export function ownLanguageFirst<Spoken extends { language: string }>(
    all: Spoken[]
): Spoken[] {
    const isOwn = ({ language }: Spoken) => lang.split('-')[0] === language;
    return [...all.filter(isOwn), ...all.filter((one) => !isOwn(one))];
}

/** A number with the user's separators. */
export function sayNumber(number: number): string {
    return new Intl.NumberFormat(locale).format(number);
}

/** A size for people: 532 KB, 1.2 MB. */
export function sayBytes(bytes: number): string {
    const megabytes = bytes / 1_048_576;
    const [size, unit] =
        megabytes < 1
            ? [Math.max(1, Math.round(bytes / 1024)), 'KB']
            : [Math.round(megabytes * 10) / 10, 'MB'];
    return `${sayNumber(size)} ${unit}`;
}

/** The time of day, to the second, in the user's time zone. */
export function sayTime(moment: string): string {
    return format(moment, { timeStyle: 'medium' });
}

/** Date and time of day in the user's time zone, as Salesforce shows them: with the whole year. */
export function sayMoment(moment: string): string {
    return format(moment, {
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: '2-digit'
    });
}

function format(moment: string, style: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(locale, { ...style, timeZone }).format(
        new Date(moment)
    );
}
