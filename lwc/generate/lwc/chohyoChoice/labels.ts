import choice from '@salesforce/label/c.Chohyo_Choice';
import document from '@salesforce/label/c.Chohyo_Document';

export default { choice, document };
