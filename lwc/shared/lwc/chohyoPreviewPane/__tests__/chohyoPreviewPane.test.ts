import { describe, expect, it, jest } from '@jest/globals';
import { ApiProblem } from 'c/chohyoErrors';
import ChohyoPreviewPane, { type LoadPages } from 'c/chohyoPreviewPane';
import { pageImages } from '../../chohyoApi/__tests__/fixtures';
import {
    find,
    findAll,
    later,
    seek,
    settle,
    show
} from '../../chohyoApi/__tests__/elements';
import type { PageImages } from 'c/chohyoApi';

const late = new ApiProblem({
    code: 'CHOHYO_SERVICE_LATE',
    detail: 'Late.',
    status: 504
});

/** A document of `pages` pages. */
function source(pages: number) {
    return jest.fn<LoadPages>((from, count) => {
        const here = Math.min(count, pages - from + 1);
        return Promise.resolve(
            pageImages({
                pages,
                from,
                images: Array.from({ length: here }, (_, page) =>
                    btoa(`page ${from + page}`)
                )
            })
        );
    });
}

async function open(load: LoadPages | null) {
    const element = show(ChohyoPreviewPane, { load });
    await settle();
    return element;
}

async function press(element: HTMLElement, key: string) {
    const event = new KeyboardEvent('keydown', { key, cancelable: true });
    find(element, '.viewport').dispatchEvent(event);
    await settle();
    return event.defaultPrevented;
}

/** jsdom lays nothing out: pages as high as the pane, one below the other. */
function lay(
    element: HTMLElement,
    { height, scrolled }: { height: number; scrolled: number }
) {
    const viewport = find(element, '.viewport');
    Object.defineProperty(viewport, 'clientHeight', { value: height });
    viewport.scrollTop = scrolled;
    findAll(element, '.sheet').forEach((sheet, page) => {
        Object.defineProperty(sheet, 'offsetTop', { value: page * height });
    });
}

const pictures = (element: HTMLElement) =>
    findAll(element, 'img').map((image) => image.getAttribute('alt'));
const position = (element: HTMLElement) =>
    find(element, '.position').textContent;

describe('c-chohyo-preview-pane', () => {
    it('asks to choose a document while there is none', async () => {
        const element = await open(null);
        expect(find(element, '.hint').textContent).toContain(
            'Choose a document'
        );
        await expect(element).toBeAccessible();
    });

    it('shows the shape of a page while it waits', async () => {
        const element = await open(() => new Promise(() => {}));
        expect(find(element, '.skeleton')).toBeTruthy();
        await expect(element).toBeAccessible();
    });

    it('shows the first pages and says how many there are', async () => {
        const load = source(9);
        const opened = jest.fn();
        const element = show(ChohyoPreviewPane, { load });
        element.addEventListener('opened', (event) =>
            opened((event as CustomEvent).detail)
        );
        await settle();
        expect(load).toHaveBeenCalledWith(1, 2);
        expect(position(element)).toBe('1 of 9');
        expect(pictures(element)).toEqual([
            'Page 1 of 9: 御見積書_Q-0001.pdf',
            'Page 2 of 9: 御見積書_Q-0001.pdf'
        ]);
        expect(findAll(element, '.sheet')).toHaveLength(9);
        expect(opened).toHaveBeenCalledWith({
            fileName: '御見積書_Q-0001.pdf',
            pages: 9
        });
        await expect(element).toBeAccessible();
    });

    it('asks for further pages as they come into sight', async () => {
        const load = source(9);
        const element = await open(load);
        lay(element, { height: 100, scrolled: 120 });
        find(element, '.viewport').dispatchEvent(new CustomEvent('scroll'));
        await settle();
        expect(position(element)).toBe('2 of 9');
        expect(load).toHaveBeenLastCalledWith(3, 6);
        expect(pictures(element)).toHaveLength(8);
    });

    it('asks for nothing while nothing more is in sight', async () => {
        const load = source(9);
        const element = await open(load);
        lay(element, { height: 100, scrolled: 0 });
        find(element, '.viewport').dispatchEvent(new CustomEvent('scroll'));
        await settle();
        expect(load).toHaveBeenCalledTimes(1);
    });

    it('goes from page to page by key, and loads what it comes to', async () => {
        const load = source(20);
        const element = await open(load);
        expect(await press(element, 'PageDown')).toBe(true);
        expect(position(element)).toBe('2 of 20');
        await press(element, 'End');
        expect(position(element)).toBe('20 of 20');
        expect(load).toHaveBeenLastCalledWith(20, 6);
        await press(element, 'PageUp');
        expect(position(element)).toBe('19 of 20');
        await press(element, 'Home');
        expect(position(element)).toBe('1 of 20');
        expect(await press(element, 'Tab')).toBe(false);
    });

    it('loads the page one has come to while others were on their way', async () => {
        const load = source(30);
        const element = await open(load);
        const slow = later<PageImages>();
        load.mockReturnValueOnce(slow.promise);
        await press(element, 'PageDown');
        await press(element, 'PageDown');
        await press(element, 'End');
        expect(load).toHaveBeenCalledTimes(2);
        slow.give(pageImages({ pages: 30, from: 3, images: ['Mw=='] }));
        await settle();
        expect(load).toHaveBeenLastCalledWith(30, 6);
        expect(pictures(element)).toHaveLength(4);
    });

    it('goes on and back with its buttons, and no further than the ends', async () => {
        const element = await open(source(2));
        const [previous, next] = findAll(element, 'lightning-button-icon');
        expect(previous!.disabled).toBe(true);
        next!.click();
        await settle();
        expect(position(element)).toBe('2 of 2');
        expect(next!.disabled).toBe(true);
    });

    it('zooms in and out between its limits', async () => {
        const element = await open(source(1));
        const scale = () => find(element, '.scale').textContent;
        expect(scale()).toBe('100%');
        await press(element, '+');
        expect(scale()).toBe('150%');
        for (const key of ['-', '-', '-', '-', '-']) {
            // eslint-disable-next-line no-await-in-loop
            await press(element, key);
        }
        expect(scale()).toBe('50%');
    });

    it('says inside what failed, and tries again', async () => {
        const load = source(1).mockRejectedValueOnce(late);
        const element = await open(load);
        expect(find(element, 'c-chohyo-error-panel').problem.detail).toBe(
            'Late.'
        );
        await expect(element).toBeAccessible();
        find(element, 'c-chohyo-error-panel', 'lightning-button').click();
        await settle();
        expect(seek(element, 'c-chohyo-error-panel')).toBeNull();
        expect(pictures(element)).toHaveLength(1);
    });

    it('keeps the pages it has when a further one fails', async () => {
        const load = source(9);
        const element = await open(load);
        load.mockRejectedValueOnce(late);
        await press(element, 'End');
        expect(pictures(element)).toHaveLength(2);
        expect(find(element, 'c-chohyo-error-panel')).toBeTruthy();
        find(element, 'c-chohyo-error-panel', 'lightning-button').click();
        await settle();
        expect(load).toHaveBeenLastCalledWith(9, 6);
    });

    it('shows nothing of the document before, however late its pages come', async () => {
        const old = later<PageImages>();
        const element = await open(() => old.promise);
        element.load = source(1);
        old.give(pageImages({ fileName: 'old.pdf', pages: 5 }));
        await settle();
        expect(pictures(element)).toEqual(['Page 1 of 1: 御見積書_Q-0001.pdf']);
    });
});
