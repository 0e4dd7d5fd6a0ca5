/** What an operation does: in English as the API's description is, with Chinese terms where those are the law's. */
export function Summary({ text }: { text: string }) {
  return <span lang={/\p{Script=Han}/u.test(text) ? 'mul' : 'en'}>{text}</span>;
}
