import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as service from 'c/chohyoApi';
import ChohyoGenerateTab from 'c/chohyoGenerateTab';
import {
    choice,
    choices,
    description,
    parcel,
    run
} from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    fire,
    seek,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';

jest.mock('c/chohyoApi', () => ({
    listChoices: jest.fn(),
    describeObject: jest.fn(),
    listRuns: jest.fn(),
    startRun: jest.fn(),
    getRun: jest.fn(),
    listParcels: jest.fn()
}));

const api = jest.mocked(service);

async function open() {
    const element = show(ChohyoGenerateTab);
    await settle();
    return element;
}

describe('c-chohyo-generate-tab', () => {
    beforeEach(() => {
        jest.resetAllMocks();
        api.listChoices.mockResolvedValue(choices(choice()));
        api.describeObject.mockResolvedValue(description());
        api.listRuns.mockResolvedValue({ runs: [run()], next: null });
        api.startRun.mockResolvedValue(run());
        api.getRun.mockResolvedValue(run());
        api.listParcels.mockResolvedValue({ parcels: [parcel()], next: null });
    });

    it('has what can be made beside what was made', async () => {
        const element = await open();
        expect(
            find(element, 'c-chohyo-generate-many', 'c-chohyo-filter-builder')
                .objectName
        ).toBe('Quote');
        expect(
            find(element, 'c-chohyo-recent-runs', '[data-open]').textContent
        ).toBe('御見積書');
        await expect(element).toBeAccessible();
    });

    it('lists a run as soon as it has started, and how it has ended', async () => {
        jest.useFakeTimers();
        const element = await open();
        fire(
            find(element, 'c-chohyo-generate-many', 'c-chohyo-filter-builder'),
            'filter',
            { filter: { all: [{ path: 'Name', op: '=', value: 'A' }] } }
        );
        await settle();
        find(element, 'c-chohyo-generate-many', '[data-start]').click();
        await settle();
        expect(api.listRuns).toHaveBeenCalledTimes(2);
        api.getRun.mockResolvedValueOnce(run({ state: 'done' }));
        await jest.advanceTimersByTimeAsync(1_000);
        expect(api.listRuns).toHaveBeenCalledTimes(3);
    });

    it('opens an earlier run and comes back', async () => {
        const element = await open();
        find(element, 'c-chohyo-recent-runs', '[data-open]').click();
        await settle();
        expect(find(element, 'c-chohyo-run-progress').runId).toBe('r1');
        await expect(element).toBeAccessible();
        find(element, '[data-back]').click();
        await settle();
        expect(seek(element, 'c-chohyo-run-progress')).toBeNull();
        expect(find(element, 'c-chohyo-generate-many')).toBeTruthy();
    });
});
