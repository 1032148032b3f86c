import type { Field } from 'c/chohyoApi';

/** What kind of value a field holds, as far as filters know. */
export type Kind =
    'text' | 'number' | 'picklist' | 'multi' | 'boolean' | 'date' | 'datetime';

/** A field one can filter by. A reference is filtered by the name of what it leads to. */
export interface FilterField {
    path: string;
    label: string;
    kind: Kind;
    values: Field['values'];
}

const KINDS: Record<string, Kind> = {
    string: 'text',
    textarea: 'text',
    combobox: 'text',
    email: 'text',
    phone: 'text',
    url: 'text',
    encryptedstring: 'text',
    picklist: 'picklist',
    multipicklist: 'multi',
    boolean: 'boolean',
    int: 'number',
    long: 'number',
    double: 'number',
    currency: 'number',
    percent: 'number',
    date: 'date',
    datetime: 'datetime'
};

/** The fields of an object that one can filter by, in the order of the service: by label. */
export function listFilterFields(fields: Field[]): FilterField[] {
    return fields.filter(({ filterable }) => filterable).flatMap(toFilterField);
}

function toFilterField({
    name: path,
    label,
    type,
    parent,
    values
}: Field): FilterField[] {
    if (type === 'reference' && parent) {
        // Standard lookups are labelled as what they hold, "Account ID"; we ask for the name.
        const name = label.replace(/\s*ID$/, '') || label;
        return [
            { path: `${parent}.Name`, label: name, kind: 'text', values: [] }
        ];
    }
    const kind = KINDS[type];
    return kind ? [{ path, label, kind, values }] : [];
}
