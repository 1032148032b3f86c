import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as service from 'c/chohyoApi';
import { ApiProblem } from 'c/chohyoErrors';
import ChohyoRecentRuns from 'c/chohyoRecentRuns';
import {
    choice,
    choices,
    run
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
    listRuns: jest.fn()
}));

const api = jest.mocked(service);
const lost = new ApiProblem({
    code: 'CHOHYO_SERVICE_UNREACHABLE',
    detail: 'Down.',
    status: 0
});

async function open() {
    const element = show(ChohyoRecentRuns);
    await settle();
    return element;
}

const texts = (element: HTMLElement) =>
    findAll(element, 'li').map(({ textContent }) => textContent);

describe('c-chohyo-recent-runs', () => {
    beforeEach(() => {
        jest.resetAllMocks();
        api.listChoices.mockResolvedValue(choices(choice()));
        api.listRuns.mockResolvedValue({ runs: [run()], next: null });
    });

    it('lists the runs of the user with how far they are', async () => {
        const zero = {
            waiting: 0,
            running: 0,
            done: 0,
            failed: 0,
            cancelled: 0
        };
        api.listRuns.mockResolvedValue({
            runs: [
                run(),
                run({ id: 'r2', total: null, counts: zero }),
                run({
                    id: 'r3',
                    state: 'failed',
                    counts: { ...zero, done: 48, failed: 2 }
                })
            ],
            next: null
        });
        const element = await open();
        const [going, planning, failed] = texts(element);
        expect(going).toContain('御見積書');
        expect(going).toContain('In progress: 6 of 50 done, 0 failed');
        expect(planning).toContain('Reading the records');
        expect(failed).toContain('With failures: 48 of 50 done, 2 failed');
        await expect(element).toBeAccessible();
    });

    it('tells which one is to be opened', async () => {
        const opened = jest.fn();
        const element = await open();
        element.addEventListener('open', (event) =>
            opened((event as CustomEvent).detail)
        );
        find(element, '[data-open]').click();
        expect(opened).toHaveBeenCalledWith({ runId: 'r1' });
    });

    it('shows more and looks again when asked', async () => {
        api.listRuns
            .mockResolvedValueOnce({ runs: [run()], next: 'r1' })
            .mockResolvedValueOnce({ runs: [run({ id: 'r0' })], next: null });
        const element = await open();
        find(element, '[data-more]').click();
        await settle();
        expect(api.listRuns).toHaveBeenLastCalledWith({ after: 'r1' });
        expect(findAll(element, 'li')).toHaveLength(2);
        find(element, '[data-refresh]').click();
        await settle();
        expect(findAll(element, 'li')).toHaveLength(1);
    });

    it('says what will be here when there is nothing yet', async () => {
        api.listRuns.mockResolvedValue({ runs: [], next: null });
        const element = await open();
        expect(find(element, '.empty').textContent).toContain('No runs yet');
        await expect(element).toBeAccessible();
    });

    it('says why there is no list, and tries again', async () => {
        api.listRuns.mockRejectedValueOnce(lost);
        api.listChoices.mockRejectedValueOnce(lost);
        const element = await open();
        expect(find(element, 'c-chohyo-error-panel').problem).toMatchObject({
            detail: 'Down.'
        });
        find(element, 'c-chohyo-error-panel', 'lightning-button').click();
        await settle();
        expect(seek(element, 'c-chohyo-error-panel')).toBeNull();
        expect(texts(element)[0]).toContain('quote_ja');
    });
});
