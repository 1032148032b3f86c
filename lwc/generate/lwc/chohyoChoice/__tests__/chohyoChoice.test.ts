import { describe, expect, it, jest } from '@jest/globals';
import ChohyoChoice from 'c/chohyoChoice';
import { choice } from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    fire,
    seek,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';

const several = (count: number) =>
    Array.from({ length: count }, (_, position) =>
        choice({ mapping: `m${position}` })
    );

describe('c-chohyo-choice', () => {
    it.each([
        [1, '.only'],
        [2, 'lightning-radio-group'],
        [5, 'lightning-radio-group'],
        [6, 'lightning-combobox']
    ])('shows %i choices as %s', async (count, selector) => {
        const element = show(ChohyoChoice, {
            choices: several(count),
            mapping: 'm0'
        });
        await settle();
        expect(find(element, selector)).toBeTruthy();
        await expect(element).toBeAccessible();
    });

    it.each([
        ['請求書', 'ja', '請求書 (Japanese)'],
        ['Invoice (English)', 'en', 'Invoice (English)']
    ])(
        'says of %s what language it is in, once',
        async (label, language, said) => {
            const element = show(ChohyoChoice, {
                choices: [choice({ label, language })]
            });
            await settle();
            expect(find(element, '.only').textContent).toBe(said);
        }
    );

    it('tells what was chosen', async () => {
        const chosen = jest.fn();
        const element = show(ChohyoChoice, {
            choices: several(2),
            mapping: 'm0'
        });
        element.addEventListener('choose', (event) =>
            chosen((event as CustomEvent).detail)
        );
        await settle();
        fire(find(element, 'lightning-radio-group'), 'change', { value: 'm1' });
        expect(chosen).toHaveBeenCalledWith({ mapping: 'm1' });
    });

    it('shows nothing to choose as nothing chosen', async () => {
        const element = show(ChohyoChoice);
        await settle();
        expect(seek(element, '.only')).toBeNull();
    });
});
