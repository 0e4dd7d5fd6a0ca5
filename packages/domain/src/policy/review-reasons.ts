import { inAll, type Text } from '../text/locale.ts';

/** What reviewers look at: pictures of a face beside the register's portrait, or photos of the document. */
export type ReviewKind = 'face' | 'documents';

/**
 * What a finding leads to: `retake`: the same rung again, as long as tries are left; `next`: no photo will help, the
 * next rung of the ladder; `fraud`: the application ends, after a second reviewer found the same, and names the counter.
 */
export type FindingThen = 'retake' | 'next' | 'fraud';

type Finding = {
  readonly outcome: 'refuse';
  readonly kinds: readonly ReviewKind[];
  readonly follows: FindingThen;
  readonly reason: Text;
  readonly next: Text;
};

const retakeDocument = inAll(
  '请在光线均匀处，把证件放满取景框，再拍一次；已填内容已保留。',
  '請在光線均勻的地方，把證件放滿取景框，再拍一次；已填資料會保留。',
  '請在光線均勻處，將證件放滿取景框，再拍一次；已填資料會保留。',
  'Take it again in even light, the document filling the frame; what you typed is kept.',
);
const anotherWay = inAll(
  '请选择下一种方式；已填内容已保留。',
  '請選擇下一種方式；已填資料會保留。',
  '請選擇下一種方式；已填資料會保留。',
  'Take the next way; what you typed is kept.',
);
const toCounter = inAll(
  '如确是本人，请携带证件原件到业务窗口，由工作人员当面核实。',
  '如確是本人，請攜帶證件正本到業務窗口，由職員當面核實。',
  '如確為本人，請攜帶證件正本至業務窗口，由工作人員當面核實。',
  'If it is you, bring the original document to a counter, where an officer checks in person.',
);

const documents = (follows: FindingThen, reason: Text, next: Text): Finding => ({
  outcome: 'refuse',
  kinds: ['documents'],
  follows,
  reason,
  next,
});
const face = (follows: FindingThen, reason: Text, next: Text): Finding => ({
  outcome: 'refuse',
  kinds: ['face'],
  follows,
  reason,
  next,
});

