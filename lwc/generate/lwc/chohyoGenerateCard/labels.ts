import generate from '@salesforce/label/c.Chohyo_Generate';

export default { generate };
