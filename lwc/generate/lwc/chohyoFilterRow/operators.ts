import type { Condition } from 'c/chohyoApi';
import labels from './labels';
import type { Kind } from './fields';

/** How a value is given. */
export type Form =
    | 'none'
    | 'text'
    | 'number'
    | 'values'
    | 'date'
    | 'datetime'
    | 'period'
    | 'days';

/** What the user has put in: text, or several values. */
export type Input = string | string[];

export interface Operator {
    name: string;
    label: string;
    form: Form;
    op: Condition['op'];
    toValue: (input: Input) => Condition['value'];
}

type Shape = [
    name: keyof typeof labels,
    form: Form,
    op: Condition['op'],
    toValue?: Operator['toValue']
];

const same = (input: Input) => input;
const number = (input: Input) => Number(input);
const nothing = () => null;
const literal = (input: Input) => ({ date: String(input) });
const days = (name: string) => (input: Input) => ({
    date: `${name}:${Number(input)}`
});
// What the user types means itself, not a wildcard.
const plain = (input: Input) => String(input).replace(/[%_]/g, '\\$&');

const OPTIONAL: Shape[] = [
    ['empty', 'none', '=', nothing],
    ['filled', 'none', '!=', nothing]
];
const NUMBERS: Shape[] = [
    ['equals', 'number', '=', number],
    ['notEquals', 'number', '!=', number],
    ['more', 'number', '>', number],
    ['moreOrEqual', 'number', '>=', number],
    ['less', 'number', '<', number],
    ['lessOrEqual', 'number', '<=', number],
    ...OPTIONAL
];
const PERIODS: Shape[] = [
    ['period', 'period', '=', literal],
    ['lastDays', 'days', '=', days('LAST_N_DAYS')],
    ['nextDays', 'days', '=', days('NEXT_N_DAYS')]
];

const SHAPES: Record<Kind, Shape[]> = {
    text: [
        ['equals', 'text', '='],
        ['notEquals', 'text', '!='],
        ['contains', 'text', 'like', (input) => `%${plain(input)}%`],
        ['starts', 'text', 'like', (input) => `${plain(input)}%`],
        ...OPTIONAL
    ],
    number: NUMBERS,
    picklist: [
        ['anyOf', 'values', 'in'],
        ['noneOf', 'values', 'not in'],
        ...OPTIONAL
    ],
    multi: [
        ['includes', 'values', 'includes'],
        ['noneOf', 'values', 'excludes'],
        ...OPTIONAL
    ],
    boolean: [
        ['yes', 'none', '=', () => true],
        ['no', 'none', '=', () => false]
    ],
    date: [
        ...PERIODS,
        ['on', 'date', '='],
        ['from', 'date', '>='],
        ['until', 'date', '<='],
        ...OPTIONAL
    ],
    datetime: [
        ...PERIODS,
        ['after', 'datetime', '>='],
        ['before', 'datetime', '<'],
        ...OPTIONAL
    ]
};

/** What a field of this kind can be compared with, the most usual first. */
export function operatorsOf(kind: Kind): Operator[] {
    return SHAPES[kind].map(([name, form, op, toValue = same]) => ({
        name,
        label: labels[name],
        form,
        op,
        toValue
    }));
}

/** Whether the user has put in what this form asks for. */
export function isFilled(form: Form, input: Input): boolean {
    if (form === 'none') {
        return true;
    }
    if (form === 'values') {
        return input.length > 0;
    }
    if (form === 'days') {
        return /^[1-9]\d{0,3}$/.test(String(input));
    }
    if (form === 'number') {
        return input !== '' && Number.isFinite(Number(input));
    }
    return String(input).trim() !== '';
}
