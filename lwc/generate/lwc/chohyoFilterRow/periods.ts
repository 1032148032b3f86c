import lastFiscalYear from '@salesforce/label/c.Chohyo_Period_Last_Fiscal_Year';
import lastMonth from '@salesforce/label/c.Chohyo_Period_Last_Month';
import lastQuarter from '@salesforce/label/c.Chohyo_Period_Last_Quarter';
import lastWeek from '@salesforce/label/c.Chohyo_Period_Last_Week';
import lastYear from '@salesforce/label/c.Chohyo_Period_Last_Year';
import nextMonth from '@salesforce/label/c.Chohyo_Period_Next_Month';
import nextWeek from '@salesforce/label/c.Chohyo_Period_Next_Week';
import thisFiscalYear from '@salesforce/label/c.Chohyo_Period_This_Fiscal_Year';
import thisMonth from '@salesforce/label/c.Chohyo_Period_This_Month';
import thisQuarter from '@salesforce/label/c.Chohyo_Period_This_Quarter';
import thisWeek from '@salesforce/label/c.Chohyo_Period_This_Week';
import thisYear from '@salesforce/label/c.Chohyo_Period_This_Year';
import today from '@salesforce/label/c.Chohyo_Period_Today';
import tomorrow from '@salesforce/label/c.Chohyo_Period_Tomorrow';
import yesterday from '@salesforce/label/c.Chohyo_Period_Yesterday';

/** Date literals of SOQL by the names of people. */
export const periods = [
    { value: 'TODAY', label: today },
    { value: 'YESTERDAY', label: yesterday },
    { value: 'TOMORROW', label: tomorrow },
    { value: 'THIS_WEEK', label: thisWeek },
    { value: 'LAST_WEEK', label: lastWeek },
    { value: 'NEXT_WEEK', label: nextWeek },
    { value: 'THIS_MONTH', label: thisMonth },
    { value: 'LAST_MONTH', label: lastMonth },
    { value: 'NEXT_MONTH', label: nextMonth },
    { value: 'THIS_QUARTER', label: thisQuarter },
    { value: 'LAST_QUARTER', label: lastQuarter },
    { value: 'THIS_YEAR', label: thisYear },
    { value: 'LAST_YEAR', label: lastYear },
    { value: 'THIS_FISCAL_YEAR', label: thisFiscalYear },
    { value: 'LAST_FISCAL_YEAR', label: lastFiscalYear }
];
