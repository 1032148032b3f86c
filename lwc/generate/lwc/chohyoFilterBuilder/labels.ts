import add from '@salesforce/label/c.Chohyo_Filter_Add';
import all from '@salesforce/label/c.Chohyo_Filter_All';
import any from '@salesforce/label/c.Chohyo_Filter_Any';
import join from '@salesforce/label/c.Chohyo_Filter_Join';
import loading from '@salesforce/label/c.Chohyo_Loading';

export default { add, all, any, join, loading };
