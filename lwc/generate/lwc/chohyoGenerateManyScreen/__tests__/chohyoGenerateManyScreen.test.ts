import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as service from 'c/chohyoApi';
import ChohyoGenerateManyScreen from 'c/chohyoGenerateManyScreen';
import {
    choice,
    choices,
    parcel,
    RECORD,
    run
} from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';

jest.mock('c/chohyoApi', () => ({
    listChoices: jest.fn(),
    startRun: jest.fn(),
    getRun: jest.fn(),
    listParcels: jest.fn()
}));

const api = jest.mocked(service);

describe('c-chohyo-generate-many-screen', () => {
    beforeEach(() => {
        api.listChoices.mockResolvedValue(choices(choice()));
        api.startRun.mockResolvedValue(run());
        api.getRun.mockResolvedValue(run());
        api.listParcels.mockResolvedValue({ parcels: [parcel()], next: null });
    });

    it('makes documents of the records chosen in the list and gives the flow the run', async () => {
        const told = jest.fn();
        const element = show(ChohyoGenerateManyScreen, { recordIds: [RECORD] });
        element.addEventListener('lightning__flowattributechange', (event) =>
            told((event as CustomEvent).detail)
        );
        await settle();
        await expect(element).toBeAccessible();
        find(element, 'c-chohyo-generate-many', '[data-start]').click();
        await settle();
        expect(told).toHaveBeenCalledWith({
            attributeName: 'runId',
            attributeValue: 'r1'
        });
    });

    it('says what to do when no record was chosen', async () => {
        const element = show(ChohyoGenerateManyScreen, { recordIds: [] });
        await settle();
        expect(find(element, '.none').textContent).toContain(
            'No record is chosen'
        );
        await expect(element).toBeAccessible();
    });
});
