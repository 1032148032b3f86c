/** One field of an object as far as this user may read it. `type` is Salesforce's name of the type. */
export interface Field {
    name: string;
    label: string;
    type: string;
    filterable: boolean;
    sortable: boolean;
    richText: boolean;
    scale: number;
    parent: string | null;
    objects: string[];
    values: { value: string; label: string }[];
}

/** One child list. */
export interface ChildList {
    relationship: string;
    object: string;
    label?: string;
}

export interface ObjectDescription {
    name: string;
    label: string;
    custom: boolean;
    keyPrefix: string | null;
    fields: Field[];
    lists: ChildList[];
}

export type Operator =
    | '='
    | '!='
    | '<'
    | '<='
    | '>'
    | '>='
    | 'like'
    | 'in'
    | 'not in'
    | 'includes'
    | 'excludes';

/** One condition; `{ date }` is a date literal of SOQL such as THIS_MONTH. */
export interface Condition {
    path: string;
    op: Operator;
    value:
        | string
        | number
        | boolean
        | null
        | { date: string }
        | (string | number)[];
}

export type Filter =
    Condition | { all: Filter[] } | { any: Filter[] } | { not: Filter };
