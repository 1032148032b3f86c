import code from '@salesforce/label/c.Chohyo_Error_Code';
import details from '@salesforce/label/c.Chohyo_Error_Details';
import error from '@salesforce/label/c.Chohyo_Error';
import request from '@salesforce/label/c.Chohyo_Error_Request';
import tryAgain from '@salesforce/label/c.Chohyo_Try_Again';

export default { code, details, error, request, tryAgain };
