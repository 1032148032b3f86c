import { describe, expect, it } from '@jest/globals';
import ChohyoFilterRow, { listFilterFields } from 'c/chohyoFilterRow';
import { field } from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';
import {
    find,
    fire,
    seek,
    settle,
    show
} from '../../../../shared/lwc/chohyoApi/__tests__/elements';
import type { Condition } from 'c/chohyoApi';

const STATUS = [
    { value: 'Draft', label: 'Draft' },
    { value: 'Accepted', label: 'Accepted' }
];
const FIELDS = listFilterFields([
    field({ name: 'Name', label: 'Quote Name' }),
    field({ name: 'GrandTotal', label: 'Grand Total', type: 'currency' }),
    field({
        name: 'Status',
        label: 'Status',
        type: 'picklist',
        values: STATUS
    }),
    field({
        name: 'Tags__c',
        label: 'Tags',
        type: 'multipicklist',
        values: STATUS
    }),
    field({ name: 'IsSyncing', label: 'Syncing', type: 'boolean' }),
    field({ name: 'ExpirationDate', label: 'Expiration Date', type: 'date' }),
    field({ name: 'CreatedDate', label: 'Created Date', type: 'datetime' }),
    field({
        name: 'AccountId',
        label: 'Account',
        type: 'reference',
        parent: 'Account',
        objects: ['Account']
    })
]);

async function open() {
    const element = show(ChohyoFilterRow, { fields: FIELDS });
    const told: (Condition | null)[] = [];
    element.addEventListener('condition', (event) => {
        told.push(
            (event as CustomEvent<{ condition: Condition | null }>).detail
                .condition
        );
    });
    await settle();
    return { element, told };
}

async function choose(element: HTMLElement, part: string, value: unknown) {
    fire(find(element, `[data-${part}]`), 'change', { value });
    await settle();
}

describe('c-chohyo-filter-row', () => {
    it('begins with the field', async () => {
        const { element } = await open();
        expect(find(element, '[role=group]').getAttribute('aria-label')).toBe(
            'Condition 1'
        );
        expect(find(element, '[data-operator]').disabled).toBe(true);
        await expect(element).toBeAccessible();
    });

    it.each<[string, string, unknown, Condition]>([
        ['Name', 'equals', 'A', { path: 'Name', op: '=', value: 'A' }],
        ['Name', 'notEquals', 'A', { path: 'Name', op: '!=', value: 'A' }],
        [
            'Name',
            'contains',
            '100%_A',
            { path: 'Name', op: 'like', value: '%100\\%\\_A%' }
        ],
        ['Name', 'starts', 'Q-', { path: 'Name', op: 'like', value: 'Q-%' }],
        [
            'GrandTotal',
            'moreOrEqual',
            '1000.5',
            { path: 'GrandTotal', op: '>=', value: 1000.5 }
        ],
        [
            'GrandTotal',
            'less',
            '-3',
            { path: 'GrandTotal', op: '<', value: -3 }
        ],
        [
            'Status',
            'anyOf',
            ['Draft', 'Accepted'],
            { path: 'Status', op: 'in', value: ['Draft', 'Accepted'] }
        ],
        [
            'Status',
            'noneOf',
            ['Draft'],
            { path: 'Status', op: 'not in', value: ['Draft'] }
        ],
        [
            'Tags__c',
            'includes',
            ['Draft'],
            { path: 'Tags__c', op: 'includes', value: ['Draft'] }
        ],
        [
            'ExpirationDate',
            'period',
            'THIS_MONTH',
            { path: 'ExpirationDate', op: '=', value: { date: 'THIS_MONTH' } }
        ],
        [
            'ExpirationDate',
            'lastDays',
            '30',
            {
                path: 'ExpirationDate',
                op: '=',
                value: { date: 'LAST_N_DAYS:30' }
            }
        ],
        [
            'ExpirationDate',
            'until',
            '2026-12-31',
            { path: 'ExpirationDate', op: '<=', value: '2026-12-31' }
        ],
        [
            'CreatedDate',
            'after',
            '2026-11-01T00:00:00.000Z',
            { path: 'CreatedDate', op: '>=', value: '2026-11-01T00:00:00.000Z' }
        ],
        [
            'Account.Name',
            'contains',
            '商事',
            { path: 'Account.Name', op: 'like', value: '%商事%' }
        ]
    ])(
        '%s %s is what the service takes',
        async (path, operator, value, condition) => {
            const { element, told } = await open();
            await choose(element, 'field', path);
            await choose(element, 'operator', operator);
            expect(told.at(-1)).toBeNull();
            await choose(element, 'value', value);
            expect(told.at(-1)).toEqual(condition);
        }
    );

    it.each<[string, string, Condition]>([
        ['IsSyncing', 'yes', { path: 'IsSyncing', op: '=', value: true }],
        ['IsSyncing', 'no', { path: 'IsSyncing', op: '=', value: false }],
        ['Name', 'empty', { path: 'Name', op: '=', value: null }],
        ['GrandTotal', 'filled', { path: 'GrandTotal', op: '!=', value: null }]
    ])('%s %s needs no value', async (path, operator, condition) => {
        const { element, told } = await open();
        await choose(element, 'field', path);
        await choose(element, 'operator', operator);
        expect(seek(element, '[data-value]')).toBeNull();
        expect(told.at(-1)).toEqual(condition);
    });

    it.each([
        ['Name', 'equals', '  '],
        ['GrandTotal', 'equals', ''],
        ['ExpirationDate', 'lastDays', '0'],
        ['ExpirationDate', 'lastDays', '1.5'],
        ['Status', 'anyOf', []]
    ])('%s %s with %j is not complete', async (path, operator, value) => {
        const { element, told } = await open();
        await choose(element, 'field', path);
        await choose(element, 'operator', operator);
        await choose(element, 'value', value);
        expect(told.at(-1)).toBeNull();
    });

    it.each([
        ['Name', 'text'],
        ['GrandTotal', 'number'],
        ['ExpirationDate', 'date'],
        ['CreatedDate', 'datetime']
    ])('has an input that fits %s', async (path, type) => {
        const { element } = await open();
        await choose(element, 'field', path);
        await choose(
            element,
            'operator',
            {
                text: 'equals',
                number: 'equals',
                date: 'on',
                datetime: 'before'
            }[type]
        );
        expect(find(element, 'lightning-input').type ?? 'text').toBe(type);
        await expect(element).toBeAccessible();
    });

    it('keeps the value when the comparison changes and not its kind, and drops it otherwise', async () => {
        const { element, told } = await open();
        await choose(element, 'field', 'Name');
        await choose(element, 'value', 'A');
        await choose(element, 'operator', 'contains');
        expect(told.at(-1)).toMatchObject({ value: '%A%' });
        await choose(element, 'field', 'Status');
        expect(told.at(-1)).toBeNull();
        expect(find(element, 'lightning-checkbox-group').options).toEqual(
            STATUS
        );
        await expect(element).toBeAccessible();
    });

    it('offers what can be filtered by, a reference by the name it leads to', () => {
        const fields = listFilterFields([
            field({ name: 'Notes', filterable: false }),
            field({ name: 'Id', type: 'id' }),
            field({
                name: 'OwnerId',
                label: 'Owner ID',
                type: 'reference',
                parent: 'Owner',
                objects: ['User', 'Group']
            })
        ]);
        expect(fields).toEqual([
            { path: 'Owner.Name', label: 'Owner', kind: 'text', values: [] }
        ]);
    });
});
