import after from '@salesforce/label/c.Chohyo_Filter_After';
import anyOf from '@salesforce/label/c.Chohyo_Filter_Any_Of';
import before from '@salesforce/label/c.Chohyo_Filter_Before';
import contains from '@salesforce/label/c.Chohyo_Filter_Contains';
import days from '@salesforce/label/c.Chohyo_Filter_Days';
import empty from '@salesforce/label/c.Chohyo_Filter_Empty';
import equals from '@salesforce/label/c.Chohyo_Filter_Equals';
import field from '@salesforce/label/c.Chohyo_Filter_Field';
import filled from '@salesforce/label/c.Chohyo_Filter_Filled';
import from from '@salesforce/label/c.Chohyo_Filter_From';
import includes from '@salesforce/label/c.Chohyo_Filter_Includes';
import lastDays from '@salesforce/label/c.Chohyo_Filter_Last_Days';
import less from '@salesforce/label/c.Chohyo_Filter_Less';
import lessOrEqual from '@salesforce/label/c.Chohyo_Filter_Less_Or_Equal';
import more from '@salesforce/label/c.Chohyo_Filter_More';
import moreOrEqual from '@salesforce/label/c.Chohyo_Filter_More_Or_Equal';
import nextDays from '@salesforce/label/c.Chohyo_Filter_Next_Days';
import no from '@salesforce/label/c.Chohyo_Filter_No';
import noneOf from '@salesforce/label/c.Chohyo_Filter_None_Of';
import notEquals from '@salesforce/label/c.Chohyo_Filter_Not_Equals';
import on from '@salesforce/label/c.Chohyo_Filter_On';
import operator from '@salesforce/label/c.Chohyo_Filter_Operator';
import period from '@salesforce/label/c.Chohyo_Filter_Period';
import remove from '@salesforce/label/c.Chohyo_Filter_Remove';
import row from '@salesforce/label/c.Chohyo_Filter_Row';
import starts from '@salesforce/label/c.Chohyo_Filter_Starts';
import until from '@salesforce/label/c.Chohyo_Filter_Until';
import value from '@salesforce/label/c.Chohyo_Filter_Value';
import yes from '@salesforce/label/c.Chohyo_Filter_Yes';

export default {
    after,
    anyOf,
    before,
    contains,
    days,
    empty,
    equals,
    field,
    filled,
    from,
    includes,
    lastDays,
    less,
    lessOrEqual,
    more,
    moreOrEqual,
    nextDays,
    no,
    noneOf,
    notEquals,
    on,
    operator,
    period,
    remove,
    row,
    starts,
    until,
    value,
    yes
};
