import all from '@salesforce/label/c.Chohyo_Run_All';
import cancelled from '@salesforce/label/c.Chohyo_State_Cancelled';
import document from '@salesforce/label/c.Chohyo_Document';
import done from '@salesforce/label/c.Chohyo_State_Done';
import failed from '@salesforce/label/c.Chohyo_State_Failed';
import loading from '@salesforce/label/c.Chohyo_Loading';
import more from '@salesforce/label/c.Chohyo_Load_More';
import next from '@salesforce/label/c.Chohyo_Progress_Again';
import none from '@salesforce/label/c.Chohyo_Run_None';
import option from '@salesforce/label/c.Chohyo_Choice';
import record from '@salesforce/label/c.Chohyo_Run_Record';
import running from '@salesforce/label/c.Chohyo_State_Running';
import show from '@salesforce/label/c.Chohyo_Run_Show';
import state from '@salesforce/label/c.Chohyo_Run_State';
import table from '@salesforce/label/c.Chohyo_Run_Table';
import waiting from '@salesforce/label/c.Chohyo_State_Waiting';

export default {
    all,
    cancelled,
    document,
    done,
    failed,
    loading,
    more,
    next,
    none,
    option,
    record,
    running,
    show,
    state,
    table,
    waiting
};
