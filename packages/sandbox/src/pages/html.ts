/** A piece of HTML that is already safe. */
export type Html = { readonly html: string };

type Value = string | number | null | undefined | false | Html | readonly Html[];

/** Builds HTML; every value is escaped unless it is itself a piece of HTML. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: strings.reduce((text, part, index) => `${text}${render(values[index - 1])}${part}`) };
}

function render(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return (value as readonly Html[]).map((piece) => piece.html).join('');
  if (typeof value === 'object') return (value as Html).html;
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
