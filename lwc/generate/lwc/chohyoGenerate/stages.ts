export type Stage =
    | 'loading'
    | 'stuck'
    | 'nothing'
    | 'choosing'
    | 'working'
    | 'done'
    | 'failed';

/** What a host with its own buttons shows on them. */
export interface StageChange {
    stage: Stage;
    label: string;
}
