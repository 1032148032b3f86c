import { describe, expect, it, jest } from '@jest/globals';
import { ApiProblem } from 'c/chohyoErrors';
import ChohyoErrorPanel from 'c/chohyoErrorPanel';
import { problem } from '../../chohyoApi/__tests__/fixtures';
import { find, seek, settle, show } from '../../chohyoApi/__tests__/elements';

describe('c-chohyo-error-panel', () => {
    it('shows the sentence, and code and request for whoever is asked', async () => {
        const thrown = new ApiProblem({
            code: 'CHOHYO_X',
            detail: 'It failed. Do this.',
            status: 404,
            requestId: 'r-9'
        });
        const element = show(ChohyoErrorPanel, { problem: thrown });
        await settle();
        expect(find(element, '[role=alert] .sentence').textContent).toBe(
            'It failed. Do this.'
        );
        expect(find(element, 'details').textContent).toContain(
            'Code: CHOHYO_X'
        );
        expect(find(element, 'details').textContent).toContain('Request: r-9');
        expect(seek(element, 'lightning-button')).toBeNull();
        await expect(element).toBeAccessible();
    });

    it('shows a problem as a document carries it', async () => {
        const element = show(ChohyoErrorPanel, { problem: problem() });
        await settle();
        expect(find(element, '.sentence').textContent).toBe(problem().message);
    });

    it('asks to try again', async () => {
        const retry = jest.fn();
        const element = show(ChohyoErrorPanel, {
            problem: problem(),
            canRetry: true,
            hint: 'Nothing is lost.'
        });
        element.addEventListener('retry', retry);
        await settle();
        find(element, 'lightning-button').click();
        expect(retry).toHaveBeenCalledTimes(1);
        expect(element.shadowRoot!.textContent).toContain('Nothing is lost.');
        await expect(element).toBeAccessible();
    });

    it('is nothing without a problem', async () => {
        const element = show(ChohyoErrorPanel);
        await settle();
        expect(seek(element, '[role=alert]')).toBeNull();
        await expect(element).toBeAccessible();
    });
});
