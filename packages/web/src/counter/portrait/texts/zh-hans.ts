/** Texts of the register's portrait at the counter; the other languages have this type. */
export const zhHans = {
  title: '登记库照片',
  takenOn: '拍摄于 {day}',
  compare: '请把到场的人、证件上的照片和这张照片互相比对。不是同一人，请不要办理。',
  none: '登记库没有照片',
  noneNext: '请比对到场的人和证件上的照片。',
  away: '暂时取不到登记库照片',
  awayNext: '可以再试一次，或只比对到场的人和证件上的照片。',
  again: '再试一次',
};
