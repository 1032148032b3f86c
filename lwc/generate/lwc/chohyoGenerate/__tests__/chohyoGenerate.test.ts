import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as service from 'c/chohyoApi';
import { ApiProblem } from 'c/chohyoErrors';
import ChohyoGenerate from 'c/chohyoGenerate';
import {
    choice,
    choices,
    FILE,
    made,
    pageImages,
    problem,
    progress,
    queued,
    RECORD,
    unmade
} from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    fire,
    later,
    seek,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';

jest.mock('c/chohyoApi', () => ({
    listChoices: jest.fn(),
    previewPages: jest.fn(),
    generateDocument: jest.fn(),
    getDocument: jest.fn(),
    downloadDocument: jest.fn()
}));

const api = jest.mocked(service);
const down = new ApiProblem({
    code: 'CHOHYO_SERVICE_UNREACHABLE',
    detail: 'The document service cannot be reached.',
    status: 0
});
const late = new ApiProblem({
    code: 'CHOHYO_SERVICE_LATE',
    detail: 'The service has not answered in time.',
    status: 504
});
const refused = new ApiProblem({
    code: 'CHOHYO_REFUSED',
    detail: 'You are not allowed to use Chohyo.',
    status: 403
});

async function open(properties: object = {}) {
    const element = show(ChohyoGenerate, { recordId: RECORD, ...properties });
    await settle();
    return element;
}

async function click(element: HTMLElement, ...path: string[]) {
    find(element, ...path).click();
    await settle();
}

const keys = () =>
    api.generateDocument.mock.calls.map(([{ requestKey }]) => requestKey);
const sentence = (element: HTMLElement, part = 'c-chohyo-making') =>
    find(element, part, 'c-chohyo-error-panel', '.sentence').textContent;

