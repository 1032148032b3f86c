import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { listParcels } from 'c/chohyoApi';
import { saveToComputer } from 'c/chohyoDownload';
import { ApiProblem } from 'c/chohyoErrors';
import ChohyoRunParcels from 'c/chohyoRunParcels';
import {
    FILE,
    parcel,
    problem,
    RECORD
} from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    findAll,
    fire,
    seek,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';
import type { Counts, Parcel } from 'c/chohyoApi';

jest.mock('c/chohyoApi', () => ({ listParcels: jest.fn() }));
jest.mock('c/chohyoDownload', () => ({ saveToComputer: jest.fn() }));

const list = jest.mocked(listParcels);
const lost = new ApiProblem({
    code: 'CHOHYO_SERVICE_UNREACHABLE',
    detail: 'Down.',
    status: 0
});
const counts = (changes: Partial<Counts> = {}): Counts => ({
    waiting: 0,
    running: 0,
    done: 2,
    failed: 0,
    cancelled: 0,
    ...changes
});
const failed = (changes: Partial<Parcel> = {}) =>
    parcel({
        id: 'p9',
        recordName: 'Q-0009',
        state: 'failed',
        document: null,
        error: problem(),
        ...changes
    });

async function open(properties: object = {}) {
    const element = show(ChohyoRunParcels, {
        runId: 'r1',
        counts: counts(),
        ...properties
    });
    await settle();
    return element;
}

const names = (element: HTMLElement) =>
    findAll(element, '[data-record]').map(({ textContent }) => textContent);

