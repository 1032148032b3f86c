import empty from '@salesforce/label/c.Chohyo_Recent_Empty';
import emptyHint from '@salesforce/label/c.Chohyo_Recent_Empty_Hint';
import loading from '@salesforce/label/c.Chohyo_Loading';
import more from '@salesforce/label/c.Chohyo_Load_More';
import recent from '@salesforce/label/c.Chohyo_Recent';

export default { empty, emptyHint, loading, more, recent };
