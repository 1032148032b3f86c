import type { GenerateDocument } from 'c/chohyoApi';
import type { Saving } from 'c/chohyoSaving';

interface Wish {
    mapping: string;
    recordId: string;
    saving: Saving;
}

/**
 * The request for what the user wants. Asked for again while nobody knows whether `uncertain` was carried out, the same wish is the same request;
 * anything else gets a key of its own.
 */
export function composeRequest(
    { mapping, recordId, saving }: Wish,
    uncertain: GenerateDocument | null
): GenerateDocument {
    const save = saving !== 'none';
    const saveAs = saving === 'none' ? 'file' : saving;
    const isSame =
        uncertain?.mapping === mapping &&
        uncertain.save === save &&
        uncertain.saveAs === saveAs;
    const requestKey = isSame ? uncertain.requestKey : crypto.randomUUID();
    return { mapping, recordId, save, saveAs, requestKey };
}
