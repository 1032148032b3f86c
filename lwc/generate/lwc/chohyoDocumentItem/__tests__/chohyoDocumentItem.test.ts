import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { documentPages } from 'c/chohyoApi';
import ChohyoDocumentItem from 'c/chohyoDocumentItem';
import { saveToComputer } from 'c/chohyoDownload';
import { ApiProblem } from 'c/chohyoErrors';
import {
    FILE,
    made,
    pageImages,
    progress,
    queued,
    unmade
} from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    seek,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';

jest.mock('c/chohyoApi', () => ({ documentPages: jest.fn() }));
jest.mock('c/chohyoDownload', () => ({ saveToComputer: jest.fn() }));

const lost = new ApiProblem({
    code: 'CHOHYO_SERVICE_UNREACHABLE',
    detail: 'Down.',
    status: 0
});

async function open(document = made()) {
    const element = show(ChohyoDocumentItem, { document, label: '御見積書' });
    await settle();
    return element;
}

describe('c-chohyo-document-item', () => {
    beforeEach(() => {
        jest.mocked(documentPages).mockResolvedValue(pageImages());
        jest.mocked(saveToComputer).mockReset().mockResolvedValue();
    });

    it('says what a document is: its kind, when, by whom, how long', async () => {
        const element = await open();
        expect(find(element, '[data-open]').textContent).toBe(
            '御見積書_Q-0001.pdf'
        );
        const facts = find(element, '.facts').textContent;
        expect(facts).toContain('御見積書 •');
        expect(facts).toContain('sato@example.com');
        expect(facts).toContain('Pages: 3, 121 KB');
        expect(facts).not.toContain('not saved');
        await expect(element).toBeAccessible();
    });

    it('opens the file', async () => {
        const navigate = jest.fn();
        const element = await open();
        element.addEventListener('navigate', (event) =>
            navigate((event as CustomEvent).detail)
        );
        find(element, '[data-open]').click();
        expect(navigate).toHaveBeenCalledWith(
            expect.objectContaining({
                state: { selectedRecordId: FILE.contentDocumentId }
            })
        );
    });

    it('shows the pages of a document that is not under Files', async () => {
        const element = await open(made({ salesforce: null }));
        expect(find(element, '.facts').textContent).toContain(
            'not saved to Files'
        );
        find(element, '[data-open]').click();
        await settle();
        expect(documentPages).toHaveBeenCalledWith({
            documentId: 'd1',
            from: 1,
            count: 2
        });
        await expect(element).toBeAccessible();
        find(element, '[data-preview]').click();
        await settle();
        expect(seek(element, 'c-chohyo-preview-pane')).toBeNull();
    });

    it('downloads, and says why it could not', async () => {
        jest.mocked(saveToComputer).mockRejectedValueOnce(lost);
        const element = await open();
        find(element, '[data-download]').click();
        await settle();
        expect(find(element, 'c-chohyo-error-panel').problem).toMatchObject({
            detail: 'Down.'
        });
        find(element, 'c-chohyo-error-panel', 'lightning-button').click();
        await settle();
        expect(saveToComputer).toHaveBeenCalledTimes(2);
        expect(seek(element, 'c-chohyo-error-panel')).toBeNull();
    });

    it('says how far one under way is, and offers nothing of it yet', async () => {
        const element = await open(
            queued({ progress: progress({ step: 'making' }) })
        );
        expect(find(element, '.name').textContent).toBe('御見積書');
        expect(find(element, '.step').textContent).toBe('Making the document');
        expect(seek(element, '[data-download]')).toBeNull();
        await expect(element).toBeAccessible();
    });

    it('says why one failed', async () => {
        const element = await open(unmade());
        expect(find(element, '.step').textContent).toBe('Failed');
        expect(find(element, '.error').textContent).toContain(
            'Not found: Quote'
        );
        await expect(element).toBeAccessible();
    });
});
