import cancel from '@salesforce/label/c.Chohyo_Run_Cancel';
import cancelled from '@salesforce/label/c.Chohyo_Run_Cancelled';
import cancelSure from '@salesforce/label/c.Chohyo_Run_Cancel_Sure';
import counts from '@salesforce/label/c.Chohyo_Run_Counts';
import done from '@salesforce/label/c.Chohyo_Run_Done';
import failed from '@salesforce/label/c.Chohyo_Run_Failed';
import id from '@salesforce/label/c.Chohyo_Run_Id';
import leave from '@salesforce/label/c.Chohyo_Run_Leave';
import loading from '@salesforce/label/c.Chohyo_Loading';
import lost from '@salesforce/label/c.Chohyo_Run_Lost';
import merged from '@salesforce/label/c.Chohyo_Run_Merged';
import merging from '@salesforce/label/c.Chohyo_Run_Merging';
import planned from '@salesforce/label/c.Chohyo_Run_Planned';
import planning from '@salesforce/label/c.Chohyo_Run_Planning';
import progress from '@salesforce/label/c.Chohyo_Progress_Steps';
import retry from '@salesforce/label/c.Chohyo_Run_Retry';
import running from '@salesforce/label/c.Chohyo_Run_Running';
import stopped from '@salesforce/label/c.Chohyo_Run_Stopped';
import tryAgain from '@salesforce/label/c.Chohyo_Try_Again';

export default {
    cancel,
    cancelled,
    cancelSure,
    counts,
    done,
    failed,
    id,
    leave,
    loading,
    lost,
    merged,
    merging,
    planned,
    planning,
    progress,
    retry,
    running,
    stopped,
    tryAgain
};
