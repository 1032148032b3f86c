import { describe, expect, it } from '@jest/globals';
import ChohyoProgress from 'c/chohyoProgress';
import { problem, progress } from '../../chohyoApi/__tests__/fixtures';
import {
    find,
    findAll,
    seek,
    settle,
    show
} from '../../chohyoApi/__tests__/elements';

const steps = (element: HTMLElement) =>
    findAll(element, 'li').map(({ dataset }) => dataset.step);

describe('c-chohyo-progress', () => {
    it('waits first, also before the service has answered', async () => {
        const element = show(ChohyoProgress, { saves: true });
        await settle();
        expect(steps(element)).toEqual(['waiting', 'making', 'saving', 'done']);
        expect(find(element, '[aria-current=step]').dataset.step).toBe(
            'waiting'
        );
        await expect(element).toBeAccessible();
    });

    it('has no step for saving when nothing is saved', async () => {
        const element = show(ChohyoProgress, {
            progress: progress({ step: 'making' })
        });
        await settle();
        expect(steps(element)).toEqual(['waiting', 'making', 'done']);
        expect(findAll(element, '.slds-is-completed')).toHaveLength(1);
    });

    it('says the step to a screen reader', async () => {
        const element = show(ChohyoProgress, {
            progress: progress({ step: 'saving' }),
            saves: true
        });
        await settle();
        expect(find(element, '[role=status]').textContent).toBe(
            'Saving to Files'
        );
    });

    it('is complete when it is done', async () => {
        const element = show(ChohyoProgress, {
            progress: progress({ step: 'done' }),
            saves: true
        });
        await settle();
        expect(findAll(element, '.slds-is-completed')).toHaveLength(4);
        expect(seek(element, '.slds-is-active')).toBeNull();
        await expect(element).toBeAccessible();
    });

    it('says that the connection is lost', async () => {
        const element = show(ChohyoProgress, {
            progress: progress(),
            lost: true
        });
        await settle();
        expect(find(element, '[role=status]').textContent).toContain(
            'connection to the service is lost'
        );
        await expect(element).toBeAccessible();
    });

    it('says why it is tried again, and when', async () => {
        const error = problem({ message: 'Salesforce is busy.' });
        const element = show(ChohyoProgress, {
            progress: progress({
                error,
                nextTryAt: '2026-11-24T01:02:03Z',
                attempt: 2
            })
        });
        await settle();
        expect(find(element, '.setback').textContent).toMatch(
            /^Salesforce is busy\..*:02:03.*attempt 3/
        );
        await expect(element).toBeAccessible();
    });
});
