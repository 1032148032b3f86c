import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as service from 'c/chohyoApi';
import { ApiProblem } from 'c/chohyoErrors';
import ChohyoMaking, { type MakingChange } from 'c/chohyoMaking';
import {
    made,
    queued,
    RECORD,
    unmade
} from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';

jest.mock('c/chohyoApi', () => ({
    generateDocument: jest.fn(),
    getDocument: jest.fn(),
    downloadDocument: jest.fn()
}));

const api = jest.mocked(service);
const request = {
    mapping: 'quote_ja',
    recordId: RECORD,
    save: true,
    saveAs: 'file' as const,
    requestKey: 'first'
};
const down = new ApiProblem({
    code: 'CHOHYO_SERVICE_UNREACHABLE',
    detail: 'The document service cannot be reached.',
    status: 0
});

const pending = { request, documentId: null };

/** The component on the page, and what it has told its host from the start. */
async function open(properties: object = {}) {
    const told: MakingChange[] = [];
    const listen = (event: Event) =>
        told.push((event as CustomEvent<MakingChange>).detail);
    document.body.addEventListener('makingchange', listen, true);
    const element = show(ChohyoMaking, { pending, ...properties });
    await settle();
    return { element, told };
}

const retry = async (element: HTMLElement) => {
    find(element, 'c-chohyo-error-panel', 'lightning-button').click();
    await settle();
};

describe('c-chohyo-making', () => {
    beforeEach(() => {
        jest.resetAllMocks();
        sessionStorage.clear();
        api.generateDocument.mockResolvedValue(queued());
        api.getDocument.mockResolvedValue(queued());
    });

    it('submits what it is given, and tells its host the document', async () => {
        api.generateDocument.mockResolvedValue(made());
        const { element, told } = await open();
        expect(api.generateDocument).toHaveBeenCalledWith(request);
        expect(told.map(({ stage }) => stage)).toEqual(['working', 'done']);
        expect(told[1]!.document).toEqual(made());
        await expect(element).toBeAccessible();
    });

    it('follows what the service has taken already, without asking again', async () => {
        const { element, told } = await open({
            pending: { request, documentId: 'd1' },
            recalled: true
        });
        expect(api.generateDocument).not.toHaveBeenCalled();
        expect(told.map(({ stage }) => stage)).toEqual(['working']);
        expect(find(element, 'c-chohyo-progress')).toBeTruthy();
    });

    it('leaves it to the user to send again what the service may not have got', async () => {
        const { element, told } = await open({ recalled: true });
        expect(api.generateDocument).not.toHaveBeenCalled();
        expect(told).toEqual([
            { stage: 'failed', document: null, uncertain: request }
        ]);
        await expect(element).toBeAccessible();
        await retry(element);
        expect(api.generateDocument).toHaveBeenCalledWith(request);
    });

    it('tells the request of which nobody knows the outcome, and sends the same again', async () => {
        api.generateDocument.mockRejectedValueOnce(down);
        const { element, told } = await open();
        expect(told[1]).toMatchObject({ stage: 'failed', uncertain: request });
        await retry(element);
        expect(api.generateDocument).toHaveBeenLastCalledWith(request);
    });

    it('sends a new request once it knows that the first has failed', async () => {
        api.generateDocument.mockResolvedValueOnce(unmade());
        const { element, told } = await open();
        expect(told[1]).toMatchObject({ stage: 'failed', uncertain: null });
        await retry(element);
        expect(api.generateDocument).toHaveBeenLastCalledWith({
            ...request,
            requestKey: expect.not.stringMatching('first')
        });
    });

    it('goes back when the user wants to choose again', async () => {
        api.generateDocument.mockResolvedValueOnce(unmade());
        const { element } = await open();
        const back = jest.fn();
        element.addEventListener('back', back);
        find(element, '[data-back]').click();
        expect(back).toHaveBeenCalledTimes(1);
    });

    it('does not begin again when it is moved on the page', async () => {
        const { element } = await open();
        document.body.append(element);
        await settle();
        expect(api.generateDocument).toHaveBeenCalledTimes(1);
    });
});
