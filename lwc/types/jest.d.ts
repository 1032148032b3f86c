import 'expect';

declare module 'expect' {
    interface Matchers<R> {
        /** axe finds nothing to object to: https://github.com/salesforce/sa11y */
        toBeAccessible(): Promise<R>;
    }
}
