import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { describeObject } from 'c/chohyoApi';
import { ApiProblem } from 'c/chohyoErrors';
import ChohyoFilterBuilder from 'c/chohyoFilterBuilder';
import { description } from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    findAll,
    fire,
    seek,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';
import type { Filter } from 'c/chohyoApi';

jest.mock('c/chohyoApi', () => ({ describeObject: jest.fn() }));

const A = { path: 'Name', op: '=', value: 'A' };
const B = { path: 'Status', op: '=', value: 'B' };
const lost = new ApiProblem({
    code: 'CHOHYO_SERVICE_UNREACHABLE',
    detail: 'Down.',
    status: 0
});

async function open() {
    const element = show(ChohyoFilterBuilder);
    const told: (Filter | null)[] = [];
    element.addEventListener('filter', (event) => {
        told.push(
            (event as CustomEvent<{ filter: Filter | null }>).detail.filter
        );
    });
    element.objectName = 'Quote';
    await settle();
    return { element, told };
}

const rows = (element: HTMLElement) => findAll(element, 'c-chohyo-filter-row');

async function fill(
    element: HTMLElement,
    position: number,
    condition: object | null
) {
    fire(rows(element)[position]!, 'condition', { condition });
    await settle();
}

describe('c-chohyo-filter-builder', () => {
    beforeEach(() => {
        jest.mocked(describeObject)
            .mockReset()
            .mockResolvedValue(description());
    });

    it('begins with one row of the fields of the object, and no filter yet', async () => {
        const { element, told } = await open();
        expect(describeObject).toHaveBeenCalledWith('Quote');
        expect(rows(element)).toHaveLength(1);
        expect(rows(element)[0]!.fields).toHaveLength(2);
        expect(told).toEqual([null]);
        await expect(element).toBeAccessible();
    });

    it('joins its conditions by all, or by any', async () => {
        const { element, told } = await open();
        await fill(element, 0, A);
        expect(told.at(-1)).toEqual({ all: [A] });
        find(element, '[data-add]').click();
        await settle();
        expect(told.at(-1)).toBeNull();
        await fill(element, 1, B);
        expect(told.at(-1)).toEqual({ all: [A, B] });
        fire(find(element, '[data-join]'), 'change', { value: 'any' });
        expect(told.at(-1)).toEqual({ any: [A, B] });
        await expect(element).toBeAccessible();
    });

    it('takes a row away, and never the last one', async () => {
        const { element, told } = await open();
        await fill(element, 0, A);
        find(element, '[data-add]').click();
        await settle();
        await fill(element, 1, B);
        fire(rows(element)[0]!, 'remove');
        await settle();
        expect(told.at(-1)).toEqual({ all: [B] });
        expect(seek(element, '[data-join]')).toBeNull();
        fire(rows(element)[0]!, 'remove');
        await settle();
        expect(rows(element)).toHaveLength(1);
        expect(told.at(-1)).toBeNull();
    });

    it('starts anew for another object', async () => {
        const { element, told } = await open();
        await fill(element, 0, A);
        element.objectName = 'Account';
        await settle();
        expect(describeObject).toHaveBeenLastCalledWith('Account');
        expect(told.at(-1)).toBeNull();
    });

    it('says why the fields are not there, and tries again', async () => {
        jest.mocked(describeObject).mockRejectedValueOnce(lost);
        const { element } = await open();
        expect(find(element, 'c-chohyo-error-panel').problem).toMatchObject({
            detail: 'Down.'
        });
        await expect(element).toBeAccessible();
        find(element, 'c-chohyo-error-panel', 'lightning-button').click();
        await settle();
        expect(rows(element)).toHaveLength(1);
    });
});
