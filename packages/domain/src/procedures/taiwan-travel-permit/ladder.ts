import { inAll } from '../../text/locale.ts';
import { permitLadder } from '../permit-parts.ts';

/** How the subject is proven, in this permit's words. */
export const ladder = permitLadder(
  inAll(
    '证件还在手边的（损坏也可以）：拍正反面，工作人员 30 分钟内查看',
    '台胞證仍在手邊（損毀亦可）：拍攝正反面，職員 30 分鐘內查看',
    '台胞證還在手邊（毀損亦可）：拍攝正反面，工作人員 30 分鐘內查看',
    'with the permit at hand, damaged or not: photos of both sides, a reviewer looks within 30 minutes',
  ),
);
