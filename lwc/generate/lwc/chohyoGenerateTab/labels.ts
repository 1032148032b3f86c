import back from '@salesforce/label/c.Chohyo_Back';
import run from '@salesforce/label/c.Chohyo_Run';
import title from '@salesforce/label/c.Chohyo_Many';

export default { back, run, title };
