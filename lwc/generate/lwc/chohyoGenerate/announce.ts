import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { RefreshEvent } from 'lightning/refresh';
import type { ChohyoDocument } from 'c/chohyoApi';
import labels from './labels';

/** Tells the page that a document is made, and, when it is under Files, that they have changed. */
export function announce(
    element: EventTarget,
    { id, fileName, salesforce }: ChohyoDocument
) {
    const detail = { documentId: id, fileName, ...salesforce };
    element.dispatchEvent(new CustomEvent('documentmade', { detail }));
    if (!salesforce) {
        return;
    }
    element.dispatchEvent(
        new CustomEvent('documentsaved', {
            detail,
            bubbles: true,
            composed: true
        })
    );
    element.dispatchEvent(new RefreshEvent());
    element.dispatchEvent(
        new ShowToastEvent({
            title: labels.saved,
            message: fileName ?? '',
            variant: 'success'
        })
    );
}
