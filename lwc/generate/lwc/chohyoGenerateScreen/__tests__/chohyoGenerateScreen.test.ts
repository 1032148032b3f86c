import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as service from 'c/chohyoApi';
import ChohyoGenerateScreen from 'c/chohyoGenerateScreen';
import {
    choice,
    choices,
    FILE,
    made,
    RECORD
} from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';

jest.mock('c/chohyoApi', () => ({
    listChoices: jest.fn(),
    previewPages: () => new Promise(() => {}),
    generateDocument: jest.fn()
}));

const api = jest.mocked(service);

describe('c-chohyo-generate-screen', () => {
    beforeEach(() => {
        api.listChoices.mockResolvedValue(choices(choice()));
    });

    it('gives the flow the ids and the name of what was made', async () => {
        api.generateDocument.mockResolvedValue(made());
        const element = show(ChohyoGenerateScreen, { recordId: RECORD });
        const told: Record<string, unknown> = {};
        element.addEventListener('lightning__flowattributechange', (event) => {
            const { attributeName, attributeValue } = (
                event as CustomEvent<{
                    attributeName: string;
                    attributeValue: unknown;
                }>
            ).detail;
            told[attributeName] = attributeValue;
        });
        await settle();
        await expect(element).toBeAccessible();
        find(element, 'c-chohyo-generate', '[data-generate]').click();
        await settle();
        expect(told).toEqual({
            documentId: 'd1',
            fileName: '御見積書_Q-0001.pdf',
            contentDocumentId: FILE.contentDocumentId
        });
    });
});
