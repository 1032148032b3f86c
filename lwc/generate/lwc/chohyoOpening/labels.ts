import hint from '@salesforce/label/c.Chohyo_Generate_Nothing_Hint';
import loading from '@salesforce/label/c.Chohyo_Loading';

export default { hint, loading };