describe('c-chohyo-run-parcels', () => {
    beforeEach(() => {
        list.mockReset().mockResolvedValue({ parcels: [parcel()], next: null });
        jest.mocked(saveToComputer).mockReset().mockResolvedValue();
    });

    it('says of each record what became of it', async () => {
        list.mockResolvedValue({ parcels: [parcel(), failed()], next: null });
        const element = await open();
        expect(list).toHaveBeenCalledWith({
            runId: 'r1',
            state: undefined,
            after: undefined
        });
        expect(names(element)).toEqual(['Q-0001', 'Q-0009']);
        expect(find(element, '.problem').textContent).toContain(
            'Not found: Quote'
        );
        await expect(element).toBeAccessible();
    });

    it('leads to the record and to the file', async () => {
        const navigate = jest.fn();
        const element = await open();
        element.addEventListener('navigate', (event) =>
            navigate((event as CustomEvent).detail)
        );
        find(element, '[data-record]').click();
        expect(navigate).toHaveBeenLastCalledWith({
            type: 'standard__recordPage',
            attributes: { recordId: RECORD, actionName: 'view' }
        });
        find(element, '[data-document]').click();
        expect(navigate).toHaveBeenLastCalledWith(
            expect.objectContaining({
                state: { selectedRecordId: FILE.contentDocumentId }
            })
        );
    });

    it('downloads a document that is not under Files, and says why it could not', async () => {
        const document = { ...parcel().document!, salesforce: null };
        list.mockResolvedValue({ parcels: [parcel({ document })], next: null });
        jest.mocked(saveToComputer).mockRejectedValueOnce(lost);
        const element = await open();
        find(element, '[data-document]').click();
        await settle();
        expect(saveToComputer).toHaveBeenCalledWith(document);
        expect(find(element, 'c-chohyo-error-panel').problem).toMatchObject({
            detail: 'Down.'
        });
    });

    it('has no document to open for a record whose pages went into one PDF', async () => {
        const element = await open({ merged: true });
        expect(seek(element, '[data-document]')).toBeNull();
        await expect(element).toBeAccessible();
    });

    it('can be narrowed to one state, with the number of records in each', async () => {
        const element = await open({ counts: counts({ failed: 3 }) });
        expect(find(element, '[data-show]').options).toEqual([
            { value: '', label: 'All (5)' },
            { value: 'failed', label: 'Failed (3)' },
            { value: 'done', label: 'Done (2)' },
            { value: 'running', label: 'In progress (0)' },
            { value: 'waiting', label: 'Waiting (0)' },
            { value: 'cancelled', label: 'Stopped (0)' }
        ]);
        list.mockResolvedValue({ parcels: [failed()], next: null });
        fire(find(element, '[data-show]'), 'change', { value: 'failed' });
        await settle();
        expect(list).toHaveBeenLastCalledWith({
            runId: 'r1',
            state: 'failed',
            after: undefined
        });
        expect(names(element)).toEqual(['Q-0009']);
    });

    it('asks for the page behind only when the user wants it, and never for all', async () => {
        list.mockResolvedValueOnce({ parcels: [parcel()], next: '50' });
        const element = await open({ counts: counts({ waiting: 100_000 }) });
        expect(list).toHaveBeenCalledTimes(1);
        list.mockResolvedValueOnce({
            parcels: [parcel({ id: 'p2', recordName: 'Q-0002' })],
            next: null
        });
        find(element, '[data-more]').click();
        await settle();
        expect(list).toHaveBeenLastCalledWith({
            runId: 'r1',
            state: undefined,
            after: '50'
        });
        expect(names(element)).toEqual(['Q-0001', 'Q-0002']);
        expect(seek(element, '[data-more]')).toBeNull();
    });

    it('looks again when the counts have changed, and keeps the pages the user has asked for', async () => {
        list.mockResolvedValueOnce({
            parcels: [parcel({ state: 'running', document: null })],
            next: '1'
        }).mockResolvedValueOnce({
            parcels: [parcel({ id: 'p2', recordName: 'Q-0002' })],
            next: '2'
        });
        const element = await open();
        find(element, '[data-more]').click();
        await settle();
        list.mockResolvedValueOnce({ parcels: [parcel()], next: '1' });
        element.counts = counts({ done: 3 });
        await settle();
        expect(names(element)).toEqual(['Q-0001', 'Q-0002']);
        expect(findAll(element, '[data-document]')).toHaveLength(2);
        list.mockResolvedValueOnce({ parcels: [], next: null });
        find(element, '[data-more]').click();
        await settle();
        expect(list).toHaveBeenLastCalledWith(
            expect.objectContaining({ after: '2' })
        );
    });

    it('asks nothing when nothing has changed', async () => {
        const element = await open();
        element.counts = counts();
        await settle();
        expect(list).toHaveBeenCalledTimes(1);
    });

    it('shows the failures first when the run is over', async () => {
        const element = await open({ counts: counts({ failed: 1 }) });
        list.mockResolvedValue({ parcels: [failed()], next: null });
        element.over = true;
        await settle();
        expect(find(element, '[data-show]').value).toBe('failed');
        expect(names(element)).toEqual(['Q-0009']);
    });

    it('leaves the user where they look when the run is over', async () => {
        const element = await open({ counts: counts({ failed: 1 }) });
        fire(find(element, '[data-show]'), 'change', { value: 'done' });
        await settle();
        element.over = true;
        await settle();
        expect(find(element, '[data-show]').value).toBe('done');
    });

    it('says when no record is in a state', async () => {
        list.mockResolvedValue({ parcels: [], next: null });
        const element = await open();
        expect(find(element, '.empty').textContent).toBe('No records here.');
        await expect(element).toBeAccessible();
    });

    it('calls a record the user may not see by its id, and says when it is tried again', async () => {
        list.mockResolvedValue({
            parcels: [
                failed({
                    recordName: null,
                    state: 'waiting',
                    nextTryAt: '2026-11-24T01:02:03Z'
                })
            ],
            next: null
        });
        const element = await open();
        expect(names(element)).toEqual([RECORD]);
        expect(find(element, '.problem').textContent).toMatch(
            /:02:03.*attempt 2/
        );
    });

    it('says why there is no list, and tries again', async () => {
        list.mockRejectedValueOnce(lost);
        const element = await open();
        expect(find(element, 'c-chohyo-error-panel').problem).toMatchObject({
            detail: 'Down.'
        });
        await expect(element).toBeAccessible();
        find(element, 'c-chohyo-error-panel', 'lightning-button').click();
        await settle();
        expect(names(element)).toEqual(['Q-0001']);
    });
});
