import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as service from 'c/chohyoApi';
import { ApiProblem } from 'c/chohyoErrors';
import ChohyoGenerateMany from 'c/chohyoGenerateMany';
import {
    choice,
    choices,
    description,
    run
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
    describeObject: jest.fn(),
    startRun: jest.fn(),
    getRun: jest.fn(),
    listParcels: jest.fn()
}));

const api = jest.mocked(service);
const CONTACT = { name: 'Contact', label: 'Contact' };
const ACCOUNT = '001000000000001AAA';
const down = new ApiProblem({
    code: 'CHOHYO_SERVICE_UNREACHABLE',
    detail: 'Down.',
    status: 0
});
const refused = new ApiProblem({
    code: 'CHOHYO_ROLE_MISSING',
    detail: 'You may not.',
    status: 403
});
const ids = (count: number) =>
    Array.from(
        { length: count },
        (_, position) => `0Q0${String(position).padStart(12, '0')}AAA`
    );

async function open(properties: object) {
    const element = show(ChohyoGenerateMany, properties);
    await settle();
    return element;
}

async function change(element: HTMLElement, part: string, value: string) {
    fire(find(element, `[data-${part}]`), 'change', { value });
    await settle();
}

async function start(element: HTMLElement) {
    find(element, '[data-start]').click();
    await settle();
}

const keys = () =>
    api.startRun.mock.calls.map(([{ requestKey }]) => requestKey);

