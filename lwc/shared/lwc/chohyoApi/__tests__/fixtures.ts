import type {
    Choice,
    Choices,
    ChohyoDocument,
    DocumentProgress,
    PageImages,
    Problem
} from '../chohyoTypes';
import type { Field, ObjectDescription } from '../recordTypes';
import type { Parcel, Run } from '../runTypes';

/** What the service answers, for the tests of components. */

export const RECORD = '0Q0000000000001AAA';
export const FILE = {
    contentVersionId: '068000000000001AAA',
    contentDocumentId: '069000000000001AAA'
};

export function problem(changes: Partial<Problem> = {}): Problem {
    return {
        code: 'CHOHYO_RECORD_NOT_FOUND',
        message: 'Not found: Quote 0Q0000000000001AAA.',
        status: 404,
        args: [],
        ...changes
    };
}

export function choice(changes: Partial<Choice> = {}): Choice {
    return {
        mapping: 'quote_ja',
        label: '御見積書',
        language: 'ja',
        fileName: '御見積書_{Name}.pdf',
        saves: true,
        object: { name: 'Quote', label: 'Quote' },
        ...changes
    };
}

export function choices(...offered: Choice[]): Choices {
    return {
        object: { name: 'Quote', label: 'Quote' },
        record: { id: RECORD, name: 'Q-0001' },
        choices: offered
    };
}

export function progress(
    changes: Partial<DocumentProgress> = {}
): DocumentProgress {
    return {
        step: 'waiting',
        attempt: 1,
        nextTryAt: null,
        error: null,
        ...changes
    };
}

export function queued(changes: Partial<ChohyoDocument> = {}): ChohyoDocument {
    return {
        id: 'd1',
        state: 'queued',
        mapping: 'quote_ja',
        release: null,
        recordId: RECORD,
        fileName: null,
        contentType: 'application/pdf',
        bytes: null,
        pages: null,
        sha256: null,
        salesforce: null,
        error: null,
        progress: progress(),
        createdAt: '2026-11-24T01:00:00Z',
        createdBy: 'sato@example.com',
        ...changes
    };
}

export function made(changes: Partial<ChohyoDocument> = {}): ChohyoDocument {
    return queued({
        state: 'done',
        release: 1,
        fileName: '御見積書_Q-0001.pdf',
        bytes: 123_456,
        pages: 3,
        sha256: 'a'.repeat(64),
        salesforce: FILE,
        progress: progress({ step: 'done' }),
        ...changes
    });
}

export function unmade(changes: Partial<ChohyoDocument> = {}): ChohyoDocument {
    return queued({
        state: 'failed',
        error: problem(),
        progress: progress({ step: 'failed', error: problem() }),
        ...changes
    });
}

export function pageImages(changes: Partial<PageImages> = {}): PageImages {
    return {
        fileName: '御見積書_Q-0001.pdf',
        pages: 3,
        from: 1,
        images: ['cGFnZTE=', 'cGFnZTI='],
        width: 827,
        height: 1169,
        ...changes
    };
}

export function run(changes: Partial<Run> = {}): Run {
    return {
        id: 'r1',
        kind: 'bulk',
        state: 'running',
        mapping: 'quote_ja',
        join: 'separate',
        save: true,
        source: { recordIds: [RECORD] },
        total: 50,
        counts: { waiting: 40, running: 4, done: 6, failed: 0, cancelled: 0 },
        merged: [],
        error: null,
        createdAt: '2026-11-24T01:00:00Z',
        createdBy: 'sato@example.com',
        finishedAt: null,
        ...changes
    };
}

export function parcel(changes: Partial<Parcel> = {}): Parcel {
    return {
        id: 'p1',
        recordId: RECORD,
        recordName: 'Q-0001',
        state: 'done',
        attempt: 1,
        nextTryAt: null,
        document: {
            id: 'd1',
            fileName: '御見積書_Q-0001.pdf',
            pages: 3,
            bytes: 123_456,
            salesforce: FILE
        },
        error: null,
        ...changes
    };
}

export function field(changes: Partial<Field> = {}): Field {
    return {
        name: 'Name',
        label: 'Name',
        type: 'string',
        filterable: true,
        sortable: true,
        richText: false,
        scale: 0,
        parent: null,
        objects: [],
        values: [],
        ...changes
    };
}

export function description(
    changes: Partial<ObjectDescription> = {}
): ObjectDescription {
    return {
        name: 'Quote',
        label: 'Quote',
        custom: false,
        keyPrefix: '0Q0',
        fields: [field(), field({ name: 'Status', label: 'Status' })],
        lists: [],
        ...changes
    };
}
