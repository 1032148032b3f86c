import type {
    ChohyoDocument,
    Problem,
    SalesforceFile,
    SaveAs
} from './chohyoTypes';
import type { Filter } from './recordTypes';

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