describe('c-chohyo-generate-many', () => {
    beforeEach(() => {
        jest.resetAllMocks();
        api.listChoices.mockResolvedValue(
            choices(
                choice(),
                choice({
                    mapping: 'letter',
                    label: 'Letter',
                    language: 'en',
                    object: CONTACT
                })
            )
        );
        api.describeObject.mockResolvedValue(description());
        api.startRun.mockResolvedValue(run());
        api.getRun.mockResolvedValue(run());
        api.listParcels.mockResolvedValue({ parcels: [], next: null });
    });

    describe('of chosen records', () => {
        beforeEach(() => {
            api.listChoices.mockResolvedValue(choices(choice()));
        });

        it('says what will be made of how many and starts it', async () => {
            const started = jest.fn();
            const element = await open({ recordIds: ids(12) });
            element.addEventListener('runstarted', (event) =>
                started((event as CustomEvent).detail)
            );
            expect(find(element, '.chosen').textContent).toBe(
                '12 chosen (Quote)'
            );
            await expect(element).toBeAccessible();
            await start(element);
            expect(api.startRun).toHaveBeenCalledWith({
                mapping: 'quote_ja',
                source: { recordIds: ids(12) },
                join: 'separate',
                save: true,
                saveAs: 'file',
                requestKey: expect.stringMatching(/^key-/)
            });
            expect(started).toHaveBeenCalledWith({ runId: 'r1' });
            expect(find(element, 'c-chohyo-run-progress').runId).toBe('r1');
            await expect(element).toBeAccessible();
        });

        it('offers the mappings of their object, not only those for the first of them', async () => {
            await open({ recordIds: ids(2) });
            expect(api.listChoices.mock.calls).toEqual([
                [{ recordId: ids(1)[0] }],
                [{ objectName: 'Quote' }]
            ]);
        });

        it('takes 200 and not more, and says what to do with more', async () => {
            const enough = await open({ recordIds: ids(200) });
            expect(find(enough, '[data-start]').disabled).toBe(false);
            enough.remove();
            const element = await open({ recordIds: ids(350) });
            expect(find(element, '.too-many').textContent).toContain(
                '350 records are chosen'
            );
            expect(find(element, '[data-start]').disabled).toBe(true);
            await expect(element).toBeAccessible();
        });

        it('makes one PDF of all, which is never a new version', async () => {
            const element = await open({ recordIds: ids(3) });
            fire(find(element, 'c-chohyo-saving'), 'choose', {
                saving: 'version'
            });
            await change(element, 'join', 'merged');
            expect(find(element, 'c-chohyo-saving').withoutVersions).toBe(true);
            await start(element);
            expect(api.startRun).toHaveBeenCalledWith(
                expect.objectContaining({
                    join: 'merged',
                    save: true,
                    saveAs: 'file'
                })
            );
        });

        it('saves nothing when only downloads are wanted', async () => {
            const element = await open({ recordIds: ids(3) });
            fire(find(element, 'c-chohyo-saving'), 'choose', {
                saving: 'none'
            });
            await settle();
            await start(element);
            expect(api.startRun).toHaveBeenCalledWith(
                expect.objectContaining({ save: false })
            );
        });
    });

    describe('of a related list', () => {
        const lists = [
            { relationship: 'Quotes', object: 'Quote' },
            { relationship: 'Contacts', object: 'Contact' },
            { relationship: 'Tasks', object: 'Task' }
        ];

        it('offers the lists that documents can be made of', async () => {
            api.describeObject.mockResolvedValue(
                description({ name: 'Account', lists })
            );
            const element = await open({
                parentId: ACCOUNT,
                objectApiName: 'Account'
            });
            expect(find(element, '[data-target]').options).toEqual([
                { value: 'Quotes', label: 'Quote' },
                { value: 'Contacts', label: 'Contact' }
            ]);
            await expect(element).toBeAccessible();
            await change(element, 'target', 'Contacts');
            expect(find(element, 'c-chohyo-choice').mapping).toBe('letter');
            await start(element);
            expect(api.startRun).toHaveBeenCalledWith(
                expect.objectContaining({
                    mapping: 'letter',
                    source: { parentId: ACCOUNT, relationship: 'Contacts' }
                })
            );
        });

        it('tells two lists of the same object apart', async () => {
            api.describeObject.mockResolvedValue(
                description({
                    lists: [
                        { relationship: 'Quotes', object: 'Quote' },
                        { relationship: 'BilledQuotes__r', object: 'Quote' }
                    ]
                })
            );
            const element = await open({
                parentId: ACCOUNT,
                objectApiName: 'Account'
            });
            expect(find(element, '[data-target]').options).toEqual([
                { value: 'Quotes', label: 'Quote (Quotes)' },
                { value: 'BilledQuotes__r', label: 'Quote (BilledQuotes__r)' }
            ]);
        });

        it('offers the list of the same object last, by its name', async () => {
            api.listChoices.mockResolvedValue(
                choices(
                    choice(),
                    choice({ object: { name: 'Account', label: 'Account' } })
                )
            );
            api.describeObject.mockResolvedValue(
                description({
                    name: 'Account',
                    lists: [
                        { relationship: 'ChildAccounts', object: 'Account' },
                        lists[0]!
                    ]
                })
            );
            const element = await open({
                parentId: ACCOUNT,
                objectApiName: 'Account'
            });
            expect(find(element, '[data-target]').options).toEqual([
                { value: 'Quotes', label: 'Quote' },
                { value: 'ChildAccounts', label: 'Account (ChildAccounts)' }
            ]);
        });

        it('says when there is nothing to make of any list', async () => {
            api.describeObject.mockResolvedValue(
                description({ lists: [lists[2]!] })
            );
            const element = await open({
                parentId: ACCOUNT,
                objectApiName: 'Account'
            });
            expect(
                find(element, 'c-chohyo-opening', '.empty').textContent
            ).toContain('related lists of this record');
            await expect(element).toBeAccessible();
        });
    });

    describe('by filter', () => {
        it('starts only with a complete filter', async () => {
            const filter = { all: [{ path: 'Name', op: '=', value: 'A' }] };
            const element = await open({});
            expect(find(element, '[data-start]').disabled).toBe(true);
            fire(find(element, 'c-chohyo-filter-builder'), 'filter', {
                filter
            });
            await settle();
            await start(element);
            expect(api.startRun).toHaveBeenCalledWith(
                expect.objectContaining({
                    mapping: 'quote_ja',
                    source: { filter }
                })
            );
            await expect(element).toBeAccessible();
        });

        it('forgets the filter of another object', async () => {
            const element = await open({});
            fire(find(element, 'c-chohyo-filter-builder'), 'filter', {
                filter: { all: [] }
            });
            await settle();
            await change(element, 'target', 'Contact');
            expect(find(element, 'c-chohyo-filter-builder').objectName).toBe(
                'Contact'
            );
            expect(find(element, '[data-start]').disabled).toBe(true);
        });

        it('offers only the mapping that was asked for', async () => {
            const element = await open({ mapping: 'letter' });
            expect(find(element, 'c-chohyo-choice').mapping).toBe('letter');
            expect(seek(element, '[data-target]')).toBeNull();
        });
    });

    describe('when something fails', () => {
        it('starts one run for a double click', async () => {
            const answer = later<service.Run>();
            api.startRun.mockReturnValue(answer.promise);
            const element = await open({ recordIds: ids(2) });
            find(element, '[data-start]').click();
            find(element, '[data-start]').click();
            answer.give(run());
            await settle();
            expect(api.startRun).toHaveBeenCalledTimes(1);
        });

        it('sends the same request again while nobody knows whether the run has started', async () => {
            api.startRun.mockRejectedValueOnce(down);
            const element = await open({ recordIds: ids(2) });
            await start(element);
            expect(find(element, 'c-chohyo-error-panel').hint).toContain(
                'never started twice'
            );
            await expect(element).toBeAccessible();
            find(element, 'c-chohyo-error-panel', 'lightning-button').click();
            await settle();
            const [first, second] = keys();
            expect(second).toBe(first);
            expect(find(element, 'c-chohyo-run-progress')).toBeTruthy();
        });

        it('sends a new request after a refusal, and loses no choice', async () => {
            api.startRun.mockRejectedValueOnce(refused);
            const element = await open({ recordIds: ids(2) });
            await change(element, 'join', 'merged');
            await start(element);
            expect(find(element, 'c-chohyo-error-panel').problem).toMatchObject(
                { detail: 'You may not.' }
            );
            find(element, '[data-back]').click();
            await settle();
            expect(find(element, '[data-join]').value).toBe('merged');
            await start(element);
            const [first, second] = keys();
            expect(second).not.toBe(first);
        });

        it('says why there is nothing to choose from, and tries again', async () => {
            api.listChoices.mockRejectedValueOnce(down);
            const element = await open({});
            expect(find(element, 'c-chohyo-opening').problem).toMatchObject({
                detail: 'Down.'
            });
            find(
                element,
                'c-chohyo-opening',
                'c-chohyo-error-panel',
                'lightning-button'
            ).click();
            await settle();
            expect(find(element, 'c-chohyo-choice')).toBeTruthy();
        });
    });
});
