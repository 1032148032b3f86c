import { describe, expect, it, jest } from '@jest/globals';
import { listChoices } from 'c/chohyoApi';
import ChohyoGenerateCard from 'c/chohyoGenerateCard';
import {
    choice,
    choices,
    RECORD
} from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';

jest.mock('c/chohyoApi', () => ({
    listChoices: jest.fn(),
    previewPages: () => new Promise(() => {})
}));

describe('c-chohyo-generate-card', () => {
    it('offers on a record page what a page was built for', async () => {
        jest.mocked(listChoices).mockResolvedValue(choices(choice()));
        const element = show(ChohyoGenerateCard, {
            recordId: RECORD,
            objectApiName: 'Quote',
            mapping: 'quote_ja'
        });
        await settle();
        expect(listChoices).toHaveBeenCalledWith({
            recordId: RECORD,
            objectName: 'Quote'
        });
        expect(find(element, 'lightning-card').title).toBe('Generate Document');
        expect(find(element, 'c-chohyo-generate').mapping).toBe('quote_ja');
        await expect(element).toBeAccessible();
    });
});
