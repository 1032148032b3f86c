import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as service from 'c/chohyoApi';
import { ApiProblem } from 'c/chohyoErrors';
import ChohyoRecentDocuments from 'c/chohyoRecentDocuments';
import { registerRefreshHandler } from 'lightning/refresh';
import {
    choice,
    choices,
    made,
    queued,
    RECORD
} from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    findAll,
    seek,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';

jest.mock('c/chohyoApi', () => ({
    listChoices: jest.fn(),
    listDocuments: jest.fn()
}));

const api = jest.mocked(service);
const lost = new ApiProblem({
    code: 'CHOHYO_SERVICE_UNREACHABLE',
    detail: 'Down.',
    status: 0
});
const several = (count: number, from = 0) =>
    Array.from({ length: count }, (_, position) =>
        made({ id: `d${from + position}` })
    );

async function open() {
    const element = show(ChohyoRecentDocuments, {
        recordId: RECORD,
        objectApiName: 'Quote'
    });
    await settle();
    return element;
}

const items = (element: HTMLElement) =>
    findAll(element, 'c-chohyo-document-item');

describe('c-chohyo-recent-documents', () => {
    beforeEach(() => {
        jest.resetAllMocks();
        api.listChoices.mockResolvedValue(choices(choice()));
        api.listDocuments.mockResolvedValue({
            documents: several(2),
            next: null
        });
    });

    it('lists the newest documents by the names of their mappings', async () => {
        const element = await open();
        expect(items(element)).toHaveLength(2);
        expect(items(element)[0]!.label).toBe('御見積書');
        await expect(element).toBeAccessible();
    });

    it('lists them also when nobody knows what their mappings are called', async () => {
        api.listChoices.mockRejectedValue(lost);
        const element = await open();
        expect(items(element)[0]!.label).toBe('quote_ja');
    });

    it('says what will be here when there is nothing yet', async () => {
        api.listDocuments.mockResolvedValue({ documents: [], next: null });
        const element = await open();
        expect(find(element, '.empty').textContent).toContain(
            'No documents yet'
        );
        await expect(element).toBeAccessible();
    });

    it('shows more of what it has, then asks for the page behind', async () => {
        api.listDocuments
            .mockResolvedValueOnce({ documents: several(7), next: 'd6' })
            .mockResolvedValueOnce({ documents: several(3, 7), next: null });
        const element = await open();
        expect(items(element)).toHaveLength(5);
        find(element, '[data-more]').click();
        await settle();
        expect(api.listDocuments).toHaveBeenLastCalledWith({
            recordId: RECORD,
            after: 'd6'
        });
        expect(items(element)).toHaveLength(10);
        expect(seek(element, '[data-more]')).toBeNull();
    });

    it('follows a document under way until it is done', async () => {
        jest.useFakeTimers();
        api.listDocuments.mockResolvedValueOnce({
            documents: [queued()],
            next: null
        });
        const element = await open();
        expect(items(element)[0]!.document.state).toBe('queued');
        api.listDocuments.mockResolvedValueOnce({
            documents: [made()],
            next: null
        });
        await jest.advanceTimersByTimeAsync(1_000);
        await settle();
        expect(items(element)[0]!.document.state).toBe('done');
        await jest.advanceTimersByTimeAsync(60_000);
        expect(api.listDocuments).toHaveBeenCalledTimes(2);
    });

    it('looks again when the page is refreshed', async () => {
        await open();
        const [, refresh] = jest.mocked(registerRefreshHandler).mock.lastCall!;
        api.listDocuments.mockResolvedValueOnce({
            documents: several(3),
            next: null
        });
        await expect(refresh()).resolves.toBe(true);
        await settle();
        expect(
            items(document.body.firstElementChild as HTMLElement)
        ).toHaveLength(3);
    });

    it('says why there is no list, and tries again', async () => {
        api.listDocuments.mockRejectedValueOnce(lost);
        const element = await open();
        expect(find(element, 'c-chohyo-error-panel').problem).toMatchObject({
            detail: 'Down.'
        });
        await expect(element).toBeAccessible();
        find(element, 'c-chohyo-error-panel', 'lightning-button').click();
        await settle();
        expect(items(element)).toHaveLength(2);
        expect(seek(element, 'c-chohyo-error-panel')).toBeNull();
    });
});
