import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { saveToComputer } from 'c/chohyoDownload';
import { ApiProblem } from 'c/chohyoErrors';
import ChohyoResult from 'c/chohyoResult';
import {
    FILE,
    made
} from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    later,
    seek,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';

jest.mock('c/chohyoDownload', () => ({ saveToComputer: jest.fn() }));

const late = new ApiProblem({
    code: 'CHOHYO_SERVICE_LATE',
    detail: 'Late.',
    status: 504
});

describe('c-chohyo-result', () => {
    beforeEach(() => {
        jest.mocked(saveToComputer).mockReset().mockResolvedValue();
    });

    async function open(document = made()) {
        const element = show(ChohyoResult, { document });
        await settle();
        return element;
    }

    it('says where the document is and what it is', async () => {
        const element = await open();
        expect(find(element, 'h3').textContent).toBe('Saved to Files');
        expect(find(element, '.name').textContent).toBe('御見積書_Q-0001.pdf');
        expect(element.shadowRoot!.textContent).toContain('Pages: 3, 121 KB');
        await expect(element).toBeAccessible();
    });

    it('opens the file in Salesforce', async () => {
        const navigate = jest.fn();
        const element = await open();
        element.addEventListener('navigate', (event) =>
            navigate((event as CustomEvent).detail)
        );
        find(element, '[data-open]').click();
        expect(navigate).toHaveBeenCalledWith({
            type: 'standard__namedPage',
            attributes: { pageName: 'filePreview' },
            state: { selectedRecordId: FILE.contentDocumentId }
        });
    });

    it('has nothing to open when nothing was saved', async () => {
        const element = await open(made({ salesforce: null }));
        expect(seek(element, '[data-open]')).toBeNull();
    });

    it('downloads once for a double click', async () => {
        const bytes = later<void>();
        jest.mocked(saveToComputer).mockReturnValue(bytes.promise);
        const element = await open();
        find(element, '[data-download]').click();
        find(element, '[data-download]').click();
        bytes.give();
        await settle();
        expect(saveToComputer).toHaveBeenCalledTimes(1);
    });

    it('says why a download failed, and tries again', async () => {
        jest.mocked(saveToComputer).mockRejectedValueOnce(late);
        const element = await open();
        find(element, '[data-download]').click();
        await settle();
        expect(find(element, 'c-chohyo-error-panel').problem).toMatchObject({
            detail: 'Late.'
        });
        await expect(element).toBeAccessible();
        find(element, 'c-chohyo-error-panel', 'lightning-button').click();
        await settle();
        expect(seek(element, 'c-chohyo-error-panel')).toBeNull();
    });
});
