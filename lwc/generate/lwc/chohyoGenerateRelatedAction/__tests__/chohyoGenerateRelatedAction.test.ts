import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as service from 'c/chohyoApi';
import ChohyoGenerateRelatedAction from 'c/chohyoGenerateRelatedAction';
import {
    choice,
    choices,
    description
} from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';

jest.mock('c/chohyoApi', () => ({
    listChoices: jest.fn(),
    describeObject: jest.fn()
}));

const api = jest.mocked(service);

describe('c-chohyo-generate-related-action', () => {
    beforeEach(() => {
        api.listChoices.mockResolvedValue(choices(choice()));
        api.describeObject.mockResolvedValue(
            description({
                lists: [{ relationship: 'Quotes', object: 'Quote' }]
            })
        );
    });

    it('waits for its record, which Lightning gives later, then offers its lists', async () => {
        const element = show(ChohyoGenerateRelatedAction);
        await settle();
        expect(api.describeObject).not.toHaveBeenCalled();
        Object.assign(element, {
            recordId: '001000000000001AAA',
            objectApiName: 'Account'
        });
        await settle();
        expect(api.describeObject).toHaveBeenCalledWith('Account');
        expect(
            find(element, 'c-chohyo-generate-many', '[data-target]').options
        ).toEqual([{ value: 'Quotes', label: 'Quote' }]);
        await expect(element).toBeAccessible();
    });

    it('closes', async () => {
        const close = jest.fn();
        const element = show(ChohyoGenerateRelatedAction);
        element.addEventListener('lightning__actionsclosescreen', close);
        await settle();
        find(element, '[data-close]').click();
        expect(close).toHaveBeenCalledTimes(1);
    });
});
