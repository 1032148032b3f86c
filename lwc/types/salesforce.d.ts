/** What Salesforce (and the console's build) provide by name. */

declare module '@salesforce/label/*' {
    const label: string;
    export default label;
}

declare module '@salesforce/apex/*' {
    /** An Apex method called by hand: its parameters by name; the service's JSON as text. */
    const method: (parameters?: object) => Promise<string>;
    export default method;
}

declare module '@salesforce/i18n/lang' {
    const lang: string;
    export default lang;
}

declare module '@salesforce/i18n/locale' {
    const locale: string;
    export default locale;
}

declare module '@salesforce/i18n/timeZone' {
    const timeZone: string;
    export default timeZone;
}

declare module '@salesforce/user/Id' {
    const userId: string;
    export default userId;
}
