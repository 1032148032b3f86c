import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as service from 'c/chohyoApi';
import ChohyoGenerateAction from 'c/chohyoGenerateAction';
import {
    choice,
    choices,
    made,
    pageImages,
    queued,
    RECORD
} from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    seek,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';

jest.mock('c/chohyoApi', () => ({
    listChoices: jest.fn(),
    previewPages: jest.fn(),
    generateDocument: jest.fn(),
    getDocument: jest.fn()
}));

const api = jest.mocked(service);

describe('c-chohyo-generate-action', () => {
    beforeEach(() => {
        api.listChoices.mockResolvedValue(choices(choice()));
        api.previewPages.mockResolvedValue(pageImages());
        api.generateDocument.mockResolvedValue(queued());
    });

    async function open() {
        const element = show(ChohyoGenerateAction, {
            recordId: RECORD,
            objectApiName: 'Quote'
        });
        await settle();
        return element;
    }

    it('has its buttons at the foot of the window', async () => {
        const element = await open();
        expect(find(element, 'lightning-quick-action-panel').header).toBe(
            'Generate Document'
        );
        expect(find(element, '[data-generate]').label).toBe('Save to Files');
        expect(find(element, '[data-close]').label).toBe('Cancel');
        await expect(element).toBeAccessible();
    });

    it('makes the document, and calls leaving it alone no cancelling', async () => {
        const element = await open();
        find(element, '[data-generate]').click();
        await settle();
        expect(api.generateDocument).toHaveBeenCalledTimes(1);
        expect(seek(element, '[data-generate]')).toBeNull();
        expect(find(element, '[data-close]').label).toBe('Close');
    });

    it('shows what was made and closes', async () => {
        api.generateDocument.mockResolvedValue(made());
        const element = await open();
        const close = jest.fn();
        element.addEventListener('lightning__actionsclosescreen', close);
        find(element, '[data-generate]').click();
        await settle();
        expect(
            find(
                element,
                'c-chohyo-generate',
                'c-chohyo-making',
                'c-chohyo-result'
            )
        ).toBeTruthy();
        find(element, '[data-close]').click();
        expect(close).toHaveBeenCalledTimes(1);
        await expect(element).toBeAccessible();
    });
});
