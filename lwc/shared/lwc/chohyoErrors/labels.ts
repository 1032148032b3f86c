import unreachable from '@salesforce/label/c.Chohyo_Error_Unreachable';
import late from '@salesforce/label/c.Chohyo_Error_Late';
import refused from '@salesforce/label/c.Chohyo_Error_Refused';
import unexpected from '@salesforce/label/c.Chohyo_Error_Unexpected';

export default { unreachable, late, refused, unexpected };