describe('c-chohyo-generate', () => {
    beforeEach(() => {
        jest.resetAllMocks();
        api.listChoices.mockResolvedValue(choices(choice()));
        api.previewPages.mockResolvedValue(pageImages());
        api.generateDocument.mockResolvedValue(queued());
        api.getDocument.mockResolvedValue(queued());
    });

    it('shows the pages of the only choice at once, before anything is saved', async () => {
        const element = await open();
        expect(find(element, 'c-chohyo-choice', '.only').textContent).toBe(
            '御見積書 (Japanese)'
        );
        expect(
            find(element, 'c-chohyo-preview-pane', 'img').getAttribute('alt')
        ).toBe('Page 1 of 3: 御見積書_Q-0001.pdf');
        expect(find(element, '.name').textContent).toBe('御見積書_Q-0001.pdf');
        expect(api.generateDocument).not.toHaveBeenCalled();
        await expect(element).toBeAccessible();
    });

    it('offers many choices with their languages, the language of the user first, and remembers the last one of the object', async () => {
        api.listChoices.mockResolvedValue(
            choices(
                choice(),
                choice({ mapping: 'quote_en', label: 'Quote', language: 'en' })
            )
        );
        const element = await open();
        expect(
            find(element, 'c-chohyo-choice', 'lightning-radio-group').options
        ).toEqual([
            { label: 'Quote (English)', value: 'quote_en' },
            { label: '御見積書 (Japanese)', value: 'quote_ja' }
        ]);
        fire(
            find(element, 'c-chohyo-choice', 'lightning-radio-group'),
            'change',
            { value: 'quote_ja' }
        );
        await settle();
        expect(api.previewPages).toHaveBeenLastCalledWith({
            mapping: 'quote_ja',
            recordId: RECORD,
            from: 1,
            count: 2
        });
        await click(element, '[data-generate]');
        element.remove();
        sessionStorage.clear();
        const again = await open();
        expect(find(again, 'c-chohyo-choice').mapping).toBe('quote_ja');
    });

    it('becomes a list to open when there are more choices than one reads', async () => {
        const many = Array.from({ length: 6 }, (_, position) =>
            choice({ mapping: `m${position}` })
        );
        api.listChoices.mockResolvedValue(choices(...many));
        const element = await open();
        expect(
            find(element, 'c-chohyo-choice', 'lightning-combobox').options
        ).toHaveLength(6);
    });

    it('offers only the mapping that a page was built for', async () => {
        api.listChoices.mockResolvedValue(
            choices(
                choice(),
                choice({ mapping: 'quote_en', label: 'Quote', language: 'en' })
            )
        );
        const element = await open({ mapping: 'quote_en' });
        expect(find(element, 'c-chohyo-choice', '.only').textContent).toBe(
            'Quote (English)'
        );
    });

    it('says what to do when nothing is set up for the object', async () => {
        api.listChoices.mockResolvedValue(choices());
        const element = await open();
        expect(
            find(element, 'c-chohyo-opening', '.empty').textContent
        ).toContain('Ask your admin to publish a mapping');
        await expect(element).toBeAccessible();
    });

    it('goes from the click through its steps to the file', async () => {
        jest.useFakeTimers();
        const element = await open();
        const saved = jest.fn();
        const toast = jest.fn();
        const refresh = jest.fn();
        element.addEventListener('documentsaved', (event) =>
            saved((event as CustomEvent).detail)
        );
        element.addEventListener('lightning__showtoast', toast);
        element.addEventListener('lightning__refresh', refresh);
        await click(element, '[data-generate]');
        expect(api.generateDocument).toHaveBeenCalledWith({
            mapping: 'quote_ja',
            recordId: RECORD,
            save: true,
            saveAs: 'file',
            requestKey: expect.stringMatching(/^key-/)
        });
        expect(
            find(
                element,
                'c-chohyo-making',
                'c-chohyo-progress',
                '.slds-is-active'
            ).dataset.step
        ).toBe('waiting');

        api.getDocument.mockResolvedValueOnce(
            queued({ progress: progress({ step: 'making' }) })
        );
        await jest.advanceTimersByTimeAsync(1_000);
        expect(
            find(
                element,
                'c-chohyo-making',
                'c-chohyo-progress',
                '.slds-is-active'
            ).dataset.step
        ).toBe('making');

        api.getDocument.mockResolvedValueOnce(made());
        await jest.advanceTimersByTimeAsync(2_000);
        await settle();
        expect(
            find(element, 'c-chohyo-making', 'c-chohyo-result', 'h3')
                .textContent
        ).toBe('Saved to Files');
        expect(saved).toHaveBeenCalledWith({
            documentId: 'd1',
            fileName: '御見積書_Q-0001.pdf',
            ...FILE
        });
        expect(toast).toHaveBeenCalledTimes(1);
        expect(refresh).toHaveBeenCalledTimes(1);
    });

    it('is accessible while it works and when it is done', async () => {
        const element = await open();
        await click(element, '[data-generate]');
        await expect(element).toBeAccessible();
        element.remove();
        sessionStorage.clear();
        api.generateDocument.mockResolvedValue(made());
        const other = await open();
        await click(other, '[data-generate]');
        await expect(other).toBeAccessible();
    });

    it('makes one request of a double click', async () => {
        const answer = later<service.ChohyoDocument>();
        api.generateDocument.mockReturnValue(answer.promise);
        const element = await open();
        const button = find(element, '[data-generate]');
        button.click();
        button.click();
        element.generate();
        answer.give(queued());
        await settle();
        expect(api.generateDocument).toHaveBeenCalledTimes(1);
    });

    it.each([
        ['down', down],
        ['late', late]
    ])(
        'asks again with the same key when the service was %s and nobody knows whether it has the request',
        async (_, lost) => {
            api.generateDocument.mockRejectedValueOnce(lost);
            const element = await open();
            await click(element, '[data-generate]');
            expect(sentence(element)).toBe(lost.detail);
            expect(
                find(element, 'c-chohyo-making', 'c-chohyo-error-panel').hint
            ).toContain('never made twice');
            await expect(element).toBeAccessible();
            await click(
                element,
                'c-chohyo-making',
                'c-chohyo-error-panel',
                'lightning-button'
            );
            const [first, second] = keys();
            expect(second).toBe(first);
        }
    );

    it('keeps the key also when the user goes back and asks for the same document', async () => {
        api.generateDocument.mockRejectedValueOnce(down);
        const element = await open();
        await click(element, '[data-generate]');
        await click(element, 'c-chohyo-making', '[data-back]');
        await click(element, '[data-generate]');
        const [first, second] = keys();
        expect(second).toBe(first);
    });

    it('takes a new key for something else than what may be under way', async () => {
        api.generateDocument.mockRejectedValueOnce(down);
        const element = await open();
        await click(element, '[data-generate]');
        await click(element, 'c-chohyo-making', '[data-back]');
        fire(
            find(element, 'c-chohyo-saving', 'lightning-radio-group'),
            'change',
            { value: 'version' }
        );
        await settle();
        await click(element, '[data-generate]');
        const [first, second] = keys();
        expect(second).not.toBe(first);
        expect(api.generateDocument).toHaveBeenLastCalledWith(
            expect.objectContaining({ save: true, saveAs: 'version' })
        );
    });

    it('says why a document could not be made, and makes a new one with a new key', async () => {
        api.generateDocument.mockResolvedValueOnce(unmade());
        const element = await open();
        await click(element, '[data-generate]');
        expect(sentence(element)).toBe(problem().message);
        expect(
            find(element, 'c-chohyo-making', 'c-chohyo-error-panel').hint
        ).toBe('');
        await click(
            element,
            'c-chohyo-making',
            'c-chohyo-error-panel',
            'lightning-button'
        );
        const [first, second] = keys();
        expect(second).not.toBe(first);
    });

    it('tells a refused user whom to ask, and loses no choice', async () => {
        api.generateDocument.mockRejectedValueOnce(refused);
        const element = await open();
        await click(element, '[data-generate]');
        expect(sentence(element)).toBe(refused.detail);
        await click(element, 'c-chohyo-making', '[data-back]');
        expect(find(element, 'c-chohyo-choice').mapping).toBe('quote_ja');
    });

    it('tells a user who may not even see the choices, and can be opened again', async () => {
        api.listChoices.mockRejectedValueOnce(refused);
        const element = await open();
        expect(sentence(element, 'c-chohyo-opening')).toBe(refused.detail);
        await expect(element).toBeAccessible();
        await click(
            element,
            'c-chohyo-opening',
            'c-chohyo-error-panel',
            'lightning-button'
        );
        expect(find(element, '[data-generate]')).toBeTruthy();
    });

    it('shows a failed preview inside the pane and lets the user save all the same', async () => {
        api.previewPages.mockRejectedValueOnce(late);
        const element = await open();
        expect(sentence(element, 'c-chohyo-preview-pane')).toBe(late.detail);
        await click(element, '[data-generate]');
        expect(api.generateDocument).toHaveBeenCalledTimes(1);
    });

    it('says that the connection is lost while it watches, and goes on by itself', async () => {
        jest.useFakeTimers();
        const element = await open();
        await click(element, '[data-generate]');
        api.getDocument.mockRejectedValueOnce(down);
        await jest.advanceTimersByTimeAsync(1_000);
        expect(find(element, 'c-chohyo-making', 'c-chohyo-progress').lost).toBe(
            true
        );
        api.getDocument.mockResolvedValueOnce(made());
        await jest.advanceTimersByTimeAsync(5_000);
        await settle();
        expect(
            find(element, 'c-chohyo-making', 'c-chohyo-result')
        ).toBeTruthy();
    });

    it('says when and why the service tries again by itself', async () => {
        jest.useFakeTimers();
        const element = await open();
        await click(element, '[data-generate]');
        const error = problem({ message: 'Salesforce is busy.', status: 503 });
        api.getDocument.mockResolvedValueOnce(
            queued({
                progress: progress({ error, nextTryAt: '2026-11-24T01:02:03Z' })
            })
        );
        await jest.advanceTimersByTimeAsync(1_000);
        expect(
            find(element, 'c-chohyo-making', 'c-chohyo-progress', '.setback')
                .textContent
        ).toMatch(
            /Salesforce is busy\. The next attempt starts at .*:02:03.* \(attempt 2\)/
        );
    });

    it('downloads what is not to be saved', async () => {
        const saveAs = jest.fn();
        URL.createObjectURL = jest.fn(() => 'blob:document');
        HTMLAnchorElement.prototype.click = saveAs;
        api.downloadDocument.mockResolvedValue(new Blob(['%PDF']));
        api.generateDocument.mockResolvedValue(made({ salesforce: null }));
        const element = await open();
        const saved = jest.fn();
        element.addEventListener('documentsaved', saved);
        fire(
            find(element, 'c-chohyo-saving', 'lightning-radio-group'),
            'change',
            { value: 'none' }
        );
        await settle();
        expect(find(element, '[data-generate]').label).toBe('Download');
        await click(element, '[data-generate]');
        await settle();
        expect(api.generateDocument).toHaveBeenCalledWith(
            expect.objectContaining({ save: false })
        );
        expect(api.downloadDocument).toHaveBeenCalledWith({ id: 'd1' });
        expect(saveAs).toHaveBeenCalledTimes(1);
        expect(saved).not.toHaveBeenCalled();
        expect(
            find(element, 'c-chohyo-making', 'c-chohyo-result', 'h3')
                .textContent
        ).toBe('The document is ready');
    });

    it('follows a document that was under way when its page was left, without making another', async () => {
        jest.useFakeTimers();
        const first = await open();
        await click(first, '[data-generate]');
        first.remove();
        const second = await open();
        expect(
            find(second, 'c-chohyo-making', 'c-chohyo-progress')
        ).toBeTruthy();
        api.getDocument.mockResolvedValueOnce(made());
        await jest.advanceTimersByTimeAsync(1_000);
        await settle();
        expect(find(second, 'c-chohyo-making', 'c-chohyo-result')).toBeTruthy();
        expect(api.generateDocument).toHaveBeenCalledTimes(1);
    });

    it('sends a request that the service may not have got again only when the user says so, and as the same', async () => {
        api.generateDocument.mockReturnValueOnce(new Promise(() => {}));
        const first = await open();
        await click(first, '[data-generate]');
        first.remove();
        const second = await open();
        expect(sentence(second)).toContain('under way when you left the page');
        expect(api.generateDocument).toHaveBeenCalledTimes(1);
        await click(
            second,
            'c-chohyo-making',
            'c-chohyo-error-panel',
            'lightning-button'
        );
        const [before, after] = keys();
        expect(after).toBe(before);
    });

    it('waits for its record, which Lightning gives to a quick action later', async () => {
        const element = show(ChohyoGenerate);
        await settle();
        expect(api.listChoices).not.toHaveBeenCalled();
        element.recordId = RECORD;
        await settle();
        expect(api.listChoices).toHaveBeenCalledTimes(1);
    });

    it('leaves the buttons to a host that has its own', async () => {
        const element = await open({ hideButtons: true });
        expect(seek(element, '[data-generate]')).toBeNull();
    });

    it('moves the focus to what has come of the click', async () => {
        api.generateDocument.mockResolvedValue(made());
        const element = await open();
        await click(element, '[data-generate]');
        expect(find(element, 'c-chohyo-making').shadowRoot!.activeElement).toBe(
            find(element, 'c-chohyo-making', 'c-chohyo-result')
        );
    });
});
