/**
 * What `c/chohyoApi` gives and takes, in Salesforce as in the console: the JSON of the service as its OpenAPI document at /docs describes it.
 * Times are ISO 8601 in UTC, sizes are bytes, ids of records are Salesforce's.
 */

/** Why something failed: a stable code, a sentence in the user's language that says what to do next, and what stands in its gaps. */
export interface Problem {
    code: string;
    message: string;
    status: number;
    args: string[];
}

/** One mapping this user may use for the object and the record. `fileName` is the pattern of the name; `saves` tells that it files under Files by itself. */
export interface Choice {
    mapping: string;
    label: string;
    language: string;
    fileName: string;
    saves: boolean;
    object: { name: string; label: string };
}

/** `object` and `record` are null when all mappings of all objects were asked for. */
export interface Choices {
    object: { name: string; label: string } | null;
    record: { id: string; name: string } | null;
    choices: Choice[];
}

/** `file` files a new file, `version` a new version of the newest document of this mapping on the record. */
export type SaveAs = 'file' | 'version';

export type DocumentStep = 'waiting' | 'making' | 'saving' | 'done' | 'failed';

/** How far one document is. `attempt` counts from one; `nextTryAt` and `error` say when and why the service tries again by itself. */
export interface DocumentProgress {
    step: DocumentStep;
    attempt: number;
    nextTryAt: string | null;
    error: Problem | null;
}

export interface SalesforceFile {
    contentVersionId: string;
    contentDocumentId: string;
}

/** One document. What is not known before it is done is null. */
export interface ChohyoDocument {
    id: string;
    state: 'queued' | 'done' | 'failed';
    mapping: string;
    release: number | null;
    recordId: string | null;
    fileName: string | null;
    contentType: string;
    bytes: number | null;
    pages: number | null;
    sha256: string | null;
    salesforce: SalesforceFile | null;
    error: Problem | null;
    progress: DocumentProgress;
    createdAt: string;
    createdBy: string;
}

/** Newest first; `next` is the `after` of the page behind it. */
export interface DocumentList {
    documents: ChohyoDocument[];
    next: string | null;
}

/** Pages as pictures: base64 PNG, counted from one. `width` and `height` are the pixels of the first picture, `pages` how many the document has. */
export interface PageImages {
    fileName: string;
    pages: number;
    from: number;
    images: string[];
    width: number;
    height: number;
}

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

/** Which records a run takes: up to 200 by id, the child list of one record, or all that meet a filter. */
export type RunSource =
    | { recordIds: string[] }
    | { parentId: string; relationship: string }
    | { filter: Filter; limit?: number };

/** `separate` gives a file a record, `merged` one PDF for every 1,000 records. */
export type Join = 'separate' | 'merged';

export interface Counts {
    waiting: number;
    running: number;
    done: number;
    failed: number;
    cancelled: number;
}

export type RunState = 'ready' | 'running' | 'done' | 'failed' | 'cancelled';

/** One click on many records. `total` is null until the source has been read; state `failed` has ended with failures. */
export interface Run {
    id: string;
    kind: 'bulk';
    state: RunState;
    mapping: string;
    join: Join;
    save: boolean;
    source: RunSource;
    total: number | null;
    counts: Counts;
    merged: ChohyoDocument[];
    error: Problem | null;
    createdAt: string;
    createdBy: string;
    finishedAt: string | null;
}

export interface RunList {
    runs: Run[];
    next: string | null;
}

export type ParcelState =
    'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** What became of one record of a run. */
export interface Parcel {
    id: string;
    recordId: string;
    recordName: string | null;
    state: ParcelState;
    attempt: number;
    nextTryAt: string | null;
    document: {
        id: string;
        fileName: string;
        pages: number | null;
        bytes: number | null;
        salesforce: SalesforceFile | null;
    } | null;
    error: Problem | null;
}

export interface ParcelList {
    parcels: Parcel[];
    next: string | null;
}

/** With neither, the mappings for all objects. */
export interface ListChoices {
    recordId?: string;
    objectName?: string;
}

/** `requestKey` is the same for every attempt at one document: asked twice with it, the service makes one. */
export interface GenerateDocument {
    mapping: string;
    recordId: string;
    save: boolean;
    saveAs: SaveAs;
    requestKey: string;
}

export interface ListDocuments {
    recordId: string;
    after?: string;
}

/** `from` counts pages from one, `count` is at most 10. */
export interface PreviewPages {
    mapping: string;
    recordId: string;
    from: number;
    count: number;
}

export interface DocumentPages {
    documentId: string;
    from: number;
    count: number;
}

export interface StartRun {
    mapping: string;
    source: RunSource;
    join: Join;
    save: boolean;
    saveAs: SaveAs;
    requestKey: string;
}

export interface ListRuns {
    after?: string;
}

export interface ListParcels {
    runId: string;
    state?: ParcelState;
    after?: string;
}
