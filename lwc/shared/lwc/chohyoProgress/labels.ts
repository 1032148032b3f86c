import again from '@salesforce/label/c.Chohyo_Progress_Again';
import done from '@salesforce/label/c.Chohyo_Progress_Done';
import failed from '@salesforce/label/c.Chohyo_Progress_Failed';
import lost from '@salesforce/label/c.Chohyo_Progress_Lost';
import making from '@salesforce/label/c.Chohyo_Progress_Making';
import saving from '@salesforce/label/c.Chohyo_Progress_Saving';
import progress from '@salesforce/label/c.Chohyo_Progress_Steps';
import stepDone from '@salesforce/label/c.Chohyo_Step_Done';
import stepMaking from '@salesforce/label/c.Chohyo_Step_Making';
import stepSaving from '@salesforce/label/c.Chohyo_Step_Saving';
import stepWaiting from '@salesforce/label/c.Chohyo_Step_Waiting';
import waiting from '@salesforce/label/c.Chohyo_Progress_Waiting';

/** The names of the steps. */
export const steps = {
    waiting: stepWaiting,
    making: stepMaking,
    saving: stepSaving,
    done: stepDone
};

export default { again, done, failed, lost, making, progress, saving, waiting };
