import choose from '@salesforce/label/c.Chohyo_Preview_Choose';
import loading from '@salesforce/label/c.Chohyo_Preview_Loading';
import next from '@salesforce/label/c.Chohyo_Preview_Next';
import page from '@salesforce/label/c.Chohyo_Preview_Page';
import pageOf from '@salesforce/label/c.Chohyo_Preview_Page_Of';
import preview from '@salesforce/label/c.Chohyo_Preview';
import previous from '@salesforce/label/c.Chohyo_Preview_Previous';
import zoomIn from '@salesforce/label/c.Chohyo_Preview_Zoom_In';
import zoomOut from '@salesforce/label/c.Chohyo_Preview_Zoom_Out';

export default {
    choose,
    loading,
    next,
    page,
    pageOf,
    preview,
    previous,
    zoomIn,
    zoomOut
};
