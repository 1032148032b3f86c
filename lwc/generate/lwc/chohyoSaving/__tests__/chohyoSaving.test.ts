import { describe, expect, it, jest } from '@jest/globals';
import ChohyoSaving from 'c/chohyoSaving';
import {
    find,
    fire,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';

const values = (element: HTMLElement) =>
    (find(element, 'lightning-radio-group').options as { value: string }[]).map(
        ({ value }) => value
    );

describe('c-chohyo-saving', () => {
    it('offers a new file, a new version, or neither', async () => {
        const element = show(ChohyoSaving);
        await settle();
        expect(values(element)).toEqual(['file', 'version', 'none']);
        await expect(element).toBeAccessible();
    });

    it('leaves versions out where there are none', async () => {
        const element = show(ChohyoSaving, { withoutVersions: true });
        await settle();
        expect(values(element)).toEqual(['file', 'none']);
    });

    it('tells what was chosen', async () => {
        const chosen = jest.fn();
        const element = show(ChohyoSaving);
        element.addEventListener('choose', (event) =>
            chosen((event as CustomEvent).detail)
        );
        await settle();
        fire(find(element, 'lightning-radio-group'), 'change', {
            value: 'version'
        });
        expect(chosen).toHaveBeenCalledWith({ saving: 'version' });
    });
});
