/** The modules of the Lightning platform that we use, as far as we use them. */

declare module 'lightning/navigation' {
    import type { LightningElement } from 'lwc';

    export interface PageReference {
        type: string;
        attributes?: Record<string, unknown>;
        state?: Record<string, string>;
    }

    const Navigate: unique symbol;
    const GenerateUrl: unique symbol;

    /** What the mixin adds. */
    export interface Navigating {
        [Navigate](page: PageReference, replace?: boolean): void;
        [GenerateUrl](page: PageReference): Promise<string>;
    }

    export const NavigationMixin: {
        <Base extends new () => LightningElement>(
            base: Base
        ): new () => InstanceType<Base> & Navigating;
        readonly Navigate: typeof Navigate;
        readonly GenerateUrl: typeof GenerateUrl;
    };
}

declare module 'lightning/platformShowToastEvent' {
    export class ShowToastEvent extends CustomEvent<unknown> {
        constructor(toast: {
            title: string;
            message?: string;
            variant?: 'info' | 'success' | 'warning' | 'error';
            mode?: 'dismissible' | 'pester' | 'sticky';
            messageData?: (string | { url: string; label: string })[];
        });
    }
}

declare module 'lightning/actions' {
    export class CloseActionScreenEvent extends CustomEvent<unknown> {
        constructor();
    }
}

declare module 'lightning/refresh' {
    export class RefreshEvent extends Event {
        constructor();
    }
    /** `refresh` runs when the page around the element is refreshed. */
    export function registerRefreshHandler(
        element: object,
        refresh: () => Promise<boolean>
    ): number;
    export function unregisterRefreshHandler(id: number): void;
}

declare module 'lightning/flowSupport' {
    export class FlowAttributeChangeEvent extends CustomEvent<unknown> {
        constructor(attributeName: string, attributeValue: unknown);
    }
    export class FlowNavigationFinishEvent extends CustomEvent<unknown> {
        constructor();
    }
}

declare module 'lightning/uiRecordApi' {
    /** Tells Lightning Data Service that records have changed outside of it. */
    export function notifyRecordUpdateAvailable(
        records: { recordId: string }[]
    ): Promise<void>;
}

declare module 'lightning/prompt' {
    export default class LightningPrompt {
        /** What was typed; null when it was given up. */
        static open(dialog: {
            message: string;
            label: string;
            defaultValue?: string;
            theme?: string;
        }): Promise<string | null>;
    }
}

declare module 'lightning/confirm' {
    export default class LightningConfirm {
        /** Whether the user agreed. */
        static open(dialog: {
            message: string;
            label: string;
            theme?: string;
            variant?: string;
        }): Promise<boolean>;
    }
}
