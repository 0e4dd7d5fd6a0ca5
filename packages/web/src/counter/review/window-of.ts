/** The rows of a long list that are worth drawing: those in sight and some around them; `to` is not included. */
export function windowOf(
  { top, height }: { readonly top: number; readonly height: number },
  { rows, rowHeight }: { readonly rows: number; readonly rowHeight: number },
  around = 8,
): { readonly from: number; readonly to: number } {
  const from = Math.max(0, Math.min(rows, Math.floor(top / rowHeight)) - around);
  const to = Math.min(rows, Math.ceil((top + height) / rowHeight) + around);
  return { from, to: Math.max(from, to) };
}