/** The closed list of what a reviewer may find, in the order the console shows it; each is a ReasonCode of its own. */
export const REVIEW_REASONS = {
  'review-blurred': documents(
    'retake',
    inAll(
      '证件照片模糊，看不清文字。',
      '證件相片模糊，文字無法辨認。',
      '證件照片模糊，文字無法辨識。',
      'The photo of the document is blurred; its text cannot be read.',
    ),
    retakeDocument,
  ),
  'review-glare': documents(
    'retake',
    inAll(
      '证件照片反光，遮住了内容。',
      '證件相片反光，遮蓋了內容。',
      '證件照片反光，遮住了內容。',
      'Glare hides part of the document.',
    ),
    retakeDocument,
  ),
  'review-cut-off': documents(
    'retake',
    inAll(
      '证件没有拍全，或有遮挡。',
      '證件未有拍攝完整，或有遮擋。',
      '證件未拍完整，或有遮擋。',
      'Part of the document is cut off or covered.',
    ),
    retakeDocument,
  ),
  'review-sides': documents(
    'retake',
    inAll(
      '两张照片不是同一证件的正反两面。',
      '兩張相片不是同一證件的正反兩面。',
      '兩張照片不是同一證件的正反兩面。',
      'The two photos are not the front and back of one document.',
    ),
    inAll(
      '请分别拍摄正面（有相片的一面）和反面；已填内容已保留。',
      '請分別拍攝正面（有相片的一面）和背面；已填資料會保留。',
      '請分別拍攝正面（有照片的一面）與背面；已填資料會保留。',
      'Photograph the front (with the portrait) and the back; what you typed is kept.',
    ),
  ),
  'review-copy': documents(
    'retake',
    inAll(
      '拍的是复印件或屏幕，不是证件原件。',
      '拍攝的是影印本或螢幕，不是證件正本。',
      '拍攝的是影本或螢幕，不是證件正本。',
      'It is a copy or a screen, not the original document.',
    ),
    inAll(
      '请直接拍摄证件原件。',
      '請直接拍攝證件正本。',
      '請直接拍攝證件正本。',
      'Photograph the original document itself.',
    ),
  ),
  'review-data-differ': documents(
    'next',
    inAll(
      '证件上的信息与填写的不一致。',
      '證件上的資料與所填的不相符。',
      '證件上的資料與所填的不相符。',
      'What the document says is not what was typed.',
    ),
    anotherWay,
  ),
  'review-expired': documents(
    'next',
    inAll('证件已过有效期。', '證件已過有效期。', '證件已逾有效期限。', 'The document has expired.'),
    inAll(
      '请先换领证件，或选择下一种方式。',
      '請先換領證件，或選擇下一種方式。',
      '請先換領證件，或選擇下一種方式。',
      'Renew the document first, or take the next way.',
    ),
  ),
  'review-damaged': documents(
    'next',
    inAll(
      '证件破损，无法辨认。',
      '證件破損，無法辨認。',
      '證件破損，無法辨識。',
      'The document is damaged beyond recognition.',
    ),
    anotherWay,
  ),
  'review-portrait-differs': documents(
    'next',
    inAll(
      '证件相片与登记库的相片无法确认为同一人。',
      '證件相片與登記庫的相片無法確認為同一人。',
      '證件照片與登記資料庫的照片無法確認為同一人。',
      'The portrait on the document could not be matched to the one on record.',
    ),
    toCounter,
  ),
  'review-altered': documents(
    'fraud',
    inAll(
      '证件照片有改动的痕迹，不能采用。',
      '證件相片有改動的痕跡，不能採用。',
      '證件照片有變造的痕跡，無法採用。',
      'The photos show signs of alteration and cannot be used.',
    ),
    toCounter,
  ),
  'review-of-another': documents(
    'fraud',
    inAll('证件属于他人。', '證件屬於他人。', '證件屬於他人。', 'The document is somebody else’s.'),
    toCounter,
  ),
  'review-face-unclear': face(
    'retake',
    inAll(
      '画面看不清脸。',
      '畫面看不清面容。',
      '畫面看不清臉部。',
      'The face cannot be seen clearly in the pictures.',
    ),
    inAll(
      '请面向光线，再做一次。',
      '請面向光源，再做一次。',
      '請面向光源，再做一次。',
      'Face the light and try once more.',
    ),
  ),
  'review-face-covered': face(
    'retake',
    inAll(
      '脸被帽子、口罩、眼镜或头发遮住。',
      '面容被帽、口罩、眼鏡或頭髮遮擋。',
      '臉部被帽子、口罩、眼鏡或頭髮遮住。',
      'A hat, mask, glasses or hair covers the face.',
    ),
    inAll(
      '请露出整张脸，再做一次。',
      '請露出整個面容，再做一次。',
      '請露出整張臉，再做一次。',
      'Uncover the whole face and try once more.',
    ),
  ),
  'review-face-uncertain': face(
    'next',
    inAll(
      '无法确认与登记库的相片是同一人。',
      '無法確認與登記庫的相片為同一人。',
      '無法確認與登記資料庫的照片為同一人。',
      'It could not be confirmed that the face is the one on record.',
    ),
    anotherWay,
  ),
  'review-face-not-live': face(
    'fraud',
    inAll(
      '镜头前不是真人。',
      '鏡頭前不是真人。',
      '鏡頭前不是真人。',
      'No live person was in front of the camera.',
    ),
    toCounter,
  ),
  'review-face-of-another': face(
    'fraud',
    inAll(
      '镜头前的是他人。',
      '鏡頭前的是他人。',
      '鏡頭前的是他人。',
      'Somebody else was in front of the camera.',
    ),
    toCounter,
  ),
} as const satisfies Record<string, Finding>;

export type ReviewReasonCode = keyof typeof REVIEW_REASONS;

/** Every code, in the console's order. */
export const REVIEW_REASON_CODES = Object.keys(REVIEW_REASONS) as [ReviewReasonCode, ...ReviewReasonCode[]];

/** The codes that can be given about what a case shows. */
export function reviewReasonsFor(kind: ReviewKind): readonly ReviewReasonCode[] {
  return REVIEW_REASON_CODES.filter((code) =>
    (REVIEW_REASONS[code].kinds as readonly string[]).includes(kind),
  );
}

/** What a reason leads to, when it is a reviewer's; undefined for all others. */
export function followsFrom(code: string): FindingThen | undefined {
  return (REVIEW_REASONS as Readonly<Record<string, Finding>>)[code]?.follows;
}
