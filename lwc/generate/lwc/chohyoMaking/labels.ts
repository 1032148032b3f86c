import another from '@salesforce/label/c.Chohyo_Generate_Another';
import back from '@salesforce/label/c.Chohyo_Generate_Back';
import underWay from '@salesforce/label/c.Chohyo_Generate_Under_Way';
import unknown from '@salesforce/label/c.Chohyo_Generate_Unknown';

export default { another, back, underWay, unknown };
