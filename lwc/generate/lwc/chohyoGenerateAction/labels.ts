import cancel from '@salesforce/label/c.Chohyo_Cancel';
import close from '@salesforce/label/c.Chohyo_Close';
import generate from '@salesforce/label/c.Chohyo_Generate';

export default { cancel, close, generate };
