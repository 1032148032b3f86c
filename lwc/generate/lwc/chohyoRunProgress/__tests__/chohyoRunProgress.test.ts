import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as service from 'c/chohyoApi';
import { ApiProblem } from 'c/chohyoErrors';
import ChohyoRunProgress from 'c/chohyoRunProgress';
import LightningConfirm from 'lightning/confirm';
import {
    made,
    parcel,
    problem,
    run
} from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    findAll,
    later,
    seek,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';

jest.mock('c/chohyoApi', () => ({
    getRun: jest.fn(),
    listParcels: jest.fn(),
    retryRun: jest.fn(),
    cancelRun: jest.fn()
}));

const api = jest.mocked(service);
const lost = new ApiProblem({
    code: 'CHOHYO_SERVICE_UNREACHABLE',
    detail: 'Down.',
    status: 0
});
const failed = (count = 2) =>
    run({
        state: 'failed',
        counts: {
            waiting: 0,
            running: 0,
            done: 50 - count,
            failed: count,
            cancelled: 0
        }
    });
const over = () =>
    run({
        state: 'done',
        counts: { waiting: 0, running: 0, done: 50, failed: 0, cancelled: 0 }
    });

async function open(first = run()) {
    api.getRun.mockResolvedValueOnce(first);
    const element = show(ChohyoRunProgress, { runId: 'r1' });
    await settle();
    return element;
}

const sentence = (element: HTMLElement) =>
    find(element, '.sentence').textContent;
const counted = (element: HTMLElement) => find(element, '.counts').textContent;

