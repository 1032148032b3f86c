import by from '@salesforce/label/c.Chohyo_Document_By';
import cancelled from '@salesforce/label/c.Chohyo_State_Cancelled';
import counts from '@salesforce/label/c.Chohyo_Run_Counts';
import done from '@salesforce/label/c.Chohyo_State_Done';
import empty from '@salesforce/label/c.Chohyo_Runs_Empty';
import emptyHint from '@salesforce/label/c.Chohyo_Runs_Empty_Hint';
import failed from '@salesforce/label/c.Chohyo_Runs_Failed';
import loading from '@salesforce/label/c.Chohyo_Loading';
import more from '@salesforce/label/c.Chohyo_Load_More';
import planning from '@salesforce/label/c.Chohyo_Run_Planning';
import recent from '@salesforce/label/c.Chohyo_Runs_Recent';
import refresh from '@salesforce/label/c.Chohyo_Refresh';
import running from '@salesforce/label/c.Chohyo_State_Running';

export default {
    by,
    cancelled,
    counts,
    done,
    empty,
    emptyHint,
    failed,
    loading,
    more,
    planning,
    recent,
    refresh,
    running
};
