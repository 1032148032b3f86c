import close from '@salesforce/label/c.Chohyo_Close';
import title from '@salesforce/label/c.Chohyo_Generate_Related';

export default { close, title };
