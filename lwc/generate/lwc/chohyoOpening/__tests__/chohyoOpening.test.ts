import { describe, expect, it, jest } from '@jest/globals';
import { ApiProblem } from 'c/chohyoErrors';
import ChohyoOpening from 'c/chohyoOpening';
import {
    find,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';

const problem = new ApiProblem({
    code: 'CHOHYO_REFUSED',
    detail: 'You are not allowed to use Chohyo.',
    status: 403
});

describe('c-chohyo-opening', () => {
    it('waits', async () => {
        const element = show(ChohyoOpening);
        await settle();
        expect(find(element, 'lightning-spinner').alternativeText).toBe(
            'Loading'
        );
        await expect(element).toBeAccessible();
    });

    it('says why nothing comes, and lets one try again', async () => {
        const retry = jest.fn();
        const element = show(ChohyoOpening, { problem });
        element.addEventListener('retry', retry);
        await settle();
        expect(
            find(element, 'c-chohyo-error-panel', '.sentence').textContent
        ).toBe(problem.detail);
        await expect(element).toBeAccessible();
        find(element, 'c-chohyo-error-panel', 'lightning-button').click();
        expect(retry).toHaveBeenCalledTimes(1);
    });

    it('says that there is nothing, and what to do', async () => {
        const element = show(ChohyoOpening, { nothing: 'There is none.' });
        await settle();
        expect(find(element, '.empty').textContent).toMatch(
            /There is none\..*publish a mapping/
        );
        await expect(element).toBeAccessible();
    });
});
