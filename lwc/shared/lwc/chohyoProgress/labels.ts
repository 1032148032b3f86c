import again from '@salesforce/label/c.Chohyo_Progress_Again';
import done from '@salesforce/label/c.Chohyo_Progress_Done';
import failed from '@salesforce/label/c.Chohyo_Progress_Failed';
import lost from '@salesforce/label/c.Chohyo_Progress_Lost';
import making from '@salesforce/label/c.Chohyo_Progress_Making';
import saving from '@salesforce/label/c.Chohyo_Progress_Saving';
import steps from '@salesforce/label/c.Chohyo_Progress_Steps';
import waiting from '@salesforce/label/c.Chohyo_Progress_Waiting';

export default { again, done, failed, lost, making, saving, steps, waiting };
