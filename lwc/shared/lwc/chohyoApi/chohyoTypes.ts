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
