import { LightningElement, api } from 'lwc';
import type { SaveAs } from 'c/chohyoApi';
import labels from './labels';

/** Where the document goes: Files as a new file, as a new version, or nowhere: only to the user's computer. */
export type Saving = SaveAs | 'none';

/** Lets the user say where documents go. Fires `choose` with the saving. */
export default class ChohyoSaving extends LightningElement {
    @api saving: Saving = 'file';
    @api disabled = false;

    /** Leaves new versions out. */
    @api withoutVersions = false;

    labels = labels;

    get options() {
        return [
            { label: labels.asFile, value: 'file' },
            { label: labels.asVersion, value: 'version' },
            { label: labels.not, value: 'none' }
        ].filter(({ value }) => value !== 'version' || !this.withoutVersions);
    }

    handleChange(event: CustomEvent<{ value: Saving }>) {
        const saving = event.detail.value;
        this.dispatchEvent(new CustomEvent('choose', { detail: { saving } }));
    }
}