describe('c-chohyo-run-progress', () => {
    beforeEach(() => {
        jest.resetAllMocks();
        api.getRun.mockResolvedValue(run());
        api.listParcels.mockResolvedValue({ parcels: [parcel()], next: null });
    });

    it('says how far the run is, and that one may leave', async () => {
        const element = await open();
        expect(sentence(element)).toBe('Making the documents');
        expect(counted(element)).toBe('6 of 50 done, 0 failed');
        expect(
            find(element, '[role=progressbar]').getAttribute('aria-valuenow')
        ).toBe('12');
        expect(element.shadowRoot!.textContent).toContain(
            'You can leave this page'
        );
        await expect(element).toBeAccessible();
    });

    it('reads the records first', async () => {
        const element = await open(
            run({
                total: null,
                counts: {
                    waiting: 400,
                    running: 0,
                    done: 0,
                    failed: 0,
                    cancelled: 0
                }
            })
        );
        expect(sentence(element)).toBe('Reading the records');
        expect(counted(element)).toBe('Records so far: 400');
        await expect(element).toBeAccessible();
    });

    it('puts the pages together when all are made', async () => {
        const element = await open(
            run({
                join: 'merged',
                counts: {
                    waiting: 0,
                    running: 0,
                    done: 50,
                    failed: 0,
                    cancelled: 0
                }
            })
        );
        expect(sentence(element)).toBe('Putting the pages together');
    });

    it('goes on by itself until the run is over', async () => {
        jest.useFakeTimers();
        const ended = jest.fn();
        const refreshed = jest.fn();
        const element = await open();
        element.addEventListener('runover', ended);
        element.addEventListener('lightning__refresh', refreshed);
        api.getRun.mockResolvedValueOnce(
            run({
                counts: {
                    waiting: 0,
                    running: 1,
                    done: 49,
                    failed: 0,
                    cancelled: 0
                }
            })
        );
        await jest.advanceTimersByTimeAsync(1_000);
        expect(counted(element)).toBe('49 of 50 done, 0 failed');
        api.getRun.mockResolvedValueOnce(over());
        await jest.advanceTimersByTimeAsync(5_000);
        expect(sentence(element)).toBe('All documents are done');
        expect(seek(element, '[data-cancel]')).toBeNull();
        expect(ended).toHaveBeenCalledTimes(1);
        expect(refreshed).toHaveBeenCalledTimes(1);
        const asked = api.getRun.mock.calls.length;
        await jest.advanceTimersByTimeAsync(60_000);
        expect(api.getRun).toHaveBeenCalledTimes(asked);
    });

    it('says what failed and retries it, then goes on', async () => {
        jest.useFakeTimers();
        const element = await open(failed());
        expect(sentence(element)).toContain('could not be made: 2');
        expect(find(element, '[data-retry]').label).toBe('Retry failed (2)');
        expect(find(element, 'c-chohyo-run-parcels').over).toBe(true);
        api.retryRun.mockResolvedValueOnce(
            run({
                counts: {
                    waiting: 2,
                    running: 0,
                    done: 48,
                    failed: 0,
                    cancelled: 0
                }
            })
        );
        find(element, '[data-retry]').click();
        await settle();
        expect(api.retryRun).toHaveBeenCalledWith('r1');
        expect(sentence(element)).toBe('Making the documents');
        api.getRun.mockResolvedValueOnce(over());
        await jest.advanceTimersByTimeAsync(1_000);
        expect(sentence(element)).toBe('All documents are done');
    });

    it('retries once for a double click', async () => {
        const answer = later<service.Run>();
        api.retryRun.mockReturnValue(answer.promise);
        const element = await open(failed());
        find(element, '[data-retry]').click();
        find(element, '[data-retry]').click();
        answer.give(run());
        await settle();
        expect(api.retryRun).toHaveBeenCalledTimes(1);
    });

    it('says why a retry did not work, and keeps the run in sight', async () => {
        api.retryRun.mockRejectedValueOnce(lost);
        const element = await open(failed());
        find(element, '[data-retry]').click();
        await settle();
        expect(find(element, 'c-chohyo-error-panel').problem).toMatchObject({
            detail: 'Down.'
        });
        expect(sentence(element)).toContain('could not be made');
    });

    it('stops the run when the user is sure', async () => {
        const sure = jest.fn<() => Promise<boolean>>();
        LightningConfirm.open = sure;
        const element = await open();
        sure.mockResolvedValueOnce(false);
        find(element, '[data-cancel]').click();
        await settle();
        expect(api.cancelRun).not.toHaveBeenCalled();
        sure.mockResolvedValueOnce(true);
        api.cancelRun.mockResolvedValueOnce(
            run({
                state: 'cancelled',
                counts: {
                    waiting: 0,
                    running: 0,
                    done: 6,
                    failed: 0,
                    cancelled: 44
                }
            })
        );
        find(element, '[data-cancel]').click();
        await settle();
        expect(sentence(element)).toBe('The run was stopped');
        await expect(element).toBeAccessible();
    });

    it('follows a stopped run until what was being made has come to its end', async () => {
        jest.useFakeTimers();
        const stopped = { state: 'cancelled' as const };
        const element = await open(
            run({
                ...stopped,
                counts: {
                    waiting: 0,
                    running: 2,
                    done: 6,
                    failed: 0,
                    cancelled: 42
                }
            })
        );
        expect(counted(element)).toBe('6 of 50 done, 0 failed');
        api.getRun.mockResolvedValueOnce(
            run({
                ...stopped,
                finishedAt: '2026-11-24T01:05:00Z',
                counts: {
                    waiting: 0,
                    running: 0,
                    done: 8,
                    failed: 0,
                    cancelled: 42
                }
            })
        );
        await jest.advanceTimersByTimeAsync(60_000);
        expect(counted(element)).toBe('8 of 50 done, 0 failed');
        expect(api.getRun).toHaveBeenCalledTimes(2);
    });

    it('shows the merged PDFs', async () => {
        const element = await open({
            ...over(),
            join: 'merged',
            merged: [made({ id: 'm1' }), made({ id: 'm2' })]
        });
        expect(findAll(element, 'c-chohyo-document-item')).toHaveLength(2);
        await expect(element).toBeAccessible();
    });

    it('says that the connection is lost, and takes it back', async () => {
        jest.useFakeTimers();
        const element = await open();
        api.getRun.mockRejectedValueOnce(lost);
        await jest.advanceTimersByTimeAsync(1_000);
        expect(find(element, '.lost').textContent).toContain(
            'connection to the service is lost'
        );
        await jest.advanceTimersByTimeAsync(5_000);
        expect(seek(element, '.lost')).toBeNull();
    });

    it('says why a run could not read its records', async () => {
        const element = await open(
            run({
                state: 'failed',
                total: null,
                error: problem(),
                counts: {
                    waiting: 0,
                    running: 0,
                    done: 0,
                    failed: 0,
                    cancelled: 0
                }
            })
        );
        expect(sentence(element)).toBe('The run could not be finished');
        expect(find(element, 'c-chohyo-error-panel').problem).toMatchObject({
            code: 'CHOHYO_RECORD_NOT_FOUND'
        });
        await expect(element).toBeAccessible();
    });

    it('says why the run cannot be shown, and tries again', async () => {
        api.getRun.mockRejectedValueOnce(lost);
        const element = show(ChohyoRunProgress, { runId: 'r1' });
        await settle();
        expect(find(element, 'c-chohyo-error-panel').problem).toMatchObject({
            detail: 'Down.'
        });
        find(element, 'c-chohyo-error-panel', 'lightning-button').click();
        await settle();
        expect(counted(element)).toBe('6 of 50 done, 0 failed');
    });

    it('asks no more once it is closed', async () => {
        jest.useFakeTimers();
        const element = await open();
        element.remove();
        await jest.advanceTimersByTimeAsync(60_000);
        expect(api.getRun).toHaveBeenCalledTimes(1);
    });
});
